"""What the segments of debtors go by, read for many cases at once, and the segment it leads to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.finding import Finding
from casebook.domain.money import Cents
from casebook.domain.relation.kept_promises import PromisedAmount
from casebook.domain.relation.segment import ByHand, Sector, Segment, SegmentFacts, changes_after, segment
from casebook.law.book import Book
from casebook.store import promised
from casebook.store.database import Database
from casebook.store.rows import many


class _Debtor(NamedTuple):
    case_id: int
    debtor_id: int
    kind: str
    sector: Sector | None
    since_on: date | None
    earlier: int


class _Day(NamedTuple):
    debtor_id: int
    on_day: date | None


class _Case(NamedTuple):
    debtor_id: int
    case_id: int


class _Chosen(NamedTuple):
    party_id: int
    segment: Segment
    reason: str
    until_on: date | None


_DEBTORS = """
    SELECT c.id, c.debtor_id, p.kind, u.sector, u.since_on,
           (SELECT count(*) FROM cases e WHERE e.debtor_id = c.debtor_id AND e.id < c.id)
    FROM cases c JOIN party p ON p.id = c.debtor_id LEFT JOIN customer u ON u.party_id = c.debtor_id
    WHERE c.id IN ({marks})
"""
_FIRST = """
    SELECT c.debtor_id, min(COALESCE(k.invoice_on, k.due_on))
    FROM cases c JOIN claim k ON k.case_id = c.id WHERE c.debtor_id IN ({marks}) GROUP BY c.debtor_id
"""
_PROMISED = """
    SELECT c.debtor_id, m.on_day FROM cases c JOIN contact m ON m.case_id = c.id
    WHERE c.debtor_id IN ({marks}) AND m.outcome = 'promise'
      AND NOT EXISTS (SELECT 1 FROM promise r WHERE r.contact_id = m.id) ORDER BY m.on_day, m.id
"""
# Days on which more came in than went back.
_PAID = """
    SELECT c.debtor_id, p.on_day FROM cases c JOIN payment p ON p.case_id = c.id
    WHERE c.debtor_id IN ({marks}) GROUP BY c.debtor_id, p.on_day HAVING sum(p.cents) > 0 ORDER BY p.on_day
"""
_OF_DEBTOR = """
    SELECT c.debtor_id, c.id FROM cases c
    WHERE c.debtor_id IN ({marks}) AND EXISTS (SELECT 1 FROM promise r WHERE r.case_id = c.id) ORDER BY c.id
"""
_CHOSEN = """
    SELECT party_id, segment, reason, until_on FROM segment_choice
    WHERE party_id IN ({marks}) AND ended_on IS NULL ORDER BY id
"""


def load(database: Database, owed: Mapping[int, Cents]) -> Mapping[int, SegmentFacts]:
    """Return what the segment of the debtor of each case goes by; `owed` is what he owes in all, by case."""
    found = many(database, _DEBTORS, _Debtor, list(owed))
    debtors = sorted({row.debtor_id for row in found})
    first = {row.debtor_id: row.on_day for row in many(database, _FIRST, _Day, debtors)}
    promised = _days(many(database, _PROMISED, _Day, debtors))
    # Only of who promised it is asked whether he paid.
    paid = _days(many(database, _PAID, _Day, sorted(promised)))
    amounts = _amounts(database, debtors)
    chosen = {row.party_id: ByHand(*row[1:]) for row in many(database, _CHOSEN, _Chosen, debtors)}
    return {
        row.case_id: SegmentFacts(
            row.kind,
            row.sector,
            owed[row.case_id],
            row.since_on or first.get(row.debtor_id),
            tuple(promised.get(row.debtor_id, ())),
            tuple(paid.get(row.debtor_id, ())),
            row.earlier,
            chosen.get(row.debtor_id),
            amounts.get(row.debtor_id, ()),
        )
        for row in found
    }


def _amounts(database: Database, debtors: Sequence[int]) -> Mapping[int, tuple[PromisedAmount, ...]]:
    """Return the promises of amounts of debtors in all their cases."""
    cases = many(database, _OF_DEBTOR, _Case, debtors)
    standings = promised.standings(database, [row.case_id for row in cases], date.max)
    found: dict[int, tuple[PromisedAmount, ...]] = {}
    for row in cases:
        found[row.debtor_id] = found.get(row.debtor_id, ()) + promised.amounts(standings[row.case_id])
    return found


def segment_of(facts: SegmentFacts, law: Book, day: date) -> Finding[Segment]:
    """Return the segment of a debtor on `day`, by the rules in force."""
    within = law.defaults.intake.applied(day).value.promise_within
    return segment(facts, law.segments.applied(day).value, within, day)


def ends_of(facts: SegmentFacts, law: Book, day: date) -> list[date]:
    """Return the later days on which the segment may be another: by itself, or because other rules come into force."""
    within = law.defaults.intake.applied(day).value.promise_within
    own = changes_after(facts, law.segments.applied(day).value, within, day)
    starts = [*(entry.start for entry in law.segments.entries), *(entry.start for entry in law.defaults.intake.entries)]
    starts = [start for start in starts if start > day]
    return starts if own is None else [own, *starts]


def _days(found: Sequence[_Day]) -> dict[int, list[date]]:
    days: dict[int, list[date]] = defaultdict(list)
    for row in found:
        if row.on_day is not None:
            days[row.debtor_id].append(row.on_day)
    return days
