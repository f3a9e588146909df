"""What each route may be expected to bring, net of its costs, by what it brought before."""

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from casebook.domain.finding import HOUSE_RULE, NO_PARAMETERS, Caution, Finding, Step
from casebook.domain.money import ZERO, Cents, percent_of, rounded
from casebook.domain.routes.experience import Experience
from casebook.domain.routes.facts import Basis, Route
from casebook.domain.routes.rules import HistoryRules, RouteCosts

_BASIS = {
    Route.SHORT_PLAN: Basis.PLAN,
    Route.LONG_PLAN: Basis.PLAN,
    Route.COURT: Basis.COURT,
    Route.AGENCY: Basis.AGENCY,
    Route.REST: Basis.REST,
    Route.WRITE_OFF: Basis.WRITE_OFF,
}

_TENTH = Decimal("0.1")


class CourtFee(NamedTuple):
    """The court fee for what is open, with the table it is from; `cents` is None where none is known, `why` says so."""

    cents: Cents | None
    source: str
    why: str | None = None


class Outlook(NamedTuple):
    """What a route may be expected to bring, and the experience behind it; None where no figure can be given."""

    route: Route
    experience: Experience
    finding: Finding[Cents | None]


class Situation(NamedTuple):
    """What the routes of a case are compared on: what is open, and what each route costs.

    `titled`: there is a judgment already, so that only its enforcement costs anything.
    """

    open_cents: Cents
    costs: RouteCosts
    fee: CourtFee
    titled: bool


def compare(situation: Situation, past: Mapping[Basis, Experience], rules: HistoryRules) -> tuple[Outlook, ...]:
    """Return the outlook of every route: what is open times the share that came in before, less the costs.

    With fewer cases than the least that is relied on there is no figure, only what has to come in to earn the costs
    back.
    """
    return tuple(
        Outlook(route, past[_BASIS[route]], _outlook(route, situation, past[_BASIS[route]], rules)) for route in Route
    )


def _outlook(route: Route, situation: Situation, experience: Experience, rules: HistoryRules) -> Finding[Cents | None]:
    warnings = list(_warnings(route, experience, rules))
    unpriced = route is Route.COURT and not situation.titled and situation.fee.cents is None
    if unpriced:
        assert situation.fee.why is not None
        warnings.append(Caution(situation.fee.why, NO_PARAMETERS, situation.fee.source))
    if unpriced:
        return Finding(None, (), tuple(warnings))
    if experience.cases < rules.least_cases:
        return Finding(None, tuple(_earned_back(route, situation)), tuple(warnings))
    steps = tuple(_steps(route, situation, experience))
    return Finding(steps[-1].after, steps, tuple(warnings))


def _warnings(route: Route, experience: Experience, rules: HistoryRules) -> Iterator[Caution]:
    if experience.cases < rules.least_cases:
        yield Caution("routes.thin", {"count": experience.cases, "least": rules.least_cases}, HOUSE_RULE)
    if route in (Route.SHORT_PLAN, Route.LONG_PLAN):
        yield Caution("routes.plans_alike", NO_PARAMETERS, HOUSE_RULE)


def _earned_back(route: Route, situation: Situation) -> Iterator[Step[None]]:
    """Yield what is known without any experience: the costs, and from which share that comes in they are earned back.

    That share, in percent, is rounded up to one decimal.
    """
    base = _base(route, situation)
    if route is Route.LONG_PLAN:
        yield Step("routes.step_remission", _remission(situation, base), HOUSE_RULE, None, None)
    fixed = sum(amount for _, amount, _, _ in _costs(route, ZERO, situation))
    rate = situation.costs.agency_percent if route is Route.AGENCY else Decimal(0)
    kept = base * (100 - rate) / 100
    if kept < fixed:
        yield Step("routes.never_earned_back", {"amount": Cents(fixed), "base": base}, HOUSE_RULE, None, None)
        return
    share = (fixed * 100 / kept).quantize(_TENTH, ROUND_CEILING) if kept > 0 else Decimal(0)
    parameters: dict[str, Any] = {"amount": Cents(fixed), "share": share, "base": base}
    if rate:
        yield Step("routes.earned_back_less", {**parameters, "rate": rate}, HOUSE_RULE, None, None)
    else:
        yield Step("routes.earned_back", parameters, HOUSE_RULE, None, None)


def _base(route: Route, situation: Situation) -> Cents:
    """Return what is collected on a route: what is open, less what a long plan gives up."""
    if route is not Route.LONG_PLAN:
        return situation.open_cents
    return Cents(situation.open_cents - percent_of(situation.costs.remission_percent, situation.open_cents))


def _remission(situation: Situation, base: Cents) -> Mapping[str, Any]:
    """Return what is said of the remission that leaves `base`."""
    amount = Cents(situation.open_cents - base)
    return {"amount": amount, "rate": situation.costs.remission_percent, "of": situation.open_cents}


def _steps(route: Route, situation: Situation, experience: Experience) -> Iterator[Step[Cents]]:
    """Yield the sum, each step with what it leaves; the first begins with what is open."""
    base = _base(route, situation)
    if route is Route.LONG_PLAN:
        yield Step("routes.step_remission", _remission(situation, base), HOUSE_RULE, None, base)
    gross = rounded(Fraction(base) * experience.received / experience.open)
    parameters: dict[str, Any] = {
        "base": base,
        "received": experience.received,
        "open": experience.open,
        "amount": gross,
    }
    yield Step("routes.step_share", parameters, HOUSE_RULE, None, gross)
    net = gross
    for code, amount, more, source in _costs(route, gross, situation):
        net = Cents(net - amount)
        yield Step(code, {"amount": amount, **more}, source, None, net)


def _costs(
    route: Route, gross: Cents, situation: Situation
) -> Iterator[tuple[str, Cents, Mapping[str, int | Decimal], str]]:
    """Yield each cost of a route: its code, the amount, what else it says, and where it is from."""
    costs, fee = situation.costs, situation.fee
    match route:
        case Route.SHORT_PLAN | Route.LONG_PLAN:
            count = costs.short_instalments if route is Route.SHORT_PLAN else costs.long_instalments
            yield "routes.cost_setup", costs.plan_setup, {}, HOUSE_RULE
            more = {"count": count, "each": costs.plan_instalment}
            yield "routes.cost_instalments", Cents(count * costs.plan_instalment), more, HOUSE_RULE
        case Route.COURT:
            if not situation.titled:
                assert fee.cents is not None
                yield "routes.cost_court_fee", fee.cents, {}, fee.source
                yield "routes.cost_writ", costs.writ, {}, HOUSE_RULE
                yield "routes.cost_litigation", costs.litigation, {}, HOUSE_RULE
            yield "routes.cost_enforcement", costs.enforcement, {}, HOUSE_RULE
        case Route.AGENCY:
            yield "routes.cost_agency", costs.agency_fixed, {}, HOUSE_RULE
            share = percent_of(costs.agency_percent, gross)
            yield "routes.cost_agency_share", share, {"rate": costs.agency_percent, "of": gross}, HOUSE_RULE
        case Route.REST:
            yield "routes.cost_recourse", costs.recourse_check, {}, HOUSE_RULE
        case Route.WRITE_OFF:
            yield "routes.cost_closing", costs.closing, {}, HOUSE_RULE
