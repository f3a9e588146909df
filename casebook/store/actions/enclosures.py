"""What goes along with a letter: documents of its case, chosen before it is released."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused, Stale
from casebook.store import tables
from casebook.store.case_documents import documents_of
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.letters.leaving import refuse_left
from casebook.store.models.letters import Letter, LetterEnclosure
from casebook.store.rows import rows
from casebook.store.transaction import Transaction

_CASE = "SELECT case_id FROM letter WHERE id = ?"


@dataclass(frozen=True, slots=True)
class EncloseDocuments:
    """The documents that go along with a letter, in this order, all of them anew; `version` is that of the letter.

    `seen` are those that went along as whoever changes them saw it.
    """

    letter_id: int
    version: int
    document_ids: tuple[int, ...]
    seen: tuple[int, ...] = ()


class _CaseId(NamedTuple):
    case_id: int


def _case_of(database: Database, command: EncloseDocuments) -> Iterable[int]:
    return [one.case_id for one in rows(database, _CASE, _CaseId, (command.letter_id,))]


@action("letter.enclose", cases=_case_of)
def enclose(tx: Transaction, command: EncloseDocuments) -> None:
    """Let documents go along with a letter. Refused for those of another case, and once the letter was released:
    whoever released it saw what went along.
    """
    letter = tx.get(Letter, command.letter_id, command.version)
    if letter.withdrawn_on is not None:
        raise Refused("letter.withdrawn", source=HOUSE_RULE, on=letter.withdrawn_on)
    refuse_left(tx, letter.id)
    if letter.released_on is not None:
        raise Refused("letter.enclosed_before", source=HOUSE_RULE, on=letter.released_on)
    wanted = tuple(dict.fromkeys(command.document_ids))
    if set(wanted) - documents_of(tx.database, letter.case_id):
        raise Refused("letter.document_of_another", source=HOUSE_RULE)
    there = tx.find(LetterEnclosure.select().where(LetterEnclosure.letter_id == letter.id))
    if {one.document_id for one in there} != set(command.seen):
        raise Stale("store.stale", changed=dict(letter.__data__), record=tables.of(Letter).word)
    for one in there:
        tx.remove(one)
    tx.add_many(
        LetterEnclosure,
        [{"letter_id": letter.id, "document_id": id_, "position": at} for at, id_ in enumerate(wanted, 1)],
    )
