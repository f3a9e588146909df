"""What each route may be expected to bring, taken again by hand, and that a thin past gives no figure."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pytest

from casebook.domain.calendar import Term
from casebook.domain.money import Cents
from casebook.domain.routes.comparison import CourtFee, Outlook, Situation, compare
from casebook.domain.routes.experience import Experience
from casebook.domain.routes.facts import Basis, Route
from casebook.domain.routes.rules import HistoryRules, RouteCosts
from casebook.words import LANGUAGES, say

RULES = HistoryRules(Term(12, "months"), Term(5, "years"), least_cases=20, most_cases=1000)
COSTS = RouteCosts(
    plan_setup=Cents(25_00),
    plan_instalment=Cents(3_00),
    short_instalments=6,
    long_instalments=24,
    remission_percent=Decimal(25),
    writ=Cents(120_00),
    litigation=Cents(150_00),
    enforcement=Cents(250_00),
    agency_fixed=Cents(25_00),
    agency_percent=Decimal(15),
    recourse_check=Cents(15_00),
    closing=Cents(10_00),
)
FEE = CourtFee(Cents(350_00), "Wgbz")


def past(cases: int = 20, received: int = 600_00, open_cents: int = 1_000_00) -> Experience:
    return Experience(
        None, cases, Cents(open_cents), Cents(received), Decimal(0), Decimal(100), 30, of_kind=0, of_all=cases
    )


PAST = past()


@dataclass(frozen=True)
class Case:
    """A case of two thousand euro, and what was learned before."""

    fee: CourtFee = FEE
    titled: bool = False
    experience: Experience = PAST
    open_cents: Cents = Cents(2_000_00)  # noqa: RUF009 a NewType of a number

    def outlooks(self) -> dict[Route, Outlook]:
        situation = Situation(self.open_cents, COSTS, self.fee, self.titled)
        return {one.route: one for one in compare(situation, dict.fromkeys(Basis, self.experience), RULES)}

    def nets(self) -> dict[Route, int | None]:
        return {route: one.finding.value for route, one in self.outlooks().items()}


def test_every_figure_is_what_one_gets_by_hand() -> None:
    assert Case().nets() == {
        # 2.000 times 600 / 1.000 = 1.200, less 25 and 6 times 3.
        Route.SHORT_PLAN: 1_157_00,
        # 1.500 times 600 / 1.000 = 900, less 25 and 24 times 3.
        Route.LONG_PLAN: 803_00,
        # 1.200, less 350, 120, 150 and 250.
        Route.COURT: 330_00,
        # 1.200, less 25 and 180.
        Route.AGENCY: 995_00,
        Route.REST: 1_185_00,
        Route.WRITE_OFF: 1_190_00,
    }


def test_who_has_a_title_pays_for_its_enforcement_only() -> None:
    assert Case(titled=True, fee=CourtFee(None, "Wgbz", "routes.no_fee_this_year")).nets()[Route.COURT] == 950_00


def test_costs_may_be_more_than_what_comes_in() -> None:
    assert Case(experience=past(received=0)).nets()[Route.COURT] == -870_00


def test_without_a_court_fee_there_is_no_figure_for_the_court_and_only_for_it() -> None:
    case = Case(fee=CourtFee(None, "Wgbz", "routes.no_fee_this_year"))
    nets = case.nets()
    assert [route for route, net in nets.items() if net is None] == [Route.COURT]
    assert [one.code for one in case.outlooks()[Route.COURT].finding.warnings] == ["routes.no_fee_this_year"]


@pytest.mark.parametrize("cases", [0, 19])
def test_a_thin_past_says_so_instead_of_guessing(cases: int) -> None:
    for outlook in Case(experience=past(cases)).outlooks().values():
        assert outlook.finding.value is None
        assert {step.after for step in outlook.finding.steps} == {None}
        thin = outlook.finding.warnings[0]
        assert (thin.code, thin.parameters) == ("routes.thin", {"count": cases, "least": 20})


def test_with_a_thin_past_it_is_known_what_has_to_come_in_to_earn_the_costs_back() -> None:
    found = {route: one.finding.steps[-1] for route, one in Case(experience=past(3)).outlooks().items()}
    shares = {route: (step.parameters["amount"], step.parameters["share"]) for route, step in found.items()}
    assert shares == {
        Route.SHORT_PLAN: (43_00, Decimal("2.2")),
        # 97 of 1.500.
        Route.LONG_PLAN: (97_00, Decimal("6.5")),
        Route.COURT: (870_00, Decimal("43.5")),
        # 25 of the 1.700 that the agency leaves.
        Route.AGENCY: (25_00, Decimal("1.5")),
        Route.REST: (15_00, Decimal("0.8")),
        Route.WRITE_OFF: (10_00, Decimal("0.5")),
    }
    assert all(say(step.code, step.parameters, language) for step in found.values() for language in LANGUAGES)


def test_what_has_to_come_in_is_rounded_up() -> None:
    (step,) = Case(experience=past(3), open_cents=Cents(3_000_00)).outlooks()[Route.WRITE_OFF].finding.steps
    # 10 of 3.000 is 0,33 percent.
    assert step.parameters["share"] == Decimal("0.4")


def test_costs_of_all_that_is_open_are_just_earned_back() -> None:
    (step,) = Case(CourtFee(Cents(1_480_00), "Wgbz"), experience=past(3)).outlooks()[Route.COURT].finding.steps
    assert (step.code, step.parameters["share"]) == ("routes.earned_back", Decimal(100))


def test_costs_above_what_is_open_are_never_earned_back() -> None:
    dear = replace(Case(experience=past(3)), fee=CourtFee(Cents(1_500_00), "Wgbz"))
    (step,) = dear.outlooks()[Route.COURT].finding.steps
    assert (step.code, step.parameters) == ("routes.never_earned_back", {"amount": 2_020_00, "base": 2_000_00})


def test_plans_are_told_to_rest_on_the_same_past() -> None:
    codes = {route: [one.code for one in found.finding.warnings] for route, found in Case().outlooks().items()}
    assert [route for route, some in codes.items() if "routes.plans_alike" in some] == [
        Route.SHORT_PLAN,
        Route.LONG_PLAN,
    ]


def test_the_steps_run_on_from_what_is_open_to_the_figure() -> None:
    for outlook in Case(experience=past(received=333_33)).outlooks().values():
        left: Any = None
        for step in outlook.finding.steps:
            amount = step.parameters["amount"]
            if step.code == "routes.step_share":
                left = amount
            elif step.code == "routes.step_remission":
                left = step.parameters["of"] - amount
            else:
                left -= amount
            assert step.after == left, step
            assert all(say(step.code, step.parameters, language) for language in LANGUAGES)
        assert left == outlook.finding.value
