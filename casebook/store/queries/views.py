"""Views that a person can show: his own, those of his teams, and those of everybody."""

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.rows import marks, rows


class Owner(IntEnum):
    """Whose a view is; where several have one digit, the first goes before."""

    SELF = 1
    TEAM = 2
    EVERYBODY = 3


class ViewRow(NamedTuple):
    """A view, as `models.views.View` says; `team` is the name of the team it is of, empty where it is of none."""

    view_id: int
    version: int
    place: str
    name: str
    digit: int | None
    filter: str
    part: str
    sorting: str
    columns: tuple[str, ...]
    person_id: int | None
    team_id: int | None
    team: str

    @property
    def owner(self) -> Owner:
        """Whose it is."""
        if self.person_id is not None:
            return Owner.SELF
        return Owner.EVERYBODY if self.team_id is None else Owner.TEAM


_VIEWS = """
    SELECT v.id, v.version, v.place, v.name, v.digit, v.filter_text, v.part, v.sorting, v.columns, v.person_id,
           v.team_id, COALESCE(t.name, '')
    FROM saved_view v LEFT JOIN team t ON t.id = v.team_id
    WHERE v.person_id = ? OR (v.person_id IS NULL AND (v.team_id IS NULL OR v.team_id IN ({marks})))
"""


def views(database: Database, person_id: int | None, team_ids: Sequence[int]) -> list[ViewRow]:
    """Return the views of a person who is in some teams: his own first, then theirs, by digit and name."""
    # Who is in no team: no team has this number.
    teams = team_ids or (0,)
    found = rows(database, _VIEWS.replace("{marks}", marks(len(teams))), ViewRow, (person_id, *teams))
    return sorted(found, key=lambda one: (one.owner, one.team, one.digit or 10, one.name.casefold(), one.view_id))


def under(found: Sequence[ViewRow], digit: int, place: str) -> ViewRow | None:
    """Return the view that a digit shows in a place: one of that place goes first, and of those the own one."""
    having = [one for one in found if one.digit == digit]
    return min(having, key=lambda one: (one.place != place, one.owner), default=None)
