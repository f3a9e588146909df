"""Cases: opened, worked, closed and opened again."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.case_closing import check_closing
from casebook.store.actions.case_ends import CaseEnding, end_watches, record_end
from casebook.store.actions.parties import hold_party
from casebook.store.actions.people import staying
from casebook.store.commands import action
from casebook.store.models.cases import Case, CaseState, Closing, NextKind
from casebook.store.models.parties import Party
from casebook.store.models.people import Team
from casebook.store.models.relation import RelationOutcome
from casebook.store.red_dates import red_dates
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case of a debtor; its owner is a person or a team."""

    debtor_id: int
    next_on: date
    next_kind: NextKind = NextKind.FIRST_LOOK
    next_note: str = ""
    owner_person_id: int | None = None
    owner_team_id: int | None = None


@dataclass(frozen=True, slots=True)
class SetNextAction:
    """What is done next, and when; also how a case is put off. Without an owner the case keeps the one it has."""

    case_id: int
    version: int
    next_on: date
    next_kind: NextKind
    next_note: str = ""
    owner_person_id: int | None = None
    owner_team_id: int | None = None


@dataclass(frozen=True, slots=True)
class CloseCase:
    """The work is done, and how it ended.

    `outcome` is what became of the customer, `lesson` what credit acceptance may learn from it; on `watch_on` somebody
    looks how he pays.
    """

    case_id: int
    version: int
    closed_as: Closing
    outcome: RelationOutcome | None = None
    lesson: str = ""
    watch_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReopenCase:
    """A closed case is worked again. Without an owner the one it had works it."""

    case_id: int
    version: int
    next_on: date
    next_kind: NextKind
    next_note: str = ""
    owner_person_id: int | None = None
    owner_team_id: int | None = None


@dataclass(frozen=True, slots=True)
class SetSleeping:
    """Whether there is no recourse today, so that the case is only checked once in a while."""

    case_id: int
    version: int
    sleeping: bool


_OPEN_CASE = "SELECT number FROM cases WHERE debtor_id = ? AND id <> ? AND state <> 'closed'"


@action("case.open")
def open_case(tx: Transaction, command: OpenCase) -> int:
    """Open a case under a new number and return its id.

    Refused where the debtor has an open case: two would chase him at once, and what one of them knows, such as a
    hold or an insolvency, would not stop the other. Separate matters are claims and tracks of one case.
    """
    return begin(tx, command, CaseState.OPEN)


def begin(tx: Transaction, command: OpenCase, state: CaseState) -> int:
    """Add a case of a debtor who has none that is open, and return its id."""
    _refuse_second(tx, tx.get(Party, command.debtor_id))
    owner = owner_columns(tx, command.owner_person_id, command.owner_team_id)
    _refuse_past(tx, command.next_on)
    (number,) = new_numbers(tx, 1)
    case_id = tx.add(
        Case,
        number=number,
        debtor_id=command.debtor_id,
        state=state,
        opened_on=tx.day,
        next_on=command.next_on,
        next_kind=command.next_kind,
        next_note=given.line(command.next_note),
        **owner,
    )
    tx.lock([case_id])
    end_watches(tx, command.debtor_id)
    return case_id


@action("case.set_next", cases=given.case_itself)
def set_next_action(tx: Transaction, command: SetNextAction) -> None:
    """Set the next action. Refused in the past, and after the day by which a right or money would be lost."""
    case = open_one(tx, command.case_id, command.version)
    owner: dict[str, int | None] = {}
    if command.owner_person_id is not None or command.owner_team_id is not None:
        owner = owner_columns(tx, command.owner_person_id, command.owner_team_id)
    plan(tx, case, command.next_on, command.next_kind, command.next_note, **owner)


@action("case.close", cases=given.case_itself)
def close(tx: Transaction, command: CloseCase) -> None:
    """Close a case. `check_closing` says what is refused."""
    case = open_one(tx, command.case_id, command.version)
    close_as(tx, case, command.closed_as)
    record_end(tx, case.id, CaseEnding(command.outcome, command.lesson), command.watch_on)


def close_as(tx: Transaction, case: Case, closed_as: Closing) -> None:
    """Close a case that is open; `check_closing` says what is refused."""
    check_closing(tx, case.id, closed_as)
    tx.change(
        case,
        state=CaseState.CLOSED,
        closed_on=tx.day,
        closed_as=closed_as,
        next_on=None,
        next_kind=None,
        next_note="",
        moves=0,
        sleeping=0,
    )


@action("case.reopen", cases=given.case_itself)
def reopen(tx: Transaction, command: ReopenCase) -> None:
    """Open a closed case again, with what is done next."""
    case = tx.get(Case, command.case_id, command.version)
    if case.state != CaseState.CLOSED:
        raise Refused("case.not_closed", source=HOUSE_RULE, number=case.number)
    _refuse_second(tx, tx.get(Party, case.debtor_id))
    if command.owner_person_id is None and command.owner_team_id is None:
        owner = owner_columns(tx, case.owner_person_id, case.owner_team_id)
    else:
        owner = owner_columns(tx, command.owner_person_id, command.owner_team_id)
    _refuse_past(tx, command.next_on)
    tx.change(
        case,
        state=CaseState.OPEN,
        closed_on=None,
        closed_as=None,
        next_on=command.next_on,
        next_kind=command.next_kind,
        next_note=given.line(command.next_note),
        **owner,
    )
    end_watches(tx, case.debtor_id)


@action("case.set_sleeping", cases=given.case_itself)
def set_sleeping(tx: Transaction, command: SetSleeping) -> None:
    """Let a case sleep, or wake it."""
    case = open_one(tx, command.case_id, command.version)
    if command.sleeping and not case.sleeping:
        tx.change(case, sleeping=1, sleeping_since=tx.day)
    elif not command.sleeping:
        tx.change(case, sleeping=0)


def open_one(tx: Transaction, case_id: int, version: int | None = None) -> Case:
    """Return a case that is not closed. Raises `Refused` for one that is."""
    case = tx.get(Case, case_id, version)
    if case.state == CaseState.CLOSED:
        raise Refused("case.closed", source=HOUSE_RULE, number=case.number)
    return case


def plan(tx: Transaction, case: Case, on: date, kind: NextKind, note: str, **owner: int | None) -> None:
    """Set the next action of a case; one that is only put off counts as a move."""
    _refuse_past(tx, on)
    red = red_dates(tx.database, [case.id], tx.day).get(case.id)
    if red is not None and on > red:
        raise Refused("case.beyond_red", source=HOUSE_RULE, number=case.number, on=on, red=red)
    new: dict[str, Any] = {"next_kind": kind, "next_note": given.line(note), **owner}
    put_off = case.next_on is not None and on > case.next_on
    if put_off and all(case.__data__[name] == value for name, value in new.items()):
        new["moves"] = case.moves + 1
    tx.change(case, next_on=on, **new)


def outward_act(tx: Transaction, case: Case) -> None:
    """Note that something happened towards the debtor: how often the next action was moved counts anew.

    Called for each contact, letter, payment and event of limitation.
    """
    tx.change(case, moves=0)


def new_numbers(tx: Transaction, count: int) -> list[str]:
    """Return numbers for new cases, as 2026-0142: by the year of the day, never used before, whatever is undone.

    A step that is done again gives its cases the numbers that they had.
    """
    again = tx.again.numbers[:count]
    del tx.again.numbers[:count]
    return [*again, *_fresh_numbers(tx, count - len(again))]


def _fresh_numbers(tx: Transaction, count: int) -> list[str]:
    if not count:
        return []
    year = tx.day.year
    tx.database.execute("INSERT INTO case_number (year, last) VALUES (?, 0) ON CONFLICT (year) DO NOTHING", (year,))
    tx.database.execute("UPDATE case_number SET last = last + ? WHERE year = ?", (count, year))
    last = tx.database.value("SELECT last FROM case_number WHERE year = ?", (year,))
    return [f"{year}-{number:04d}" for number in range(last - count + 1, last + 1)]


def owner_columns(tx: Transaction, person_id: int | None, team_id: int | None) -> dict[str, int | None]:
    """Return the columns of an owner who can work the case: a person who is active, or a team."""
    if (person_id is None) == (team_id is None):
        raise Refused("case.one_owner", source=HOUSE_RULE)
    if person_id is not None:
        staying(tx, person_id)
    if team_id is not None:
        tx.get(Team, team_id)
    return {"owner_person_id": person_id, "owner_team_id": team_id}


def _refuse_past(tx: Transaction, on: date) -> None:
    if on < tx.day:
        raise Refused("case.next_past", source=HOUSE_RULE, on=on)


def check_restored(tx: Transaction, case: Case, *, state: bool) -> None:
    """Refuse that an undo leaves an open case to who left, or, where its `state` comes back, a second open one."""
    if case.state != CaseState.CLOSED:
        if case.owner_person_id is not None:
            staying(tx, case.owner_person_id)
        if state:
            _refuse_second(tx, tx.get(Party, case.debtor_id), case.id)


def _refuse_second(tx: Transaction, debtor: Party, but: int = 0) -> None:
    hold_party(tx, debtor.id)
    number = tx.database.value(_OPEN_CASE, (debtor.id, but))
    if number is not None:
        raise Refused("case.open_already", source=HOUSE_RULE, name=debtor.name, number=number)
