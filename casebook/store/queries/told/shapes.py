"""The records that lines of the log name: of each what a sentence about it says, column by column."""

from datetime import date
from typing import NamedTuple

from casebook.domain.component import Component
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.money import Cents
from casebook.domain.parameters import Parameters
from casebook.store.models.cases import TrackKind
from casebook.store.models.claims import Relation
from casebook.store.models.people import Role


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
    reason: str


class Track(NamedTuple):
    """What goes on in a case."""

    id: int
    case_id: int
    kind: TrackKind


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
