"""What of the relation with debtors waits: intakes to decide on, answers and acts of sales, days of aftercare."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import Term, add
from casebook.domain.relation.matters import Advice, Question, Relation
from casebook.law.book import Book
from casebook.store.database import Database
from casebook.store.models.relation import OrderAdviceKind
from casebook.store.rows import many


class _Day(NamedTuple):
    case_id: int
    on_day: date


class _Question(NamedTuple):
    case_id: int
    asked_of: str
    answer_by: date


class _Advice(NamedTuple):
    case_id: int
    kind: OrderAdviceKind
    act_by: date
    done_on: date | None
    until_on: date | None


_INTAKES = """
    SELECT case_id, decide_by FROM intake
    WHERE case_id IN ({marks}) AND accepted_on IS NULL AND returned_on IS NULL
"""
_QUESTIONS = """
    SELECT case_id, asked_of, answer_by FROM sales_question
    WHERE case_id IN ({marks}) AND answered_on IS NULL AND withdrawn_on IS NULL ORDER BY answer_by, id
"""
_ADVICES = """
    SELECT case_id, kind, act_by, done_on, until_on FROM order_advice
    WHERE case_id IN ({marks}) AND ended_on IS NULL ORDER BY id
"""
_WATCHES = "SELECT case_id, on_day FROM watch WHERE case_id IN ({marks}) AND ended_on IS NULL ORDER BY on_day, id"


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, Relation]:
    """Return what waits in each case, only for cases in which something does."""
    intakes = {row.case_id: row.on_day for row in many(database, _INTAKES, _Day, case_ids)}
    questions: dict[int, list[Question]] = defaultdict(list)
    for question in many(database, _QUESTIONS, _Question, case_ids):
        questions[question.case_id].append(Question(question.asked_of, question.answer_by))
    # The newest stands.
    advices = {row.case_id: _advice(row, database.law) for row in many(database, _ADVICES, _Advice, case_ids)}
    watches: dict[int, list[date]] = defaultdict(list)
    for watch in many(database, _WATCHES, _Day, case_ids):
        watches[watch.case_id].append(watch.on_day)
    return {
        case_id: Relation(
            intakes.get(case_id), tuple(questions[case_id]), advices.get(case_id), tuple(watches[case_id])
        )
        for case_id in {*intakes, *questions, *advices, *watches}
    }


def told_on(until: date | None, law: Book) -> date | None:
    """Return from when on it is told that an advice ends, None where it does not."""
    if until is None:
        return None
    ahead = law.defaults.sales.applied(until).value.advice_ends
    return add(until, Term(-ahead.amount, ahead.unit))


def _advice(row: _Advice, law: Book) -> Advice:
    return Advice(row.kind.value, None if row.done_on else row.act_by, row.until_on, told_on(row.until_on, law))
