"""What stands between the terms of an arrangement and an offer: each gate with how it stands, why and by which rule."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from casebook.domain.arrangement.evidence import Asked, missing, needed
from casebook.domain.arrangement.facts import Consent, Coverable, Lapse, Life, PlanFacts
from casebook.domain.arrangement.plan import Plan, covered
from casebook.domain.arrangement.rules import EvidenceRules, OfferRules
from casebook.domain.arrangement.terms import PlanInterest, PlanTerms
from casebook.domain.capacity import Capacity
from casebook.domain.finding import HOUSE_RULE, NO_PARAMETERS
from casebook.domain.interest.facts import InterestKind
from casebook.domain.money import Cents

_CONSUMER_CREDIT = "Richtlijn (EU) 2023/2225"
_LAPSED = "BW 3:322"
_LIABLE = "BW 6:6"
PAID = "gate.claim_paid"
_MEMBERS = {Life.ENDED: "gate.claim_ended", Life.FOREIGN: "gate.claim_foreign", Life.NOT_PURSUED: "gate.claim_let_go"}


class GateKind(StrEnum):
    """What is looked at."""

    CLAIMS = "claims"
    LAPSED = "lapsed"
    LIABLE = "liable"
    BAN = "ban"
    STOPPED = "stopped"
    EVIDENCE = "evidence"
    AGAIN = "again"
    INSURER = "insurer"
    CONSUMER = "consumer"
    MANDATE = "mandate"
    REMISSION = "remission"


class GateState(StrEnum):
    """How a gate stands.

    Met; open until something is there that is still to come; for a lead to decide; for a lead after a lawyer looked at
    it; or shut for everybody.
    """

    MET = "met"
    OPEN = "open"
    LEAD = "lead"
    LEGAL = "legal"
    SHUT = "shut"


class Gate(NamedTuple):
    """How a gate stands and why: `code` with `parameters` is said by `words.say`, `source` is the rule."""

    kind: GateKind
    state: GateState
    code: str
    parameters: Mapping[str, Any]
    source: str


# Gates at which a lead may let pass what is still missing.
OVERRIDABLE = frozenset({GateKind.EVIDENCE, GateKind.INSURER})


def gates(
    facts: PlanFacts, terms: PlanTerms, plan: Plan, evidence: EvidenceRules, offer: OfferRules
) -> tuple[Gate, ...]:
    """Return the gates of terms but for the mandates, in the order in which they are looked at.

    A gate that has nothing to say is left out, but for evidence, which always says what it asks.
    """
    claims = covered(facts, terms)
    found: list[Gate] = []
    if facts.ban is not None:
        found.append(_shut(GateKind.BAN, "ban.holds", facts.ban._asdict()))
    if facts.stopped_by:
        what = {"what": f"track_{facts.stopped_by}"}
        found.append(Gate(GateKind.STOPPED, GateState.LEAD, "gate.stopped", what, HOUSE_RULE))
    for claim in claims:
        found += _of_claim(claim, terms)
    found += _liable(claims, plan)
    found += _insurer(claims)
    found.append(_evidence(facts, terms, plan, evidence))
    found += _again(facts, terms, offer)
    found += _consumer(claims, terms)
    return tuple(found)


def _of_claim(claim: Coverable, terms: PlanTerms) -> Iterator[Gate]:
    number = {"number": claim.number}
    if claim.life is not Life.ALIVE:
        yield _shut(GateKind.CLAIMS, _MEMBERS[claim.life], number)
    elif not claim.debt.open.total:
        yield _shut(GateKind.CLAIMS, "gate.claim_contested" if claim.contested else PAID, number)
    if claim.elsewhere is not None:
        yield _shut(GateKind.CLAIMS, "gate.claim_elsewhere", {**number, "on": claim.elsewhere})
    if not claim.liable:
        yield _shut(GateKind.LIABLE, "gate.not_liable", number, _LIABLE)
    if claim.lapse is Lapse.POSSIBLY_LAPSED:
        state = GateState.MET if terms.with_lapsed else GateState.OPEN
        code = "gate.lapsed_confirmed" if terms.with_lapsed else "gate.lapsed"
        yield Gate(GateKind.LAPSED, state, code, number, _LAPSED)


def _liable(claims: list[Coverable], plan: Plan) -> Iterator[Gate]:
    """Yield whether the terms ask more of a co-debtor than he is liable for, or let go what the debtor owes too."""
    if all(claim.most is None for claim in claims):
        return
    if plan.remission or plan.waived:
        yield _shut(GateKind.LIABLE, "gate.remission_beside", NO_PARAMETERS)
    most = Cents(sum(claim.debt.open.total if claim.most is None else claim.most for claim in claims))
    if plan.total > most + plan.expected:
        yield _shut(GateKind.LIABLE, "gate.liable_most", {"total": plan.total, "most": most}, _LIABLE)


def _insurer(claims: list[Coverable]) -> Iterator[Gate]:
    """Yield how the consent of credit insurers stands, the worst first."""
    for consent, state, code in (
        (Consent.REFUSED, GateState.LEAD, "gate.insurer_refused"),
        (Consent.TO_ASK, GateState.OPEN, "gate.insurer_ask"),
        (Consent.ASKED, GateState.OPEN, "gate.insurer_waits"),
        (Consent.GIVEN, GateState.MET, "gate.insurer_given"),
    ):
        numbers = [claim.number for claim in claims if claim.consent is consent]
        if numbers:
            yield Gate(GateKind.INSURER, state, code, {"numbers": numbers}, HOUSE_RULE)


def _evidence(facts: PlanFacts, terms: PlanTerms, plan: Plan, rules: EvidenceRules) -> Gate:
    asked = Asked(plan.length(facts.day), plan.total, terms.remission_cents)
    parameters: dict[str, Any] = {"count": asked.terms, "amount": asked.total}
    if not needed(asked, rules):
        return Gate(GateKind.EVIDENCE, GateState.MET, "gate.evidence_none", parameters, HOUSE_RULE)
    lacks = [f"evidence_{name}" for name in missing(asked, facts.evidence, facts.day, rules)]
    if not lacks:
        return Gate(GateKind.EVIDENCE, GateState.MET, "gate.evidence_there", parameters, HOUSE_RULE)
    return Gate(
        GateKind.EVIDENCE, GateState.OPEN, "gate.evidence_missing", {**parameters, "missing": lacks}, HOUSE_RULE
    )


def _again(facts: PlanFacts, terms: PlanTerms, rules: OfferRules) -> Iterator[Gate]:
    """Yield that an arrangement is made once: another needs a reason, and a lead where that is so set."""
    if not facts.earlier:
        return
    last = max(facts.earlier, key=lambda one: one.agreed_on)
    parameters = {"on": last.agreed_on, "ending": f"plan_{last.ending}"}
    if not terms.reason.strip():
        yield Gate(GateKind.AGAIN, GateState.OPEN, "gate.again_reason", parameters, HOUSE_RULE)
    elif rules.another_by_lead:
        yield Gate(GateKind.AGAIN, GateState.LEAD, "gate.again_lead", parameters, HOUSE_RULE)
    else:
        yield Gate(GateKind.AGAIN, GateState.MET, "gate.again", parameters, HOUSE_RULE)


def _consumer(claims: list[Coverable], terms: PlanTerms) -> Iterator[Gate]:
    """Yield what holds for consumers: without interest, or with the statutory interest alone, and without a fee.

    In what capacity a debtor acted that is not known has the protection of a consumer, as it has with notices.
    """
    consumers = [claim for claim in claims if claim.capacity is not Capacity.BUSINESS]
    if not consumers:
        return
    if terms.interest is PlanInterest.RUNNING:
        others = [claim for claim in consumers if claim.rate_kind is not InterestKind.STATUTORY]
        if others:
            known = any(claim.capacity is Capacity.CONSUMER for claim in others)
            code = "gate.consumer_interest" if known else "gate.perhaps_consumer_interest"
            numbers = {"numbers": [claim.number for claim in others]}
            yield Gate(GateKind.CONSUMER, GateState.LEGAL, code, numbers, _CONSUMER_CREDIT)
            return
    known = any(claim.capacity is Capacity.CONSUMER for claim in consumers)
    code = "gate.consumer" if known else "gate.perhaps_consumer"
    yield Gate(GateKind.CONSUMER, GateState.MET, code, NO_PARAMETERS, _CONSUMER_CREDIT)


def _shut(kind: GateKind, code: str, parameters: Mapping[str, Any], source: str = HOUSE_RULE) -> Gate:
    return Gate(kind, GateState.SHUT, code, parameters, source)
