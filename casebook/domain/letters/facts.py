"""What every letter knows: who writes to whom, about which claims, for how much, and by when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from casebook.domain.letters.extras import Value
from casebook.domain.letters.kinds import LetterKind, Tone
from casebook.domain.money import ZERO, Cents


@dataclass(frozen=True, slots=True)
class Sender:
    """The creditor in whose name a letter goes: its letterhead, and where it is paid. What is not known is empty.

    `complaints` is where complaints go.
    """

    name: str
    lines: tuple[str, ...] = ()
    kvk: str = ""
    vat_id: str = ""
    phone: str = ""
    mail: str = ""
    website: str = ""
    iban: str = ""
    bic: str = ""
    signatories: tuple[str, ...] = ()
    complaints: str = ""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes for the creditor and answers the telephone."""

    name: str
    phone: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a letter goes. `kind` is what he is in law; `role` in which he stands for the debtor, empty for himself.

    `lines` is the address as an envelope has it, with the name and the country where that is not ours.
    """

    name: str
    kind: str
    lines: tuple[str, ...] = ()
    role: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True)
class StatedClaim:
    """A claim as a letter states it, on the day of the letter: `open` is principal, interest and costs together.

    `contested` is what of the principal is disputed. A letter that asks states what is not contested, one that keeps
    a right the whole.
    """

    claim_id: int
    number: str
    description: str
    invoice_on: date | None
    due_on: date | None
    invoiced: Cents
    principal: Cents
    interest: Cents
    costs: Cents
    contested: Cents = ZERO

    @property
    def open(self) -> Cents:
        """What is to be paid on it."""
        return Cents(self.principal + self.interest + self.costs)


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter says, before words. `per_day` is the interest of one further day, `last_day` the day it names.

    `reference` is what the debtor quotes when he pays (RF, ISO 11649), `case_number` what he quotes otherwise.
    `consumer` where one of the claims is on a consumer. `extras` are the fields of its kind.
    """

    kind: LetterKind
    language: str
    tone: Tone
    on: date
    case_number: str
    reference: str
    sender: Sender
    writer: Writer
    debtor: str
    addressee: Addressee
    consumer: bool
    claims: tuple[StatedClaim, ...]
    per_day: Cents
    last_day: date | None
    pay_link: str
    extras: Mapping[str, Value]

    @property
    def principal(self) -> Cents:
        """The principal of all claims."""
        return Cents(sum(one.principal for one in self.claims))

    @property
    def interest(self) -> Cents:
        """The interest of all claims."""
        return Cents(sum(one.interest for one in self.claims))

    @property
    def costs(self) -> Cents:
        """The costs of all claims."""
        return Cents(sum(one.costs for one in self.claims))

    @property
    def total(self) -> Cents:
        """What is open of all claims."""
        return Cents(sum(one.open for one in self.claims))


@dataclass(frozen=True, slots=True)
class LetterText:
    """A letter in words: what is kept of it, shown, printed and mailed. `body` is Markdown in which all text is data.

    `asks` is the amount of its payment block, 0 where it has none; `specified`: the claims stand in a table.
    `template` is the digest of the template it was made from.
    """

    facts: LetterFacts
    subject: str
    body: str
    asks: Cents
    specified: bool
    template: str
