"""Attachments made to fit an insolvency that was unwound: which lapsed by it, also by what was recorded later.

Before it is unwound nothing is recorded of them; and what is from after its first day is for a person to look at.
"""

from casebook.domain.court.facts import MeasureKind
from casebook.domain.court.stays import Effect, Step, of_measure, stay
from casebook.domain.insolvency.facts import EventKind
from casebook.domain.insolvency.items import ItemKind, ItemOutcome
from casebook.store import insolvency_rows
from casebook.store.insolvency_rows import Recorded
from casebook.store.models.court import Measure
from casebook.store.models.insolvency_items import InsolvencyItem
from casebook.store.transaction import Transaction


def of_party(tx: Transaction, party_id: int, case_id: int) -> None:
    """Let the attachments in a case against somebody fit his insolvencies."""
    for recorded in insolvency_rows.of_parties(tx.database, [party_id]):
        fit(tx, recorded, case_id)


def fit(tx: Transaction, recorded: Recorded, case_id: int | None = None) -> None:
    """Let the attachments against the debtor of a proceeding fit it, in one of his cases or in all.

    They lapse at a bankruptcy, and at a suspension once that is definitive (Fw 33 lid 2; 230 lid 2).
    """
    proceeding = recorded.proceeding
    if not proceeding.live or proceeding.last(EventKind.CUT) is None:
        return
    found = stay(proceeding, Step.ATTACHED, tx.day, tx.law.court.stays, tx.law.insolvency)
    if found is None:
        return
    of_debtor = Measure.select().where(Measure.party_id == recorded.row.party_id, Measure.ended_on.is_null())
    for measure in tx.find(of_debtor.order_by(Measure.id)):
        kind = MeasureKind(measure.kind)
        if of_measure(kind) is not Step.ATTACH or measure.on_day >= found.since:
            continue
        if measure.lapsed_by_id not in (None, recorded.row.id) or case_id not in (None, measure.case_id):
            continue
        lapses = found.effect is Effect.LAPSES
        wanted = (found.since, recorded.row.id) if lapses else (None, None)
        if (measure.lapsed_on, measure.lapsed_by_id) != wanted:
            tx.change(measure, lapsed_on=wanted[0], lapsed_by_id=wanted[1])
        _note(tx, recorded.row.id, measure, ItemOutcome.LAPSED if lapses else ItemOutcome.HELD, found.source)


def _note(tx: Transaction, insolvency_id: int, measure: Measure, outcome: ItemOutcome, source: str) -> None:
    key = {"insolvency_id": insolvency_id, "kind": ItemKind.MEASURE, "record_id": measure.id}
    same = InsolvencyItem.select().where(*(getattr(InsolvencyItem, name) == value for name, value in key.items()))
    item = tx.first(same)
    if item is None:
        tx.add(InsolvencyItem, **key, case_id=measure.case_id, outcome=outcome, text=source, on_day=tx.day)
    elif item.outcome != outcome:
        tx.change(item, outcome=outcome, text=source, on_day=tx.day)
