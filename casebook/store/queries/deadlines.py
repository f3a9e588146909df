"""What has a day in the cases of people and teams: next actions, and all by when something must be done or is lost."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.signals.queue import Announced
from casebook.store import letter_rows
from casebook.store.case_facts import load
from casebook.store.database import Database
from casebook.store.queries.people import teams
from casebook.store.queries.queue import Whose
from casebook.store.refresh import BATCH, announced_of
from casebook.store.rows import marks, rows


class Deadline(NamedTuple):
    """Something that has a day in a case, and who has the case."""

    case_id: int
    number: str
    name: str
    owner: str
    announced: Announced

    @property
    def on(self) -> date:
        """The day by which it must be done, or after which something is lost."""
        assert self.announced.signal.due_on is not None
        return self.announced.signal.due_on


class LogEnds(NamedTuple):
    """The first line of the log, by which a database is told from any other, and the last: when, and its number."""

    first_hash: str
    last: int
    last_at: str


class _Case(NamedTuple):
    case_id: int
    number: str
    name: str
    owner: str


_CASES = """
    SELECT n.case_id, n.number, p.name, COALESCE(o.name, t.name, '')
    FROM case_now n JOIN cases c ON c.id = n.case_id JOIN party p ON p.id = c.debtor_id
    LEFT JOIN person o ON o.id = n.owner_person_id LEFT JOIN team t ON t.id = n.owner_team_id
    WHERE {where} AND n.case_id > ? ORDER BY n.case_id LIMIT {limit}
"""
_ENDS = """
    SELECT f.hash, l.number, l.at FROM log f, log l
    WHERE f.number = (SELECT min(number) FROM log) AND l.number = (SELECT max(number) FROM log)
"""


def deadlines(database: Database, whose: Whose, day: date) -> list[Deadline]:
    """Return what has a day in the cases of a person, and of teams with all who are in them, the first day in front.

    Of a case that is closed too: a claim may live on.
    """
    with database.snapshot():
        found = [one for some in _batches(database, whose, day) for one in _of_cases(database, some, day)]
    return sorted(found, key=lambda one: (one.on, one.number, one.case_id))


def ends_of_log(database: Database) -> LogEnds:
    """Return the first and the last line of the log; what is made of the same cases after the same line is the same."""
    return rows(database, _ENDS, LogEnds)[0]


def _batches(database: Database, whose: Whose, day: date) -> Iterator[Sequence[_Case]]:
    members = {one for team in teams(database, day) if team.team_id in whose.team_ids for one in team.person_ids}
    people = sorted(members | ({whose.person_id} if whose.person_id is not None else set()))
    owned = {"owner_person_id": people, "owner_team_id": sorted(whose.team_ids)}
    where = " OR ".join(f"n.{column} IN ({marks(len(ids))})" for column, ids in owned.items() if ids)
    if not where:
        return
    sql = _CASES.replace("{where}", f"({where})").replace("{limit}", str(BATCH))
    at = 0
    while some := rows(database, sql, _Case, (*people, *owned["owner_team_id"], at)):
        yield some
        at = some[-1].case_id


def _of_cases(database: Database, some: Sequence[_Case], day: date) -> Iterator[Deadline]:
    records = load(database, [one.case_id for one in some])
    letter_rows.ask_gate(database, records, day)
    known = {one.case_id: one for one in some}
    for record in records:
        for announced in announced_of(record, day, database.law):
            yield Deadline(*known[record.case.id], announced)
