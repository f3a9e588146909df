"""The past of an office, as one row of a file tells it, by kind; claims and debtors by the numbers of the office."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from casebook.domain.arrangement.terms import PlanInterest, Rhythm
from casebook.domain.limitation.facts import Event
from casebook.domain.limitation.facts import Insolvency as InsolvencyEvent
from casebook.domain.money import Cents
from casebook.domain.placements.facts import AgencyKind, CloseCode, Guard
from casebook.domain.security.facts import SecurityKind


@dataclass(frozen=True, slots=True)
class ClaimRef:
    """A claim: the code of its creditor, and its number there."""

    creditor: str
    invoice_number: str


@dataclass(frozen=True, slots=True)
class DebtorRef:
    """A debtor: the code of a creditor, and his number there."""

    creditor: str
    number: str


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """A limitation event of one claim, or of all claims of a debtor; with both, of that claim against that debtor."""

    line: int
    claim: ClaimRef | None
    debtor: DebtorRef | None
    event: Event
    proof_grade: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class HistoryPayment:
    """Money received; `designation` are the invoices that the payer named, `claim` the one it was booked to."""

    line: int
    claim: ClaimRef | None
    debtor: DebtorRef | None
    on: date
    amount: Cents
    designation: tuple[str, ...]
    reference: str | None
    payer_name: str | None
    iban: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Address:
    """An address with its period and whether it is verified, presumed or dead."""

    street: str | None
    house_number: str | None
    postcode: str | None
    city: str | None
    country: str | None
    status: str | None
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Relation:
    """How a party stands to another debtor: liable beside him, or speaking for him in a role."""

    to: DebtorRef
    kind: str
    role: str | None
    since: date | None
    until: date | None
    maximum: Cents | None
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Party:
    """A debtor, or somebody who stands in a relation to one; several rows may add addresses and relations."""

    line: int
    debtor: DebtorRef
    kind: str | None
    name: str
    kvk: str | None
    btw_id: str | None
    rsin: str | None
    birth_date: date | None
    died_on: date | None
    email: str | None
    phone: str | None
    language: str | None
    address: Address | None
    relation: Relation | None


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact with a debtor, and what it came to."""

    line: int
    debtor: DebtorRef
    on: date
    channel: str
    direction: str | None
    outcome: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Title:
    """An enforceable title for one or more claims; `final_on` is the day from which no appeal was open any more."""

    line: int
    claims: tuple[ClaimRef, ...]
    debtor: DebtorRef | None
    court: str | None
    number: str | None
    judged_on: date
    served_on: date | None
    final_on: date | None
    principal: Cents | None
    costs: Cents | None


@dataclass(frozen=True, slots=True)
class Insolvency:
    """An insolvency of a debtor, as it bears on his clocks, with its number in the register."""

    line: int
    debtor: DebtorRef
    period: InsolvencyEvent
    number: str | None
    trustee: str | None


@dataclass(frozen=True, slots=True)
class Assignment:
    """A claim that went over to another creditor; it works against the debtor from the notice to him."""

    line: int
    claim: ClaimRef
    to_creditor: str
    on: date
    notified_on: date | None


@dataclass(frozen=True, slots=True)
class HistoryPlan:
    """A payment arrangement that was agreed and runs: on which claims, with whom if not the debtor, and its terms.

    Two of what all terms come to, what each is, and how many there are or until when, say the third.
    """

    line: int
    claims: tuple[ClaimRef, ...]
    debtor: DebtorRef | None
    agreed_on: date
    rhythm: Rhythm
    first_on: date
    total: Cents | None
    each: Cents | None
    terms: int | None
    last_on: date | None
    interest: PlanInterest
    remission: Cents
    note: str | None


@dataclass(frozen=True, slots=True)
class HistorySecurity:
    """A security of a debtor for all that he owes one of our entities, or for the claims that are named.

    `haircut` is a percentage, None for that of the house. `invoked_on` is when it was invoked.
    """

    line: int
    debtor: DebtorRef
    claims: tuple[ClaimRef, ...]
    kind: SecurityKind
    name: str
    value: Cents | None
    valued_on: date | None
    haircut: Decimal | None
    rank: int | None
    with_interest: bool | None
    since_on: date | None
    expires_on: date | None
    invoked_on: date | None
    note: str | None


@dataclass(frozen=True, slots=True)
class HistoryPlacement:
    """Claims of a debtor that lie with an agency since a day, or lay there until `ended_on`, closed with a code."""

    line: int
    debtor: DebtorRef
    claims: tuple[ClaimRef, ...]
    agency: str
    agency_kind: AgencyKind
    guard: Guard
    sent_on: date
    reference: str
    reported_on: date | None
    ended_on: date | None
    close_code: CloseCode
    note: str


@dataclass(frozen=True, slots=True)
class HistoryVat:
    """VAT in a claim, and what of it came back already: in the return of the period in which `refunded_in` lies.

    `percent`, `gross` and `vat` are of one rate; without a rate, what is known of the claim stays. Without `refunded`
    all came back that was unpaid at the end of that period.
    """

    line: int
    claim: ClaimRef
    treatment: str | None
    percent: Decimal | None
    gross: Cents | None
    vat: Cents | None
    refunded_in: date | None
    refunded: Cents | None


Record = (
    HistoryEvent
    | HistoryPayment
    | Party
    | Contact
    | Title
    | Insolvency
    | Assignment
    | HistoryPlan
    | HistoryPlacement
    | HistorySecurity
    | HistoryVat
)
