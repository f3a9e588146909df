"""Proceedings: begun against those who are named, and put right."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.court.facts import Decision, ProceedingKind
from casebook.domain.court.stays import BEGUN_BY, Way
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import ZERO, Cents
from casebook.errors import Refused
from casebook.store import mandates, tables
from casebook.store.actions import given
from casebook.store.actions.assessment import check_assessed
from casebook.store.actions.cases import open_one
from casebook.store.actions.court_bearing import bear, open_track
from casebook.store.actions.court_stays import LetPass, check_not_stayed
from casebook.store.actions.limitation import Reached, check_liable
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.base import Record
from casebook.store.models.cases import TrackKind
from casebook.store.models.claims import Claim
from casebook.store.models.court import GoNoGo, Proceeding, ProceedingClaim
from casebook.store.models.parties import Party
from casebook.store.transaction import Transaction
from casebook.text import clean


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim that is asked of somebody who owes it: the debtor of the case, or who is liable beside him."""

    claim_id: int
    party_id: int


@dataclass(frozen=True, slots=True)
class ProceedingFacts:
    """What is known of a proceeding: the court, its number there, the bailiff, and what the court charged us when."""

    court: str = ""
    number: str = ""
    bailiff_id: int | None = None
    note: str = ""
    court_fee_cents: Cents | None = None
    court_fee_on: date | None = None


@dataclass(frozen=True, slots=True)
class OpenProceeding:
    """A proceeding that is prepared, with what is asked in it of whom.

    `without_decision` is why it is begun though no lead decided to, `without_assessment` why though none counts, and
    `despite_insolvency` why though somebody of whom it is asked is insolvent: by a `way` that the law leaves.
    """

    case_id: int
    kind: ProceedingKind
    asked: tuple[Asked, ...]
    facts: ProceedingFacts
    without_decision: str = ""
    without_assessment: str = ""
    way: Way | None = None
    despite_insolvency: str = ""


@dataclass(frozen=True, slots=True)
class ChangeProceeding:
    """What is known of a proceeding as it should be; what is asked of whom stays."""

    id: int
    version: int
    facts: ProceedingFacts


def of_case(model: type[Record], name: str) -> Callable[[Database, Any], Iterable[int]]:
    """Return what finds the case of the row of `model` that a command names by `name`."""
    query = f"SELECT case_id FROM {tables.of(model).name} WHERE id = ?"  # noqa: S608 name of a model

    def cases(database: Database, command: Any) -> Iterable[int]:
        return [case_id for (case_id,) in database.fetch(query, (getattr(command, name),))]

    return cases


@action("proceeding.open", cases=given.case_itself)
def open_proceeding(tx: Transaction, command: OpenProceeding) -> int:
    """Open a proceeding, with the track of a court, and return its id.

    Refused without a valid assessment and without a decision to go to court, unless whoever may decide that says why;
    for somebody whose insolvency stops it (Fw 26; 299), but by a way that the law leaves; and for somebody who does not
    owe what is asked of him.
    """
    case = open_one(tx, command.case_id)
    check_assessed(tx, case.id, TrackKind.COURT, command.without_assessment)
    _check_decided(tx, case.id, command.without_decision)
    _check_asked(tx, case.id, command.asked)
    passing = LetPass(command.way, command.despite_insolvency)
    check_not_stayed(tx, {one.party_id for one in command.asked}, BEGUN_BY[command.kind], tx.day, passing)
    id_ = tx.add(Proceeding, case_id=case.id, kind=command.kind, next_due_on=date.max, **_values(tx, command.facts))
    pairs = dict.fromkeys((one.claim_id, one.party_id) for one in command.asked)
    tx.add_many(
        ProceedingClaim,
        [{"proceeding_id": id_, "claim_id": claim_id, "party_id": party_id} for claim_id, party_id in pairs],
    )
    open_track(tx, case.id, clean(command.without_decision).strip() or given.line(command.facts.court))
    return id_


@action("proceeding.change", cases=of_case(Proceeding, "id"))
def change(tx: Transaction, command: ChangeProceeding) -> None:
    """Put right what is known of a proceeding."""
    proceeding = tx.get(Proceeding, command.id, command.version)
    tx.change(proceeding, **_values(tx, command.facts))
    bear(tx, proceeding.case_id, given.line(command.facts.number))


def _check_decided(tx: Transaction, case_id: int, without: str) -> None:
    """Refuse to begin where the last decision is not to go, unless whoever may decide it says why."""
    last = tx.first(GoNoGo.select().where(GoNoGo.case_id == case_id).order_by(GoNoGo.id.desc()))
    if last is not None and last.decision == Decision.GO:
        return
    if not clean(without).strip():
        raise Refused("proceeding.not_decided", source=HOUSE_RULE)
    mandates.check(tx, mandates.Act.LITIGATION, ZERO)


def _check_asked(tx: Transaction, case_id: int, asked: Sequence[Asked]) -> None:
    if not asked:
        raise Refused("proceeding.nothing_asked", source=HOUSE_RULE)
    for one in asked:
        claim = tx.get(Claim, one.claim_id)
        if claim.ended_on is not None:
            raise Refused("claim.ended", source=HOUSE_RULE, number=claim.number, on=claim.ended_on)
        check_liable(tx, case_id, Reached(one.party_id, claim.id))


def _values(tx: Transaction, facts: ProceedingFacts) -> dict[str, object]:
    """Return the columns of a proceeding. Refused with a court fee of no day, or a day of no fee."""
    if (facts.court_fee_cents is None) != (facts.court_fee_on is None):
        raise Refused("proceeding.fee_day", source=HOUSE_RULE)
    if facts.court_fee_cents is not None and facts.court_fee_cents < 0:
        raise Refused("given.amount", source=HOUSE_RULE, amount=facts.court_fee_cents)
    return {
        "court_fee_cents": facts.court_fee_cents,
        "court_fee_on": None if facts.court_fee_on is None else given.past(tx, facts.court_fee_on),
        "court": given.line(facts.court),
        "number": given.line(facts.number),
        "bailiff_id": None if facts.bailiff_id is None else tx.get(Party, facts.bailiff_id).id,
        "note": clean(facts.note).strip(),
    }
