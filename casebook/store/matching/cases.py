"""The cases an entry may be for, with all that matching goes by, read for many at once."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.matching.facts import BookedBefore, Claimed, Expected, KnownCase
from casebook.domain.matching.weigh import SAME_RECEIPT
from casebook.domain.money import ZERO, Cents
from casebook.store import insolvent
from casebook.store.database import Database
from casebook.store.rows import many

_CASES = """
    SELECT c.id, c.number, c.debtor_id, CASE WHEN p.kind = 'estate' OR p.died_on IS NOT NULL OR EXISTS (
               SELECT 1 FROM track t WHERE t.case_id = c.id AND t.kind = 'estate' AND t.closed_on IS NULL
           ) THEN 1 ELSE 0 END
    FROM cases c JOIN party p ON p.id = c.debtor_id WHERE c.id IN ({marks})
"""
_NAMES = (
    "SELECT c.id, p.name FROM cases c JOIN party p ON p.id = c.debtor_id WHERE c.id IN ({marks})",
    "SELECT c.id, a.name FROM cases c JOIN alias a ON a.party_id = c.debtor_id WHERE c.id IN ({marks})",
    """
    SELECT DISTINCT k.case_id, p.name
    FROM claim k JOIN liability l ON l.claim_id = k.id JOIN party p ON p.id = l.party_id
    WHERE k.case_id IN ({marks})
    """,
)
# What has no day to be paid by is due first.
_CLAIMS = """
    SELECT k.case_id, k.id, k.number, k.creditor_id, CASE WHEN k.foreign_cents IS NULL THEN 1 ELSE 0 END
    FROM claim k WHERE k.case_id IN ({marks}) AND k.ended_on IS NULL ORDER BY COALESCE(k.due_on, k.invoice_on), k.id
"""
_OPEN = """
    SELECT l.claim_id, CAST(sum(l.cents) AS BIGINT) FROM claim k JOIN ledger_entry l ON l.claim_id = k.id
    WHERE k.case_id IN ({marks}) GROUP BY l.claim_id
"""
_ENDS = """
    SELECT n.claim_id, min(n.safe_until) FROM clock_now n JOIN cases c ON c.id = n.case_id AND c.debtor_id = n.debtor_id
    WHERE n.case_id IN ({marks}) AND n.clock <> 'interest' AND n.safe_until IS NOT NULL GROUP BY n.claim_id
"""
_TERMS = """
    SELECT a.case_id, a.id, i.number, i.due_on, i.cents, COALESCE(n.paid_cents, 0)
    FROM arrangement a JOIN instalment i ON i.arrangement_id = a.id
    LEFT JOIN arrangement_now n ON n.arrangement_id = a.id
    WHERE a.case_id IN ({marks}) AND a.agreed_on IS NOT NULL AND a.superseded_on IS NULL AND a.broken_on IS NULL
      AND a.completed_on IS NULL AND a.withdrawn_on IS NULL AND i.waived_on IS NULL ORDER BY a.id, i.number
"""
_COVERED = "SELECT arrangement_id, claim_id FROM arrangement_claim WHERE arrangement_id IN ({marks}) ORDER BY id"
# Payments that stand, of which the bank told nothing yet.
_BOOKED = """
    SELECT p.case_id, p.id, p.on_day, p.cents FROM payment p
    WHERE p.on_day BETWEEN ? AND ? AND p.case_id IN ({marks}) AND p.source <> 'bank' AND p.reverses_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id)
      AND NOT EXISTS (
          SELECT 1 FROM bank_use u JOIN payment b ON b.id = u.payment_id
          WHERE u.undone_on IS NULL AND u.case_id = p.case_id
            AND COALESCE(b.anew_of_id, b.id) = COALESCE(p.anew_of_id, p.id))
    ORDER BY p.id
"""
_PAID_CLAIMS = """
    SELECT DISTINCT a.payment_id, l.claim_id FROM allocation a JOIN ledger_entry l ON l.id = a.entry_id
    WHERE a.payment_id IN ({marks})
"""


class _Case(NamedTuple):
    case_id: int
    number: str
    debtor_id: int
    estate: bool


class _Claim(NamedTuple):
    case_id: int
    claim_id: int
    number: str
    creditor_id: int
    in_euro: bool


class _Named(NamedTuple):
    case_id: int
    name: str


class _Amount(NamedTuple):
    id: int
    cents: Cents


class _Day(NamedTuple):
    id: int
    day: date


class _Term(NamedTuple):
    case_id: int
    arrangement_id: int
    number: int
    due_on: date
    cents: Cents
    paid: Cents


class _Pair(NamedTuple):
    id: int
    claim_id: int


class _Booked(NamedTuple):
    case_id: int
    payment_id: int
    on_day: date
    cents: Cents


def load(database: Database, case_ids: Sequence[int], since: date, until: date) -> dict[int, KnownCase]:
    """Return cases as matching goes by them, for entries of the days from `since` up to `until`."""
    names: dict[int, list[str]] = defaultdict(list)
    for sql in _NAMES:
        for named in many(database, sql, _Named, case_ids):
            names[named.case_id].append(named.name)
    claims = _claims(database, case_ids)
    expected = _expected(database, case_ids)
    booked = _booked(database, case_ids, since, until)
    insolvent_since = insolvent.of_cases(database, case_ids)
    by_ledger = frozenset(
        id_ for (id_,) in database.fetch("SELECT id FROM creditor WHERE receipts_from = ?", ("ledger",))
    )
    return {
        case.case_id: KnownCase(
            case_id=case.case_id,
            number=case.number,
            debtor_id=case.debtor_id,
            names=tuple(dict.fromkeys(names[case.case_id])),
            claims=tuple(claims[case.case_id]),
            expected=tuple(expected[case.case_id]),
            booked=tuple(booked[case.case_id]),
            by_ledger=by_ledger,
            insolvent_since=insolvent_since.get(case.case_id),
            estate=case.estate,
        )
        for case in many(database, _CASES, _Case, case_ids)
    }


def _claims(database: Database, case_ids: Sequence[int]) -> dict[int, list[Claimed]]:
    open_ = {found.id: found.cents for found in many(database, _OPEN, _Amount, case_ids)}
    ends = {found.id: found.day for found in many(database, _ENDS, _Day, case_ids)}
    claims: dict[int, list[Claimed]] = defaultdict(list)
    for found in many(database, _CLAIMS, _Claim, case_ids):
        owed = open_.get(found.claim_id, ZERO)
        claims[found.case_id].append(
            Claimed(found.claim_id, found.number, found.creditor_id, owed, found.in_euro, ends.get(found.claim_id))
        )
    return claims


def _expected(database: Database, case_ids: Sequence[int]) -> dict[int, list[Expected]]:
    """Return the terms that what was paid on their arrangement does not reach yet."""
    terms = many(database, _TERMS, _Term, case_ids)
    covered: dict[int, list[int]] = defaultdict(list)
    for pair in many(database, _COVERED, _Pair, list(dict.fromkeys(term.arrangement_id for term in terms))):
        covered[pair.id].append(pair.claim_id)
    expected: dict[int, list[Expected]] = defaultdict(list)
    asked: dict[int, int] = defaultdict(int)
    for term in terms:
        asked[term.arrangement_id] += term.cents
        if asked[term.arrangement_id] > term.paid:
            one = Expected(term.number, term.due_on, term.cents, tuple(covered[term.arrangement_id]))
            expected[term.case_id].append(one)
    return expected


def _booked(database: Database, case_ids: Sequence[int], since: date, until: date) -> dict[int, list[BookedBefore]]:
    found = many(database, _BOOKED, _Booked, case_ids, (since - SAME_RECEIPT, until + SAME_RECEIPT))
    claims: dict[int, list[int]] = defaultdict(list)
    for pair in many(database, _PAID_CLAIMS, _Pair, [one.payment_id for one in found]):
        claims[pair.id].append(pair.claim_id)
    booked: dict[int, list[BookedBefore]] = defaultdict(list)
    for one in found:
        booked[one.case_id].append(
            BookedBefore(one.payment_id, one.on_day, one.cents, tuple(sorted(claims[one.payment_id])))
        )
    return booked
