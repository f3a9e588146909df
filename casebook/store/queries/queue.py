"""The queue: which cases need work, in order of urgency, of a person, of a team or of everybody."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.money import ZERO, Cents
from casebook.domain.parameters import Parameters
from casebook.domain.signals.signal import DUE, RED, ROUTINE
from casebook.store.bands import SMALL
from casebook.store.database import Database
from casebook.store.queries.listing import MOST_COUNTED, Count, Key, Listing, Part, added, all_of, count
from casebook.store.rows import rows

if TYPE_CHECKING:
    from casebook.store.queries.narrowing import Narrowing

BANDS = (RED, DUE, ROUTINE)


class Whose(NamedTuple):
    """Whose cases: those of a person and of the teams named; of everybody where nothing is named."""

    person_id: int | None = None
    team_ids: tuple[int, ...] = ()


EVERYBODY = Whose()


class QueueRow(NamedTuple):
    """A case in the queue and why it stands there; `to_lead`: the lead has to see it too."""

    case_id: int
    number: str
    name: str
    open_cents: Cents
    band: int
    by_on: date | None
    why: str
    why_parameters: Parameters
    why_source: str
    tracks: tuple[str, ...]
    next_kind: str | None
    next_on: date | None
    owner_person_id: int
    owner_team_id: int
    owner: str
    to_lead: bool
    neglected: bool

    @property
    def key(self) -> Key:
        """The place in the queue."""
        return self.band, self.by_on or date.max, -self.open_cents, self.case_id


class SmallClaims(NamedTuple):
    """The line that small claims share; with `more` there are more than are counted and added up."""

    cases: Count
    open_cents: Cents
    first_on: date | None


class _Sum(NamedTuple):
    number: int
    open_cents: int | None
    first_on: date | None


_COLUMNS = """
    n.case_id, n.number, p.name, -n.amount_rank, n.band, NULLIF(n.by_on, '9999-12-31'), n.why, n.why_parameters,
    n.why_source, n.tracks, c.next_kind, c.next_on, n.owner_person_id, n.owner_team_id, COALESCE(o.name, t.name, ''),
    n.to_lead, n.neglected
"""
_JOINED = """
    JOIN cases c ON c.id = n.case_id JOIN party p ON p.id = c.debtor_id
    LEFT JOIN person o ON o.id = n.owner_person_id LEFT JOIN team t ON t.id = n.owner_team_id
"""
_ORDER = ("n.band", "n.by_on", "n.amount_rank", "n.case_id")
_SMALL = """
    SELECT count(*), CAST(-sum(amount_rank) AS BIGINT), min(by_on)
    FROM (SELECT amount_rank, by_on FROM case_now n WHERE {where}
          ORDER BY n.by_on, n.amount_rank, n.case_id LIMIT {limit}) small
"""


def queue(whose: Whose) -> Listing[QueueRow]:
    """Return the queue: red, due and routine cases, by day within each band, the largest first within a day."""
    return _listing(part._replace(last=(ROUTINE,)) for part in _owned(whose))


def narrowed(database: Database, whose: Whose, narrowing: "Narrowing") -> Listing[QueueRow]:
    """Return what a narrowing leaves of the queue; a list that is kept for long is asked for anew."""
    parts = _narrowed(database, _owned(whose), narrowing)
    return _listing((part._replace(last=(ROUTINE,)) for part in parts), joined_last=narrowing.narrows)


def place(database: Database, case_id: int) -> Key | None:
    """Return where a case stands in the queue now, None where it is not there."""
    sql = "SELECT band, by_on, amount_rank, case_id FROM case_now WHERE case_id = ? AND band <= ?"
    return next(iter(rows(database, sql, _Place, (case_id, ROUTINE))), None)


def row(database: Database, case_id: int) -> QueueRow | None:
    """Return a case as it stands in the queue now, None where it is not there."""
    key = place(database, case_id)
    found = () if key is None else queue(EVERYBODY).around(database, key, 1).rows
    return next((one for one in found if one.case_id == case_id), None)


def band_counts(database: Database, whose: Whose) -> dict[int, Count]:
    """Return how many cases there are in each band."""
    return {
        band: added(
            count(database, f"SELECT 1 FROM case_now n WHERE {part.where} ORDER BY n.by_on", part.parameters)  # noqa: S608 our own text
            for part in _owned_in(whose, band)
        )
        for band in BANDS
    }


def small_claims(database: Database, whose: Whose) -> SmallClaims:
    """Return the line of cases where nothing but the limitation of a small amount asks for work."""
    limit = str(MOST_COUNTED + 1)
    found = [
        rows(database, _SMALL.replace("{where}", part.where).replace("{limit}", limit), _Sum, part.parameters)[0]
        for part in _owned_in(whose, SMALL)
    ]
    return SmallClaims(
        added(Count(min(one.number, MOST_COUNTED), one.number > MOST_COUNTED) for one in found),
        Cents(sum(one.open_cents or ZERO for one in found)),
        min((one.first_on for one in found if one.first_on), default=None),
    )


def small_queue(whose: Whose) -> Listing[QueueRow]:
    """Return the cases of the line of small claims, the first to end in front."""
    return _listing(_owned_in(whose, SMALL))


def narrowed_small(database: Database, whose: Whose, narrowing: "Narrowing") -> Listing[QueueRow]:
    """Return what a narrowing leaves of the line of small claims; a list that is kept for long is asked for anew."""
    return _listing(_narrowed(database, _owned_in(whose, SMALL), narrowing), joined_last=narrowing.narrows)


def overdue(database: Database, day: date) -> Count:
    """Return how many cases stand as they stood on an earlier day, because nothing made them anew."""
    return count(database, "SELECT 1 FROM case_now WHERE holds_until <= ? ORDER BY holds_until", (day,))


def overdue_cases(database: Database, whose: Whose, day: date, limit: int) -> list[int]:
    """Return cases of the queue that have to be made anew, at most so many."""
    # Of one owner there may be many, of which few or none are to be made anew: they are tested for him.
    shy = "" if database.is_postgresql else "+"
    found: dict[int, None] = {}
    for owned in _owned(whose):
        tested = owned._replace(where=f"{shy}{owned.where}" if owned.where else "")
        part = all_of([tested, Part("n.holds_until <= ?", (day,))])
        sql = f"SELECT n.case_id FROM case_now n WHERE {part.where} LIMIT {limit:d}"  # noqa: S608 our own text
        found |= dict.fromkeys(case_id for (case_id,) in database.fetch(sql, part.parameters))
    return list(found)[:limit]


class _Place(NamedTuple):
    band: int
    by_on: date
    amount_rank: int
    case_id: int


def _key(row: QueueRow) -> Key:
    return row.key


def _listing(parts: Iterable[Part], *, joined_last: bool = False) -> Listing[QueueRow]:
    return Listing(QueueRow, _COLUMNS, "case_now n", _JOINED, _ORDER, _key, tuple(parts), joined_last=joined_last)


def _narrowed(database: Database, parts: Iterable[Part], narrowing: "Narrowing") -> Iterator[Part]:
    """Yield what a narrowing leaves of each part of the queue."""
    # A start does without.
    from casebook.store.queries import narrowing as narrowed_by
    from casebook.store.queries.narrowing_factor import bounds

    found = narrowed_by.factors(database, narrowing)
    most = narrowed_by.most_sorted(database) if found else 0
    for part in parts:
        yield narrowed_by.together(found, most, bounds(database, part) if part.where else None) if found else part


def _owned_in(whose: Whose, band: int) -> Iterator[Part]:
    """Yield the conditions on the owner one by one, each with the band."""
    in_band = Part("n.band = ?", (band,))
    return (all_of([owned, in_band]) for owned in _owned(whose))


def _owned(whose: Whose) -> Iterator[Part]:
    """Yield the conditions on the owner one by one: each has an index that goes on in the order of the queue."""
    if whose == EVERYBODY:
        yield Part()
    if whose.person_id is not None:
        yield Part("n.owner_person_id = ?", (whose.person_id,))
    for team_id in whose.team_ids:
        yield Part("n.owner_team_id = ?", (team_id,))
