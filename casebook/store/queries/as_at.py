"""What was open on any day, by what one likes: as it was known then, or as it is known now.

An entry has a day of its own and a day on which it was recorded. As known then, only what was recorded by the end of
the day counts; for the last day of a month that is closed, what was known at its closing. For an entry of before it was
kept when each was recorded its own day stands for that. Where a case stood follows from its tracks, which have days
too; the debtor, the last day of payment and the creditor are as they are now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from casebook.domain.closing import Age, age_begins
from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.rows import rows
from casebook.store.standing_closings import STANDING


class By(StrEnum):
    """By what the open amounts are told apart."""

    CREDITOR = "by_creditor"
    AGE = "by_age"
    ROUTE = "by_route"
    BAND = "by_band"
    DEBTOR = "by_debtor"
    CASE = "by_case"
    CLAIM = "by_claim"


class Knowledge(StrEnum):
    """What counts: all that is recorded now, or what was recorded by then."""

    NOW = "known_now"
    THEN = "known_then"


class Stood(NamedTuple):
    """How a case stood, the first of its tracks that says most, or that none was open."""

    track: str
    word: str


# Of several tracks the first one here is where a case stands.
ROUTES = (
    Stood("insolvency", "stood_insolvency"),
    Stood("counselling", "stood_counselling"),
    Stood("estate", "stood_estate"),
    Stood("court", "stood_court"),
    Stood("agency", "stood_agency"),
    Stood("arrangement", "stood_arrangement"),
    Stood("dispute", "stood_dispute"),
)
NO_ROUTE = "stood_none"


@dataclass(frozen=True, slots=True)
class Amounts:
    """What was open, by component, and what of it was written off.

    Amounts are signed: paid or written off more than was owed is less than nothing.
    """

    principal: Cents
    interest: Cents
    costs: Cents
    written_off: Cents

    @property
    def open_cents(self) -> Cents:
        """What was open by the ledger."""
        return Cents(self.principal + self.interest + self.costs)

    @property
    def left(self) -> Cents:
        """What was open and not written off."""
        return Cents(self.open_cents - self.written_off)


@dataclass(frozen=True, slots=True)
class AsAtRow(Amounts):
    """What was open of claims that are alike in one thing.

    `key` is the id or the word of it, `label` its name where it is a name from outside.
    """

    key: str
    label: str
    claims: int
    cases: int


@dataclass(frozen=True, slots=True)
class ClaimAsAt(Amounts):
    """What was open on a claim."""

    claim_id: int
    number: str
    case_id: int
    case_number: str
    debtor: str
    creditor_id: int
    creditor: str
    due_on: date | None


class Asked(NamedTuple):
    """The day, what counts, and of which entity; None for all of them. `today` is the day on which it is asked."""

    day: date
    knowledge: Knowledge
    today: date
    creditor_id: int | None = None


_BOOKED = """
    SELECT l.claim_id AS claim_id,
           CASE WHEN l.component = 'principal' THEN l.cents ELSE 0 END AS principal,
           CASE WHEN l.component = 'interest' THEN l.cents ELSE 0 END AS interest,
           CASE WHEN l.component NOT IN ('principal', 'interest') THEN l.cents ELSE 0 END AS costs, 0 AS written_off
    FROM ledger_entry l {closings} WHERE l.on_day <= ? {known_entry}
    UNION ALL
    SELECT l.claim_id, 0, 0, 0, l.cents FROM write_off l {closings} WHERE l.on_day <= ? {known_write_off}
"""
# As known then: of an entity whose month was closed with that day, what was known at the closing. What was paid on a
# claim is not known before the claim is, which may be taken over later than that.
_CLOSINGS = f"""
    JOIN claim o ON o.id = l.claim_id
    JOIN (
        SELECT claim_id, COALESCE(recorded_on, on_day) AS since FROM ledger_entry
        WHERE id IN (SELECT min(id) FROM ledger_entry GROUP BY claim_id)
    ) AS begun ON begun.claim_id = l.claim_id
    LEFT JOIN month_closing m ON m.creditor_id = o.creditor_id AND m.until_on = ? AND {STANDING}
"""  # noqa: S608 only constants
_KNOWN = """
    AND CASE WHEN m.id IS NULL THEN COALESCE(l.recorded_on, l.on_day) <= ? AND begun.since <= ?
             ELSE l.id <= m.{last} END
"""
_STOOD = """
    SELECT b.claim_id AS claim_id, k.case_id AS case_id, k.creditor_id AS creditor_id, c.debtor_id AS debtor_id,
           k.number AS number, k.due_on AS due_on, {by} AS by_key, b.principal AS principal, b.interest AS interest,
           b.costs AS costs, b.written_off AS written_off
    FROM (
        SELECT claim_id, sum(principal) AS principal, sum(interest) AS interest, sum(costs) AS costs,
               sum(written_off) AS written_off FROM ({booked}) AS every GROUP BY claim_id
    ) AS b JOIN claim k ON k.id = b.claim_id JOIN cases c ON c.id = k.case_id {beside}
    WHERE (b.principal <> 0 OR b.interest <> 0 OR b.costs <> 0 OR b.written_off <> 0) {of_creditor}
"""
_TRACKS = """
    LEFT JOIN (
        SELECT case_id, min({rank}) AS route FROM track
        WHERE opened_on <= ? AND (closed_on IS NULL OR closed_on > ?) GROUP BY case_id
    ) AS stood ON stood.case_id = k.case_id
"""
_GROUPED = """
    SELECT CAST(sum(principal) AS BIGINT), CAST(sum(interest) AS BIGINT), CAST(sum(costs) AS BIGINT),
           CAST(sum(written_off) AS BIGINT), by_key, {label} AS label, CAST(count(*) AS BIGINT),
           CAST(count(DISTINCT s.case_id) AS BIGINT)
    FROM ({stood}) AS s {named} GROUP BY by_key ORDER BY {order}
"""
_COUNTED = "SELECT count(DISTINCT s.case_id) FROM ({stood}) AS s"
_CLAIMS = """
    SELECT CAST(s.principal AS BIGINT), CAST(s.interest AS BIGINT), CAST(s.costs AS BIGINT),
           CAST(s.written_off AS BIGINT), s.claim_id, s.number, s.case_id, c.number, p.name, r.id, r.code, s.due_on
    FROM ({stood}) AS s JOIN cases c ON c.id = s.case_id JOIN party p ON p.id = c.debtor_id
    JOIN creditor r ON r.id = s.creditor_id {where} ORDER BY c.number, s.claim_id
"""
_BANDS = "LEFT JOIN case_now n ON n.case_id = k.case_id"
_IDS = {By.CREDITOR: "k.creditor_id", By.DEBTOR: "c.debtor_id", By.CASE: "k.case_id", By.CLAIM: "k.id"}
# What names a key that is an id, and by what it is found.
_NAMED = {
    By.CREDITOR: ("max(x.code)", "JOIN creditor x ON x.id = s.creditor_id", "label"),
    By.DEBTOR: ("max(x.name)", "JOIN party x ON x.id = s.debtor_id", "label, by_key"),
    By.CASE: ("max(x.number)", "JOIN cases x ON x.id = s.case_id", "label"),
    By.CLAIM: ("max(s.number)", "", "label, by_key"),
}


def as_at(database: Database, by: By, asked: Asked) -> list[AsAtRow]:
    """Return what was open on a day, by one thing, in the order of that."""
    stood, parameters = _stood(by, asked)
    label, named, order = _NAMED.get(by, ("''", "", "by_key"))
    query = _GROUPED.format(stood=stood, label=label, named=named, order=order)
    found = rows(database, query, AsAtRow, parameters)
    return sorted(found, key=lambda row: _PLACES.get(row.key, 0)) if by in (By.AGE, By.ROUTE) else found


def cases(database: Database, asked: Asked) -> int:
    """Return how many cases have something open on a day."""
    stood, parameters = _stood(By.CASE, asked)
    number: int = database.value(_COUNTED.format(stood=stood), parameters)
    return number


def behind(database: Database, by: By, key: str | None, asked: Asked) -> list[ClaimAsAt]:
    """Return the claims that a row of `as_at` counts, by case; without a key all of them."""
    stood, parameters = _stood(by, asked)
    where, more = ("", ()) if key is None else ("WHERE s.by_key = ?", (key,))
    return rows(database, _CLAIMS.format(stood=stood, where=where), ClaimAsAt, (*parameters, *more))


def total(found: Sequence[AsAtRow]) -> AsAtRow:
    """Return the sum of rows; `cases` tells how many cases that are."""
    principal, interest, costs, written_off = (
        Cents(sum(getattr(row, name) for row in found)) for name in ("principal", "interest", "costs", "written_off")
    )
    claims, cases = sum(row.claims for row in found), sum(row.cases for row in found)
    return AsAtRow(principal, interest, costs, written_off, "", "", claims, cases)


def _stood(by: By, asked: Asked) -> tuple[str, list[Any]]:
    """Return the query for what stood on each claim, and what it is asked with."""
    key, beside, before, after = _key(by, asked)
    booked, known = _booked(asked)
    of_creditor = "" if asked.creditor_id is None else "AND k.creditor_id = ?"
    own = [] if asked.creditor_id is None else [asked.creditor_id]
    query = _STOOD.format(by=key, booked=booked, beside=beside, of_creditor=of_creditor)
    return query, [*before, *known, *after, *own]


def _booked(asked: Asked) -> tuple[str, list[Any]]:
    if asked.knowledge is Knowledge.NOW:
        none = dict.fromkeys(("closings", "known_entry", "known_write_off"), "")
        return _BOOKED.format(**none), [asked.day, asked.day]
    query = _BOOKED.format(
        closings=_CLOSINGS,
        known_entry=_KNOWN.format(last="last_entry"),
        known_write_off=_KNOWN.format(last="last_write_off"),
    )
    return query, [asked.day] * 8


def _key(by: By, asked: Asked) -> tuple[str, str, list[Any], list[Any]]:
    """Return what rows are told apart by, what that is read from, and the parameters before and after the entries."""
    match by:
        case By.AGE:
            cases = " ".join(f"WHEN k.due_on < ? THEN '{age}'" for age in age_begins(asked.day))
            unknown = f"WHEN k.due_on IS NULL THEN '{Age.UNKNOWN}'"
            return f"CASE {unknown} {cases} ELSE '{Age.NOT_DUE}' END", "", list(age_begins(asked.day).values()), []
        case By.ROUTE:
            words = " ".join(f"WHEN {rank} THEN '{one.word}'" for rank, one in enumerate(ROUTES))
            ranks = " ".join(f"WHEN '{one.track}' THEN {rank}" for rank, one in enumerate(ROUTES))
            beside = _TRACKS.format(rank=f"CASE kind {ranks} ELSE 99 END")
            return f"CASE stood.route {words} ELSE '{NO_ROUTE}' END", beside, [], [asked.day, asked.day]
        case By.BAND:
            # How urgent a case was on another day is not kept.
            if asked.day != asked.today:
                return "'band_not_kept'", "", [], []
            return "CASE WHEN n.band IS NULL THEN 'band_not_kept' ELSE 'band_' || n.band END", _BANDS, [], []
        case _:
            return f"CAST({_IDS[by]} AS TEXT)", "", [], []


_PLACES = {word: place for place, word in enumerate((*Age, *(one.word for one in ROUTES), NO_ROUTE))}
