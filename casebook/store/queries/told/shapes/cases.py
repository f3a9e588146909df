"""The records that lines of the log name: a case, and what happens in it."""

from datetime import date
from typing import NamedTuple

from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.money import Cents
from casebook.domain.parameters import Parameters
from casebook.store.models.cases import TrackKind
from casebook.store.models.claims import Relation
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


class Event(NamedTuple):
    """An event of limitation; `regime` and `ground` say of which kind an insolvency or an extension is."""

    id: int
    case_id: int
    kind: str
    on_day: date | None
    regime: str | None
    ground: str | None


class Reliance(NamedTuple):
    """A claimed end that is relied on."""

    id: int
    claim_id: int
    party_id: int
    clock: ClockKind


class LapseAcceptance(NamedTuple):
    """A clock that a lead lets run out."""

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


class InsuranceAct(NamedTuple):
    """Something done towards an insurer."""

    id: int
    case_id: int
    claim_id: int
    step: str


class Document(NamedTuple):
    """A document."""

    id: int
    name: str


class PostItem(NamedTuple):
    """Something that came in."""

    id: int
    case_id: int | None
    document_id: int
    subject: str


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
