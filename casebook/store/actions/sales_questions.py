"""The account manager is asked: the question, his answer, and what was decided together."""

from dataclasses import dataclass
from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.cases import open_one
from casebook.store.actions.holds import case_of
from casebook.store.commands import action
from casebook.store.models.relation import SalesQuestion
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class AskSales:
    """A question to somebody at sales, answered by a day."""

    case_id: int
    asked_of: str
    question: str
    answer_by: date


@dataclass(frozen=True, slots=True)
class AnswerSalesQuestion:
    """What was answered, and what was decided with it, if anything was yet."""

    id: int
    version: int
    answered_on: date
    answer: str
    decision: str = ""


@dataclass(frozen=True, slots=True)
class DecideSalesQuestion:
    """What was decided together on an answer."""

    id: int
    version: int
    decision: str


@dataclass(frozen=True, slots=True)
class WithdrawSalesQuestion:
    """The answer is no longer needed."""

    id: int
    version: int
    reason: str


@action("sales_question.ask", cases=given.case_itself)
def ask_sales(tx: Transaction, command: AskSales) -> int:
    """Record a question and return its id. Refused without a name, and for a day that is over."""
    case = open_one(tx, command.case_id)
    name = given.line(command.asked_of)
    if not name:
        raise Refused("sales_question.of_whom", source=HOUSE_RULE)
    if command.answer_by < tx.day:
        raise Refused("sales_question.past", source=HOUSE_RULE, on=command.answer_by)
    return tx.add(
        SalesQuestion,
        case_id=case.id,
        asked_on=tx.day,
        asked_by_id=tx.actor.person,
        asked_of=name,
        question=given.reason(command.question),
        answer_by=command.answer_by,
    )


@action("sales_question.answer", cases=case_of(SalesQuestion))
def answer_sales_question(tx: Transaction, command: AnswerSalesQuestion) -> None:
    """Record the answer, and what was decided."""
    question = _unanswered(tx, command.id, command.version)
    given.past(tx, command.answered_on)
    given.in_order(asked_on=question.asked_on, answered_on=command.answered_on)
    decision = command.decision.strip() and given.reason(command.decision)
    tx.change(
        question,
        answered_on=command.answered_on,
        answer=given.reason(command.answer),
        decision=decision,
        decided_on=tx.day if decision else None,
    )


@action("sales_question.decide", cases=case_of(SalesQuestion))
def decide_sales_question(tx: Transaction, command: DecideSalesQuestion) -> None:
    """Record what was decided together; a later decision stands in the place of an earlier one."""
    question = tx.get(SalesQuestion, command.id, command.version)
    if question.answered_on is None:
        raise Refused("sales_question.no_answer", source=HOUSE_RULE)
    tx.change(question, decision=given.reason(command.decision), decided_on=tx.day)


@action("sales_question.withdraw", cases=case_of(SalesQuestion))
def withdraw_sales_question(tx: Transaction, command: WithdrawSalesQuestion) -> None:
    """Withdraw a question that was not answered."""
    question = _unanswered(tx, command.id, command.version)
    tx.change(question, withdrawn_on=tx.day, withdrawn_because=given.reason(command.reason))


def _unanswered(tx: Transaction, id_: int, version: int) -> SalesQuestion:
    question = tx.get(SalesQuestion, id_, version)
    if question.answered_on is not None:
        raise Refused("sales_question.answered", source=HOUSE_RULE, on=question.answered_on)
    if question.withdrawn_on is not None:
        raise Refused("sales_question.withdrawn", source=HOUSE_RULE, on=question.withdrawn_on)
    return question
