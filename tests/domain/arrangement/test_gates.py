"""What stands between terms and an offer: each gate at its edges, with a sentence in both languages."""

from datetime import date
from typing import Any

import pytest

from casebook.domain.arrangement.evidence import Asked, missing, suffices_until
from casebook.domain.arrangement.facts import Ban, Consent, Earlier, Ending, Lapse, Life, PlanFacts
from casebook.domain.arrangement.gates import Gate, GateKind, GateState, gates
from casebook.domain.arrangement.plan import plan
from casebook.domain.arrangement.terms import PlanInterest
from casebook.domain.capacity import Capacity
from casebook.domain.interest import InterestKind
from casebook.domain.money import ZERO, Cents
from casebook.law.book import book
from casebook.store.models.assessment import FinanceKind
from casebook.words import LANGUAGES, say
from tests.domain.arrangement.book import DAY, bearing, claim, facts, terms

LAW = book()
EVIDENCE = LAW.defaults.evidence.applied(DAY).value
OFFER = LAW.defaults.offer.applied(DAY).value
BEFORE = (Earlier(date(2025, 1, 10), Ending.COMPLETED), Earlier(date(2026, 2, 1), Ending.BROKEN))


def stand(known: PlanFacts, **given: Any) -> dict[GateKind, Gate]:
    """Return the last gate of each kind."""
    chosen = terms(known, **given)
    worked_out = plan(known, chosen, LAW.interest, Cents(100)).value
    found = gates(known, chosen, worked_out, EVIDENCE, given.pop("offer", OFFER))
    for one in found:
        for language in LANGUAGES:
            assert say(one.code, one.parameters, language)
    return {one.kind: one for one in found}


@pytest.mark.parametrize(
    ("cents", "count", "remission", "there", "missing"),
    [
        (250_000, 6, 0, (), None),
        (250_001, 6, 0, (), ["income", "costs"]),
        (1_000, 7, 0, (), ["income", "costs"]),
        (1_000, 7, 0, ("income",), ["costs"]),
        (900_000, 12, 0, ("benefits", "vtlb"), None),
        (900_000, 13, 0, ("benefits", "vtlb"), ["means"]),
        (900_000, 13, 0, ("interim_figures",), ["debts", "means"]),
        (900_000, 13, 0, ("income", "fixed_costs", "debts", "bank_statements"), None),
        (1_000, 2, 1, ("income", "fixed_costs"), ["debts", "means"]),
    ],
)
def test_evidence_goes_by_the_number_of_terms_the_amount_and_any_remission(
    cents: int, count: int, remission: int, there: tuple[str, ...], missing: list[str] | None
) -> None:
    known = facts(claim(1, cents), evidence=dict.fromkeys(there, DAY))
    gate = stand(known, terms=count, remission_cents=Cents(remission))[GateKind.EVIDENCE]
    assert gate.state is (GateState.MET if missing is None else GateState.OPEN)
    assert gate.parameters.get("missing", []) == [f"evidence_{one}" for one in missing or ()]


@pytest.mark.parametrize(
    ("most", "given", "state"),
    [
        (None, {"remission_cents": Cents(1)}, None),
        (100_000, {"total_cents": Cents(50_000)}, None),
        # Interest that runs on meanwhile he owes beside what is open now.
        (90_500, {}, None),
        (90_499, {}, GateState.SHUT),
        (100_000, {"remission_cents": Cents(1)}, GateState.SHUT),
        (100_000, {"interest": PlanInterest.WAIVED}, GateState.SHUT),
    ],
)
def test_what_the_debtor_owes_too_is_not_let_go_for_a_co_debtor(
    most: int | None, given: dict[str, Any], state: GateState | None
) -> None:
    known = facts(claim(1, 90_000, interest=500, runs=bearing(), most=most))
    found = stand(known, **given)
    assert (found[GateKind.LIABLE].state if GateKind.LIABLE in found else None) is state


def test_evidence_suffices_until_the_first_of_what_is_needed_expires() -> None:
    asked = Asked(7, Cents(1_000), ZERO)
    later = date(2027, 3, 1)
    assert suffices_until(asked, {"income": DAY, "fixed_costs": later}, EVIDENCE) == DAY
    assert suffices_until(asked, {"income": DAY, "benefits": date.max, "fixed_costs": later}, EVIDENCE) == later
    assert suffices_until(asked, {"income": DAY}, EVIDENCE) is None
    assert suffices_until(asked._replace(terms=6), {}, EVIDENCE) == date.max
    assert missing(asked, {"income": DAY, "fixed_costs": later}, later, EVIDENCE) == ["income"]


def test_the_settings_name_kinds_of_evidence_that_there_are() -> None:
    named = {*EVIDENCE.income, *EVIDENCE.costs, *EVIDENCE.debts, *EVIDENCE.means}
    assert named <= set(FinanceKind)


@pytest.mark.parametrize(
    ("earlier", "reason", "by_lead", "state"),
    [
        ((), "", True, None),
        (BEFORE, "", True, GateState.OPEN),
        (BEFORE, "  ", False, GateState.OPEN),
        (BEFORE, "nieuw werk", True, GateState.LEAD),
        (BEFORE, "nieuw werk", False, GateState.MET),
    ],
)
def test_an_arrangement_is_made_once(
    earlier: tuple[Earlier, ...], reason: str, by_lead: bool, state: GateState | None
) -> None:
    known = facts(earlier=earlier)
    chosen = terms(known, reason=reason)
    worked_out = plan(known, chosen, LAW.interest, Cents(100)).value
    found = gates(known, chosen, worked_out, EVIDENCE, OFFER._replace(another_by_lead=by_lead))
    gate = next((one for one in found if one.kind is GateKind.AGAIN), None)
    assert (gate.state if gate else None) is state
    if gate:
        assert gate.parameters == {"on": date(2026, 2, 1), "ending": "plan_broken"}


@pytest.mark.parametrize(
    ("capacity", "kind", "interest", "state"),
    [
        (Capacity.BUSINESS, InterestKind.COMMERCIAL, PlanInterest.RUNNING, None),
        (Capacity.CONSUMER, InterestKind.STATUTORY, PlanInterest.RUNNING, GateState.MET),
        (Capacity.CONSUMER, InterestKind.CONTRACTUAL, PlanInterest.RUNNING, GateState.LEGAL),
        (Capacity.CONSUMER, InterestKind.COMMERCIAL, PlanInterest.RUNNING, GateState.LEGAL),
        (Capacity.CONSUMER, InterestKind.CONTRACTUAL, PlanInterest.FROZEN, GateState.MET),
        (Capacity.CONSUMER, InterestKind.CONTRACTUAL, PlanInterest.WAIVED, GateState.MET),
        # Who may be a consumer is one.
        (None, InterestKind.STATUTORY, PlanInterest.RUNNING, GateState.MET),
        (None, InterestKind.COMMERCIAL, PlanInterest.RUNNING, GateState.LEGAL),
        (None, InterestKind.COMMERCIAL, PlanInterest.FROZEN, GateState.MET),
    ],
)
def test_a_consumer_pays_no_more_than_statutory_interest(
    capacity: Capacity | None, kind: InterestKind, interest: PlanInterest, state: GateState | None
) -> None:
    gate = stand(facts(claim(1, runs=bearing(kind), capacity=capacity)), interest=interest).get(GateKind.CONSUMER)
    assert (gate.state if gate else None) is state
    assert gate is None or gate.source == "Richtlijn (EU) 2023/2225"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"life": Life.ENDED}, "gate.claim_ended"),
        ({"life": Life.FOREIGN}, "gate.claim_foreign"),
        ({"life": Life.NOT_PURSUED}, "gate.claim_let_go"),
        ({"elsewhere": DAY}, "gate.claim_elsewhere"),
    ],
)
def test_a_claim_that_cannot_be_covered_shuts_the_gate(more: dict[str, Any], code: str) -> None:
    gate = stand(facts(claim(1), claim(2, **more)))[GateKind.CLAIMS]
    assert (gate.state, gate.code, gate.parameters["number"]) == (GateState.SHUT, code, "F2")


@pytest.mark.parametrize(("contested", "code"), [(0, "gate.claim_paid"), (500, "gate.claim_contested")])
def test_a_claim_of_which_nothing_is_chased_is_not_covered(contested: int, code: str) -> None:
    gate = stand(facts(claim(1), claim(2, 0, contested=Cents(contested))))[GateKind.CLAIMS]
    assert (gate.state, gate.code) == (GateState.SHUT, code)


def test_a_claim_that_possibly_lapsed_is_covered_on_purpose_only() -> None:
    known = facts(claim(1, lapse=Lapse.POSSIBLY_LAPSED))
    assert stand(known)[GateKind.LAPSED].state is GateState.OPEN
    assert stand(known, with_lapsed=True)[GateKind.LAPSED].state is GateState.MET
    assert GateKind.LAPSED not in stand(facts(claim(1, lapse=Lapse.UNPROVEN)))


@pytest.mark.parametrize(("total", "shut"), [(50_000, False), (50_001, True)])
def test_a_co_debtor_pays_no_more_than_he_owes(total: int, shut: bool) -> None:
    known = facts(claim(1, 100_000, most=Cents(30_000)), claim(2, 20_000))
    assert (GateKind.LIABLE in stand(known, total_cents=Cents(total))) is shut
    other = stand(facts(claim(1, liable=False)))[GateKind.LIABLE]
    assert (other.state, other.code, other.source) == (GateState.SHUT, "gate.not_liable", "BW 6:6")


@pytest.mark.parametrize(
    ("consent", "state"),
    [
        (Consent.NOT_NEEDED, None),
        (Consent.TO_ASK, GateState.OPEN),
        (Consent.ASKED, GateState.OPEN),
        (Consent.GIVEN, GateState.MET),
        (Consent.REFUSED, GateState.LEAD),
    ],
)
def test_a_credit_insurer_has_to_consent(consent: Consent, state: GateState | None) -> None:
    gate = stand(facts(claim(1), claim(2, consent=consent))).get(GateKind.INSURER)
    assert (gate.state if gate else None) is state
    assert gate is None or gate.parameters == {"numbers": ["F2"]}


def test_a_ban_shuts_the_gate() -> None:
    gate = stand(facts(ban=Ban("J. Jansen", "drie keer gebroken")))[GateKind.BAN]
    assert (gate.state, gate.parameters["reason"]) == (GateState.SHUT, "drie keer gebroken")
