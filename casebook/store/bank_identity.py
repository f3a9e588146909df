"""Which lines of a statement are entries that are known already, and which are new."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeVar

from casebook.domain import bank_identity
from casebook.domain.bank import BankLine, StatementKind
from casebook.domain.bank_identity import Slice
from casebook.domain.money import Cents
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
_STATEMENTS = """
    SELECT id, key, kind, number, from_on, until_on, opening_cents, closing_cents FROM bank_statement
    WHERE account = ? AND (until_on >= ? AND from_on <= ? {or_named})
"""
_SUMS = """
    SELECT day, CAST(sum(cents) AS BIGINT) FROM (
        SELECT booked_on AS day, cents FROM bank_entry WHERE statement_id = ?
        UNION ALL SELECT e.booked_on, e.cents FROM bank_telling t JOIN bank_entry e ON e.id = t.entry_id
        WHERE t.statement_id = ?) told GROUP BY day
"""


@dataclass(slots=True)
class Found:
    """What became of lines, by their places: those that are new with which of the like entries they are, and the rest.

    `again` names for each line that is known the entry, and what the line says of it as a hash.
    """

    new: list[tuple[int, int]] = field(default_factory=list)
    again: list[tuple[int, int, str]] = field(default_factory=list)


class Own(NamedTuple):
    """A statement whose lines are looked at: of which account, where it lies among others, what it comes to by day.

    `others` is what other statements come to by day, once that was asked for.
    """

    statement_id: int
    key: str
    kind: StatementKind
    account: str
    number: str
    from_on: date | None
    until_on: date | None
    opening: Cents | None
    closing: Cents | None
    sums: Mapping[date, Cents]
    others: dict[int, Mapping[date, Cents]]


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


class _Statement(NamedTuple):
    id: int
    key: str
    kind: StatementKind
    number: str
    from_on: date | None
    until_on: date | None
    opening: Cents | None
    closing: Cents | None


class _Balanced(NamedTuple):
    """A statement with its balances, and what it comes to on each day."""

    statement_id: int
    key: str
    number: str
    from_on: date
    until_on: date
    opening: Cents
    sums: Mapping[date, Cents]


class _Sum(NamedTuple):
    day: date
    cents: Cents


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


def _settle(own: Own, days: "Days", known: _Known, lines: list[tuple[int, BankLine]], found: Found) -> None:
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


def _loose(own: Own, days: "Days", known: _Known, contents: Iterable[str]) -> int:
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


def _likeness(line: BankLine, one: "_Stored", is_said_alike: bool) -> int:
    if is_said_alike:
        return _SAME
    if line.iban and line.iban == one.iban:
        return 3 if line.end_to_end and line.end_to_end == one.end_to_end else 2
    return int(bool(line.name) and line.name == one.name)


class Days:
    """The statements that have a say in days of an account, and which of them follow each other on each day."""

    def __init__(self, database: Database, own: Own, days: set[date], named: set[int]) -> None:
        others = sorted(named - {own.statement_id})
        or_named = f" OR id IN ({', '.join('?' * len(others))})" if others else ""
        values = (own.account, min(days), max(days), *others)
        found = rows(database, _STATEMENTS.replace("{or_named}", or_named), _Statement, values)
        self._balanced = [
            _Balanced(one.id, one.key, one.number, one.from_on, one.until_on, one.opening, _sums(database, own, one.id))
            for one in found
            if one.id != own.statement_id
            and one.kind is StatementKind.STATEMENT
            and one.opening is not None
            and one.closing is not None
            and one.from_on is not None
            and one.until_on is not None
        ]
        self.loose = {one.id for one in found} - {one.statement_id for one in self._balanced} - {own.statement_id}
        if (
            own.kind is StatementKind.NOTICE
            or own.opening is None
            or own.closing is None
            or own.from_on is None
            or own.until_on is None
        ):
            self.loose.add(own.statement_id)
        else:
            self._balanced.append(
                _Balanced(own.statement_id, own.key, own.number, own.from_on, own.until_on, own.opening, own.sums)
            )
        self._of: dict[date, tuple[list[int], list[list[int]]]] = {}

    def most(self, day: date, counts: Mapping[int, int]) -> int:
        """Return how many like entries of a day there are at least by statements, from how many each has."""
        if day not in self._of:
            self._of[day] = self._ordered(day)
        ids, earlier = self._of[day]
        return bank_identity.most([counts.get(id_, 0) for id_ in ids], earlier)

    def are_apart(self, day: date, one: int, other: int) -> bool:
        """Tell whether two statements cannot tell of the same entries of a day; of two notices nobody can tell."""
        if one in self.loose and other in self.loose:
            return True
        if day not in self._of:
            self._of[day] = self._ordered(day)
        ids, earlier = self._of[day]
        if one not in ids or other not in ids:
            return False
        first, second = sorted((ids.index(one), ids.index(other)))
        return first in earlier[second]

    def _ordered(self, day: date) -> tuple[list[int], list[list[int]]]:
        concerned = [one for one in self._balanced if one.from_on <= day <= one.until_on or day in one.sums]
        ids = {one.key: one.statement_id for one in concerned}
        ordered = bank_identity.in_order([_slice(one, day) for one in concerned])
        return [ids[one.statement] for one in ordered], bank_identity.before(ordered)


def _slice(one: "_Balanced", day: date) -> Slice:
    begin = one.opening + sum(cents for on, cents in one.sums.items() if on < day)
    end = begin + one.sums.get(day, 0)
    return Slice(one.key, one.number, one.from_on, one.until_on, Cents(begin), Cents(end), day not in one.sums)


def _sums(database: Database, own: Own, statement_id: int) -> Mapping[date, Cents]:
    if statement_id not in own.others:
        found = rows(database, _SUMS, _Sum, (statement_id, statement_id))
        own.others[statement_id] = {one.day: one.cents for one in found}
    return own.others[statement_id]


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
