"""Giving away what a person has open: to a colleague, to a team, or to several in turn, as commands of one step."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import cycle
from typing import NamedTuple

from casebook.store.actions.approvals_given import HandOverApproval, WithdrawForColleague
from casebook.store.actions.insolvency_requests import AssignInsolvencyRequest
from casebook.store.actions.owners import HandOverCase, HandOverDispute
from casebook.store.actions.people import JoinTeam
from casebook.store.actions.stand_ins import EndStandIn
from casebook.store.database import Database
from casebook.store.queries import people
from casebook.store.queries.people import AloneRow, AskedRow, DisputeRow, RequestRow, StandInRow, WorkRow

Work = WorkRow | DisputeRow | AskedRow | RequestRow | AloneRow | StandInRow
Giving = (
    HandOverCase
    | HandOverDispute
    | AssignInsolvencyRequest
    | HandOverApproval
    | WithdrawForColleague
    | JoinTeam
    | EndStandIn
)


class Receiver(NamedTuple):
    """Who gets work: people, each in turn, or a team. `withdraws`: what was asked is asked no longer."""

    person_ids: tuple[int, ...] = ()
    team_id: int | None = None
    withdraws: bool = False


NOBODY = Receiver()


class Having(NamedTuple):
    """What a person has open that somebody else must have before he leaves, each in the order of its list."""

    cases: Sequence[WorkRow]
    disputes: Sequence[DisputeRow]
    asked: Sequence[AskedRow]
    requests: Sequence[RequestRow]
    alone_in: Sequence[AloneRow]
    stands_in: Sequence[StandInRow]

    @property
    def number(self) -> int:
        """How many of all of it."""
        return sum(map(len, self))


def having(database: Database, person_id: int, day: date) -> Having:
    """Return what a person has open on a day."""
    with database.snapshot():
        return Having(
            people.work_of(database, person_id),
            people.disputes_of(database, person_id),
            people.asked_of(database, person_id),
            people.requests_of(database, person_id),
            people.alone_in(database, person_id, day),
            [
                one
                for one in people.stand_ins(database, day)
                if one.person_id == person_id and (one.until_on is None or one.until_on > day)
            ],
        )


def giving(work: Sequence[Work], receiver: Receiver, day: date, note: str = "") -> Iterator[tuple[Giving, int | None]]:
    """Yield the commands that give work away, each with the person who gets it, None for a team and for nobody.

    People get it in turn, so that each has as many, and as many of what comes first. What only a person can have is
    left where it is for a team.
    """
    if receiver.withdraws or any(isinstance(one, StandInRow) for one in work):
        yield from ((ended, None) for one in work if (ended := _ended(one, day, note)) is not None)
        return
    for one, person in zip(work, cycle(receiver.person_ids or (None,)), strict=False):
        command = _given(one, person, receiver.team_id, day, note)
        if command is not None:
            yield command, person


def everything(found: Having, receiver: Receiver, members: Sequence[int], day: date) -> tuple[Giving, ...]:
    """Return what gives all of it to one receiver; what a team cannot have goes to its `members` in turn."""
    persons = receiver if receiver.team_id is None else Receiver(tuple(members))
    parts = [(found.cases, receiver), *((some, persons) for some in found[1:])]
    return tuple(command for some, to in parts for command, _ in giving(some, to, day))


def _given(one: Work, person: int | None, team: int | None, day: date, note: str) -> Giving | None:
    match one:
        case WorkRow():
            return HandOverCase(one.case_id, one.version, person, team, note)
        case DisputeRow() if person is not None:
            return HandOverDispute(one.dispute_id, one.version, person)
        case AskedRow() if person is not None:
            return AssignInsolvencyRequest(one.request_id, one.version, person)
        case RequestRow() if person is not None:
            return HandOverApproval(one.approval_id, one.version, person)
        case AloneRow() if person is not None:
            return JoinTeam(one.team_id, person, day)
        case _:
            return None


def _ended(one: Work, day: date, note: str) -> Giving | None:
    match one:
        case StandInRow():
            return EndStandIn(one.stand_in_id, one.version, day)
        case RequestRow():
            return WithdrawForColleague(one.approval_id, one.version, note)
        case _:
            return None
