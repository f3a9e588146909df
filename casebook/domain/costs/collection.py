"""The amount of the collection costs and the day from which they can be claimed."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.calendar import ONE_DAY, Holidays
from casebook.domain.capacity import Capacity
from casebook.domain.costs.conditions import Condition, can_be_claimed, capped, judge
from casebook.domain.costs.facts import CostFacts
from casebook.domain.costs.letter import LetterTerm, letter_term
from casebook.domain.costs.rules import CostRules, CostRulesOn
from casebook.domain.delivery import DeliveryRules
from casebook.domain.finding import NO_PARAMETERS, Caution, Finding, Step
from casebook.domain.money import ZERO, Cents, percent_of
from casebook.errors import Refused


class Costs(NamedTuple):
    """The costs by the scale, whether or not its conditions are met, and the day from which they can be claimed.

    `claimable_from` is None where a condition is not met that time alone cannot bring about, or a needed fact is
    missing; it may lie in the future.
    """

    fee: Cents
    vat: Cents
    total: Cents
    claimable_from: date | None
    conditions: tuple[Condition, ...]


def collection_costs(facts: CostFacts, rules: CostRules, delivery: DeliveryRules, holidays: Holidays) -> Finding[Costs]:
    """Return the collection costs over the sum of the principals, each condition told met, not met or unknown.

    The rules are those of the first day of default, else of `as_of`, else the newest. The steps start from nothing
    with the conditions already judged. Raises `Refused` where nothing is owed, or a letter was received before it
    was sent.
    """
    _check(facts)
    on = rules.on(facts.default_on or facts.as_of or date.max)
    term = letter_term(facts.letter, on.letter_term, delivery, rules.atw, holidays) if facts.letter else None
    steps = tuple(_steps(facts, on, term))
    costs = steps[-1].after
    return Finding(costs, steps, tuple(_cautions(facts, on, term.value if term else None, costs)))


def _check(facts: CostFacts) -> None:
    if not facts.principals or min(facts.principals) < 0 or sum(facts.principals) == 0:
        raise Refused("costs.no_principal", source="BIK art. 2")
    letter = facts.letter
    if letter and letter.sent_on and letter.received_on and letter.received_on < letter.sent_on:
        days = {"sent_on": letter.sent_on, "received_on": letter.received_on}
        raise Refused("costs.received_before_sent", source="BW 6:96 lid 6", **days)


def _steps(facts: CostFacts, on: CostRulesOn, term: Finding[LetterTerm] | None) -> Iterator[Step[Costs]]:
    costs = Costs(ZERO, ZERO, ZERO, None, judge(facts, on, term.value if term else None))
    for code, parameters, source, fee in _fee(facts, on):
        costs = costs._replace(fee=fee, total=fee)
        yield Step(code, parameters, source, facts.default_on, costs)
    if facts.creditor_deducts_vat is on.vat_added.value:
        percent = on.vat_rate.value
        vat = percent_of(percent, costs.fee)
        costs = costs._replace(vat=vat, total=Cents(costs.fee + vat))
        yield Step("costs.vat", {"percent": percent, "vat": vat}, on.vat_added.source, facts.default_on, costs)
    if not can_be_claimed(costs.conditions):
        return
    if facts.debtor is Capacity.BUSINESS:
        costs = costs._replace(claimable_from=facts.default_on)
        parameters = {"default_on": facts.default_on}
        yield Step("costs.claimable_from_default", parameters, "BW 6:96 lid 4", facts.default_on, costs)
    elif term is not None:
        yield from (step._replace(after=costs) for step in term.steps)
        last_day = term.value.last_day
        costs = costs._replace(claimable_from=last_day + ONE_DAY)
        parameters = {"last_day": last_day, "claimable_from": costs.claimable_from}
        yield Step("costs.claimable_after_letter", parameters, on.letter_term.source, last_day, costs)


def _fee(facts: CostFacts, on: CostRulesOn) -> Iterator[tuple[str, Mapping[str, Any], str, Cents]]:
    """Tell how the fee comes about: code, parameters, source, and the fee as it stands after the step."""
    principal, fee = Cents(sum(facts.principals)), ZERO
    if len(facts.principals) > 1:
        yield "costs.summed", {"number": len(facts.principals), "principal": principal}, "BW 6:96 lid 7", fee
    scale = on.scale.value
    for percent, part, amount in scale.parts(principal):
        fee = Cents(fee + amount)
        yield "costs.slice", {"percent": percent, "part": part, "amount": amount}, on.scale.source, fee
    if fee < scale.minimum:
        fee = scale.minimum
        yield "costs.minimum", {"minimum": fee}, on.scale.source, fee
    if fee > scale.maximum:
        fee = scale.maximum
        yield "costs.maximum", {"maximum": fee}, on.scale.source, fee
    if on.recurring_cap and facts.recurring and capped(facts, on.recurring_cap):
        cap, charged = on.recurring_cap.value.cap, facts.recurring.charged_last_6_months
        left = Cents(max(0, cap - charged))
        if left < fee:
            parameters = {"cap": cap, "period": on.recurring_cap.value.period, "charged": charged, "left": left}
            yield "costs.recurring_limit", parameters, on.recurring_cap.source, left


def _cautions(facts: CostFacts, on: CostRulesOn, term: LetterTerm | None, costs: Costs) -> Iterator[Caution]:
    if facts.default_on is None:
        yield Caution("costs.no_default_date", NO_PARAMETERS, "BW 6:82")
    if facts.kind in on.kinds.value.not_contractual:
        yield Caution("costs.not_by_scale", {"kind": facts.kind}, on.kinds.source)
    if facts.debtor is Capacity.BUSINESS:
        yield Caution("costs.contract_may_differ", NO_PARAMETERS, "BW 6:96 lid 4")
        if costs.fee > on.scale.value.minimum:
            yield Caution("costs.demand_first", {"minimum": on.scale.value.minimum}, "BW 6:96 lid 4")
    else:
        yield from _consumer_cautions(facts, on, term, costs)
    if costs.vat:
        yield Caution("costs.vat_must_be_stated", {"vat": costs.vat}, on.vat_added.source)


def _consumer_cautions(facts: CostFacts, on: CostRulesOn, term: LetterTerm | None, costs: Costs) -> Iterator[Caution]:
    if costs.total and facts.kind not in on.kinds.value.not_contractual:
        yield Caution("costs.letter_must_state", {"total": costs.total}, "BW 6:96 lid 6")
    if term is not None:
        if term.presumed_on is not None:
            yield Caution("costs.delivery_presumed", term._asdict(), on.letter_term.source)
        if term.last_day != term.unextended:
            yield Caution("costs.extended", term._asdict(), "Atw art. 1")
        if facts.as_of is not None and facts.as_of <= term.last_day:
            yield Caution("costs.part_payment", {"last_day": term.last_day}, "BW 6:96 lid 6")
    if on.recurring_cap is not None and capped(facts, on.recurring_cap) is not False:
        yield Caution("costs.recurring_cap_unsettled", on.recurring_cap.value._asdict(), on.recurring_cap.source)
