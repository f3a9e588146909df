"""Before claims of a case are let go: what that does to each who, or what, stands beside the debtor."""

from dataclasses import dataclass

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store import beside
from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.models.arrangements import Beside, RemissionAnswerKind
from casebook.store.models.beside import BesideAnswer
from casebook.store.transaction import Transaction
from casebook.text import clean


@dataclass(frozen=True, slots=True)
class AnswerBeside:
    """What letting go of claims does to one beside the debtor; `version` is that of the answer that was seen."""

    case_id: int
    beside: Beside
    beside_id: int
    answer: RemissionAnswerKind
    text: str = ""
    version: int | None = None


@action("case.answer_beside", cases=given.case_itself)
def answer_beside(tx: Transaction, command: AnswerBeside) -> None:
    """Say what a remission does to one beside the debtor of a case, also anew; who is released is so for a reason."""
    known = beside.of_case(tx.database, command.case_id, tx.day)
    if not any((one.beside, one.beside_id) == (command.beside, command.beside_id) for one in known):
        raise Refused("arrangement.not_beside", source=HOUSE_RULE)
    released = command.answer is RemissionAnswerKind.RELEASED
    text = given.reason(command.text) if released else clean(command.text).strip()
    same = (BesideAnswer.case_id == command.case_id) & (BesideAnswer.beside == command.beside)
    answered = tx.first(BesideAnswer.select().where(same, BesideAnswer.beside_id == command.beside_id))
    given.as_seen(tx, BesideAnswer, answered, command.version)
    if answered is not None:
        tx.change(answered, answer=command.answer, text=text)
        return
    which = {"case_id": command.case_id, "beside": command.beside, "beside_id": command.beside_id}
    tx.add(BesideAnswer, **which, answer=command.answer, text=text)


def refuse_unanswered(tx: Transaction, case_id: int) -> None:
    """Refuse where it is open whether letting go of claims reaches one beside the debtor (BW 6:9; 6:14; 7:851)."""
    for one in beside.of_case(tx.database, case_id, tx.day):
        if one.answer is None:
            raise Refused("case.beside_unanswered", source=HOUSE_RULE, name=one.name, beside=f"beside_{one.beside}")
