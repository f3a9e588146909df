"""What an insolvency does to a step against its debtor: the articles of the Faillissementswet, case by case."""

from datetime import date
from typing import Any

import pytest

from casebook.domain.court.dues import DueKind
from casebook.domain.court.facts import CourtEvent, CourtEventKind, ProceedingKind, standing
from casebook.domain.court.proceeding import Proceeding, ProceedingStage
from casebook.domain.court.proceeding import standing as of_proceeding
from casebook.domain.court.stays import Effect, Stay, Stayed, Step, Way, stay
from casebook.domain.insolvency.facts import EndKind, EventKind, Happened, Kind
from casebook.domain.insolvency.facts import Proceeding as Insolvency
from casebook.law.book import book

E, S, K, W = CourtEventKind, Step, Kind, Way
SINCE, TODAY = date(2026, 10, 16), date(2026, 11, 20)
LAW = book()


def insolvent(kind: Kind, *events: tuple[EventKind, date, date | None], **more: Any) -> Insolvency:
    happened = [Happened(1, EventKind.STARTED, SINCE)]
    happened += [Happened(at, event, on, until) for at, (event, on, until) in enumerate(events, start=2)]
    values: dict[str, Any] = {"known_on": SINCE, "confirmed_on": SINCE} | more
    return Insolvency(kind, events=tuple(happened), **values)


def of(one: Insolvency, step: Step, on: date = TODAY) -> Stay | None:
    return stay(one, step, on, LAW.court.stays, LAW.insolvency)


@pytest.mark.parametrize(
    ("kind", "step", "effect", "source", "ways"),
    [
        (K.BANKRUPTCY, S.SUE, Effect.STOPPED, "Fw 26; Fw 110", {W.ESTATE_DEBT, W.LATER_CLAIM, W.NO_PAYMENT}),
        (K.BANKRUPTCY, S.PENDING, Effect.RESTS, "Fw 29", set()),
        (K.BANKRUPTCY, S.ATTACH, Effect.STOPPED, "Fw 33", {W.ESTATE_DEBT, W.SECURITY}),
        (K.BANKRUPTCY, S.ATTACHED, Effect.LAPSES, "Fw 33 lid 2", set()),
        (K.BANKRUPTCY, S.PETITION, Effect.STOPPED, "Fw 1; Fw 20", set()),
        (K.SUSPENSION, S.SUE, None, "", set()),
        (K.SUSPENSION, S.PENDING, None, "", set()),
        (K.SUSPENSION, S.ATTACH, Effect.STOPPED, "Fw 230 lid 1", {W.PREFERENTIAL, W.SECURITY, W.LATER_CLAIM}),
        (K.SUSPENSION, S.ATTACHED, Effect.RESTS, "Fw 230 lid 1 en 2", set()),
        (K.SUSPENSION, S.PETITION, Effect.STOPPED, "Fw 248 lid 1", set()),
        (K.WSNP, S.SUE, Effect.STOPPED, "Fw 299 lid 2", {W.ESTATE_DEBT, W.LATER_CLAIM, W.NO_PAYMENT}),
        (K.WSNP, S.PENDING, Effect.RESTS, "Fw 313; Fw 29", set()),
        (K.WSNP, S.ATTACHED, Effect.LAPSES, "Fw 301 lid 3", set()),
        (K.WSNP, S.PETITION, Effect.STOPPED, "Fw 312 lid 1", {W.LATER_CLAIM}),
        (K.MORATORIUM, S.ATTACH, Effect.STOPPED, "Wgs 5; Fw 287b", {W.LEAVE, W.NOT_COVERED}),
        (K.WHOA, S.ATTACH, None, "", set()),
        (K.COUNSELLING, S.SUE, None, "", set()),
        (K.DISSOLUTION, S.SUE, None, "", set()),
    ],
)
def test_what_the_law_says_of_each_step(
    kind: Kind, step: Step, effect: Effect | None, source: str, ways: set[Way]
) -> None:
    found = of(insolvent(kind), step)
    assert (found and found.effect, found and found.source, set(found.ways) if found else set()) == (
        effect,
        source if effect else None,
        ways,
    )


def test_it_counts_from_its_first_day_and_only_while_it_is_confirmed_and_runs() -> None:
    assert of(insolvent(K.BANKRUPTCY), S.SUE, date(2026, 10, 15)) is None
    found = of(insolvent(K.BANKRUPTCY), S.SUE, SINCE)
    assert found is not None
    assert found.since == SINCE
    assert of(insolvent(K.BANKRUPTCY, confirmed_on=None), S.SUE) is None
    ended = insolvent(K.BANKRUPTCY)
    closing = Happened(9, EventKind.ENDED, TODAY, outcome=EndKind.LACK_OF_ASSETS)
    over = Insolvency(ended.kind, ended.known_on, ended.confirmed_on, (*ended.events, closing))
    assert of(over, S.SUE) is None


def test_an_attachment_lapses_once_a_suspension_is_definitive() -> None:
    found = of(insolvent(K.SUSPENSION, (EventKind.DEFINITIVE, date(2026, 11, 10), None)), S.ATTACHED)
    assert found is not None
    assert (found.effect, found.since) == (Effect.LAPSES, date(2026, 11, 10))


@pytest.mark.parametrize(("on", "stopped"), [(date(2026, 12, 15), True), (date(2026, 12, 16), False)])
def test_a_whoa_stops_taking_only_during_its_cooling_off(on: date, stopped: bool) -> None:
    one = insolvent(K.WHOA, (EventKind.COOLING_OFF, SINCE, date(2026, 12, 15)))
    assert (of(one, S.ATTACH, on) is not None) is stopped
    assert (of(one, S.PETITION, on) is not None) is stopped
    assert of(one, S.SUE, on) is None


@pytest.mark.parametrize(
    ("kind", "source", "ways"),
    [
        (K.BANKRUPTCY, "Fw 33; Fw 63a", {W.ESTATE_DEBT, W.LEAVE}),
        (K.SUSPENSION, "Fw 230 lid 1; Fw 241a", {W.LATER_CLAIM, W.LEAVE}),
    ],
)
def test_a_cooling_off_closes_the_way_of_pledge_and_priority(kind: Kind, source: str, ways: set[Way]) -> None:
    """Fw 63a, 241a: nobody but who has a claim on the estate itself, without leave of the judge."""
    found = of(insolvent(kind, (EventKind.COOLING_OFF, SINCE, date(2026, 12, 15))), S.ATTACH)
    assert found is not None
    assert (found.source, set(found.ways)) == (source, ways)


def proceeding(
    *events: tuple[CourtEventKind, date], against: int = 1, kind: ProceedingKind = ProceedingKind.KANTON
) -> Proceeding:
    step = S.ATTACHED if kind is ProceedingKind.CONSERVATORY else S.PENDING
    found = of(insolvent(K.BANKRUPTCY), step)
    assert found is not None
    rows = [CourtEvent(at, event, on) for at, (event, on) in enumerate(events, start=1)]
    return Proceeding(kind, standing(rows), None, (Stayed(7, "Van Dam", found),), against)


def test_a_pending_proceeding_rests_and_its_days_are_not_missed() -> None:
    found = of_proceeding(
        proceeding((E.SERVED, date(2026, 9, 1)), (E.DOCKET, date(2026, 10, 14)), (E.HEARING, date(2026, 11, 18))),
        LAW.court,
    )
    assert found.stage is ProceedingStage.SUSPENDED
    # What was missed before it is not made good by it; the court is told.
    assert [(one.kind, one.on) for one in found.open] == [
        (DueKind.DOCKET, date(2026, 10, 14)),
        (DueKind.TELL_COURT, SINCE),
    ]
    assert [(one.kind, one.on) for one in found.resting] == [(DueKind.HEARING, date(2026, 11, 18))]


def test_once_the_court_was_told_only_what_rests_is_left() -> None:
    found = of_proceeding(
        proceeding((E.SERVED, date(2026, 9, 1)), (E.HEARING, date(2026, 11, 18)), (E.SUSPENDED, date(2026, 10, 20))),
        LAW.court,
    )
    assert (found.open, len(found.resting)) == ((), 1)


@pytest.mark.parametrize(
    ("events", "against"),
    [
        # The claim was contested at its verification (Fw 29).
        ([(E.SERVED, date(2026, 9, 1)), (E.RESUMED, date(2026, 11, 2))], 1),
        # A debt of the estate is asked during it.
        ([(E.SERVED, date(2026, 11, 2))], 1),
    ],
)
def test_it_goes_on_where_the_law_says_so(events: list[tuple[CourtEventKind, date]], against: int) -> None:
    found = of_proceeding(proceeding(*events, (E.HEARING, date(2026, 11, 18)), against=against), LAW.court)
    assert (found.stage, found.stays) == (ProceedingStage.PENDING, ())
    assert [one.kind for one in found.open] == [DueKind.HEARING]


def test_against_who_is_beside_him_it_goes_on() -> None:
    one = proceeding((E.SERVED, date(2026, 9, 1)), (E.HEARING, date(2026, 11, 18)), against=2)
    found = of_proceeding(one, LAW.court)
    assert found.stage is ProceedingStage.PENDING
    assert {one.kind for one in found.open} == {DueKind.HEARING, DueKind.TELL_COURT}


def test_the_main_claim_waits_for_no_attachment_that_is_gone() -> None:
    found = of_proceeding(
        proceeding((E.LEAVE, date(2026, 10, 12)), (E.ATTACHED, date(2026, 10, 14)), kind=ProceedingKind.CONSERVATORY),
        LAW.court,
    )
    assert found.stage is ProceedingStage.LAPSED
    assert DueKind.TELL_COURT not in {one.kind for one in found.dues}
