"""Going back: a case returns to regular credit control, with what holds for new orders and a day to look again."""

from dataclasses import dataclass
from datetime import date

from casebook.store.actions import given
from casebook.store.actions.case_ends import CaseEnding, record_end
from casebook.store.actions.cases import close_as, open_one
from casebook.store.commands import action
from casebook.store.models.cases import Closing
from casebook.store.models.relation import RelationOutcome, ReturnGround
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class ReturnCase:
    """Regular credit control goes on: on what ground, the terms for new orders, and when somebody looks again."""

    case_id: int
    version: int
    ground: ReturnGround
    order_terms: str = ""
    outcome: RelationOutcome | None = None
    lesson: str = ""
    watch_on: date | None = None


@action("case.return", cases=given.case_itself)
def return_case(tx: Transaction, command: ReturnCase) -> None:
    """Close a case as returned to regular control."""
    case = open_one(tx, command.case_id, command.version)
    close_as(tx, case, Closing.RETURNED_TO_REGULAR)
    ending = CaseEnding(command.outcome, command.lesson, command.ground, command.order_terms)
    record_end(tx, case.id, ending, command.watch_on)
