"""What came of routes: each case that went one for the first time, with all that its claims brought from there on."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.comparison.outcome import Amount, Attempt
from casebook.domain.comparison.rules import ComparisonRules
from casebook.domain.comparison.strata import Facts, stratum_of
from casebook.domain.money import ZERO, Cents
from casebook.domain.routes.facts import Basis
from casebook.store.database import Database
from casebook.store.fee_sums import AGREED, COUNTED, NO_COURT_FEE
from casebook.store.models.parties import PartyKind
from casebook.store.queries.comparison.kinds import debtor
from casebook.store.queries.comparison.placed import OfDay
from casebook.store.queries.routes import Began, began
from casebook.store.rows import many

_EVERY = 1_000_000
_ENTRIES = """
    SELECT k.case_id, l.on_day, CAST(sum(l.cents) AS BIGINT) FROM claim k JOIN ledger_entry l ON l.claim_id = k.id
    WHERE k.case_id IN ({marks}) GROUP BY k.case_id, l.on_day
"""
_PAYMENTS = """
    SELECT p.case_id, p.on_day, p.cents FROM payment p
    WHERE p.case_id IN ({marks}) AND p.reverses_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id)
"""
# What an agency kept, asked by invoice, and is due for a recall.
_KEPT = """
    SELECT m.case_id, g.on_day, CAST(sum(g.fee_cents) AS BIGINT)
    FROM placement m JOIN agency_money g ON g.placement_id = m.id JOIN bank_use u ON u.id = g.use_id
    WHERE m.case_id IN ({marks}) AND u.undone_on IS NULL GROUP BY m.case_id, g.on_day
"""
_INVOICED = f"""
    SELECT m.case_id, i.on_day, CAST(sum({COUNTED}) AS BIGINT)
    FROM placement m JOIN fee_invoice i ON i.placement_id = m.id
    WHERE m.case_id IN ({{marks}}) GROUP BY m.case_id, i.on_day
"""  # noqa: S608 our own text
_RECALLED = f"""
    SELECT m.case_id, e.on_day, CAST(sum(e.cents) AS BIGINT)
    FROM placement m JOIN placement_event e ON e.placement_id = m.id
    WHERE m.case_id IN ({{marks}}) AND {AGREED} GROUP BY m.case_id, e.on_day
"""  # noqa: S608 our own text
# What the court charged us, else what the debtor was charged with for it; and each measure, charged on to him or not.
_COURT = """
    SELECT case_id, court_fee_on, CAST(sum(court_fee_cents) AS BIGINT) FROM proceeding
    WHERE case_id IN ({marks}) AND court_fee_on IS NOT NULL GROUP BY case_id, court_fee_on
"""
_MEASURES = """
    SELECT case_id, COALESCE(outcome_on, on_day), CAST(sum(cost_cents - charged_cents) AS BIGINT) FROM measure
    WHERE case_id IN ({marks}) GROUP BY case_id, COALESCE(outcome_on, on_day)
"""
_CHARGED = f"""
    SELECT k.case_id, l.on_day, CAST(sum(l.cents) AS BIGINT) FROM claim k JOIN ledger_entry l ON l.claim_id = k.id
    LEFT JOIN ledger_entry u ON u.id = l.reverses_id
    WHERE k.case_id IN ({{marks}}) AND COALESCE(u.kind, l.kind) = 'charge'
      AND (l.component = 'enforcement_costs' OR (l.component = 'court_costs' AND {NO_COURT_FEE}))
    GROUP BY k.case_id, l.on_day
"""  # noqa: S608 our own text
_COSTS = (_KEPT, _INVOICED, _RECALLED, _COURT, _MEASURES, _CHARGED)
_COMPLAINTS = """
    SELECT case_id, received_on, 0 FROM person_request
    WHERE case_id IN ({marks}) AND kind = 'complaint' AND withdrawn_on IS NULL
"""
_CLAIMS = """
    SELECT k.case_id, k.principal_cents, k.due_on, k.kind, p.kind
    FROM claim k JOIN cases c ON c.id = k.case_id JOIN party p ON p.id = c.debtor_id
    WHERE k.case_id IN ({marks}) ORDER BY k.id
"""


class _Claim(NamedTuple):
    case_id: int
    cents: Cents
    due_on: date | None
    kind: str
    debtor: PartyKind


class _Case(NamedTuple):
    """What is known of a case, whichever routes it went."""

    entries: Sequence[OfDay]
    received: Sequence[OfDay]
    costs: Sequence[OfDay]
    complaints: Sequence[OfDay]
    largest: _Claim | None


def of_routes(database: Database, since: date, until: date, rules: ComparisonRules) -> list[Attempt]:
    """Return what came of the routes that cases went for the first time in a period, each under its name."""
    some = [(basis, one) for basis in Basis for one in began(database, basis, since, until, _EVERY)]
    cases = _cases(database, sorted({one.case_id for _, one in some}))
    return [_attempt(basis, one, cases[one.case_id], rules) for basis, one in some]


def _cases(database: Database, ids: Sequence[int]) -> Mapping[int, _Case]:
    entries, received, complaints = (
        _by_case(many(database, query, OfDay, ids)) for query in (_ENTRIES, _PAYMENTS, _COMPLAINTS)
    )
    costs = _by_case([one for query in _COSTS for one in many(database, query, OfDay, ids) if one.cents])
    largest: dict[int, _Claim] = {}
    for claim in many(database, _CLAIMS, _Claim, ids):
        if claim.case_id not in largest or claim.cents > largest[claim.case_id].cents:
            largest[claim.case_id] = claim
    return {one: _Case(entries[one], received[one], costs[one], complaints[one], largest.get(one)) for one in ids}


def _by_case(some: Sequence[OfDay]) -> Mapping[int, list[OfDay]]:
    found: defaultdict[int, list[OfDay]] = defaultdict(list)
    for one in some:
        found[one.id].append(one)
    return found


def _attempt(basis: Basis, began: Began, case: _Case, rules: ComparisonRules) -> Attempt:
    largest = case.largest
    cents = Cents(sum((one.cents for one in case.entries if one.on <= began.on_day), ZERO))
    kind = largest.debtor if largest else PartyKind.UNKNOWN
    facts = Facts(cents, largest.due_on if largest else None, largest.kind if largest else "", debtor(kind))
    return Attempt(
        began.case_id,
        basis.value,
        stratum_of(facts, began.on_day, rules),
        began.on_day,
        None,
        cents,
        list(_since(case.received, began.on_day)),
        list(_since(case.costs, began.on_day)),
        [one.days for one in _since(case.complaints, began.on_day)],
    )


def _since(some: Sequence[OfDay], day: date) -> Iterator[Amount]:
    return (Amount((one.on - day).days, one.cents) for one in some)
