"""The limitation radar: clocks by the day on which they safely end, and those about which that cannot be said."""

from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from casebook.domain import clock_review
from casebook.domain.calendar import add_months
from casebook.domain.clock_review import Clock
from casebook.domain.filter.terms import Field
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.limitation.facts import Proof
from casebook.domain.money import Cents
from casebook.domain.placements.facts import Guard
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
    that is not known could fall on; `alive_from` the day from which running interest has not lapsed. From `red_on` it
    is urgent. `review_on` is until when its claimed end is relied on; `accepted`: a lead lets it run out. `letter` and
    `letter_on` are those of `domain.clock_review.Clock`; `mark` is what somebody did last in a review, when and who,
    `due_by` to whom it was assigned. Of one that is placed `guard` and `agency` are who guards it and who has it, None
    where no placement is recorded.
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
    guard: Guard | None
    agency: str | None
    owner_person_id: int
    owner_team_id: int
    owner: str
    red_on: date
    accepted: bool
    review_on: date | None
    letter_on: date | None
    no_address: bool
    letter: str | None
    mark: str | None
    marked_at: int | None
    marked_on: date | None
    marked_by: str | None
    note: str | None
    due_on: date | None
    due_by: str | None

    @property
    def review(self) -> Clock:
        """What a review has to know of it."""
        return Clock(
            self.state,
            self.safe_until,
            self.red_on,
            self.accepted,
            self.letter_on,
            self.letter,
            self.no_address,
            self.mark,
            self.marked_at,
            self.due_on,
            self.note,
        )

    @property
    def key(self) -> Key:
        """The place in its list."""
        return self.safe_until or date.max, self.claim_id, self.debtor_id, self.kind.value


class Month(NamedTuple):
    """How many clocks of the radar safely end in the month that begins on a day."""

    begins: date
    clocks: Count


# How the last letter that interrupts stands which has not left.
UNSENT = f"""
    (SELECT u.state FROM letter_now u WHERE u.letter_id = (
        SELECT max(l.id) FROM letter_claim c JOIN letter l ON l.id = c.letter_id JOIN letter_now x ON x.letter_id = l.id
        WHERE c.claim_id = w.claim_id AND l.party_id = w.debtor_id AND l.kind = 'interruption'
          AND x.state IN ({", ".join(f"'{state}'" for state in clock_review.UNSENT)})))
"""  # noqa: S608 our own text
LAST_MARK = """
    LEFT JOIN review_mark m ON m.id = (
        SELECT max(r.id) FROM review_mark r
        WHERE r.claim_id = w.claim_id AND r.party_id = w.debtor_id AND r.clock = w.clock)
"""
_COLUMNS = f"""
    w.claim_id, w.debtor_id, w.clock, w.case_id, n.number, k.number, d.name, p.name, w.state, w.safe_until,
    w.claimed_until, w.alive_from, w.not_before, w.rule, w.last_event_on, w.last_proof, w.open_cents, k.placed,
    y.guard, z.name, n.owner_person_id, n.owner_team_id, COALESCE(o.name, t.name, ''), w.red_on, w.accepted,
    w.review_on, w.letter_on, w.no_address, {UNSENT}, m.kind, m.id, m.on_day, s.name, m.note, m.due_on,
    COALESCE(a.name, b.name)
"""
_JOINED = f"""
    JOIN claim k ON k.id = w.claim_id JOIN case_now n ON n.case_id = w.case_id
    JOIN cases c ON c.id = w.case_id JOIN party p ON p.id = c.debtor_id JOIN party d ON d.id = w.debtor_id
    LEFT JOIN person o ON o.id = n.owner_person_id LEFT JOIN team t ON t.id = n.owner_team_id
    LEFT JOIN placed_claim x ON x.claim_id = k.id AND x.ended_on IS NULL
    LEFT JOIN placement y ON y.id = x.placement_id AND k.placed = 1
    LEFT JOIN agency g ON g.id = y.agency_id LEFT JOIN party z ON z.id = g.party_id
    {LAST_MARK} LEFT JOIN person s ON s.id = m.person_id
    LEFT JOIN person a ON a.id = m.to_person_id LEFT JOIN team b ON b.id = m.to_team_id
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
    return of_some(database, Part("w.listed = ?", (listed.value,)), narrowing)


def of_some(database: Database, clocks_of: Part, narrowing: Narrowing) -> Listing[ClockRow]:
    """Return what a narrowing leaves of some clocks, the first to end in front."""
    part = _part(database, clocks_of, narrowing)
    return Listing(ClockRow, _COLUMNS, "clock_now w", _JOINED, _ORDER, _key, (part,), joined_last=narrowing.narrows)


def clocks_of(case_id: int) -> Listing[ClockRow]:
    """Return the clocks of one case, the quiet ones too."""
    return Listing(ClockRow, _COLUMNS, "clock_now w", _JOINED, _ORDER, _key, (Part("w.case_id = ?", (case_id,)),))


def count_listed(database: Database, listed: Listed, narrowing: Narrowing = ALL) -> Count:
    """Return how many clocks a list has."""
    where, values, *_ = _part(database, Part("w.listed = ?", (listed.value,)), narrowing)
    return count(database, f"SELECT 1 FROM clock_now w WHERE {where} ORDER BY w.safe_rank", values)  # noqa: S608 our own text


def histogram(database: Database, day: date, months: int = 24) -> list[Month]:
    """Return how many clocks of the radar safely end in each month, from the month of `day` on."""
    first = day.replace(day=1)
    begins = [add_months(first, number) for number in range(months + 1)]
    return [Month(begin, count(database, _MONTH, (begin, end))) for begin, end in pairwise(begins)]


def ended_before(database: Database, day: date) -> Count:
    """Return how many clocks of the radar safely ended before the month of `day`."""
    return count(database, _MONTH, (date.min, day.replace(day=1)))


def _part(database: Database, clocks_of: Part, narrowing: Narrowing) -> Part:
    own = {term: of_clock(term) for term in narrowing.terms}
    rest = tuple(term for term, of_its_own in own.items() if of_its_own is None)
    cases = condition(database, narrowing._replace(terms=rest), "w.case_id")
    ends = [one for term, one in own.items() if one and term.field is Field.SAFE and not term.negated]
    tests = all_of(one for one in own.values() if one and one not in ends)
    found = all_of([tests, cases])
    if not cases.where or cases.by_row:
        found = found._replace(by_row=all_of([tests, cases.by_row or cases]))
    # The list is in order of the safe ends.
    bounds = all_of([clocks_of, *ends])
    return in_bounds(bounds, found) if found.where else bounds


def _key(row: ClockRow) -> Key:
    return row.key
