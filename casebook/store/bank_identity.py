"""Which lines of a statement are entries that are known already, and which are new."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeVar

from casebook.domain import bank_identity
from casebook.domain.bank import BankLine
from casebook.domain.money import Cents
from casebook.store.bank_days import Days, Own
from casebook.store.database import Database
from casebook.store.rows import many, rows

Like = tuple[date, Cents]
S = TypeVar("S")
# So many pairs of a day and an amount stand in one statement of SQLite.
_AT_ONCE = 250
# How alike a line and an entry can be at most.
_SAME = 4

# Each pair is looked up along the index: of pairs within IN only the account would be, and SQLite keeps the order of a
# CROSS JOIN, where it would else read all entries of the account.
_WANTED = """
    WITH wanted (booked_on, cents) AS (VALUES {pairs})
    SELECT {columns} FROM wanted w CROSS JOIN bank_entry e
    WHERE e.account = ? AND e.booked_on = w.booked_on AND e.cents = w.cents {then}
"""
_COUNTED = _WANTED.replace("{columns}", "e.booked_on, e.cents, count(*)").replace(
    "{then}", "GROUP BY e.booked_on, e.cents"
)
_STORED = _WANTED.replace(
    "{columns}",
    "e.id, e.booked_on, e.cents, e.statement_id, e.iban, e.name, e.ultimate_name, e.text, e.reference, e.end_to_end,"
    " e.mandate, e.bank_reference",
).replace("{then}", "ORDER BY e.id")
_TOLD_AGAIN = "SELECT entry_id, statement_id, content FROM bank_telling WHERE entry_id IN ({marks})"


@dataclass(slots=True)
class Found:
    """What became of lines, by their places: those that are new with which of the like entries they are, and the rest.

    `again` names for each line that is known the entry, and what the line says of it as a hash.
    """

    new: list[tuple[int, int]] = field(default_factory=list)
    again: list[tuple[int, int, str]] = field(default_factory=list)


class _Counted(NamedTuple):
    booked_on: date
    cents: Cents
    entries: int


class _Stored(NamedTuple):
    id: int
    booked_on: date
    cents: Cents
    statement_id: int
    iban: str | None
    name: str
    ultimate_name: str
    text: str
    reference: str
    end_to_end: str
    mandate: str
    bank_reference: str


class _Again(NamedTuple):
    entry_id: int
    statement_id: int
    content: str


def counted(database: Database, account: str, likes: Iterable[Like]) -> dict[Like, int]:
    """Return how many entries there are of days and amounts."""
    found = _paired(database, _COUNTED, _Counted, account, sorted(set(likes)))
    return {(one.booked_on, one.cents): one.entries for one in found}


def compare(database: Database, own: Own, lines: Sequence[tuple[int, BankLine]]) -> Found:
    """Tell which lines of a statement, each with its place, are known from other statements and notices of its days."""
    by_like: defaultdict[Like, list[tuple[int, BankLine]]] = defaultdict(list)
    for place, line in lines:
        by_like[line.booked_on, line.cents].append((place, line))
    stored = _by_like(database, own, sorted(by_like))
    days = Days(database, own, {day for day, _ in by_like}, {one for some in stored.values() for one in some.told_by})
    found = Found()
    for like, some in by_like.items():
        _settle(own, days, stored[like], some, found)
    return found


class _Known:
    """The entries of one day and amount, and which statements tell of each, in what words."""

    def __init__(self) -> None:
        self.entries: list[_Stored] = []
        self.tellings: defaultdict[int, dict[int, str]] = defaultdict(dict)

    @property
    def told_by(self) -> set[int]:
        return {statement for told in self.tellings.values() for statement in told}

    def counts(self) -> Counter[int]:
        """Return how many each statement has."""
        return Counter(statement for told in self.tellings.values() for statement in told)


def _by_like(database: Database, own: Own, likes: Sequence[Like]) -> defaultdict[Like, _Known]:
    found: defaultdict[Like, _Known] = defaultdict(_Known)
    like_of: dict[int, Like] = {}
    for one in _paired(database, _STORED, _Stored, own.account, likes):
        like = like_of[one.id] = one.booked_on, one.cents
        found[like].entries.append(one)
        found[like].tellings[one.id][one.statement_id] = _content(one)
    for again in many(database, _TOLD_AGAIN, _Again, list(like_of)):
        found[like_of[again.entry_id]].tellings[again.entry_id][again.statement_id] = again.content
    return found


def _settle(own: Own, days: Days, known: _Known, lines: list[tuple[int, BankLine]], found: Found) -> None:
    """Find out how many of like lines are new, and which: those that read least like an entry there is."""
    day = lines[0][1].booked_on
    counts = known.counts()
    counts[own.statement_id] += len(lines)
    contents = {place: _content(line) for place, line in lines}
    total = max(days.most(day, counts), _loose(own, days, known, contents.values()))
    new = max(0, total - len(known.entries))
    paired = _paired_up(own, known, lines, contents, len(lines) - new)
    number = len(known.entries)
    for place, _ in lines:
        if place in paired:
            found.again.append((place, paired[place], contents[place]))
        else:
            number += 1
            found.new.append((place, number))


def _loose(own: Own, days: Days, known: _Known, contents: Iterable[str]) -> int:
    """Return how many there are at least by notices: of those that read alike, as many as one of them has."""
    by_content: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for told in known.tellings.values():
        for statement, content in told.items():
            if statement in days.loose:
                by_content[content][statement] += 1
    if own.statement_id in days.loose:
        for content in contents:
            by_content[content][own.statement_id] += 1
    return sum(max(counts.values()) for counts in by_content.values())


def _paired_up(
    own: Own, known: _Known, lines: list[tuple[int, BankLine]], contents: Mapping[int, str], wanted: int
) -> dict[int, int]:
    """Return the entry that each of so many lines tells of again; each is the best that is left."""
    free = {one.id: one for one in known.entries if own.statement_id not in known.tellings[one.id]}
    paired: dict[int, int] = {}
    for at_least in range(_SAME, -1, -1):
        for place, line in lines:
            if len(paired) == wanted:
                return paired
            if place in paired:
                continue
            said = contents[place]
            best = (
                id_
                for id_, one in free.items()
                if at_least == 0 or _likeness(line, one, said in known.tellings[id_].values()) >= at_least
            )
            entry = next(best, None)
            if entry is not None:
                paired[place] = entry
                del free[entry]
    return paired


def _likeness(line: BankLine, one: _Stored, is_said_alike: bool) -> int:
    if is_said_alike:
        return _SAME
    if line.iban and line.iban == one.iban:
        return 3 if line.end_to_end and line.end_to_end == one.end_to_end else 2
    return int(bool(line.name) and line.name == one.name)


def _content(one: _Stored | BankLine) -> str:
    return bank_identity.content(
        one.iban, one.name, one.ultimate_name, one.text, one.reference, one.end_to_end, one.mandate, one.bank_reference
    )


def _paired(database: Database, sql: str, shape: type[S], account: str, likes: Sequence[Like]) -> list[S]:
    if database.is_postgresql:
        days, amounts = [day for day, _ in likes], [cents for _, cents in likes]
        pairs = "SELECT * FROM unnest(?::date[], ?::bigint[])"
        return rows(database, sql.replace("VALUES {pairs}", pairs), shape, (days, amounts, account))
    found: list[S] = []
    for start in range(0, len(likes), _AT_ONCE):
        some = likes[start : start + _AT_ONCE]
        values = [value for like in some for value in like]
        found += rows(database, sql.replace("{pairs}", ", ".join(["(?, ?)"] * len(some))), shape, (*values, account))
    return found
