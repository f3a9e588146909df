"""The route an assessment suggests, by stated rules, each with its reason."""

from collections.abc import Iterator

from casebook.domain.finding import HOUSE_RULE, NO_PARAMETERS, Caution, Finding, Step
from casebook.domain.routes.facts import Assessed, Route, WhyUnpaid
from casebook.domain.routes.rules import RouteRules

# What goes before any choice of a route, with the code of its reason.
_FIRST_BY_TRACK = {
    "insolvency": "routes.insolvency_first",
    "counselling": "routes.counselling_first",
    "estate": "routes.estate_first",
    "dispute": "routes.dispute_first",
}
_FIRST_BY_REASON = {
    WhyUnpaid.DISPUTE: "routes.dispute_first",
    WhyUnpaid.DISSATISFIED: "routes.complaint_first",
    WhyUnpaid.NOT_HIS_DEBT: "routes.debtor_first",
    WhyUnpaid.NOT_REACHED: "routes.reach_first",
    WhyUnpaid.LOST_INVOICE: "routes.invoice_first",
}


def suggest(facts: Assessed, rules: RouteRules) -> Finding[Route | None]:
    """Return the route that is suggested, None where something else comes first or a score is not known.

    *Can* is the financial room, *will* the lower of the beliefs about paying and the willingness to concede.
    """
    first = _first(facts)
    if first is not None:
        return Finding(None, (_step(first, None),))
    scores = facts.scores
    unknown = tuple(f"score_{name}" for name in ("room", "beliefs", "concession") if getattr(scores, name) is None)
    if unknown or scores.room is None or scores.beliefs is None or scores.concession is None:
        return Finding(None, (Step("routes.unknown_scores", {"scores": unknown}, HOUSE_RULE, None, None),))
    can, will = scores.room, min(scores.beliefs, scores.concession)
    steps: tuple[Step[Route | None], ...] = (
        Step("routes.can", {"score": can}, HOUSE_RULE, None, None),
        Step(
            "routes.will",
            {"score": will, "beliefs": scores.beliefs, "concession": scores.concession},
            HOUSE_RULE,
            None,
            None,
        ),
        _choice(facts, can, will, rules),
    )
    return Finding(steps[-1].after, steps, tuple(_cautions(facts, steps[-1].after, rules)))


def _first(facts: Assessed) -> str | None:
    for track, code in _FIRST_BY_TRACK.items():
        if track in facts.tracks:
            return code
    return None if facts.why is None else _FIRST_BY_REASON.get(facts.why)


def _choice(facts: Assessed, can: int, will: int, rules: RouteRules) -> Step[Route | None]:
    """Return the step that chooses: nothing to be had, a plan for who will, pressure on who can."""
    amount = {"amount": facts.open_cents}
    if can <= 1:
        if facts.open_cents <= rules.write_off_up_to:
            return _step("routes.write_off", Route.WRITE_OFF, **amount, most=rules.write_off_up_to)
        return _step("routes.rest", Route.REST)
    if will > rules.low:
        if can >= rules.high:
            return _step("routes.short_plan", Route.SHORT_PLAN)
        return _step("routes.long_plan", Route.LONG_PLAN)
    if can > rules.low and facts.open_cents >= rules.court_from:
        return _step("routes.court", Route.COURT, **amount, least=rules.court_from)
    if can > rules.low:
        return _step("routes.agency_small", Route.AGENCY, **amount, least=rules.court_from)
    return _step("routes.agency", Route.AGENCY)


def _cautions(facts: Assessed, route: Route | None, rules: RouteRules) -> Iterator[Caution]:
    direction = facts.scores.self_direction
    if route in (Route.SHORT_PLAN, Route.LONG_PLAN):
        if direction is None:
            yield Caution("routes.direction_unknown", NO_PARAMETERS, HOUSE_RULE)
        elif direction <= rules.low:
            yield Caution("routes.direction_low", {"score": direction}, HOUSE_RULE)
    if facts.why is WhyUnpaid.CANNOT_STRUCTURALLY and route is not Route.WRITE_OFF:
        yield Caution("routes.refer_to_counselling", NO_PARAMETERS, HOUSE_RULE)


def _step(code: str, route: Route | None, **parameters: object) -> Step[Route | None]:
    return Step(code, parameters, HOUSE_RULE, None, route)
