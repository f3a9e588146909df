"""The limitation radar: clocks by the day on which they safely end, and those about which that cannot be said."""

from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from casebook.domain.calendar import add_months
from casebook.domain.filter.terms import Field
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.limitation.facts import Proof
from casebook.domain.money import Cents
from casebook.domain.signals.clock_state import ClockState
from casebook.store.database import Database
from casebook.store.queries.listing import Count, Key, Listing, Part, all_of, count
from casebook.store.queries.narrowing import ALL, Narrowing, condition, in_bounds
from casebook.store.queries.narrowing_fields import of_clock


class Listed(StrEnum):
    """In which list a clock stands; `quiet` ones stand in none."""

    RADAR = "radar"
    HISTORY_MISSING = "history_missing"
    ABSTAINED = "abstained"


class ClockRow(NamedTuple):
    """A clock, what it guards and against whom, and its last event with how far that is proven.

    `debtor` is against whom the clock runs, `name` the debtor of the case. `not_before` is the earliest day an end
    that is not known could fall on; `alive_from` the day from which running interest has not lapsed.
    """

    claim_id: int
    debtor_id: int
    kind: ClockKind
    case_id: int
    case_number: str
    claim_number: str
    debtor: str
    name: str
    state: ClockState
    safe_until: date | None
    claimed_until: date | None
    alive_from: date | None
    not_before: date | None
    rule: str | None
    last_event_on: date | None
    last_proof: Proof | None
    open_cents: Cents
    placed: bool
    owner_person_id: int
    owner_team_id: int
    owner: str

    @property
    def key(self) -> Key:
        """The place in its list."""
        return self.safe_until or date.max, self.claim_id, self.debtor_id, self.kind.value


class Month(NamedTuple):
    """How many clocks of the radar safely end in the month that begins on a day."""

    begins: date
    clocks: Count


_COLUMNS = """
    w.claim_id, w.debtor_id, w.clock, w.case_id, n.number, k.number, d.name, p.name, w.state, w.safe_until,
    w.claimed_until, w.alive_from, w.not_before, w.rule, w.last_event_on, w.last_proof, w.open_cents, k.placed,
    n.owner_person_id, n.owner_team_id, COALESCE(o.name, t.name, '')
"""
_JOINED = """
    JOIN claim k ON k.id = w.claim_id JOIN case_now n ON n.case_id = w.case_id
    JOIN cases c ON c.id = w.case_id JOIN party p ON p.id = c.debtor_id JOIN party d ON d.id = w.debtor_id
    LEFT JOIN person o ON o.id = n.owner_person_id LEFT JOIN team t ON t.id = n.owner_team_id
"""
_ORDER = ("w.safe_rank", "w.claim_id", "w.debtor_id", "w.clock")
_MONTH = "SELECT 1 FROM clock_now WHERE listed = 'radar' AND safe_rank >= ? AND safe_rank < ? ORDER BY safe_rank"


def clocks(listed: Listed = Listed.RADAR) -> Listing[ClockRow]:
    """Return the clocks of a list, the first to end in front."""
    return Listing(ClockRow, _COLUMNS, "clock_now w", _JOINED, _ORDER, _key, (Part("w.listed = ?", (listed.value,)),))


def narrowed(database: Database, listed: Listed, narrowing: Narrowing) -> Listing[ClockRow]:
    """Return what a narrowing leaves of the clocks of a list; ends and proof are asked of each clock by itself.

    A list that is kept for long is asked for anew.
    """
    part = _part(database, listed, narrowing)
    return Listing(ClockRow, _COLUMNS, "clock_now w", _JOINED, _ORDER, _key, (part,), joined_last=narrowing.narrows)


def clocks_of(case_id: int) -> Listing[ClockRow]:
    """Return the clocks of one case, the quiet ones too."""
    return Listing(ClockRow, _COLUMNS, "clock_now w", _JOINED, _ORDER, _key, (Part("w.case_id = ?", (case_id,)),))


def count_listed(database: Database, listed: Listed, narrowing: Narrowing = ALL) -> Count:
    """Return how many clocks a list has."""
    where, values, *_ = _part(database, listed, narrowing)
    return count(database, f"SELECT 1 FROM clock_now w WHERE {where} ORDER BY w.safe_rank", values)  # noqa: S608 our own text


def histogram(database: Database, day: date, months: int = 24) -> list[Month]:
    """Return how many clocks of the radar safely end in each month, from the month of `day` on."""
    first = day.replace(day=1)
    begins = [add_months(first, number) for number in range(months + 1)]
    return [Month(begin, count(database, _MONTH, (begin, end))) for begin, end in pairwise(begins)]


def ended_before(database: Database, day: date) -> Count:
    """Return how many clocks of the radar safely ended before the month of `day`."""
    return count(database, _MONTH, (date.min, day.replace(day=1)))


def _part(database: Database, listed: Listed, narrowing: Narrowing) -> Part:
    own = {term: of_clock(term) for term in narrowing.terms}
    rest = tuple(term for term, of_its_own in own.items() if of_its_own is None)
    cases = condition(database, narrowing._replace(terms=rest), "w.case_id")
    ends = [one for term, one in own.items() if one and term.field is Field.SAFE and not term.negated]
    tests = all_of(one for one in own.values() if one and one not in ends)
    found = all_of([tests, cases])
    if not cases.where or cases.by_row:
        found = found._replace(by_row=all_of([tests, cases.by_row or cases]))
    # The list is in order of the safe ends.
    bounds = all_of([Part("w.listed = ?", (listed.value,)), *ends])
    return in_bounds(bounds, found) if found.where else bounds


def _key(row: ClockRow) -> Key:
    return row.key
