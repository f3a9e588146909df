"""What a lead watches: cases that concern him, neglected ones, and how much everybody has."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.signals.signal import DUE, RED
from casebook.store.bands import SMALL
from casebook.store.database import Database
from casebook.store.queries import queue
from casebook.store.queries.listing import Count, Key, Listing, Part, added
from casebook.store.queries.narrowing import ALL, Narrowing, factors, most_sorted, together
from casebook.store.queries.narrowing_factor import column
from casebook.store.queries.person_figures import Figures
from casebook.store.queries.queue import BANDS, QueueRow
from casebook.store.rows import rows

# Counted to so many for each owner and band: nobody works more.
_MOST = 2_000
# So many overdue next actions, and so many held cases, are looked at in all: of more only that there are more is said.
_MOST_LOOKED_AT = 5_000


class LoadRow(NamedTuple):
    """How much a person or a team has: open cases, in the first and second band, and how late the next actions are.

    `overdue` is how many next actions were for an earlier day, `oldest_on` the earliest of those days. `held` is how
    many of the cases are on hold. A team has what nobody in it took, and where figures per person are not shown what
    its people have; the row of neither is of those who are in no team. `people` are those whose cases it has beside its
    own.
    """

    person_id: int | None
    team_id: int | None
    name: str
    open: Count
    red: Count
    due: Count
    overdue: Count
    oldest_on: date | None
    held: Count
    people: tuple[int, ...] = ()

    @property
    def key(self) -> Key:
        """The place in the list: people before teams, by name."""
        return self.person_id is None, self.name, self.person_id or self.team_id or 0


class _Owner(NamedTuple):
    person_id: int | None
    team_id: int | None
    name: str


class _Member(NamedTuple):
    person_id: int
    team_id: int


class _Late(NamedTuple):
    person_id: int
    team_id: int
    number: int
    oldest_on: date


class _More(NamedTuple):
    """Whether there are more than were looked at."""

    overdue: bool
    held: bool


class _Held(NamedTuple):
    person_id: int | None
    team_id: int | None
    number: int


# Who left and has nothing is not there.
_OWNERS = """
    SELECT p.id, NULL, p.name FROM person p
    WHERE p.inactive_since IS NULL OR p.inactive_since > ?
       OR EXISTS (SELECT 1 FROM case_now n WHERE n.owner_person_id = p.id AND n.band <= 4)
    UNION ALL SELECT NULL, t.id, t.name FROM team t
"""
_OVERDUE = f"""
    SELECT owner_person_id, owner_team_id, count(*), min(next_on)
    FROM (SELECT owner_person_id, owner_team_id, next_on FROM case_now
          WHERE next_on < ? ORDER BY next_on, case_id LIMIT {_MOST_LOOKED_AT}) late
    GROUP BY owner_person_id, owner_team_id
"""  # noqa: S608 our own text
_MEMBERS = """
    SELECT person_id, min(team_id) FROM team_member WHERE from_on <= ? AND (until_on IS NULL OR until_on >= ?)
    GROUP BY person_id
"""
_STANDING = "h.lifted_on IS NULL AND h.from_on <= ? AND (h.until_on IS NULL OR h.until_on >= ?)"
_HELD = f"""
    SELECT owner_person_id, owner_team_id, count(*) FROM (
        SELECT c.id, c.owner_person_id, c.owner_team_id FROM hold h JOIN cases c ON c.id = h.case_id
        WHERE h.claim_id IS NULL AND c.state <> 'closed' AND {_STANDING}
        UNION
        SELECT c.id, c.owner_person_id, c.owner_team_id FROM hold h JOIN cases c ON c.debtor_id = h.debtor_id
        WHERE c.state <> 'closed' AND {_STANDING}
        LIMIT {_MOST_LOOKED_AT}
    ) held GROUP BY owner_person_id, owner_team_id
"""  # noqa: S608 our own text
_OF_BAND = f"""
    SELECT count(*) FROM (SELECT 1 FROM case_now n WHERE n.{{owner}} = ? AND n.band = ?
                          ORDER BY n.by_on LIMIT {_MOST + 1}) counted
"""  # noqa: S608 our own text


class Figure(StrEnum):
    """A number of how much somebody has, behind which cases stand."""

    OPEN = "open"
    RED = "red"
    DUE = "due"
    OVERDUE = "overdue"
    HELD = "held"


_HELD_CASE = f"""
    n.case_id IN (
        SELECT c.id FROM hold h JOIN cases c ON c.id = h.case_id
        WHERE h.claim_id IS NULL AND c.state <> 'closed' AND {_STANDING}
        UNION
        SELECT c.id FROM hold h JOIN cases c ON c.debtor_id = h.debtor_id WHERE c.state <> 'closed' AND {_STANDING})
"""  # noqa: S608 our own text


class Watched(StrEnum):
    """Which cases a lead watches."""

    TO_LEAD = "to_lead"
    NEGLECTED = "neglected"


def watched(database: Database, which: Watched, narrowing: Narrowing = ALL) -> Listing[QueueRow]:
    """Return the cases that a lead watches, in the order of the queue, and of them what a narrowing leaves."""
    # Those few have an index of their own, whose condition has to be said as it was made.
    condition, found = f"n.{which} = 1", factors(database, narrowing)
    part = Part(condition)
    if found:
        part = together(found, most_sorted(database), column(database, condition, ()))
    everybodys = queue.queue(queue.EVERYBODY)
    if which is Watched.NEGLECTED:
        everybodys = replace(everybodys, columns=_why_neglected(everybodys.columns))
    return replace(everybodys, parts=(part._replace(last=(SMALL,)),), joined_last=bool(found))


def _why_neglected(columns: str) -> str:
    """Return the columns of a case with why it is neglected, in the place of what is to be done first."""
    for own, of in (("n.why,", "code"), ("n.why_parameters", "parameters")):
        why = f"SELECT s.{of} FROM signal s WHERE s.case_id = n.case_id AND s.code LIKE 'signal.neglect%'"  # noqa: S608 our own text
        said = f"COALESCE(({why} ORDER BY s.rank LIMIT 1), {own.rstrip(',')})"
        columns = columns.replace(own, said + own[len(own.rstrip(",")) :], 1)
    return columns


def behind(
    database: Database, row: LoadRow, figure: Figure, day: date, narrowing: Narrowing = ALL
) -> Listing[QueueRow]:
    """Return the cases behind a number of what somebody has, in the order of the queue, and of them what is left."""
    people = row.people if row.person_id is None else (row.person_id,)
    owners = [("n.owner_person_id = ?", id_) for id_ in people]
    owners += [("n.owner_team_id = ?", row.team_id)] if row.team_id is not None else []
    which, values = _which(figure, day)
    narrowed = factors(database, narrowing)
    parts = []
    for condition, id_ in owners:
        part = Part(f"{condition} AND {which}", (id_, *values))
        if narrowed:
            part = together(narrowed, most_sorted(database), column(database, part.where, part.parameters))
        parts.append(part._replace(last=(SMALL,)))
    everybodys = queue.queue(queue.EVERYBODY)
    return replace(everybodys, parts=tuple(parts) or (Part("1 = 0"),), joined_last=bool(narrowed))


def _which(figure: Figure, day: date) -> tuple[str, tuple[date, ...]]:
    match figure:
        case Figure.OPEN:
            return f"n.band <= {SMALL}", ()
        case Figure.RED:
            return f"n.band = {RED}", ()
        case Figure.DUE:
            return f"n.band = {DUE}", ()
        case Figure.OVERDUE:
            return "n.next_on < ?", (day,)
        case Figure.HELD:
            return _HELD_CASE, (day,) * 4


def load(database: Database, day: date, figures: Figures) -> list[LoadRow]:
    """Return how much everybody has who works here of whom that is shown, and every team.

    What the others have is added to a team of theirs, so that all of it together is there.
    """
    with database.snapshot():
        owners = rows(database, _OWNERS, _Owner, (day,))
        late = rows(database, _OVERDUE, _Late, (day,))
        held = {(row.person_id or 0, row.team_id or 0): row.number for row in rows(database, _HELD, _Held, (day,) * 4)}
        more = _More(sum(row.number for row in late) >= _MOST_LOOKED_AT, sum(held.values()) >= _MOST_LOOKED_AT)
        overdue = {(row.person_id, row.team_id): row for row in late}
        found = [
            _load(database, owner, overdue.get(key), held.get(key, 0), more)
            for owner in owners
            for key in [(owner.person_id or 0, owner.team_id or 0)]
        ]
        teams = {row.person_id: row.team_id for row in rows(database, _MEMBERS, _Member, (day, day))}
    shown = [row for row in found if row.person_id is not None and figures.shows(row.person_id)]
    by_team: dict[int | None, list[LoadRow]] = defaultdict(list)
    for row in found:
        if row.person_id is None:
            by_team[row.team_id].insert(0, row)
        elif not figures.shows(row.person_id):
            by_team[teams.get(row.person_id)].append(row)
    of_teams = [_together(team_id, some) for team_id, some in by_team.items()]
    of_teams = [row for row in of_teams if row.team_id is not None or row.open.number or row.overdue.number]
    return sorted([*shown, *of_teams], key=lambda row: row.key)


def _together(team_id: int | None, some: Sequence[LoadRow]) -> LoadRow:
    """Return what a team has with those of its people who are not shown apart; the team itself comes first."""
    return LoadRow(
        None,
        team_id,
        "" if team_id is None else some[0].name,
        added(row.open for row in some),
        added(row.red for row in some),
        added(row.due for row in some),
        added(row.overdue for row in some),
        min((row.oldest_on for row in some if row.oldest_on is not None), default=None),
        added(row.held for row in some),
        tuple(row.person_id for row in some if row.person_id is not None),
    )


def _load(database: Database, owner: _Owner, late: _Late | None, held: int, more: _More) -> LoadRow:
    column, id_ = ("owner_person_id", owner.person_id) if owner.team_id is None else ("owner_team_id", owner.team_id)
    sql = _OF_BAND.replace("{owner}", column)
    counts = {band: _counted(database, sql, (id_, band)) for band in (*BANDS, SMALL)}
    return LoadRow(
        *owner,
        added(counts.values()),
        counts[RED],
        counts[DUE],
        Count(late.number if late else 0, more.overdue),
        late.oldest_on if late else None,
        Count(held, more.held),
    )


def _counted(database: Database, sql: str, parameters: tuple[int | None, int]) -> Count:
    number = int(database.value(sql, parameters))
    return Count(min(number, _MOST), number > _MOST)
