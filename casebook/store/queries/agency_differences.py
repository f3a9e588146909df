"""How the lists of agencies differ from ours: what nobody resolved yet, and one with all that is beside it."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

from casebook.domain.money import Cents
from casebook.domain.placements.inventory import DifferenceKind
from casebook.domain.placements.known import TheirState
from casebook.store.database import Database
from casebook.store.queries.listing import Count, Listing, Part, count
from casebook.store.queries.narrowing import ALL, Narrowing, condition, in_bounds
from casebook.store.rows import rows


class DifferenceRow(NamedTuple):
    """A difference, as of the day of the list; `case_id` is 0 where no placement of ours is concerned."""

    id: int
    version: int
    kind: DifferenceKind
    agency_id: int
    agency: str
    on_day: date
    placement_id: int | None
    case_id: int
    line: int | None
    number: str
    reference: str
    name: str
    ours: Cents | None
    theirs: Cents | None
    state: TheirState | None
    asked_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class DifferenceListing(Listing[DifferenceRow]):
    """The list of differences; those that are marked are found again by themselves."""

    FOUND_BY: ClassVar[str] = "id"


class ListRow(NamedTuple):
    """A list that an agency sent: how many lines each side had, and how many differences are open and resolved."""

    id: int
    agency_id: int
    agency: str
    on_day: date
    file_name: str
    ours: int
    theirs: int
    matched: int
    unread: int
    open: int
    resolved: int


_COLUMNS = """
    d.id, d.version, d.kind, v.agency_id, o.name, v.on_day, d.placement_id, COALESCE(p.case_id, 0), d.list_line,
    d.number, d.reference, d.name, d.ours_cents, d.theirs_cents, d.their_state, d.asked_on, d.note
"""
_JOINED = """
    JOIN inventory_run v ON v.id = d.inventory_id JOIN agency a ON a.id = v.agency_id JOIN party o ON o.id = a.party_id
    LEFT JOIN placement p ON p.id = d.placement_id
"""
_OPEN = "d.resolved_on IS NULL"
_CASE = "(SELECT p.case_id FROM placement p WHERE p.id = d.placement_id)"
_ALL_OPEN = f"SELECT 1 FROM inventory_difference d WHERE {_OPEN} ORDER BY d.id"  # noqa: S608 ours
_OF_CASE = f"""
    SELECT {_COLUMNS} FROM inventory_difference d {_JOINED} WHERE {_OPEN} AND p.case_id = ? ORDER BY d.id
"""  # noqa: S608 ours
_LISTS = """
    SELECT v.id, v.agency_id, o.name, v.on_day, r.file_name, v.ours, v.theirs, v.matched, v.unread,
           (SELECT count(*) FROM inventory_difference d WHERE d.inventory_id = v.id AND d.resolved_on IS NULL),
           (SELECT count(*) FROM inventory_difference d WHERE d.inventory_id = v.id AND d.resolved_on IS NOT NULL)
    FROM inventory_run v JOIN agency a ON a.id = v.agency_id JOIN party o ON o.id = a.party_id
    JOIN import_run r ON r.id = v.run_id
    WHERE v.id IN (SELECT max(id) FROM inventory_run GROUP BY agency_id) ORDER BY o.sort_name, v.id
"""


def differences(database: Database, narrowing: Narrowing = ALL) -> DifferenceListing:
    """Return the list of what is not resolved yet, in the order in which the lists came and have it."""
    where, part = Part(_OPEN, ()), condition(database, narrowing, _CASE)
    return DifferenceListing(
        DifferenceRow,
        _COLUMNS,
        "inventory_difference d",
        _JOINED,
        ("d.id",),
        lambda row: (row.id,),
        (in_bounds(where, part) if part.where else where,),
    )


def count_open(database: Database) -> Count:
    """Return how many are not resolved yet."""
    return count(database, _ALL_OPEN)


def of_case(database: Database, case_id: int) -> list[DifferenceRow]:
    """Return what is not resolved of the placements of a case."""
    return rows(database, _OF_CASE, DifferenceRow, (case_id,))


def last_lists(database: Database) -> list[ListRow]:
    """Return the last list of each agency."""
    return rows(database, _LISTS, ListRow)
