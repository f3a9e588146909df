"""What was given of a person on his request, so that it can be told afterwards what he got, and from whom."""

from collections.abc import Iterable
from dataclasses import dataclass

from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.parties import Party
from casebook.store.models.person_exports import PersonExport
from casebook.store.person_exports import cases_of, refuse_stranger
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class RecordPersonExport:
    """An export of a party was made: the digest of the file, and how much of it is still to be judged.

    `judged_apart`: the file leaves that out.
    """

    party_id: int
    sha256: str
    to_judge: int = 0
    judged_apart: bool = False


def _cases_of(database: Database, command: RecordPersonExport) -> Iterable[int]:
    return cases_of(database, command.party_id)


@action("person_export.record", cases=_cases_of, not_undoable="person_export.made")
def record(tx: Transaction, command: RecordPersonExport) -> int:
    """Record an export and return its id. Refused for who is no lead and handles no case of the person."""
    party = tx.get(Party, command.party_id)
    refuse_stranger(tx.database, tx.actor, tx.day, party.id)
    return tx.add(
        PersonExport,
        party_id=party.id,
        on_day=tx.day,
        person_id=tx.actor.person,
        sha256=given.line(command.sha256),
        to_judge=command.to_judge,
        judged_apart=int(command.judged_apart),
    )
