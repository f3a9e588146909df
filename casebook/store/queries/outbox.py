"""The outbox: letters by how they stand, with the ways by which they leave."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, NamedTuple

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.standing import IN_THE_HOUSE, LetterState
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.models.parties import RepresentativeRole
from casebook.store.queries import leaving
from casebook.store.queries.leaving import DispatchRow
from casebook.store.queries.listing import WINDOW, Key, Listing, Page, Part
from casebook.store.queries.narrowing import ALL, Narrowing, condition, in_bounds
from casebook.store.rows import many, rows


class Listed(StrEnum):
    """Which letters: those about which something is to be done, some of them, or all there are."""

    OPEN = "open"
    TO_RELEASE = "to_release"
    RELEASED = "released"
    LEAVING = "leaving"
    PROOF = "proof"
    BY_ITSELF = "by_itself"
    ALL = "all"


_S = LetterState
# Of these it depends on us whether they are in time; of others on the post, or on who got them.
_IN_HAND = (_S.PREPARED, _S.READY, _S.REFUSED, _S.RELEASED, _S.SENDING, _S.IN_DOUBT)
_STATES: Mapping[Listed, tuple[LetterState, ...]] = {
    Listed.TO_RELEASE: (_S.PREPARED, _S.READY, _S.REFUSED),
    Listed.RELEASED: (_S.RELEASED,),
    Listed.LEAVING: (_S.IN_DOUBT, _S.SENDING),
    Listed.PROOF: (_S.SENT,),
}


class OutboxRow(NamedTuple):
    """A letter as a list shows it. `name` is the debtor of the case, `due_on` 9999-12-31 where nothing is due.

    `sent_on` is the last day on which it left by one of its `ways`, `proven_on` the first on which it is proven to have
    arrived, `stops` what refuses it.
    """

    letter_id: int
    version: int
    case_id: int
    number: str
    name: str
    kind: LetterKind
    language: str
    addressee: str
    role: RepresentativeRole | None
    state: LetterState
    due_on: date
    stops: tuple[str, ...]
    grade: str
    prepared_on: date
    needed_by: date | None
    released_on: date | None
    asks_cents: Cents
    bundle_id: int | None
    owner: str
    sent_on: date | None
    proven_on: date | None
    # No columns: read beside the rows. By some of its ways it left, by others it is still to leave.
    ways: Sequence[DispatchWay] = ()
    gone: Sequence[DispatchWay] = ()
    left: Sequence[DispatchWay] = ()

    @property
    def by(self) -> date:
        """The day by which something is done: of a letter in the house that keeps a right, when that is lost."""
        return self.needed_by if self.needed_by is not None and self.state in _IN_HAND else self.due_on


class WaitingRow(NamedTuple):
    """A letter that did not leave the house yet, with the numbers of the claims it is about."""

    letter_id: int
    addressee: str
    state: LetterState
    prepared_on: date
    # No column: read beside the rows.
    numbers: Sequence[str] = ()


class _About(NamedTuple):
    letter_id: int
    number: str


class _Proof(NamedTuple):
    claim_id: int
    party_id: int
    due_on: date


_COLUMNS = """
    n.letter_id, l.version, n.case_id, c.number, d.name, l.kind, l.language, a.name, l.role, n.state, n.due_on, n.stops,
    n.grade, l.prepared_on, l.needed_by, l.released_on, l.asks_cents, l.bundle_id, COALESCE(o.name, t.name, ''),
    (SELECT max(s.sent_on) FROM dispatch s WHERE s.letter_id = l.id),
    (SELECT min(COALESCE(s.received_on, s.answered_on)) FROM dispatch s
     WHERE s.letter_id = l.id AND s.grade IN ('strong', 'medium'))
"""
_JOINED = """
    JOIN letter l ON l.id = n.letter_id JOIN cases c ON c.id = n.case_id JOIN party d ON d.id = c.debtor_id
    JOIN party a ON a.id = l.addressee_id LEFT JOIN person o ON o.id = c.owner_person_id
    LEFT JOIN team t ON t.id = c.owner_team_id
"""
# Rows are counted without what is joined to them.
_NEEDED = "(SELECT w.needed_by FROM letter w WHERE w.id = n.letter_id)"
_WAITS = ", ".join(f"'{state.value}'" for state in _IN_HAND)
_BY = (
    f"CASE WHEN {_NEEDED} IS NULL THEN 1 ELSE 0 END",
    f"CASE WHEN n.state IN ({_WAITS}) THEN COALESCE({_NEEDED}, n.due_on) ELSE n.due_on END",
    "n.letter_id",
)
_OF_CASE = f"SELECT {_COLUMNS} FROM letter_now n {_JOINED} WHERE n.case_id = ? ORDER BY n.letter_id DESC"  # noqa: S608 only constants
_OF_IDS = f"SELECT {_COLUMNS} FROM letter_now n {_JOINED} WHERE n.letter_id IN ({{marks}}) ORDER BY n.letter_id"  # noqa: S608 only constants
_INSIDE = ", ".join(f"'{state.value}'" for state in sorted(IN_THE_HOUSE))
_WAITING = f"""
    SELECT n.letter_id, a.name, n.state, l.prepared_on FROM letter_now n JOIN letter l ON l.id = n.letter_id
    JOIN party a ON a.id = l.addressee_id
    WHERE n.case_id = ? AND l.kind = ? AND n.state IN ({_INSIDE}) ORDER BY n.letter_id
"""  # noqa: S608 only constants
_ABOUT = """
    SELECT k.letter_id, c.number FROM letter_claim k JOIN claim c ON c.id = k.claim_id
    WHERE k.letter_id IN ({marks}) ORDER BY k.letter_id, c.due_on, c.id
"""
_PROOF = """
    SELECT k.claim_id, l.party_id, min(n.due_on) FROM letter_now n JOIN letter l ON l.id = n.letter_id
    JOIN letter_claim k ON k.letter_id = l.id
    WHERE n.state = 'sent' AND n.due_on < ? AND l.kind = 'interruption' GROUP BY k.claim_id, l.party_id
"""


@dataclass(frozen=True, slots=True)
class OutboxListing(Listing[OutboxRow]):
    """A list of letters, of which the ways by which they leave are read beside each window."""

    # A case may have many letters: what is marked is found by the letter.
    FOUND_BY: ClassVar[str] = "letter_id"

    def after(
        self, database: Database, key: Key | None = None, limit: int = WINDOW, budget: int | None = None
    ) -> Page[OutboxRow]:
        """Return the window after a place, or the first one."""
        with database.snapshot():
            return _filled_page(database, Listing.after(self, database, key, limit, budget))

    def before(
        self, database: Database, key: Key | None = None, limit: int = WINDOW, budget: int | None = None
    ) -> Page[OutboxRow]:
        """Return the window before a place, or the last one."""
        with database.snapshot():
            return _filled_page(database, Listing.before(self, database, key, limit, budget))

    def around(self, database: Database, key: Key, limit: int = WINDOW, budget: int | None = None) -> Page[OutboxRow]:
        """Return the window with a place in the middle of it."""
        with database.snapshot():
            return _filled_page(database, Listing.around(self, database, key, limit, budget))


def outbox(database: Database, listed: Listed, narrowing: Narrowing = ALL) -> OutboxListing:
    """Return the letters of a list, those that keep a right in front, by the day on which it is lost or something is
    due; all there are with the newest first.
    """
    narrowed = condition(database, narrowing, "n.case_id")
    parts = [in_bounds(one, narrowed) if narrowed.where else one for one in _bounds(listed)]
    newest = listed in (Listed.ALL, Listed.BY_ITSELF)
    return OutboxListing(
        OutboxRow,
        _COLUMNS,
        "letter_now n",
        _JOINED,
        ("n.letter_id",) if newest else _BY,
        (lambda row: (row.letter_id,)) if newest else (lambda row: (int(row.needed_by is None), row.by, row.letter_id)),
        tuple(parts),
        descending=newest,
    )


def of_case(database: Database, case_id: int) -> tuple[OutboxRow, ...]:
    """Return the letters of a case, the newest first."""
    with database.snapshot():
        return _filled(database, rows(database, _OF_CASE, OutboxRow, (case_id,)))


def of_ids(database: Database, letter_ids: Sequence[int]) -> tuple[OutboxRow, ...]:
    """Return letters as the lists show them, in order of their ids."""
    with database.snapshot():
        return _filled(database, many(database, _OF_IDS, OutboxRow, letter_ids))


def waiting(database: Database, case_id: int, kind: LetterKind) -> tuple[WaitingRow, ...]:
    """Return the letters of a kind about a case that did not leave the house yet, the oldest first."""
    numbers: dict[int, list[str]] = defaultdict(list)
    with database.snapshot():
        found = rows(database, _WAITING, WaitingRow, (case_id, kind))
        for one in many(database, _ABOUT, _About, [row.letter_id for row in found]):
            numbers[one.letter_id].append(one.number)
    return tuple(row._replace(numbers=numbers[row.letter_id]) for row in found)


def proof_due(database: Database) -> dict[tuple[int, int], date]:
    """Return by claim and who owes the day by which the proof is due of a letter that interrupts and was sent."""
    return {(one.claim_id, one.party_id): one.due_on for one in rows(database, _PROOF, _Proof, (date.max,))}


def _bounds(listed: Listed) -> list[Part]:
    if listed is Listed.ALL:
        return [Part()]
    if listed is Listed.BY_ITSELF:
        return [Part("n.letter_id IN (SELECT s.letter_id FROM self_release s)")]
    if listed is Listed.OPEN:
        return [Part("n.due_on < ?", (date.max,))]
    bound = "n.state = ? AND n.due_on < ?" if listed is Listed.PROOF else "n.state = ?"
    last: tuple[date, ...] = (date.max,) if listed is Listed.PROOF else ()
    return [Part(bound, (state.value, *last)) for state in _STATES[listed]]


def _filled_page(database: Database, page: Page[OutboxRow]) -> Page[OutboxRow]:
    return page._replace(rows=_filled(database, page.rows))


def _filled(database: Database, found: Sequence[OutboxRow]) -> tuple[OutboxRow, ...]:
    of: dict[int, list[DispatchRow]] = defaultdict(list)
    for one in leaving.dispatches_of(database, [row.letter_id for row in found]):
        of[one.letter_id].append(one)
    return tuple(_with_ways(row, of[row.letter_id]) for row in found)


def _with_ways(row: OutboxRow, dispatches: Sequence[DispatchRow]) -> OutboxRow:
    ways = tuple(dict.fromkeys(one.way for one in dispatches))
    gone = tuple(dict.fromkeys(one.way for one in dispatches if one.sent_on is not None))
    left = tuple(dict.fromkeys(one.way for one in dispatches if not one.over))
    return row._replace(ways=ways, gone=gone, left=left)
