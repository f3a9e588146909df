"""Evidence of finances: required, requested, received, checked, or done without."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.documents import Proves
from casebook.domain.finance import Result
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store import tables
from casebook.store.actions import given
from casebook.store.actions.cases import open_one
from casebook.store.actions.documents import proves_too
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.assessment import FinanceEvidence, FinanceKind, Supports
from casebook.store.transaction import Transaction
from casebook.text import clean

_CASE = f"SELECT case_id FROM {tables.of(FinanceEvidence).name} WHERE id = ?"  # noqa: S608 name of a model


@dataclass(frozen=True, slots=True)
class RequireFinances:
    """What somebody has to show of his finances, by when and what for; `requested`: he was asked for it today."""

    case_id: int
    kinds: tuple[FinanceKind, ...]
    supports: Supports
    needed_by: date
    requested: bool = False


@dataclass(frozen=True, slots=True)
class RequestFinances:
    """Pieces of a case that were asked for today, to be there by a day."""

    case_id: int
    finance_evidence_ids: tuple[int, ...]
    needed_by: date


@dataclass(frozen=True, slots=True)
class ReceiveFinance:
    """A piece came in, if need be as a document."""

    id: int
    version: int
    received_on: date
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class CheckFinance:
    """A piece that came in was looked at: it suffices, or it does not and why (`text`)."""

    id: int
    version: int
    result: Result
    text: str = ""


@dataclass(frozen=True, slots=True)
class WaiveFinance:
    """A piece is not needed after all, and why."""

    id: int
    version: int
    reason: str


def _case_of(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASE, (command.id,))]


@action("finance_evidence.require", cases=given.case_itself)
def require(tx: Transaction, command: RequireFinances) -> int:
    """Require pieces and return how many. Refused for what is waited for already."""
    case = open_one(tx, command.case_id)
    kinds = list(dict.fromkeys(command.kinds))
    if not kinds:
        raise Refused("finance_evidence.none", source=HOUSE_RULE)
    _refuse_past(tx, command.needed_by)
    waited_for = {piece.kind for piece in _waited_for(tx, case.id)}
    for kind in kinds:
        if kind in waited_for:
            raise Refused("finance_evidence.waited_for", source=HOUSE_RULE, kind=f"finance_{kind}")
    asked = {"requested_on": tx.day} if command.requested else {}
    more = {"supports": command.supports, "required_on": tx.day, "due_on": command.needed_by, **asked}
    tx.add_many(FinanceEvidence, [{"case_id": case.id, "kind": kind, **more} for kind in kinds])
    return len(kinds)


@action("finance_evidence.request", cases=given.case_itself)
def request(tx: Transaction, command: RequestFinances) -> None:
    """Note that pieces were asked for, also for the second time. Refused for what came in or is not needed."""
    case = open_one(tx, command.case_id)
    _refuse_past(tx, command.needed_by)
    waiting = {piece.id: piece for piece in _waited_for(tx, case.id) if piece.received_on is None}
    wanted = dict.fromkeys(command.finance_evidence_ids)
    if not wanted or not wanted.keys() <= waiting.keys():
        raise Refused("finance_evidence.not_waited_for", source=HOUSE_RULE)
    for id_ in wanted:
        tx.change(waiting[id_], requested_on=tx.day, due_on=command.needed_by)


@action("finance_evidence.receive", cases=_case_of)
def receive(tx: Transaction, command: ReceiveFinance) -> None:
    """Note that a piece came in."""
    piece = _open_piece(tx, command.id, command.version)
    if piece.received_on is not None:
        raise Refused("finance_evidence.received", source=HOUSE_RULE, on=piece.received_on)
    if command.document_id is not None:
        proves_too(tx, command.document_id, Proves.INCOME)
    tx.change(piece, received_on=given.past(tx, command.received_on), document_id=command.document_id)


@action("finance_evidence.check", cases=_case_of)
def check(tx: Transaction, command: CheckFinance) -> None:
    """Say whether a piece suffices. Refused before it came in, and without a reason where it does not suffice."""
    piece = _open_piece(tx, command.id, command.version)
    if piece.received_on is None:
        raise Refused("finance_evidence.not_received", source=HOUSE_RULE)
    text = clean(command.text).strip()
    if command.result is Result.INSUFFICIENT:
        text = given.reason(text)
    tx.change(piece, checked_on=tx.day, result=command.result, checked_by_id=tx.actor.person, note=text)


@action("finance_evidence.waive", cases=_case_of)
def waive(tx: Transaction, command: WaiveFinance) -> None:
    """Do without a piece, for a reason."""
    piece = tx.get(FinanceEvidence, command.id, command.version)
    if piece.waived_on is not None or piece.result == Result.SUFFICIENT:
        raise Refused("finance_evidence.done", source=HOUSE_RULE)
    tx.change(piece, waived_on=tx.day, waived_because=given.reason(command.reason))


def _open_piece(tx: Transaction, id_: int, version: int) -> FinanceEvidence:
    """Return a piece of which it is not yet decided whether it suffices. Raises `Refused` for another."""
    piece = tx.get(FinanceEvidence, id_, version)
    if piece.waived_on is not None or piece.result is not None:
        raise Refused("finance_evidence.done", source=HOUSE_RULE)
    return piece


def _waited_for(tx: Transaction, case_id: int) -> list[FinanceEvidence]:
    """Return the pieces of a case that are to come or to be checked."""
    piece = FinanceEvidence
    mine = (piece.case_id == case_id) & piece.waived_on.is_null() & piece.result.is_null()
    return tx.find(piece.select().where(mine).order_by(piece.id))


def _refuse_past(tx: Transaction, on: date) -> None:
    if on < tx.day:
        raise Refused("finance_evidence.past", source=HOUSE_RULE, on=on)
