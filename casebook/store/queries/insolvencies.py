"""Proceedings: those of a party as threads, with who acts and what is due, and the list of all of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, NamedTuple

from casebook.domain.insolvency.dues import Due
from casebook.domain.insolvency.facts import Kind, PersonRole
from casebook.domain.insolvency.standing import Stage, Standing, standing
from casebook.store import filing_rows, insolvency_rows
from casebook.store.database import Database
from casebook.store.filing_rows import Filing
from casebook.store.insolvency_rows import EventRow, InsolvencyRow, Recorded
from casebook.store.queries.listing import WINDOW, Count, Key, Listing, Page, Part, count
from casebook.store.queries.narrowing import ALL, Narrowing, condition, in_bounds
from casebook.store.rows import many


class Listed(StrEnum):
    """Which proceedings: those that are signalled only, those that run, or all."""

    RUNNING = "running"
    SIGNALLED = "signalled"
    ALL = "all"


class PersonRow(NamedTuple):
    """Who acts in a proceeding, and where post goes to him, empty where that is not known."""

    id: int
    insolvency_id: int
    version: int
    role: PersonRole
    name: str
    party_id: int | None
    from_on: date | None
    until_on: date | None
    address: str


class InsolvencyCard(NamedTuple):
    """A proceeding: what is recorded, the events that stand, how it stands, and who acts in it.

    `events` are all of them, also those that were corrected or made void; `stands` are the ids of the others. `beside`:
    it is of somebody who is liable beside the debtor of the case in which it is shown.
    """

    row: InsolvencyRow
    events: tuple[EventRow, ...]
    stands: frozenset[int]
    standing: Standing
    persons: tuple[PersonRow, ...]
    filing: Filing
    beside: bool = False

    def acting(self, day: date) -> PersonRow | None:
        """Return who acts for the debtor on a day, the last one appointed; None without anybody."""
        found = [one for one in self.persons if one.role is not PersonRole.JUDGE]
        return next((one for one in reversed(found) if one.until_on is None or one.until_on >= day), None)


class ListRow(NamedTuple):
    """A proceeding as the list shows it; `case_id` is the case in which the debtor is worked."""

    id: int
    party_id: int
    case_id: int
    number: str
    name: str
    kind: Kind
    register_number: str
    known_on: date
    next_due_on: date
    stage: Stage = Stage.SIGNALLED
    due: Due | None = None
    acting: str = ""


_PERSONS = """
    SELECT p.id, p.insolvency_id, p.version, p.role, p.name, p.party_id, p.from_on, p.until_on,
           COALESCE((SELECT a.street || ' ' || a.house_number || ', ' || a.postcode || ' ' || a.city FROM address a
                     WHERE a.party_id = p.party_id AND a.until_on IS NULL AND a.status <> 'dead'
                     ORDER BY a.id DESC LIMIT 1), '')
    FROM insolvency_person p WHERE p.insolvency_id IN ({marks}) ORDER BY COALESCE(p.from_on, '1000-01-01'), p.id
"""
_DEBTOR = "SELECT debtor_id FROM cases WHERE id = ?"
_BESIDE = """
    SELECT DISTINCT l.party_id FROM liability l JOIN claim k ON k.id = l.claim_id JOIN cases c ON c.id = k.case_id
    WHERE k.case_id = ? AND l.party_id <> c.debtor_id ORDER BY l.party_id
"""
_COLUMNS = "i.id, i.party_id, c.id, c.number, p.name, i.kind, i.number, i.known_on, i.next_due_on, 'signalled'"
# The case of a debtor is the newest of his, the one that is open if there is one; else one in which he is liable.
_CASE = """COALESCE((
    SELECT o.id FROM cases o WHERE o.debtor_id = i.party_id ORDER BY o.closed_on IS NOT NULL, o.id DESC LIMIT 1), (
    SELECT max(k.case_id) FROM liability l JOIN claim k ON k.id = l.claim_id WHERE l.party_id = i.party_id))
"""
_JOINED = f"""
    JOIN party p ON p.id = i.party_id
    JOIN cases c ON c.id = {_CASE}
"""
_SIGNALLED = "SELECT 1 FROM insolvency WHERE confirmed_on IS NULL AND ended_on IS NULL ORDER BY id"


@dataclass(frozen=True, slots=True)
class InsolvencyListing(Listing[ListRow]):
    """A list of proceedings, of which the stage and what is due are read beside each window."""

    day: date = date.max
    # A debtor may have several.
    FOUND_BY: ClassVar[str] = "id"

    def after(
        self, database: Database, key: Key | None = None, limit: int = WINDOW, budget: int | None = None
    ) -> Page[ListRow]:
        """Return the window after a place, or the first one."""
        with database.snapshot():
            return self._filled(database, Listing.after(self, database, key, limit, budget))

    def before(
        self, database: Database, key: Key | None = None, limit: int = WINDOW, budget: int | None = None
    ) -> Page[ListRow]:
        """Return the window before a place, or the last one."""
        with database.snapshot():
            return self._filled(database, Listing.before(self, database, key, limit, budget))

    def around(self, database: Database, key: Key, limit: int = WINDOW, budget: int | None = None) -> Page[ListRow]:
        """Return the window with a place in the middle of it."""
        with database.snapshot():
            return self._filled(database, Listing.around(self, database, key, limit, budget))

    def _filled(self, database: Database, page: Page[ListRow]) -> Page[ListRow]:
        return page._replace(rows=tuple(_filled(database, page.rows, self.day)))


def insolvencies(database: Database, listed: Listed, day: date, narrowing: Narrowing = ALL) -> InsolvencyListing:
    """Return proceedings as they stand on `day`: those that run by what is due next, the others the newest first."""
    where = {
        Listed.RUNNING: Part("i.ended_on IS NULL AND i.confirmed_on IS NOT NULL", ()),
        Listed.SIGNALLED: Part("i.ended_on IS NULL AND i.confirmed_on IS NULL", ()),
        Listed.ALL: Part(),
    }[listed]
    part = condition(database, narrowing, _CASE)
    part = in_bounds(where, part) if part.where else where
    column = "next_due_on" if listed is Listed.RUNNING else "known_on"
    return InsolvencyListing(
        ListRow,
        _COLUMNS,
        "insolvency i",
        _JOINED,
        (f"i.{column}", "i.id"),
        lambda row: (getattr(row, column), row.id),
        (part,),
        descending=listed is not Listed.RUNNING,
        day=day,
    )


def count_signalled(database: Database) -> Count:
    """Return how many signals wait for a person."""
    return count(database, _SIGNALLED)


def of_case(database: Database, case_id: int) -> list[InsolvencyCard]:
    """Return the proceedings of the debtor of a case, each after what it went on from, then of who is liable beside."""
    with database.snapshot():
        others = [party_id for (party_id,) in database.fetch(_BESIDE, (case_id,))]
        beside = [one._replace(beside=True) for party_id in others for one in of_party(database, party_id)]
        return [*of_party(database, database.value(_DEBTOR, (case_id,))), *beside]


def of_party(database: Database, party_id: int) -> list[InsolvencyCard]:
    """Return the proceedings of a party, each after what it went on from."""
    return list(_cards(database, insolvency_rows.of_parties(database, [party_id])))


def card(database: Database, id_: int) -> InsolvencyCard | None:
    """Return a proceeding, None where there is none."""
    with database.snapshot():
        return next(_cards(database, list(insolvency_rows.of_ids(database, [id_]).values())), None)


def _cards(database: Database, recorded: Sequence[Recorded]) -> Iterator[InsolvencyCard]:
    persons = _persons(database, [one.row.id for one in recorded])
    filings = filing_rows.of_recorded(database, recorded)
    for one in recorded:
        stands = frozenset(event.id for event in one.proceeding.events)
        found = standing(one.proceeding, database.law.insolvency)
        yield InsolvencyCard(
            one.row, one.events, stands, found, tuple(persons.get(one.row.id, ())), filings[one.row.id]
        )


def _persons(database: Database, ids: Sequence[int]) -> Mapping[int, list[PersonRow]]:
    found: dict[int, list[PersonRow]] = defaultdict(list)
    for one in many(database, _PERSONS, PersonRow, ids):
        found[one.insolvency_id].append(one)
    return found


def _filled(database: Database, rows: Sequence[ListRow], day: date) -> Iterator[ListRow]:
    recorded = insolvency_rows.of_ids(database, [row.id for row in rows])
    cards = {card.row.id: card for card in _cards(database, list(recorded.values()))}
    for row in rows:
        found = cards[row.id]
        acting = found.acting(day)
        due = found.standing.next_due(day)
        yield row._replace(stage=found.standing.stage, due=due, acting=acting.name if acting else "")
