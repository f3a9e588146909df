"""What a case leaves behind when it is closed, and the days on which somebody looks again how the debtor pays."""

from dataclasses import dataclass
from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.models.cases import Case
from casebook.store.models.relation import CaseEnd, RelationOutcome, ReturnGround, Watch
from casebook.store.transaction import Transaction
from casebook.text import clean


@dataclass(frozen=True, slots=True)
class CaseEnding:
    """What is known at the end: what became of the customer, the lesson for credit acceptance, and how he went back."""

    outcome: RelationOutcome | None = None
    lesson: str = ""
    ground: ReturnGround | None = None
    order_terms: str = ""


def record_end(tx: Transaction, case_id: int, ending: CaseEnding, watch_on: date | None) -> None:
    """Keep what is known at the end of a case, if anything is, and on which day somebody looks again."""
    lesson, terms = clean(ending.lesson).strip(), clean(ending.order_terms).strip()
    if ending.outcome or lesson or ending.ground or terms:
        tx.add(
            CaseEnd,
            case_id=case_id,
            on_day=tx.day,
            outcome=ending.outcome,
            lesson=lesson,
            return_ground=ending.ground,
            order_terms=terms,
        )
    if watch_on is not None:
        add_watch(tx, case_id, watch_on)


def add_watch(tx: Transaction, case_id: int, on: date) -> int:
    """Add a day on which somebody looks again and return its id. Refused for one that is not ahead."""
    if on <= tx.day:
        raise Refused("watch.not_ahead", source=HOUSE_RULE, on=on)
    return tx.add(Watch, case_id=case_id, on_day=on)


def end_watches(tx: Transaction, debtor_id: int) -> None:
    """End the days that are still to come in the cases of a debtor: he is worked again."""
    of_debtor = Case.select(Case.id).where(Case.debtor_id == debtor_id)
    for watch in tx.find(Watch.select().where(Watch.case_id.in_(of_debtor), Watch.ended_on.is_null())):
        tx.change(watch, ended_on=tx.day)
