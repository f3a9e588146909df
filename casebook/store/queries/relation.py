"""The debtor of a case as a customer: his account manager, what sales is asked and advised, and aftercare."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from casebook.domain.money import Cents
from casebook.domain.relation.segment import Sector, Segment
from casebook.store.database import Database
from casebook.store.models.relation import OrderAdviceKind, RelationOutcome, ReturnGround
from casebook.store.rows import rows


class CustomerCard(NamedTuple):
    """What is known of a debtor as a customer; `version` is what a command that sets it says to have seen."""

    version: int
    sector: Sector | None
    since_on: date | None
    manager_name: str
    manager_mail: str
    manager_phone: str


class QuestionRow(NamedTuple):
    """A question to sales, with the answer and the decision as far as there are."""

    question_id: int
    version: int
    asked_on: date
    asked_by: str
    asked_of: str
    question: str
    answer_by: date
    answered_on: date | None
    answer: str
    decided_on: date | None
    decision: str
    withdrawn_on: date | None
    withdrawn_because: str

    @property
    def waits(self) -> bool:
        """Whether it is not answered, and the answer is still wanted."""
        return self.answered_on is None and self.withdrawn_on is None


class AdviceRow(NamedTuple):
    """An advice on orders; of those that nobody ended the first is in force."""

    advice_id: int
    version: int
    kind: OrderAdviceKind
    amount_cents: Cents | None
    term_days: int | None
    reason: str
    from_on: date
    until_on: date | None
    act_by: date
    done_on: date | None
    done_by: str
    ended_on: date | None
    ended_because: str


class WatchRow(NamedTuple):
    """A day of aftercare, and what was found."""

    watch_id: int
    version: int
    on_day: date
    ended_on: date | None
    found: str


class EndRow(NamedTuple):
    """What a case left behind when it was closed."""

    on_day: date
    outcome: RelationOutcome | None
    lesson: str
    return_ground: ReturnGround | None
    order_terms: str


class ChoiceRow(NamedTuple):
    """A segment that a person chose and nobody ended."""

    choice_id: int
    version: int
    segment: Segment
    reason: str
    from_on: date
    until_on: date | None


_CUSTOMER = """
    SELECT version, sector, since_on, manager_name, manager_mail, manager_phone FROM customer WHERE party_id = ?
"""
_QUESTIONS = """
    SELECT q.id, q.version, q.asked_on, COALESCE(p.name, ''), q.asked_of, q.question, q.answer_by, q.answered_on,
           q.answer, q.decided_on, q.decision, q.withdrawn_on, q.withdrawn_because
    FROM sales_question q LEFT JOIN person p ON p.id = q.asked_by_id WHERE q.case_id = ? ORDER BY q.id DESC
"""
_ADVICES = """
    SELECT a.id, a.version, a.kind, a.amount_cents, a.term_days, a.reason, a.from_on, a.until_on, a.act_by, a.done_on,
           a.done_by, a.ended_on, a.ended_because
    FROM cases c JOIN order_advice a ON a.case_id = c.id WHERE c.debtor_id = ? ORDER BY a.id DESC
"""
_WATCHES = "SELECT id, version, on_day, ended_on, found FROM watch WHERE case_id = ? ORDER BY on_day, id"
_ENDS = """
    SELECT on_day, outcome, lesson, return_ground, order_terms FROM case_end WHERE case_id = ? ORDER BY id DESC
"""
_CHOICE = """
    SELECT id, version, segment, reason, from_on, until_on FROM segment_choice
    WHERE party_id = ? AND ended_on IS NULL ORDER BY id DESC LIMIT 1
"""


def customer(database: Database, debtor_id: int) -> CustomerCard | None:
    """Return what is known of a debtor as a customer, None where nothing is."""
    return next(iter(rows(database, _CUSTOMER, CustomerCard, (debtor_id,))), None)


def questions(database: Database, case_id: int) -> list[QuestionRow]:
    """Return the questions to sales of a case, the newest first."""
    return rows(database, _QUESTIONS, QuestionRow, (case_id,))


def advices(database: Database, debtor_id: int) -> list[AdviceRow]:
    """Return the advice on orders of a debtor, in all his cases, the newest first."""
    return rows(database, _ADVICES, AdviceRow, (debtor_id,))


def advice_in_force(database: Database, debtor_id: int) -> AdviceRow | None:
    """Return the advice on orders that nobody ended, None where none holds; its own end may be over."""
    return next((row for row in advices(database, debtor_id) if row.ended_on is None), None)


def watches(database: Database, case_id: int) -> list[WatchRow]:
    """Return the days of aftercare of a case, in their order."""
    return rows(database, _WATCHES, WatchRow, (case_id,))


def ends(database: Database, case_id: int) -> list[EndRow]:
    """Return what a case left behind each time it was closed, the last time first."""
    return rows(database, _ENDS, EndRow, (case_id,))


def choice(database: Database, debtor_id: int) -> ChoiceRow | None:
    """Return the segment that a person chose for a debtor, None where the rules decide."""
    return next(iter(rows(database, _CHOICE, ChoiceRow, (debtor_id,))), None)


def advice_said(
    kind: OrderAdviceKind, amount_cents: int | None, term_days: int | None
) -> tuple[str, Mapping[str, object]]:
    """Return an advice on orders as the code of a sentence with its amount or its days."""
    if amount_cents is not None:
        return f"advice.{kind}", {"amount": amount_cents}
    return f"advice.{kind}", {} if term_days is None else {"count": term_days}
