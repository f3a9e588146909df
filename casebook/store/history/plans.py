"""Payment arrangements from the past that still run: with their terms, from the day they were agreed on."""

from collections.abc import Sequence
from typing import NamedTuple

from casebook.domain.arrangement.schedule import Term, count_of, each_of, schedule, terms_until
from casebook.domain.arrangement.terms import PlanInterest
from casebook.domain.history import HistoryPlan
from casebook.domain.limitation.facts import Act, Proof
from casebook.domain.money import ZERO, Cents
from casebook.errors import InputError
from casebook.store import balances
from casebook.store.actions import given
from casebook.store.history.events import Happened, add_events, columns_of
from casebook.store.history.known import ClaimRow, Known, look_up
from casebook.store.history.records import IMPORT, Left, Source, Told, leaving, open_tracks
from casebook.store.models.arrangements import Arrangement, ArrangementClaim, Instalment
from casebook.store.models.cases import TrackKind
from casebook.store.models.claims import Claim
from casebook.store.rows import many
from casebook.store.transaction import Transaction

_COVERED = """
    SELECT c.claim_id, a.party_id FROM arrangement_claim c JOIN arrangement a ON a.id = c.arrangement_id
    WHERE c.claim_id IN ({marks}) AND a.declined_on IS NULL AND a.withdrawn_on IS NULL AND a.superseded_on IS NULL
      AND a.broken_on IS NULL AND a.completed_on IS NULL
"""


class _Covered(NamedTuple):
    claim_id: int
    party_id: int


class _Plan(NamedTuple):
    """An arrangement to be written: in which case, with whom, on which claims, and its terms."""

    record: HistoryPlan
    case_id: int
    party_id: int
    claims: Sequence[ClaimRow]
    terms: tuple[Term, ...]


def write(tx: Transaction, _source: Source, told: Sequence[Told[HistoryPlan]]) -> list[Left]:
    """Write arrangements with their terms, open their tracks and stop interest where that was agreed.

    Each proposes that its claims were acknowledged. A claim that is in an arrangement with the same party already is
    left out.
    """
    records = [one.record for one in told]
    known = look_up(
        tx.database,
        [ref for record in records for ref in record.claims],
        [record.debtor for record in records if record.debtor],
    )
    left: list[Left] = []
    plans: list[_Plan] = []
    for record in records:
        with leaving(left, record.line):
            plans.append(_plan(tx, known, record))
    tx.lock({plan.case_id for plan in plans})
    taken = {(row.claim_id, row.party_id) for row in many(tx.database, _COVERED, _Covered, _claims(plans))}
    for plan in plans:
        with leaving(left, plan.record.line):
            _refuse_taken(plan, taken)
            _write(tx, plan)
            taken |= {(claim.id, plan.party_id) for claim in plan.claims}
    written = [plan for plan in plans if plan.record.line not in {one.line for one in left}]
    open_tracks(tx, TrackKind.ARRANGEMENT, [plan.case_id for plan in written])
    return left


def _claims(plans: Sequence[_Plan]) -> list[int]:
    return sorted({claim.id for plan in plans for claim in plan.claims})


def _plan(tx: Transaction, known: Known, record: HistoryPlan) -> _Plan:
    given.past(tx, record.agreed_on)
    claims = [known.claim(ref) for ref in dict.fromkeys(record.claims)]
    first = claims[0]
    party_id = known.debtor(record.debtor) if record.debtor else first.debtor_id
    for claim in claims:
        if claim.case_id != first.case_id:
            raise InputError("import.history.plan_cases", first=first.number, second=claim.number)
        if not known.owes(party_id, claim):
            assert record.debtor is not None
            raise InputError("import.history.not_liable", number=record.debtor.number, claim=claim.number)
    return _Plan(record, first.case_id, party_id, claims, _terms(tx, record))


def _terms(tx: Transaction, record: HistoryPlan) -> tuple[Term, ...]:
    """Return the terms of an arrangement, of which two of three sizes say the third."""
    count = record.terms
    if count is None and record.last_on is not None:
        count = terms_until(record.first_on, record.rhythm, record.last_on)
    total, each = record.total, record.each
    if count is None:
        assert total is not None, "two of three are given"
        assert each is not None, "two of three are given"
        tolerance = tx.law.defaults.arrangement.applied(record.agreed_on).value.tolerance
        count = count_of(total, each, tolerance)
    if total is None:
        assert each is not None, "two of three are given"
        total = Cents(each * count)
    return schedule(total, each or each_of(total, count), count, record.first_on, record.rhythm)


def _refuse_taken(plan: _Plan, taken: set[tuple[int, int]]) -> None:
    for claim in plan.claims:
        if (claim.id, plan.party_id) in taken:
            raise InputError("import.history.plan_known", number=claim.number)


def _write(tx: Transaction, plan: _Plan) -> None:
    record, ids = plan.record, [claim.id for claim in plan.claims]
    stops = record.interest is not PlanInterest.RUNNING
    arrangement_id = tx.add(
        Arrangement,
        case_id=plan.case_id,
        party_id=plan.party_id,
        drafted_on=record.agreed_on,
        agreed_on=record.agreed_on,
        total_cents=Cents(sum(term.cents for term in plan.terms)),
        each_cents=plan.terms[0].cents,
        terms=len(plan.terms),
        rhythm=record.rhythm,
        first_on=record.first_on,
        interest=record.interest,
        costs_included=1,
        remission_cents=record.remission,
        reason=record.note or IMPORT,
    )
    owed = balances.open_balances(tx.database, ids, record.agreed_on)
    for claim_id in ids:
        claim = tx.get(Claim, claim_id)
        froze = stops and claim.interest_frozen_on is None
        covered = {"open_cents": Cents(max(ZERO, owed[claim_id].total)), "froze_interest": int(froze)}
        tx.add(ArrangementClaim, arrangement_id=arrangement_id, claim_id=claim_id, **covered)
        if froze:
            tx.change(claim, interest_frozen_on=record.agreed_on)
    tx.add_many(Instalment, [{"arrangement_id": arrangement_id, **term._asdict()} for term in plan.terms])
    columns = {**columns_of(tx, Act("acknowledgement", record.agreed_on)), "origin": "arrangement"}
    columns["origin_id"] = arrangement_id
    reached = [(plan.party_id, claim_id) for claim_id in ids]
    add_events(tx, [Happened(plan.case_id, columns, reached, Proof.ASSERTED)])
