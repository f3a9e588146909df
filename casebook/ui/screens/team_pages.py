"""The pages of Team: which there are, what can be done on each, and how many rows each has."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.queries import lead_duties, people, queue, team
from casebook.store.queries.lead_duties import LeadDuties
from casebook.store.queries.listing import Count, count
from casebook.store.queries.queue import Whose
from casebook.store.queries.team import Watched
from casebook.ui.desk import Desk
from casebook.ui.prose import Span
from casebook.ui.screens.team_lists import number


class Page(StrEnum):
    """What is shown."""

    APPROVALS = "approvals"
    EXPIRING = "expiring"
    NEGLECTED = "neglected"
    QUEUE = "queue"
    LOAD = "load"
    REMINDERS = "reminders"


WATCHED = {Page.EXPIRING: Watched.TO_LEAD, Page.NEGLECTED: Watched.NEGLECTED}
# Where no rows are cases.
REPORTS = frozenset({Page.REMINDERS})
NO_CASES = frozenset({Page.APPROVALS, Page.LOAD}) | REPORTS
# What can be done only where they are.
_OF_CASES = frozenset(
    {"filter", "layout", "views", "view", "mark", "mark_range", "mark_all", "clear_marks", "copy_rows"}
)


class Counts(NamedTuple):
    """How many there are of each, and what leads are late with; `teams` are those whose queue is counted."""

    approvals: Count
    expiring: Count
    neglected: Count
    queue: Count
    duties: LeadDuties
    teams: tuple[int, ...]


def counts(database: Database, own: Sequence[int], day: date) -> Counts:
    """Return how many there are of each; who is in no team looks at the queues of all."""
    with database.snapshot():
        teams = tuple(own) or tuple(one.team_id for one in people.teams(database, day))
        waiting = count(database, "SELECT 1 FROM approval WHERE state = 'asked'")
        expiring, neglected = (team.watched(database, which).count(database) for which in WATCHED.values())
        unowned = queue.queue(Whose(None, teams)).count(database) if teams else Count(0)
        return Counts(waiting, expiring, neglected, unowned, lead_duties.lead_duties(database, day), teams)


def may(page: Page, action: str) -> bool | None:
    """Return whether something can be done to the rows of a page, None where the page has no say in it."""
    if page is Page.APPROVALS and action in {"mark", "clear_marks"}:
        return True
    if page in NO_CASES and action in _OF_CASES:
        return False
    if action in ("write", "export_list") and (action == "write") != (page in REPORTS):
        return False
    return False if action == "case" and page in {Page.LOAD, *REPORTS} else None


def titles(shown: Page, found: Counts | None, desk: Desk) -> Iterator[Span]:
    """Yield the pages with how many rows each has, the one that is shown first: not all fit on a small terminal."""
    every = list(Page)
    at = every.index(shown)
    for place, page in enumerate([*every[at:], *every[:at]]):
        yield Span(" · " if place else "", "quiet")
        of = getattr(found, page, None)
        said = desk.say(f"team.page_{page}", number="" if of is None else number(of, desk)).strip()
        yield Span(said, "strong" if page is shown else "quiet")
