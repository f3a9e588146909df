"""The rows of an arrangement: its terms as they were worked out, and the claims that it covers."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from casebook.domain.arrangement.facts import Coverable
from casebook.domain.arrangement.gates import PAID, GateKind, GateState
from casebook.domain.arrangement.plan import covered
from casebook.domain.arrangement.terms import PlanInterest, PlanTerms, Rhythm
from casebook.domain.money import ZERO, Cents
from casebook.errors import Refused
from casebook.store import planning
from casebook.store.models.arrangements import Arrangement, ArrangementClaim, Instalment
from casebook.store.planning import Foreseen
from casebook.store.transaction import Transaction
from casebook.text import clean

_LAST_ENTRY = "SELECT max(id) FROM ledger_entry WHERE claim_id IN ({marks})"
# What is within a mandate depends on who offers.
MANDATES = (GateKind.MANDATE, GateKind.REMISSION)


class Reckoned(NamedTuple):
    """Terms with what they come to today, and the claims that they cover."""

    terms: PlanTerms
    found: Foreseen
    claims: tuple[Coverable, ...]


def reckon(tx: Transaction, case_id: int, terms: PlanTerms, but: int = 0, paid: Cents = ZERO) -> Reckoned:
    """Return what terms come to today, as if the arrangement `but` was not there; `paid` came in for them already.

    Raises `Refused` for terms that are shut to everybody; what a mandate says only matters once they are offered.
    """
    known = planning.planning(tx.database, case_id, terms.party_id, tx.day, but)
    found = planning.foreseen(known, terms, tx.actor.roles, tx.law, paid)
    if paid:
        # A claim that the first terms paid was open when they were offered.
        found = found._replace(gates=tuple(gate for gate in found.gates if gate.code != PAID))
    for gate in found.gates:
        if gate.state is GateState.SHUT and gate.kind not in MANDATES:
            raise Refused(gate.code, source=gate.source, **gate.parameters)
    return Reckoned(terms, found, tuple(covered(known.of(terms), terms)))


def terms_of(tx: Transaction, arrangement: Arrangement) -> PlanTerms:
    """Return the terms of an arrangement as they were worked out, with their sum and their number."""
    query = ArrangementClaim.select().where(ArrangementClaim.arrangement_id == arrangement.id)
    return PlanTerms(
        party_id=arrangement.party_id,
        claim_ids=tuple(row.claim_id for row in tx.find(query.order_by(ArrangementClaim.id))),
        rhythm=Rhythm(arrangement.rhythm),
        first_on=arrangement.first_on,
        total_cents=Cents(arrangement.total_cents),
        terms=arrangement.terms,
        interest=PlanInterest(arrangement.interest),
        costs_included=bool(arrangement.costs_included),
        remission_cents=Cents(arrangement.remission_cents),
        by_direct_debit=bool(arrangement.by_direct_debit),
        with_lapsed=bool(arrangement.with_lapsed),
        reason=arrangement.reason,
    )


def add(tx: Transaction, case_id: int, reckoned: Reckoned) -> int:
    """Add an arrangement with its claims and its terms, and return its id."""
    arrangement_id = tx.add(Arrangement, case_id=case_id, **_columns(tx, reckoned))
    _set_claims(tx, arrangement_id, reckoned)
    _set_terms(tx, arrangement_id, reckoned)
    return arrangement_id


def rewrite(tx: Transaction, arrangement: Arrangement, reckoned: Reckoned) -> None:
    """Let an arrangement be a draft with other terms: what was offered no longer is."""
    offered = {"offered_on": None, "offer_until": None, "overridden_because": "", "legal_review": ""}
    tx.change(arrangement, **_columns(tx, reckoned), **offered)
    _set_claims(tx, arrangement.id, reckoned)
    _set_terms(tx, arrangement.id, reckoned)


def _columns(tx: Transaction, reckoned: Reckoned) -> dict[str, Any]:
    terms, plan = reckoned.terms, reckoned.found.plan
    return {
        "party_id": terms.party_id,
        "drafted_on": tx.day,
        "total_cents": plan.total,
        "expected_cents": plan.expected,
        "known_entry": _last_entry(tx, [claim.debt.id for claim in reckoned.claims]),
        "waived_cents": plan.waived,
        "pays_all": int(terms.total_cents is None),
        "each_cents": plan.each,
        "terms": len(plan.terms),
        "rhythm": terms.rhythm,
        "first_on": terms.first_on,
        "interest": terms.interest,
        "costs_included": int(terms.costs_included),
        "remission_cents": terms.remission_cents,
        "by_direct_debit": int(terms.by_direct_debit),
        "with_lapsed": int(terms.with_lapsed),
        "reason": clean(terms.reason).strip(),
    }


def _last_entry(tx: Transaction, claim_ids: Sequence[int]) -> int:
    """Return the last entry of claims: what it and those before it took off is not in the terms."""
    marks = ", ".join("?" * len(claim_ids))
    last: int | None = tx.database.value(_LAST_ENTRY.replace("{marks}", marks), tuple(claim_ids))
    return last or 0


def _set_claims(tx: Transaction, arrangement_id: int, reckoned: Reckoned) -> None:
    """Let an arrangement cover the claims of its terms: rows that are there already are changed."""
    query = ArrangementClaim.select().where(ArrangementClaim.arrangement_id == arrangement_id)
    there = {row.claim_id: row for row in tx.find(query)}
    wanted = {claim.debt.id: claim.debt.open.total for claim in reckoned.claims}
    for claim_id, row in there.items():
        if claim_id in wanted:
            tx.change(row, open_cents=wanted[claim_id])
        else:
            tx.remove(row)
    new = [
        {"arrangement_id": arrangement_id, "claim_id": claim_id, "open_cents": cents}
        for claim_id, cents in wanted.items()
        if claim_id not in there
    ]
    tx.add_many(ArrangementClaim, new)


def _set_terms(tx: Transaction, arrangement_id: int, reckoned: Reckoned) -> None:
    """Let an arrangement have the terms that were worked out: rows that are there already are changed."""
    query = Instalment.select().where(Instalment.arrangement_id == arrangement_id)
    there = {row.number: row for row in tx.find(query.order_by(Instalment.number))}
    wanted = {term.number: term for term in reckoned.found.plan.terms}
    for number, row in there.items():
        if number in wanted:
            tx.change(row, due_on=wanted[number].due_on, cents=wanted[number].cents)
        else:
            tx.remove(row)
    new = [{"arrangement_id": arrangement_id, **term._asdict()} for term in wanted.values() if term.number not in there]
    tx.add_many(Instalment, new)
