"""What court and bailiff cost us, wherever costs are compared: each once, and to be worked out by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from casebook.domain.comparison.outcome import Attempt
from casebook.domain.court.facts import MeasureKind
from casebook.domain.money import Cents
from casebook.domain.routes.facts import Basis
from casebook.store.actions.court_events import RecordCourtEvent
from casebook.store.actions.measures import ChangeMeasure, MeasureFacts, TakeMeasure
from casebook.store.actions.proceedings import ChangeProceeding, ProceedingFacts
from casebook.store.queries import case_costs
from casebook.store.queries.comparison.routed import of_routes
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.refusal import refused
from tests.store.actions.test_court import GIVEN, SERVED, E, begun, happened, judged, titled


def routed(desk: Desk) -> Sequence[Attempt]:
    rules = desk.database.law.defaults.comparison.first.value
    return of_routes(desk.database, date(2023, 1, 1), TODAY, rules)


def test_what_court_and_bailiff_cost_us_is_compared_and_counts_once(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000)
    one = begun(desk, claim)

    def costs() -> tuple[list[tuple[int, int]], int, int]:
        (route,) = (found for found in routed(desk) if found.group == Basis.COURT)
        (row,) = case_costs.costs(desk.database, date(2023, 1, 1), TODAY)
        return sorted((cost.days, int(cost.cents)) for cost in route.costs), row.court, row.enforcement

    happened(desk, one, E.SERVED, SERVED)
    title = judged(desk, one, claim, 100_000, costs_cents=Cents(45_000))
    (route,) = (one for one in routed(desk) if one.group == Basis.COURT)
    began = route.began_on
    given = (GIVEN - began).days
    # What he was ordered to pay for it stands for what is not recorded.
    assert costs() == ([(given, 450_00)], 450_00, 0)
    desk.act(RecordCourtEvent(E.ELSEWHERE, date(2026, 9, 10), title_id=title))
    taken = MeasureFacts(TODAY, third_party="ING", cost_cents=Cents(90_00), charged_cents=Cents(60_00))
    measure = desk.act(TakeMeasure(titled(desk, title), desk.debtor, MeasureKind.BANK, taken))
    today = (TODAY - began).days
    assert costs() == ([(given, 450_00), (today, 30_00), (today, 60_00)], 450_00, 90_00)
    # The rest is charged to him too: it moves, and adds nothing.
    more = replace(taken, charged_cents=Cents(90_00))
    version = desk.database.value("SELECT version FROM measure WHERE id = ?", (measure,))
    desk.act(ChangeMeasure(measure, version, more))
    assert costs() == ([(given, 450_00), (today, 90_00)], 450_00, 90_00)
    # What the court charged us takes the place of what he was ordered to pay.
    version = desk.database.value("SELECT version FROM proceeding WHERE id = ?", (one,))
    refused("proceeding.fee_day", desk.act, ChangeProceeding(one, version, ProceedingFacts(court_fee_cents=Cents(1))))
    fee = ProceedingFacts(court_fee_cents=Cents(350_00), court_fee_on=GIVEN)
    desk.act(ChangeProceeding(one, version, fee))
    assert costs() == ([(given, 350_00), (today, 90_00)], 350_00, 90_00)
