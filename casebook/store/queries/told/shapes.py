"""The records that lines of the log name: of each what a sentence about it says, column by column."""

from datetime import date
from typing import NamedTuple

from casebook.domain.component import Component
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.money import Cents
from casebook.domain.parameters import Parameters
from casebook.domain.relation.segment import Segment
from casebook.store.models.cases import TrackKind
from casebook.store.models.claims import Relation
from casebook.store.models.people import Role
from casebook.store.models.relation import OrderAdviceKind


class Case(NamedTuple):
    """A case."""

    id: int
    number: str
    debtor_id: int


class Claim(NamedTuple):
    """A claim."""

    id: int
    case_id: int
    number: str


class Promise(NamedTuple):
    """A promise."""

    id: int
    case_id: int
    due_on: date
    cents: Cents


class BankEntry(NamedTuple):
    """An entry of the bank; an amount that went out is less than nothing."""

    id: int
    value_on: date
    cents: Cents
    name: str


class BankUse(NamedTuple):
    """What became of a part of an entry of the bank."""

    id: int
    entry_id: int
    cents: Cents


class Party(NamedTuple):
    """A party."""

    id: int
    name: str


class Creditor(NamedTuple):
    """An entity of ours."""

    id: int
    code: str


class Person(NamedTuple):
    """Somebody who works here."""

    id: int
    name: str


class Team(NamedTuple):
    """A team."""

    id: int
    name: str


class Grant(NamedTuple):
    """A role of a person."""

    id: int
    person_id: int
    role: Role


class Member(NamedTuple):
    """A person in a team."""

    id: int
    team_id: int
    person_id: int


class Event(NamedTuple):
    """An event of limitation; `regime` and `ground` say of which kind an insolvency or an extension is."""

    id: int
    case_id: int
    kind: str
    on_day: date | None
    regime: str | None
    ground: str | None


class Payment(NamedTuple):
    """A payment."""

    id: int
    case_id: int
    on_day: date
    cents: Cents


class Entry(NamedTuple):
    """An entry in the ledger of a claim."""

    id: int
    claim_id: int
    on_day: date
    component: Component
    cents: Cents


class WriteOff(NamedTuple):
    """A write-off."""

    id: int
    claim_id: int
    cents: Cents


class Reliance(NamedTuple):
    """A claimed end that is relied on."""

    id: int
    claim_id: int
    party_id: int
    clock: ClockKind


class Proposal(NamedTuple):
    """What a list says otherwise."""

    id: int
    case_id: int | None
    claim_id: int | None
    code: str
    parameters: Parameters


class Liability(NamedTuple):
    """Somebody who is liable for a claim."""

    id: int
    claim_id: int
    party_id: int
    relation: Relation


class Hold(NamedTuple):
    """A time in which nothing is chased."""

    id: int
    case_id: int
    debtor_id: int | None
    claim_id: int | None
    reason: str


class StandIn(NamedTuple):
    """Somebody who stands in for a colleague."""

    id: int
    person_id: int
    for_id: int


class Track(NamedTuple):
    """What goes on in a case."""

    id: int
    case_id: int
    kind: TrackKind


class Dispute(NamedTuple):
    """What a debtor contests; people know it by its reason."""

    id: int
    case_id: int
    reason: str


class Note(NamedTuple):
    """A note."""

    id: int
    case_id: int


class Address(NamedTuple):
    """An address."""

    id: int
    party_id: int
    street: str
    house_number: str
    postcode: str
    city: str


class AddressEnquiry(NamedTuple):
    """A question where a party is to be found."""

    id: int
    party_id: int
    asked_at: str


class ContactPoint(NamedTuple):
    """A telephone number or mail address."""

    id: int
    party_id: int
    value: str


class Representation(NamedTuple):
    """Somebody who acts for a party."""

    id: int
    party_id: int
    representative_id: int


class Alias(NamedTuple):
    """Another name of a party."""

    id: int
    party_id: int
    name: str


class Account(NamedTuple):
    """A bank account."""

    id: int
    party_id: int
    iban: str


class PersonRequest(NamedTuple):
    """A complaint or request about data."""

    id: int
    case_id: int
    party_id: int
    kind: str
    received_on: date


class Estate(NamedTuple):
    """An estate."""

    id: int
    party_id: int


class Heir(NamedTuple):
    """An heir."""

    id: int
    party_id: int


class Vulnerability(NamedTuple):
    """What makes somebody vulnerable."""

    id: int
    party_id: int


class Ban(NamedTuple):
    """A ban on arrangements."""

    id: int
    party_id: int
    reason: str


class Policy(NamedTuple):
    """A policy of credit insurance."""

    id: int
    number: str


class Cover(NamedTuple):
    """A debtor that a policy covers."""

    id: int
    policy_id: int
    party_id: int


class InsuranceAct(NamedTuple):
    """Something done towards an insurer."""

    id: int
    case_id: int
    claim_id: int
    step: str


class ContraItem(NamedTuple):
    """Something that we owe a debtor."""

    id: int
    party_id: int
    number: str


class SetOff(NamedTuple):
    """What we owe, set off against a claim."""

    id: int
    case_id: int
    claim_id: int
    contra_item_id: int
    cents: Cents


class Approval(NamedTuple):
    """A command that waited for somebody with the mandate."""

    id: int
    command: str
    arguments: str


class Document(NamedTuple):
    """A document."""

    id: int
    name: str


class Run(NamedTuple):
    """An import of a file."""

    id: int
    file_name: str


class Assessment(NamedTuple):
    """A judgement of whether a debtor can and will pay."""

    id: int
    case_id: int
    on_day: date


class FinanceEvidence(NamedTuple):
    """A piece of evidence of finances."""

    id: int
    case_id: int
    kind: str


class SegmentChoice(NamedTuple):
    """A segment that a person chose for a debtor."""

    id: int
    party_id: int
    segment: Segment


class SalesQuestion(NamedTuple):
    """A question to somebody at sales."""

    id: int
    case_id: int
    asked_of: str


class OrderAdvice(NamedTuple):
    """An advice on orders."""

    id: int
    case_id: int
    kind: OrderAdviceKind
    amount_cents: Cents | None
    term_days: int | None


class Watch(NamedTuple):
    """A day of aftercare."""

    id: int
    case_id: int
    on_day: date


class Arrangement(NamedTuple):
    """A payment arrangement."""

    id: int
    case_id: int
    party_id: int


class Instalment(NamedTuple):
    """A term of an arrangement."""

    id: int
    arrangement_id: int
    number: int


class ArrangementNotice(NamedTuple):
    """A letter that said that an arrangement was behind."""

    id: int
    arrangement_id: int
    sent_on: date | None


class DebitMandate(NamedTuple):
    """A mandate for direct debit."""

    id: int
    party_id: int
    reference: str


class DebitBatch(NamedTuple):
    """A batch of direct debits."""

    id: int
    message: str


class DebitCollection(NamedTuple):
    """A collection of a term."""

    id: int
    arrangement_id: int
    instalment_id: int
    mandate_id: int
    cents: Cents
