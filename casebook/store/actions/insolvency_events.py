"""What happened in a proceeding: recorded by the day of the court, corrected and made void by another row."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.calendar import ONE_DAY, add
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency.facts import AHEAD, EVENTS, LASTING, EndKind, EventKind
from casebook.errors import Refused
from casebook.store import insolvency_rows
from casebook.store.actions import given
from casebook.store.actions.filing_records import carry
from casebook.store.actions.insolvencies import document, of_insolvency
from casebook.store.actions.insolvency_bearing import add_happened, bear, renumber
from casebook.store.actions.insolvency_people import authority_seen, take_up_again
from casebook.store.actions.parties import cases_of_party
from casebook.store.actions.unwinding_back import follow_end, restore
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.insolvency_rows import Recorded
from casebook.store.models.insolvency import Insolvency, InsolvencyEvent
from casebook.store.transaction import Transaction
from casebook.text import clean

_PARTY_OF = "SELECT i.party_id FROM insolvency_event e JOIN insolvency i ON i.id = e.insolvency_id WHERE e.id = ?"
_SUCCESSORS = "SELECT id FROM insolvency WHERE predecessor_id = ?"
_OVER = frozenset({EventKind.ENDED, EventKind.CONVERTED})
# By which the claims revive or do not.
_DECIDING = frozenset({EventKind.ENDED, EventKind.SLATE_WITHDRAWN})


@dataclass(frozen=True, slots=True)
class RecordInsolvencyEvent:
    """Something that happened in a proceeding, or a day that was set in it; `until_on` where it lasts."""

    id: int
    kind: EventKind
    on_day: date
    until_on: date | None = None
    text: str = ""
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class CorrectInsolvencyEvent:
    """An event that was recorded wrongly, as it should have been, and why; an end keeps how unless another is given."""

    insolvency_event_id: int
    on_day: date
    reason: str
    until_on: date | None = None
    text: str = ""
    outcome: EndKind | None = None


@dataclass(frozen=True, slots=True)
class VoidInsolvencyEvent:
    """An event that did not happen, and why that is known."""

    insolvency_event_id: int
    reason: str


def _of_event(database: Database, command: Any) -> Iterable[int]:
    party_id = database.value(_PARTY_OF, (command.insolvency_event_id,))
    return () if party_id is None else cases_of_party(database, party_id)


@action("insolvency.happened", cases=of_insolvency)
def happened(tx: Transaction, command: RecordInsolvencyEvent) -> int:
    """Record what happened in a proceeding that is confirmed and return its id. A clean slate is withdrawn after it."""
    row = tx.get(Insolvency, command.id)
    recorded = _recorded(tx, row.id)
    if command.kind not in EVENTS[recorded.row.kind]:
        told = f"insolvency_event_{command.kind}"
        raise Refused("insolvency.event_of_kind", source=HOUSE_RULE, kind=recorded.row.kind, event=told)
    if row.confirmed_on is None:
        raise Refused("insolvency.unconfirmed", source=HOUSE_RULE, number=row.number, kind=recorded.row.kind)
    closing = recorded.proceeding.closing
    if command.kind is EventKind.SLATE_WITHDRAWN and (closing is None or closing.outcome is not EndKind.CLEAN_SLATE):
        raise Refused("insolvency.no_clean_slate", source="Fw 358a")
    _check(tx, recorded, command.kind, command.on_day, command.until_on)
    id_ = add_happened(
        tx,
        row.id,
        command.kind,
        command.on_day,
        until_on=command.until_on,
        text=clean(command.text).strip(),
        document_id=document(tx, command.document_id),
    )
    if command.kind is EventKind.AUTHORITY_SEEN:
        authority_seen(tx, row.id, command.on_day)
    bear(tx, row.id, clean(command.text).strip() or row.number)
    if command.kind in _DECIDING:
        follow_end(tx, row.id)
    return id_


@action("insolvency_event.correct", cases=_of_event)
def correct(tx: Transaction, command: CorrectInsolvencyEvent) -> int:
    """Record an event as it should have been, in the place of the one there is, and return the id of the new one."""
    event, recorded = _standing(tx, command.insolvency_event_id)
    kind, reason = EventKind(event.kind), given.reason(command.reason)
    _check(tx, recorded, kind, command.on_day, command.until_on)
    id_ = add_happened(
        tx,
        event.insolvency_id,
        kind,
        command.on_day,
        until_on=command.until_on,
        outcome=command.outcome or event.outcome,
        text=clean(command.text).strip(),
        document_id=event.document_id,
        voids_id=event.id,
        reason=reason,
    )
    carry(tx, event.id, id_)
    bear(tx, event.insolvency_id, reason)
    if kind in _DECIDING:
        follow_end(tx, event.insolvency_id)
    return id_


@action("insolvency_event.void", cases=_of_event)
def void(tx: Transaction, command: VoidInsolvencyEvent) -> None:
    """Make an event void. After the end of a proceeding is, it runs on, with those who acted in it.

    Refused for the start, which is corrected or annulled, and for a conversion whose other proceeding stands.
    """
    event, recorded = _standing(tx, command.insolvency_event_id)
    kind, reason = EventKind(event.kind), given.reason(command.reason)
    if kind is EventKind.STARTED:
        raise Refused("insolvency.start_stays", source=HOUSE_RULE)
    row = tx.get(Insolvency, event.insolvency_id)
    if kind is EventKind.CONVERTED:
        _refuse_successor(tx, row.id)
    if kind is EventKind.CUT:
        restore(tx, row.id, reason)
    # What it corrected does not stand again either.
    for id_ in _corrected(recorded, event.id):
        add_happened(tx, row.id, EventKind.VOID, tx.day, voids_id=id_, reason=reason)
    if kind in _OVER:
        take_up_again(tx, row.id, event.on_day)
    if kind is EventKind.AUTHORITY_SEEN:
        authority_seen(tx, row.id, None)
    if kind is EventKind.TRANSFERRED:
        was = row.number
        tx.change(row, number=event.text)
        renumber(tx, row, was)
    bear(tx, row.id, reason)
    if kind in _DECIDING:
        follow_end(tx, row.id)


def _recorded(tx: Transaction, insolvency_id: int) -> Recorded:
    return insolvency_rows.of_ids(tx.database, [insolvency_id])[insolvency_id]


def _standing(tx: Transaction, event_id: int) -> tuple[InsolvencyEvent, Recorded]:
    """Return an event that stands, with its proceeding. Raises `Refused` where another voids it."""
    event = tx.get(InsolvencyEvent, event_id)
    recorded = _recorded(tx, event.insolvency_id)
    if all(one.id != event.id for one in recorded.proceeding.events):
        raise Refused("insolvency.event_void", source=HOUSE_RULE, event=f"insolvency_event_{event.kind}")
    return event, recorded


def _corrected(recorded: Recorded, event_id: int) -> Iterator[int]:
    """Yield an event, what it corrected, and what that did."""
    voids = {one.id: one.voids for one in recorded.events}
    at: int | None = event_id
    while at is not None:
        yield at
        at = voids.get(at)


def _refuse_successor(tx: Transaction, insolvency_id: int) -> None:
    successors = [id_ for (id_,) in tx.database.fetch(_SUCCESSORS, (insolvency_id,))]
    for one in insolvency_rows.of_ids(tx.database, successors).values():
        if not one.proceeding.undone:
            raise Refused("insolvency.successor", source=HOUSE_RULE, kind=one.row.kind, number=one.row.number)


def _check(tx: Transaction, recorded: Recorded, kind: EventKind, on: date, until: date | None) -> None:
    """Refuse days that cannot be: ahead, before the start, out of order, or a cooling-off that is too long."""
    if kind not in AHEAD:
        given.past(tx, on)
    if until is not None and kind not in LASTING:
        raise Refused("insolvency.no_until", source=HOUSE_RULE, event=f"insolvency_event_{kind}")
    if kind not in (EventKind.STARTED, EventKind.FIRST_REPAYMENT):
        given.in_order(started_on=recorded.proceeding.started_on, on_day=on)
    given.in_order(on_day=on, until_on=until)
    rule = tx.law.insolvency.cooling_off.get(recorded.row.kind)
    if kind is EventKind.COOLING_OFF and rule is not None and until is not None:
        first = recorded.proceeding.first(EventKind.COOLING_OFF)
        entry = rule.applied(on)
        last = add(first.on if first else on, entry.value.most) - ONE_DAY
        if until > last:
            raise Refused("insolvency.cooling_off", source=entry.source, last=last, most=entry.value.most)
