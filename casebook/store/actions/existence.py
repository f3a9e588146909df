"""A legal person that ceased to exist by the end of a proceeding: while it is no more no term against it can end."""

from collections.abc import Iterable

from casebook.domain.insolvency.rules import Effect
from casebook.domain.insolvency.standing import outcome
from casebook.domain.limitation.facts import Proof
from casebook.store.actions.limitation import (
    EXTENSION,
    EventFacts,
    Reached,
    facts_of,
    proof_of,
    void_event,
    write_event,
)
from casebook.store.insolvency_rows import ORIGIN, Recorded
from casebook.store.models.limitation import LimitationEvent
from casebook.store.transaction import Transaction

_GROUND = "ceased_legal_person"


def bear(tx: Transaction, recorded: Recorded, case_ids: Iterable[int], because: str) -> None:
    """Keep the clocks of a legal person that ceased to exist from ending, in the cases where it owes (BW 2:23c lid 2).

    Where its end is recorded otherwise they run again; `because` is why.
    """
    row, facts = recorded.row, _facts(tx, recorded)
    tied = (LimitationEvent.origin == ORIGIN) & (LimitationEvent.origin_id == row.id)
    found = tx.find(LimitationEvent.select().where(tied & (LimitationEvent.kind == EXTENSION)))
    stands = {event.case_id: event for event in found if proof_of(tx, event.id) is not Proof.VOID}
    for event in stands.values():
        if facts is None or facts_of(tx, event) != facts:
            void_event(tx, event.id, because)
    if facts is None:
        return
    for case_id in case_ids:
        if case_id not in stands or facts_of(tx, stands[case_id]) != facts:
            write_event(tx, case_id, facts, Proof.PROVEN, origin=ORIGIN, origin_id=row.id)


def _facts(tx: Transaction, recorded: Recorded) -> EventFacts | None:
    row, proceeding = recorded.row, recorded.proceeding
    found, closing = outcome(proceeding, tx.law.insolvency), proceeding.closing
    if found is None or closing is None or found.effect is not Effect.CEASED or row.confirmed_on is None:
        return None
    return EventFacts(
        kind=EXTENSION,
        on_day=closing.on,
        ground=_GROUND,
        reaches=(Reached(row.party_id),),
        document_id=row.document_id,
        note=row.number,
    )
