"""Whose a case or a dispute is: taken, handed over, and the next case taken from the queue of a team."""

from collections.abc import Sequence
from dataclasses import dataclass

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.signals.signal import DUE
from casebook.errors import Refused, Stale
from casebook.store import sight, tables
from casebook.store.actions import given
from casebook.store.actions.cases import open_one, owner_columns
from casebook.store.actions.disputes import case_of_dispute, open_dispute
from casebook.store.actions.people import GIVERS, staying
from casebook.store.commands import action
from casebook.store.models.cases import Case, Note
from casebook.store.models.people import Membership, Person, Team
from casebook.store.queries import queue
from casebook.store.queries.listing import Key
from casebook.store.rows import marks
from casebook.store.transaction import Transaction
from casebook.text import clean

# So many cases of the queue of a team are looked through at once for one that nobody takes.
_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class TakeCase:
    """Whoever acts becomes the owner."""

    case_id: int
    version: int


@dataclass(frozen=True, slots=True)
class HandOverCase:
    """Another person or team becomes the owner; `note` is kept as a note, for whoever goes on."""

    case_id: int
    version: int
    owner_person_id: int | None = None
    owner_team_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class HandOverDispute:
    """Another person sees to a dispute."""

    id: int
    version: int
    owner_person_id: int


@dataclass(frozen=True, slots=True)
class TakeNext:
    """Whoever acts becomes the owner of the case of his teams that needs work most."""


@action("case.take", cases=given.case_itself)
def take(tx: Transaction, command: TakeCase) -> None:
    """Make whoever acts the owner. Refused, with who has it now, where somebody was first."""
    case = _to_give(tx, command.case_id, command.version)
    tx.change(case, **owner_columns(tx, tx.actor.person, None))


@action("case.hand_over", also=GIVERS, cases=given.case_itself)
def hand_over(tx: Transaction, command: HandOverCase) -> None:
    """Make another person or a team the owner, and keep the note. Refused, with who has it now, after another."""
    case = _to_give(tx, command.case_id, command.version)
    tx.change(case, **owner_columns(tx, command.owner_person_id, command.owner_team_id))
    if text := clean(command.note).strip():
        assert tx.actor.person is not None
        tx.add(Note, case_id=case.id, on_day=tx.day, person_id=tx.actor.person, text=text)


@action("dispute.hand_over", also=GIVERS, cases=case_of_dispute)
def hand_over_dispute(tx: Transaction, command: HandOverDispute) -> None:
    """Make another person the owner of a dispute that has not ended."""
    dispute = open_dispute(tx, command.id, command.version)
    tx.change(dispute, owner_person_id=staying(tx, command.owner_person_id).id)


@action("case.take_next")
def take_next(tx: Transaction, command: TakeNext) -> int:  # noqa: ARG001 it says all by its name
    """Make whoever acts the owner of the case of his teams that is due most urgently, and return that case.

    Two never get the same one: a case that somebody else is just taking is passed over.
    """
    mine = Membership.select().where(
        Membership.person_id == tx.actor.person,
        Membership.from_on <= tx.day,
        Membership.until_on.is_null() | (Membership.until_on >= tx.day),
    )
    teams = tuple(sorted({one.team_id for one in tx.find(mine)}))
    if not teams:
        raise Refused("case.no_team", source=HOUSE_RULE)
    before = next((id_ for table, id_ in tx.again.versions if table == tables.of(Case).name), None)
    if before is not None:
        # Done again it is the same case, or none.
        if not _is_free(tx, before, teams):
            raise Refused("undo.changed_since", source=HOUSE_RULE, record=tables.of(Case).word)
        return _taken(tx, before)
    key: Key | None = None
    while found := _due(tx, teams, key):
        lost = sight.hidden(tx.database, tx.actor.unseen, [row.case_id for row in found])
        for row in found:
            if row.case_id not in lost and _is_free(tx, row.case_id, teams):
                return _taken(tx, row.case_id)
        key = found[-1].key
    raise Refused("case.none_to_take", source=HOUSE_RULE)


def _taken(tx: Transaction, case_id: int) -> int:
    tx.lock([case_id])
    tx.change(tx.get(Case, case_id), **owner_columns(tx, tx.actor.person, None))
    return case_id


def _due(tx: Transaction, teams: tuple[int, ...], key: Key | None) -> list[queue.QueueRow]:
    """Return some cases of teams that are due, after a place in their queue."""
    waiting = queue.queue(queue.Whose(team_ids=teams)).after(tx.database, key, _AT_ONCE)
    return [row for row in waiting.rows if row.band <= DUE]


def _is_free(tx: Transaction, case_id: int, teams: Sequence[int]) -> bool:
    """Lock a case, and tell whether it still waits for one of the teams; one that somebody else has locked does not."""
    locked = " FOR UPDATE SKIP LOCKED" if tx.database.is_postgresql else ""
    query = f"SELECT 1 FROM cases WHERE id = ? AND owner_team_id IN ({marks(len(teams))}){locked}"  # noqa: S608 our own text
    return tx.database.value(query, (case_id, *teams)) is not None


def _to_give(tx: Transaction, case_id: int, version: int) -> Case:
    """Return an open case as it was seen. Raises `Stale` with who has it now where it is another."""
    try:
        return open_one(tx, case_id, version)
    except Stale as stale:
        case = tx.get(Case, case_id)
        if case.owner_person_id is not None:
            owner = tx.get(Person, case.owner_person_id).name
        else:
            owner = "" if case.owner_team_id is None else tx.get(Team, case.owner_team_id).name
        raise Stale("case.has_now", changed=stale.changed, row=stale.row, number=case.number, owner=owner) from None
