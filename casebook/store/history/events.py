"""Events of limitation from the past: what they are, how far they can be proven, and whom and what they reach."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.history import HistoryEvent
from casebook.domain.limitation.facts import Act, Event, Extension, Insolvency, LegalAction, Proof
from casebook.errors import InputError
from casebook.store import tables
from casebook.store.actions import given
from casebook.store.history.known import Known, look_up
from casebook.store.history.records import Left, Source, Told, leaving
from casebook.store.models.limitation import LimitationEvent, ProofMark, Reach
from casebook.store.transaction import Transaction


class Happened(NamedTuple):
    """An event in one case, to be written: its columns, the parties and claims it reaches, and its proof."""

    case_id: int
    columns: dict[str, Any]
    reaches: Sequence[tuple[int, int | None]]
    proof: Proof
    grade: str | None = None


def write(tx: Transaction, _source: Source, told: Sequence[Told[HistoryEvent]]) -> list[Left]:
    """Write events: of the claim that is named, else of all that the debtor owes the entity."""
    records = [one.record for one in told]
    known = look_up(
        tx.database,
        [record.claim for record in records if record.claim],
        [record.debtor for record in records if record.debtor],
    )
    left: list[Left] = []
    found: list[Happened] = []
    for record in records:
        with leaving(left, record.line):
            found += _in_cases(tx, known, record)
    tx.lock({event.case_id for event in found})
    add_events(tx, found)
    return left


def _in_cases(tx: Transaction, known: Known, record: HistoryEvent) -> list[Happened]:
    columns = {**columns_of(tx, record.event), "note": record.note or ""}
    reaches: dict[int, list[tuple[int, int | None]]] = {}
    for case_id, party_id, claim_id in _reached(known, record):
        reaches.setdefault(case_id, []).append((party_id, claim_id))
    return [
        Happened(case_id, columns, some, record.event.proof, record.proof_grade) for case_id, some in reaches.items()
    ]


def _reached(known: Known, record: HistoryEvent) -> list[tuple[int, int, int]]:
    """Return the case, the party and the claim of all that an event reaches."""
    party_id = known.debtor(record.debtor) if record.debtor else None
    if record.claim is not None:
        claim = known.claim(record.claim)
        if party_id is not None and not known.owes(party_id, claim):
            assert record.debtor is not None
            raise InputError("import.history.not_liable", number=record.debtor.number, claim=claim.number)
        return [(claim.case_id, claim.debtor_id if party_id is None else party_id, claim.id)]
    assert record.debtor is not None
    assert party_id is not None
    creditor_id = known.creditors[record.debtor.creditor]
    owed = [owed for owed in known.owed(party_id) if owed.creditor_id == creditor_id]
    if not owed:
        raise InputError("import.history.no_claims", number=record.debtor.number, creditor=record.debtor.creditor)
    return [(claim.case_id, party_id, claim.claim_id) for claim in owed]


def columns_of(tx: Transaction, event: Event) -> dict[str, Any]:
    """Return the columns of an event. Raises `Refused` for one of a day ahead."""
    given.past(tx, event.day)
    match event:
        case Act():
            return {"kind": event.kind, "on_day": event.on, "received_on": event.received_on}
        case LegalAction():
            return {
                "kind": "legal_action",
                "on_day": event.on,
                "outcome": event.outcome,
                "ended_on": event.ended_on,
                "followed_up_on": event.followed_up_on,
                "follow_up_outcome": event.follow_up_outcome,
            }
        case Insolvency():
            return {
                "kind": "insolvency",
                "on_day": event.start,
                "until_on": event.until,
                "regime": event.regime,
                "clean_slate": int(event.clean_slate),
            }
        case Extension():
            start = None if event.start == date.min else event.start
            return {"kind": "extension", "on_day": start, "until_on": event.until, "ground": event.ground}


def add_events(tx: Transaction, events: Sequence[Happened]) -> None:
    """Add events with whom they reach and the first mark of their proof."""
    if not events:
        return
    event, reach, mark = tables.of(LimitationEvent), tables.of(Reach), tables.of(ProofMark)
    ids = tx.new_ids(LimitationEvent, len(events))
    reached = [(id_, party, claim) for id_, one in zip(ids, events, strict=True) for party, claim in one.reaches]
    reach_ids, mark_ids = tx.new_ids(Reach, len(reached)), tx.new_ids(ProofMark, len(events))
    tx.add_rows(
        LimitationEvent,
        [event.row({**one.columns, "id": id_, "case_id": one.case_id}) for id_, one in zip(ids, events, strict=True)],
    )
    tx.add_rows(
        Reach,
        [
            reach.row({"id": id_, "event_id": event_id, "party_id": party, "claim_id": claim})
            for id_, (event_id, party, claim) in zip(reach_ids, reached, strict=True)
        ],
    )
    tx.add_rows(
        ProofMark,
        [
            mark.row({"id": id_, "event_id": event_id, "proof": one.proof, "grade": one.grade, "on_day": tx.day})
            for id_, event_id, one in zip(mark_ids, ids, events, strict=True)
        ],
    )
