"""What is kept of a debtor and because of what, and of whom the terms are over."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import Term, add
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.retention import Kept, Right, Standing, Terms, standing
from casebook.store.case_clocks import clocks
from casebook.store.case_facts import CaseRecord, load
from casebook.store.case_rows import ClaimRow
from casebook.store.database import Database
from casebook.store.models.base import NEVER
from casebook.store.rows import rows

_CASES = "SELECT id, number, state, closed_on FROM cases WHERE debtor_id = ? ORDER BY id"
_LAST_BOOKED = """
    SELECT max(l.on_day) FROM ledger_entry l JOIN claim k ON k.id = l.claim_id JOIN cases c ON c.id = k.case_id
    WHERE c.debtor_id = ?
"""
_GROUPS = """
    SELECT DISTINCT k.product_group FROM claim k JOIN cases c ON c.id = k.case_id
    WHERE c.debtor_id = ? AND k.product_group <> ''
"""
_HOUSE = {
    "retention.is_ours": "SELECT 1 FROM creditor WHERE party_id = ?",
    "retention.is_insurer": "SELECT 1 FROM insurance_policy WHERE insurer_id = ?",
}
# What waits, as a code: the queries for what is said of it, in which `?` is the party.
_OF_HIM = "JOIN cases c ON c.id = x.case_id WHERE c.debtor_id = ?"
_WAITS = {
    "retention.request": f"""
        SELECT x.id, x.kind FROM person_request x {_OF_HIM} AND x.answered_on IS NULL AND x.withdrawn_on IS NULL
        UNION SELECT id, kind FROM person_request WHERE party_id = ? AND answered_on IS NULL AND withdrawn_on IS NULL
    """,  # noqa: S608 our own text
    "retention.dispute": f"SELECT x.id, c.number FROM dispute x {_OF_HIM} AND x.next_due_on < '{NEVER}'",  # noqa: S608 our own text
    "retention.track": f"SELECT x.id, x.kind FROM track x {_OF_HIM} AND x.closed_on IS NULL",  # noqa: S608 our own text
    "retention.bank": """
        SELECT n.entry_id, c.number FROM entry_now n JOIN cases c ON c.id = n.case_id WHERE c.debtor_id = ?
    """,
    "retention.post": """
        SELECT i.id, c.number FROM post_item i JOIN post_candidate n ON n.item_id = i.id
        JOIN cases c ON c.id = n.case_id WHERE c.debtor_id = ? AND i.decided_on IS NULL
    """,
    "retention.liable": """
        SELECT c.id, c.number FROM liability l JOIN claim k ON k.id = l.claim_id JOIN cases c ON c.id = k.case_id
        WHERE l.party_id = ? AND c.state <> 'closed' AND c.debtor_id <> l.party_id
    """,
    "retention.acts_for": """
        SELECT c.id, c.number FROM representation r JOIN cases c ON c.debtor_id = r.party_id
        WHERE r.representative_id = ? AND c.state <> 'closed'
    """,
}
_INSURED = f"SELECT x.id, c.number FROM insurance_act x {_OF_HIM} AND x.until_on >= ?"  # noqa: S608 our own text
# Of whom every case was closed long enough ago, and who was not erased.
_CLOSED = """
    SELECT p.id, p.name, max(c.closed_on), max(e.id) FROM cases c JOIN party p ON p.id = c.debtor_id
    LEFT JOIN erasure e ON e.party_id = p.id AND e.withdrawn_on IS NULL AND e.erased_on IS NULL
    WHERE NOT EXISTS (SELECT 1 FROM erased_row r WHERE r.name = 'party' AND r.row_id = p.id)
    GROUP BY p.id, p.name HAVING max(c.closed_on) < ? AND count(*) = count(c.closed_on)
    ORDER BY max(c.closed_on), p.id
"""


class _Case(NamedTuple):
    id: int
    number: str
    state: str
    closed_on: date | None


class _Day(NamedTuple):
    day: date | None


class _What(NamedTuple):
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
    return standing(_kept(database, party_id, day, answers), terms(database, day), day)


def due(database: Database, day: date) -> Iterator[TermOver]:
    """Yield the debtors whose data may be erased because the terms are over, those who were closed first in front."""
    # A record of the last day of a year is kept a whole year longer than one of its first day.
    known = terms(database, day)
    before = add(date(day.year, 1, 1), _back(known.records))
    for closed in rows(database, _CLOSED, _Closed, (before,)):
        kept = _kept(database, closed.party_id, day, None)
        if not standing(kept, known, day).why:
            numbers = tuple(one.number for one in rows(database, _CASES, _Case, (closed.party_id,)))
            yield TermOver(*closed[:3], _since(kept, known), numbers, closed.mark)


def _back(term: Term) -> Term:
    return Term(-term.amount, term.unit)


def _since(kept: Kept, rules: Terms) -> date:
    """Return the first day on which the books, and what could be claimed, no longer stood in the way."""
    assert kept.last_on is not None, "a case that was closed is of a day"
    found = standing(kept, rules, kept.last_on).from_on
    assert found is not None, "nothing stands in the way now"
    return found


def _kept(database: Database, party_id: int, day: date, answers: int | None) -> Kept:
    cases = rows(database, _CASES, _Case, (party_id,))
    booked = rows(database, _LAST_BOOKED, _Day, (party_id,))[0].day
    last = [one for one in (booked, *(case.closed_on for case in cases)) if one is not None]
    groups = set(database.law.defaults.retention.applied(day).value.property_groups)
    named = {group for (group,) in database.fetch(_GROUPS, (party_id,))}
    house = [code for code, query in _HOUSE.items() if database.value(query, (party_id,)) is not None]
    return Kept(
        open_cases=[one.number for one in cases if one.closed_on is None],
        last_on=max(last, default=None),
        rights=[
            right for record in load(database, [one.id for one in cases]) for right in _rights(record, day, database)
        ],
        waits=list(_waits(database, party_id, day, answers)),
        property=not groups.isdisjoint(named),
        house=house[0] if house else "",
    )


def _rights(record: CaseRecord, day: date, database: Database) -> Iterator[Right]:
    """Yield the claims of a case that were not paid or given up, with the last day on which they may live.

    What was written off in the books may still be claimed; of several clocks of one claim the last counts.
    """
    if record.case.state != "closed":
        return
    left = {claim.id for claim in record.claims if claim.ended_on is None and _is_unpaid(record, claim, database)}
    for one in clocks(record, day, database.law).standings:
        if one.claim.id in left and one.kind is not ClockKind.INTEREST:
            ends = one.finding.value.ends
            yield Right(one.claim.number, ends.claimed_until or ends.safe_until)


def _is_unpaid(record: CaseRecord, claim: ClaimRow, database: Database) -> bool:
    written_off = database.value("SELECT coalesce(sum(cents), 0) FROM write_off WHERE claim_id = ?", (claim.id,))
    return record.open_cents.get(claim.id, 0) > 0 or int(written_off) > 0


def _waits(
    database: Database, party_id: int, day: date, answers: int | None
) -> Iterator[tuple[str, Mapping[str, str]]]:
    for code, query in _WAITS.items():
        for one in rows(database, query, _What, (party_id,) * query.count("?")):
            if code != "retention.request" or one.id != answers:
                yield code, {"what": str(one.text)}
    for one in rows(database, _INSURED, _What, (party_id, day)):
        yield "retention.insured", {"what": one.text}
