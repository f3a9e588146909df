"""What is kept of a debtor and because of what, and of whom the terms are over."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import Term, add
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.retention import Kept, Right, Standing, Terms, standing
from casebook.store.case_clocks import clocks
from casebook.store.case_facts import load
from casebook.store.database import Database
from casebook.store.models.base import NEVER
from casebook.store.rows import many, rows

# So many debtors are looked at together.
_CHUNK = 200
_CASES = """
    SELECT debtor_id, id, number, state, closed_on FROM cases WHERE debtor_id IN ({marks}) ORDER BY debtor_id, id
"""
_LAST_BOOKED = """
    SELECT c.debtor_id, max(l.on_day) FROM ledger_entry l JOIN claim k ON k.id = l.claim_id
    JOIN cases c ON c.id = k.case_id WHERE c.debtor_id IN ({marks}) GROUP BY c.debtor_id
"""
_GROUPS = """
    SELECT DISTINCT c.debtor_id, k.product_group FROM claim k JOIN cases c ON c.id = k.case_id
    WHERE k.product_group <> '' AND c.debtor_id IN ({marks})
"""
_WRITTEN_OFF = "SELECT claim_id FROM write_off WHERE claim_id IN ({marks}) GROUP BY claim_id HAVING sum(cents) > 0"
_HOUSE = {
    "retention.is_ours": "SELECT party_id FROM creditor WHERE party_id IN ({marks})",
    "retention.is_insurer": "SELECT DISTINCT insurer_id FROM insurance_policy WHERE insurer_id IN ({marks})",
}
# What waits, as a code: the queries for whom it keeps, and what is said of it.
_OF_HIM = "JOIN cases c ON c.id = x.case_id WHERE c.debtor_id IN ({marks})"
_WAITS = {
    "retention.request": """
        SELECT party_id, id, kind FROM (
            SELECT c.debtor_id AS party_id, x.id, x.kind, x.answered_on, x.withdrawn_on FROM person_request x
            JOIN cases c ON c.id = x.case_id
            UNION SELECT party_id, id, kind, answered_on, withdrawn_on FROM person_request
        ) AS asked WHERE answered_on IS NULL AND withdrawn_on IS NULL AND party_id IN ({marks})
    """,
    "retention.dispute": f"SELECT c.debtor_id, x.id, c.number FROM dispute x {_OF_HIM} AND x.next_due_on < '{NEVER}'",  # noqa: S608 our own text
    "retention.track": f"SELECT c.debtor_id, x.id, x.kind FROM track x {_OF_HIM} AND x.closed_on IS NULL",  # noqa: S608 our own text
    "retention.bank": """
        SELECT c.debtor_id, n.entry_id, c.number FROM entry_now n JOIN cases c ON c.id = n.case_id
        WHERE c.debtor_id IN ({marks})
    """,
    "retention.post": """
        SELECT c.debtor_id, i.id, c.number FROM post_item i JOIN post_candidate n ON n.item_id = i.id
        JOIN cases c ON c.id = n.case_id WHERE i.decided_on IS NULL AND c.debtor_id IN ({marks})
    """,
    "retention.security": """
        SELECT party_id, id, name FROM security
        WHERE ended_on IS NULL AND withdrawn_on IS NULL AND party_id IN ({marks})
    """,
    "retention.proceeding": """
        SELECT x.party_id, q.id, q.number FROM proceeding q JOIN proceeding_claim x ON x.proceeding_id = q.id
        WHERE q.ended_on IS NULL AND x.party_id IN ({marks})
    """,
    "retention.liable": """
        SELECT l.party_id, c.id, c.number FROM liability l JOIN claim k ON k.id = l.claim_id
        JOIN cases c ON c.id = k.case_id
        WHERE c.state <> 'closed' AND c.debtor_id <> l.party_id AND l.party_id IN ({marks})
    """,
    "retention.acts_for": """
        SELECT r.representative_id, c.id, c.number FROM representation r JOIN cases c ON c.debtor_id = r.party_id
        WHERE c.state <> 'closed' AND r.representative_id IN ({marks})
    """,
}
_INSURED = """
    SELECT c.debtor_id, x.id, c.number FROM insurance_act x JOIN cases c ON c.id = x.case_id
    WHERE x.until_on >= ? AND c.debtor_id IN ({marks})
"""
# Of whom every case was closed long enough ago, and who was not erased.
_CLOSED = """
    SELECT p.id, p.name, max(c.closed_on), max(e.id) FROM cases c JOIN party p ON p.id = c.debtor_id
    LEFT JOIN erasure e ON e.party_id = p.id AND e.withdrawn_on IS NULL AND e.erased_on IS NULL
    WHERE NOT EXISTS (SELECT 1 FROM erased_row r WHERE r.name = 'party' AND r.row_id = p.id)
    GROUP BY p.id, p.name HAVING max(c.closed_on) < ? AND count(*) = count(c.closed_on)
    ORDER BY max(c.closed_on), p.id
"""


class _Case(NamedTuple):
    party_id: int
    id: int
    number: str
    state: str
    closed_on: date | None


class _Day(NamedTuple):
    party_id: int
    day: date | None


class _Word(NamedTuple):
    party_id: int
    text: str


class _Id(NamedTuple):
    id: int


class _What(NamedTuple):
    party_id: int
    id: int
    text: str


class _Closed(NamedTuple):
    party_id: int
    name: str
    closed_on: date
    mark: int | None


class TermOver(NamedTuple):
    """A debtor of whom everything may be erased: since when, and the numbers of his cases.

    `mark` is the erasure that waits for a second person, None where nobody marked him.
    """

    party_id: int
    name: str
    closed_on: date
    since_on: date
    cases: tuple[str, ...]
    mark: int | None


def terms(database: Database, day: date) -> Terms:
    """Return how long records are kept, as the settings are on a day."""
    defaults = database.law.defaults
    records = defaults.records.applied(day)
    return Terms(records.value, defaults.retention.applied(day).value.of_property, records.source)


def standing_of(database: Database, party_id: int, day: date, *, answers: int | None = None) -> Standing:
    """Return what may be erased of a party on a day; the request that is answered by it does not stand in the way."""
    cases = _cases(database, [party_id])
    return standing(_kept(database, cases, day, answers)[party_id], terms(database, day), day)


def due(database: Database, day: date) -> Iterator[TermOver]:
    """Yield the debtors whose data may be erased because the terms are over, those who were closed first in front."""
    # A record of the last day of a year is kept a whole year longer than one of its first day.
    known = terms(database, day)
    before = add(date(day.year, 1, 1), _back(known.records))
    found = rows(database, _CLOSED, _Closed, (before,))
    for start in range(0, len(found), _CHUNK):
        some = found[start : start + _CHUNK]
        cases = _cases(database, [one.party_id for one in some])
        kept = _kept(database, cases, day, None)
        for closed in some:
            if not standing(kept[closed.party_id], known, day).why:
                numbers = tuple(one.number for one in cases[closed.party_id])
                yield TermOver(*closed[:3], _since(kept[closed.party_id], known), numbers, closed.mark)


def _back(term: Term) -> Term:
    return Term(-term.amount, term.unit)


def _since(kept: Kept, rules: Terms) -> date:
    """Return the first day on which the books, and what could be claimed, no longer stood in the way."""
    assert kept.last_on is not None, "a case that was closed is of a day"
    found = standing(kept, rules, kept.last_on).from_on
    assert found is not None, "nothing stands in the way now"
    return found


def _cases(database: Database, party_ids: Sequence[int]) -> dict[int, list[_Case]]:
    """Return the cases of parties, of each in the order they were opened."""
    found: dict[int, list[_Case]] = {party_id: [] for party_id in party_ids}
    for one in many(database, _CASES, _Case, party_ids):
        found[one.party_id].append(one)
    return found


def _kept(database: Database, cases: Mapping[int, Sequence[_Case]], day: date, answers: int | None) -> dict[int, Kept]:
    """Return what is kept of parties, of whom these are the cases."""
    ids = list(cases)
    booked = {one.party_id: one.day for one in many(database, _LAST_BOOKED, _Day, ids)}
    property_groups = set(database.law.defaults.retention.applied(day).value.property_groups)
    of_property = {one.party_id for one in many(database, _GROUPS, _Word, ids) if one.text in property_groups}
    house = {one.id: code for code in reversed(_HOUSE) for one in many(database, _HOUSE[code], _Id, ids)}
    rights, waits = _rights(database, cases, day), _waits(database, ids, day, answers)
    found = {}
    for party_id, own in cases.items():
        last = [on for on in (booked.get(party_id), *(case.closed_on for case in own)) if on is not None]
        found[party_id] = Kept(
            open_cases=[one.number for one in own if one.closed_on is None],
            last_on=max(last, default=None),
            rights=rights[party_id],
            waits=waits[party_id],
            property=party_id in of_property,
            house=house.get(party_id, ""),
        )
    return found


def _rights(database: Database, cases: Mapping[int, Sequence[_Case]], day: date) -> Mapping[int, Sequence[Right]]:
    """Return the claims of parties that were not paid or given up, with the last day on which they may live.

    What was written off in the books may still be claimed; of several clocks of one claim the last counts.
    """
    of_party = {case.id: party_id for party_id, own in cases.items() for case in own if case.state == "closed"}
    records = load(database, list(of_party))
    claim_ids = [claim.id for record in records for claim in record.claims]
    written_off = {one.id for one in many(database, _WRITTEN_OFF, _Id, claim_ids)}
    found: dict[int, list[Right]] = defaultdict(list)
    for record in records:
        left = {
            claim.id
            for claim in record.claims
            if claim.ended_on is None and (record.open_cents.get(claim.id, 0) > 0 or claim.id in written_off)
        }
        for one in clocks(record, day, database.law).standings if left else ():
            if one.claim.id in left and one.kind is not ClockKind.INTEREST:
                ends = one.finding.value.ends
                right = Right(one.claim.number, ends.claimed_until or ends.safe_until)
                found[of_party[record.case.id]].append(right)
    return found


def _waits(
    database: Database, party_ids: Sequence[int], day: date, answers: int | None
) -> Mapping[int, Sequence[tuple[str, Mapping[str, str]]]]:
    found: dict[int, list[tuple[str, Mapping[str, str]]]] = defaultdict(list)
    for code, query in _WAITS.items():
        for one in many(database, query, _What, party_ids):
            if code != "retention.request" or one.id != answers:
                found[one.party_id].append((code, {"what": str(one.text)}))
    for one in many(database, _INSURED, _What, party_ids, (day,)):
        found[one.party_id].append(("retention.insured", {"what": one.text}))
    return found
