"""What a proceeding is for the cases of its debtor: events on the clocks, a track, and the days that lists go by.

It is made to fit after each change of a proceeding, in the same transaction. Nothing else writes these.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.insolvency.clocks import on_clocks
from casebook.domain.insolvency.facts import COUNSELLED, UNTRACKED, EventKind, Kind
from casebook.domain.insolvency.standing import standing
from casebook.domain.limitation.facts import Proof
from casebook.store import insolvency_rows
from casebook.store.actions import court_bearing, existence, measure_lapse
from casebook.store.actions.insolvency_cut import cut_later
from casebook.store.actions.insolvency_next import move_on
from casebook.store.actions.insolvency_over import take_up
from casebook.store.actions.limitation import (
    INSOLVENCY,
    EventFacts,
    Reached,
    facts_of,
    proof_of,
    void_event,
    write_event,
)
from casebook.store.insolvency_days import next_due_on
from casebook.store.insolvency_rows import ORIGIN, Recorded
from casebook.store.models.cases import Case, CaseState, Track, TrackKind
from casebook.store.models.insolvency import Insolvency, InsolvencyEvent
from casebook.store.models.limitation import LimitationEvent
from casebook.store.rows import many
from casebook.store.transaction import Transaction

NEVER = date.max
_OWING = """
    SELECT id FROM cases WHERE debtor_id = ?
    UNION SELECT k.case_id FROM liability l JOIN claim k ON k.id = l.claim_id WHERE l.party_id = ?
    ORDER BY 1
"""
# An insolvency that was recorded on the clocks only, without a proceeding: before there were any, or by hand.
_UNTIED = """
    SELECT v.id FROM limitation_event v
    WHERE v.kind = 'insolvency' AND v.regime = ? AND v.on_day = ?
      AND (v.origin IS NULL OR v.origin <> 'insolvency')
      AND COALESCE((SELECT m.proof FROM proof_mark m WHERE m.event_id = v.id ORDER BY m.id DESC LIMIT 1), '') <> 'void'
      AND EXISTS (SELECT 1 FROM reach h WHERE h.event_id = v.id AND h.party_id = ?)
"""
_UNTIED_OPEN = """
    SELECT count(*) FROM limitation_event v JOIN reach h ON h.event_id = v.id
    WHERE v.kind = 'insolvency' AND v.until_on IS NULL AND (v.origin IS NULL OR v.origin <> 'insolvency')
      AND COALESCE((SELECT m.proof FROM proof_mark m WHERE m.event_id = v.id ORDER BY m.id DESC LIMIT 1), '') <> 'void'
      AND h.party_id = ?
"""
# An event that an undo made void bears no more.
_LATER = """
    SELECT i.id, c.id, CASE WHEN EXISTS (
        SELECT 1 FROM limitation_event b WHERE b.case_id = c.id AND b.origin = 'insolvency' AND b.origin_id = i.id
    ) THEN 1 ELSE 0 END
    FROM cases c JOIN insolvency i ON i.confirmed_on IS NOT NULL AND (
        i.party_id = c.debtor_id OR i.party_id IN (
            SELECT l.party_id FROM liability l JOIN claim k ON k.id = l.claim_id WHERE k.case_id = c.id))
    WHERE NOT EXISTS (
        SELECT 1 FROM limitation_event v
        WHERE v.case_id = c.id AND v.origin = 'insolvency' AND v.origin_id = i.id
          AND (SELECT m.proof FROM proof_mark m WHERE m.event_id = v.id ORDER BY m.id DESC LIMIT 1) <> 'void')
      AND c.id IN ({marks})
    ORDER BY i.id, c.id
"""


class _Later(NamedTuple):
    insolvency_id: int
    case_id: int
    borne: bool


def bear(tx: Transaction, insolvency_id: int, because: str) -> None:
    """Make what follows from a proceeding fit what is recorded of it; `because` is why what no longer fits goes."""
    recorded = insolvency_rows.of_ids(tx.database, [insolvency_id])[insolvency_id]
    is_new = on_lists(tx, recorded)
    _on_clocks(tx, recorded, because)
    existence.bear(tx, recorded, owing(tx, recorded.row.party_id), because)
    _on_tracks(tx, recorded, because)
    take_up(tx, recorded, is_new=is_new)
    measure_lapse.fit(tx, recorded)
    court_bearing.on_lists(tx, owing(tx, recorded.row.party_id))
    move_on(tx, recorded)


def on_lists(tx: Transaction, recorded: Recorded) -> bool:
    """Keep the days that lists go by: what is due next, and when it was over; return whether that it is over is new."""
    proceeding = recorded.proceeding
    found = standing(proceeding, tx.law.insolvency)
    dismissed = proceeding.last(EventKind.DISMISSED)
    over = found.ended_on or (dismissed.on if dismissed else None)
    row = tx.get(Insolvency, recorded.row.id)
    is_new = row.ended_on is None and over is not None
    tx.change(row, ended_on=over, next_due_on=next_due_on(recorded, tx.database, tx.day))
    return is_new


def owing(tx: Transaction, party_id: int) -> list[int]:
    """Return the cases in which a party is the debtor or is liable for a claim."""
    return [case_id for (case_id,) in tx.database.fetch(_OWING, (party_id, party_id))]


def extend_to(tx: Transaction, case_ids: Sequence[int]) -> None:
    """Let proceedings that are confirmed bear also on cases, or on debts in them, that came after they were."""
    found = many(tx.database, _LATER, _Later, case_ids)
    new = {one.insolvency_id for one in found if not one.borne}
    for recorded in insolvency_rows.of_ids(tx.database, sorted({one.insolvency_id for one in found})).values():
        if recorded.row.id not in new and on_clocks(recorded.proceeding) is None:
            # It was annulled: what it bore is void for good.
            continue
        _on_clocks(tx, recorded, "")
        existence.bear(tx, recorded, owing(tx, recorded.row.party_id), "")
        _on_tracks(tx, recorded, "")
    cut_later(tx, case_ids)


def add_happened(
    tx: Transaction,
    insolvency_id: int,
    kind: EventKind,
    on: date,
    **values: object,
) -> int:
    """Add an event to a proceeding and return its id."""
    return tx.add(InsolvencyEvent, insolvency_id=insolvency_id, kind=kind, on_day=on, recorded_on=tx.day, **values)


def _on_clocks(tx: Transaction, recorded: Recorded, because: str) -> None:
    row, period = recorded.row, on_clocks(recorded.proceeding)
    tied = (LimitationEvent.origin == ORIGIN) & (LimitationEvent.origin_id == row.id)
    found = tx.find(LimitationEvent.select().where(tied & (LimitationEvent.kind == INSOLVENCY)))
    stands = {event.case_id: event for event in found if proof_of(tx, event.id) is not Proof.VOID}
    if period is None:
        for event in stands.values():
            void_event(tx, event.id, because)
        return
    facts = EventFacts(
        kind=INSOLVENCY,
        on_day=period.start,
        until_on=period.until,
        regime=period.regime,
        clean_slate=int(period.clean_slate),
        reaches=(Reached(row.party_id),),
        document_id=row.document_id,
        note=row.number,
    )
    untied = tx.database.fetch(_UNTIED, (period.regime, period.start, row.party_id))
    for (event_id,) in untied:
        void_event(tx, event_id, because)
    for case_id in owing(tx, row.party_id):
        old = stands.get(case_id)
        if old is not None and facts_of(tx, old) == facts:
            continue
        if old is not None:
            void_event(tx, old.id, because)
        write_event(tx, case_id, facts, Proof.PROVEN, origin=ORIGIN, origin_id=row.id)


def track_of(kind: Kind) -> TrackKind | None:
    """Return the track that a proceeding opens; None for one that stops nothing by itself."""
    if kind in UNTRACKED:
        return None
    return TrackKind.COUNSELLING if kind in COUNSELLED else TrackKind.INSOLVENCY


def _on_tracks(tx: Transaction, recorded: Recorded, because: str) -> None:
    """Open the track in the open cases of the debtor while a proceeding runs, and close it with the last one.

    One that was opened by what it went on from has its number from then on; the former stays in the log and the thread.
    """
    kind = track_of(recorded.row.kind)
    if kind is None:
        return
    others = insolvency_rows.of_parties(tx.database, [recorded.row.party_id])
    runs = any(one.proceeding.live and track_of(one.row.kind) is kind for one in others)
    if not runs and kind is TrackKind.INSOLVENCY:
        runs = bool(tx.database.value(_UNTIED_OPEN, (recorded.row.party_id,)))
    own = Case.select().where(Case.debtor_id == recorded.row.party_id, Case.state != CaseState.CLOSED)
    cases = [case.id for case in tx.find(own)]
    there = list(_open_tracks(tx, cases, kind))
    if runs and recorded.proceeding.live:
        held = {track.case_id for track in there}
        new = [case_id for case_id in cases if case_id not in held]
        opened = {"kind": kind, "opened_on": tx.day, "opened_because": recorded.row.number or because}
        tx.add_many(Track, [{**opened, "case_id": case_id} for case_id in new])
        former = _former(recorded, {one.row.id: one for one in others})
        for track in there:
            if track.opened_because in former:
                tx.change(track, opened_because=recorded.row.number)
    elif not runs and recorded.row.confirmed_on is not None:
        for track in there:
            tx.change(track, closed_on=tx.day, closed_because=because)


def _former(recorded: Recorded, others: Mapping[int, Recorded]) -> frozenset[str]:
    """Return the numbers that a proceeding had before, also as what it went on from."""
    numbers: set[str] = set()
    at: Recorded | None = recorded
    while at is not None:
        numbers |= {at.row.number} | {one.text for one in at.events if one.kind is EventKind.TRANSFERRED}
        at = None if at.row.predecessor_id is None else others.get(at.row.predecessor_id)
    return frozenset(numbers - {"", recorded.row.number})


def renumber(tx: Transaction, row: Insolvency, was: str) -> None:
    """Let the open tracks that a proceeding opened under a number have the one that it has now."""
    kind = track_of(Kind(row.kind))
    if kind is None or was == row.number:
        return
    own = [case.id for case in tx.find(Case.select().where(Case.debtor_id == row.party_id))]
    for track in _open_tracks(tx, own, kind):
        if track.opened_because == was:
            tx.change(track, opened_because=row.number)


def _open_tracks(tx: Transaction, cases: Iterable[int], kind: TrackKind) -> list[Track]:
    open_ones = Track.select().where(Track.case_id.in_(list(cases)), Track.kind == kind, Track.closed_on.is_null())
    return tx.find(open_ones)
