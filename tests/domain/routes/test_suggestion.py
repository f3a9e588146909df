"""The route that is suggested, by the rules of the house of 2026, with its reason."""

from typing import Any

import pytest

from casebook.domain.money import Cents
from casebook.domain.routes.facts import Assessed, Route, Scores, WhyUnpaid
from casebook.domain.routes.rules import RouteRules
from casebook.domain.routes.suggestion import suggest
from casebook.words import LANGUAGES, say

RULES = RouteRules(low=2, high=4, court_from=Cents(500_00), write_off_up_to=Cents(100_00))


def facts(
    beliefs: int | None,
    concession: int | None,
    room: int | None,
    cents: int = 1_000_00,
    why: WhyUnpaid | None = None,
    **more: Any,
) -> Assessed:
    return Assessed(Scores(beliefs, more.pop("direction", 4), concession, room), why, Cents(cents), **more)


@pytest.mark.parametrize(
    ("assessed", "route", "reason"),
    [
        (facts(4, 4, 5), Route.SHORT_PLAN, "routes.short_plan"),
        (facts(3, 3, 4), Route.SHORT_PLAN, "routes.short_plan"),
        (facts(3, 5, 3), Route.LONG_PLAN, "routes.long_plan"),
        (facts(5, 5, 2), Route.LONG_PLAN, "routes.long_plan"),
        # Who concedes nothing will not pay, whatever he says he thinks.
        (facts(5, 1, 4), Route.COURT, "routes.court"),
        (facts(1, 5, 3), Route.COURT, "routes.court"),
        (facts(1, 1, 5, 500_00), Route.COURT, "routes.court"),
        (facts(1, 1, 5, 499_99), Route.AGENCY, "routes.agency_small"),
        (facts(2, 2, 2), Route.AGENCY, "routes.agency"),
        (facts(5, 5, 1), Route.REST, "routes.rest"),
        (facts(1, 1, 1, 100_01), Route.REST, "routes.rest"),
        (facts(1, 1, 1, 100_00), Route.WRITE_OFF, "routes.write_off"),
        (facts(5, 5, None), None, "routes.unknown_scores"),
        (facts(None, 5, 5), None, "routes.unknown_scores"),
        (facts(5, 5, 5, why=WhyUnpaid.NOT_HIS_DEBT), None, "routes.debtor_first"),
        (facts(5, 5, 5, why=WhyUnpaid.NOT_REACHED), None, "routes.reach_first"),
        (facts(5, 5, 5, why=WhyUnpaid.LOST_INVOICE), None, "routes.invoice_first"),
        (facts(5, 5, 5, why=WhyUnpaid.DISSATISFIED), None, "routes.complaint_first"),
        (facts(5, 5, 5, why=WhyUnpaid.WILL_NOT), Route.SHORT_PLAN, "routes.short_plan"),
        (facts(5, 5, 5, tracks=frozenset({"dispute"})), None, "routes.dispute_first"),
        (facts(5, 5, 5, tracks=frozenset({"dispute", "insolvency"})), None, "routes.insolvency_first"),
        (facts(5, 5, 5, tracks=frozenset({"court"})), Route.SHORT_PLAN, "routes.short_plan"),
    ],
)
def test_each_rule_suggests_its_route_and_says_why(assessed: Assessed, route: Route | None, reason: str) -> None:
    found = suggest(assessed, RULES)
    assert (found.value, found.steps[-1].code, found.steps[-1].after) == (route, reason, route)
    for step in found.steps:
        assert all(say(step.code, step.parameters, language) for language in LANGUAGES)


def test_only_the_scores_that_are_not_known_are_named() -> None:
    (step,) = suggest(facts(None, None, 3), RULES).steps
    assert step.parameters["scores"] == ("score_beliefs", "score_concession")


@pytest.mark.parametrize(
    ("assessed", "warnings"),
    [
        (facts(4, 4, 4), []),
        (facts(4, 4, 4, direction=2), ["routes.direction_low"]),
        (facts(4, 4, 4, direction=None), ["routes.direction_unknown"]),
        # Nobody needs a reminder of what he will not pay.
        (facts(1, 1, 4, direction=1), []),
        (facts(4, 4, 2, why=WhyUnpaid.CANNOT_STRUCTURALLY), ["routes.refer_to_counselling"]),
        (facts(4, 4, 1, 50_00, why=WhyUnpaid.CANNOT_STRUCTURALLY), []),
    ],
)
def test_what_a_plan_needs_and_who_needs_help_is_said(assessed: Assessed, warnings: list[str]) -> None:
    assert [one.code for one in suggest(assessed, RULES).warnings] == warnings
