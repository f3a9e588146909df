"""What happened before a court or with a title: recorded by its day, corrected and made void by another row."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.court import proceeding as of_proceeding
from casebook.domain.court import title as of_title
from casebook.domain.court.dues import Due, Moved, moved
from casebook.domain.court.facts import (
    AHEAD,
    OF_PROCEEDING,
    OF_TITLE,
    WITH_DAYS,
    WITH_UNTIL,
    CourtEventKind,
)
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store import court_rows
from casebook.store.actions import given
from casebook.store.actions.cases import outward_act
from casebook.store.actions.court_bearing import bear
from casebook.store.commands import action
from casebook.store.court_rows import CourtEventRow
from casebook.store.database import Database
from casebook.store.models.cases import Case
from casebook.store.models.claims import Document
from casebook.store.models.court import CourtEvent, Proceeding, Title
from casebook.store.transaction import Transaction
from casebook.text import clean

_E = CourtEventKind
_MOST_DAYS = 366
_CASE_OF_PROCEEDING = "SELECT case_id FROM proceeding WHERE id = ?"
_CASE_OF_TITLE = "SELECT case_id FROM title WHERE id = ?"
_CASE_OF_EVENT = """
    SELECT COALESCE(p.case_id, t.case_id) FROM court_event e
    LEFT JOIN proceeding p ON p.id = e.proceeding_id LEFT JOIN title t ON t.id = e.title_id WHERE e.id = ?
"""


@dataclass(frozen=True, slots=True)
class RecordCourtEvent:
    """Something that happened in a proceeding, or with a title: one of the two is named.

    `until_on` is where it lasts until a day, `days` a term that the court set. `answers_id` names the day of the court
    by which something was to be done that this says was done.
    """

    kind: CourtEventKind
    on_day: date
    proceeding_id: int | None = None
    title_id: int | None = None
    until_on: date | None = None
    days: int | None = None
    text: str = ""
    answers_id: int | None = None
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class CorrectCourtEvent:
    """An event that was recorded wrongly, as it should have been, and why."""

    court_event_id: int
    on_day: date
    reason: str
    until_on: date | None = None
    days: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class VoidCourtEvent:
    """An event that did not happen, and why that is known."""

    court_event_id: int
    reason: str


class Corrected(NamedTuple):
    """What a correction came to: the event that counts now, and the days that follow from it and are others now."""

    event_id: int
    moved: tuple[Moved, ...]


class _Matter(NamedTuple):
    """A proceeding or a title as it is recorded: its case, its events, those that stand, and the days that follow."""

    case_id: int
    owner: dict[str, int]
    rows: tuple[CourtEventRow, ...]
    stand: frozenset[int]
    kinds: tuple[CourtEventKind, ...]
    dues: tuple[Due, ...]
    began_on: date | None


class _Days(NamedTuple):
    """The days of an event: its own, until when it lasts, and the term that the court set."""

    on: date
    until: date | None
    term: int | None


def _of_matter(database: Database, command: Any) -> Iterable[int]:
    for query, id_ in ((_CASE_OF_PROCEEDING, command.proceeding_id), (_CASE_OF_TITLE, command.title_id)):
        if id_ is not None:
            yield from (case_id for (case_id,) in database.fetch(query, (id_,)))


def _of_event(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASE_OF_EVENT, (command.court_event_id,))]


@action("court.happened", cases=_of_matter)
def happened(tx: Transaction, command: RecordCourtEvent) -> int:
    """Record what happened and return its id; what follows from it is made to fit."""
    if (command.proceeding_id is None) == (command.title_id is None):
        raise Refused("court.of_what", source=HOUSE_RULE)
    matter = _matter(tx, command.proceeding_id, command.title_id)
    kind = command.kind
    allowed = {*matter.kinds, *((_E.DONE,) if command.answers_id is not None else ())}
    if kind not in allowed:
        raise Refused("court.event_of_kind", source=HOUSE_RULE, event=f"court_event_{kind}")
    if command.answers_id is not None:
        _check_answered(matter, command.answers_id)
    _check(tx, matter, kind, _Days(command.on_day, command.until_on, command.days))
    document_id = None if command.document_id is None else tx.get(Document, command.document_id).id
    id_ = tx.add(
        CourtEvent,
        **matter.owner,
        kind=kind,
        on_day=command.on_day,
        until_on=command.until_on,
        days=command.days,
        text=clean(command.text).strip(),
        document_id=document_id,
        answers_id=command.answers_id,
        recorded_on=tx.day,
    )
    outward_act(tx, tx.get(Case, matter.case_id))
    bear(tx, matter.case_id, clean(command.text).strip())
    return id_


@action("court_event.correct", cases=_of_event)
def correct(tx: Transaction, command: CorrectCourtEvent) -> Corrected:
    """Record an event as it should have been in the place of the one there is; say which days moved by that."""
    event, matter = _standing(tx, command.court_event_id)
    reason = given.reason(command.reason)
    _check(tx, matter, CourtEventKind(event.kind), _Days(command.on_day, command.until_on, command.days), event.id)
    id_ = tx.add(
        CourtEvent,
        **matter.owner,
        kind=event.kind,
        on_day=command.on_day,
        until_on=command.until_on,
        days=command.days,
        text=clean(command.text).strip(),
        document_id=event.document_id,
        answers_id=event.answers_id,
        voided_event_id=event.id,
        reason=reason,
        recorded_on=tx.day,
    )
    bear(tx, matter.case_id, reason)
    return Corrected(id_, moved(matter.dues, _matter(tx, event.proceeding_id, event.title_id).dues))


@action("court_event.void", cases=_of_event)
def void(tx: Transaction, command: VoidCourtEvent) -> tuple[Moved, ...]:
    """Make an event void, and what it corrected; say which days moved by that. A title without its day is withdrawn."""
    event, matter = _standing(tx, command.court_event_id)
    reason = given.reason(command.reason)
    for id_ in _corrected(matter.rows, event.id):
        values = {"kind": _E.VOID, "on_day": tx.day, "voided_event_id": id_, "reason": reason, "recorded_on": tx.day}
        tx.add(CourtEvent, **matter.owner, **values)
    bear(tx, matter.case_id, reason)
    return moved(matter.dues, _matter(tx, event.proceeding_id, event.title_id).dues)


def _matter(tx: Transaction, proceeding_id: int | None, title_id: int | None) -> _Matter:
    if proceeding_id is not None:
        of = court_rows.proceeding(tx.database, tx.get(Proceeding, proceeding_id).id)
        dues = of_proceeding.standing(of.proceeding, tx.law.court).dues
        stand = frozenset(one.id for one in of.proceeding.events.stand)
        kinds = OF_PROCEEDING[of.row.kind]
        return _Matter(of.row.case_id, {"proceeding_id": of.row.id}, of.events, stand, kinds, dues, None)
    title = court_rows.title(tx.database, tx.get(Title, title_id or 0).id)
    found = of_title.standing(title.title, tx.day, tx.law.court)
    stand = frozenset(one.id for one in title.title.events.stand)
    owner = {"title_id": title.row.id}
    return _Matter(title.row.case_id, owner, title.events, stand, OF_TITLE, found.dues, title.row.given_on)


def _check_answered(matter: _Matter, answers_id: int) -> None:
    """Refuse to say that something was done by a day that is no day of this, or does not stand."""
    one = next((row for row in matter.rows if row.id == answers_id), None)
    if one is None or one.kind not in AHEAD or one.id not in matter.stand:
        raise Refused("court.no_day", source=HOUSE_RULE)


def _check(tx: Transaction, matter: _Matter, kind: CourtEventKind, days: _Days, instead_of: int | None = None) -> None:
    """Refuse days that cannot be: ahead, before the title was given, out of order, or a term that is none."""
    if kind not in AHEAD:
        given.past(tx, days.on)
    if (days.until is not None) != (kind in WITH_UNTIL):
        raise Refused("court.until", source=HOUSE_RULE, event=f"court_event_{kind}")
    if days.term is not None and (kind not in WITH_DAYS or not 0 < days.term <= _MOST_DAYS):
        raise Refused("court.days", source=HOUSE_RULE, event=f"court_event_{kind}", count=days.term)
    given.in_order(on_day=days.on, until_on=days.until)
    if kind is not _E.GIVEN:
        given.in_order(given_on=matter.began_on, on_day=days.on)
        return
    first = min((row.on for row in matter.rows if row.id in matter.stand and row.id != instead_of), default=None)
    given.in_order(given_on=days.on, on_day=first)


def _standing(tx: Transaction, event_id: int) -> tuple[CourtEvent, _Matter]:
    """Return an event that stands, with what it is of. Raises `Refused` where another voids it."""
    event = tx.get(CourtEvent, event_id)
    matter = _matter(tx, event.proceeding_id, event.title_id)
    if event.id not in matter.stand:
        raise Refused("court.event_void", source=HOUSE_RULE, event=f"court_event_{event.kind}")
    return event, matter


def _corrected(rows: Iterable[CourtEventRow], event_id: int) -> Iterator[int]:
    """Yield an event, what it corrected, and what that did."""
    voids = {one.id: one.voids for one in rows}
    at: int | None = event_id
    while at is not None:
        yield at
        at = voids.get(at)
