"""How far a suspension is, by its days, and what asks to lift it."""

from datetime import date, timedelta

import pytest

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.service import Course, LiftGround, Reason, ServiceState, Since, reasons_to_lift, state
from casebook.domain.signals import service
from casebook.domain.signals.service import ServiceMatter
from casebook.domain.signals.signal import DUE, ROUTINE, Signal, band, is_for_lead, is_over
from casebook.law.book import book
from tests.domain.signals.builders import case

S, DAY = ServiceState, date(2026, 11, 21)
ONE, TWO_WEEKS = timedelta(days=1), timedelta(days=14)


@pytest.mark.parametrize(
    ("course", "expected"),
    [
        (Course(), S.PREPARED),
        (Course(DAY, DAY), S.ANNOUNCED),
        (Course(DAY, DAY, DAY), S.IN_EFFECT),
        (Course(DAY, DAY, DAY, DAY), S.LIFTED),
        (Course(withdrawn_on=DAY), S.WITHDRAWN),
        (Course(DAY, DAY, withdrawn_on=DAY), S.WITHDRAWN),
    ],
)
def test_how_far_it_is_follows_from_its_days(course: Course, expected: ServiceState) -> None:
    assert state(course) is expected


def test_what_is_so_for_longest_is_said_first() -> None:
    found = reasons_to_lift(Since(paid=DAY, plan=DAY - ONE, medical=DAY))
    assert found == [
        Reason(LiftGround.PLAN, DAY - ONE),
        Reason(LiftGround.PAID, DAY),
        Reason(LiftGround.MEDICAL, DAY),
    ]
    assert reasons_to_lift(Since()) == []


def told(matter: ServiceMatter) -> dict[str, Signal]:
    signals = service.signals(case(services=(matter,)), book().signals.on(DAY))
    return {signal.code: signal for signal in signals}


def test_an_announced_day_is_decided_on_when_it_has_come() -> None:
    signal = told(ServiceMatter("stroom", S.ANNOUNCED, DAY))["signal.service_decide"]
    assert signal.due_on == DAY
    assert [band(signal, on) for on in (DAY - ONE, DAY)] == [ROUTINE, DUE]


@pytest.mark.parametrize(
    ("where", "code"), [(S.IN_EFFECT, "signal.service_lift"), (S.ANNOUNCED, "signal.service_withdraw")]
)
def test_who_paid_gets_his_supply_back_the_same_day(where: ServiceState, code: str) -> None:
    since = DAY - TWO_WEEKS if where is S.IN_EFFECT else None
    matter = ServiceMatter("stroom", where, DAY, (Reason(LiftGround.PAID, DAY),), since=since)
    found = told(matter)
    assert set(found) == {code}
    signal = found[code]
    assert (signal.due_on, band(signal, DAY)) == (DAY, DUE)
    assert [is_for_lead(signal, on) for on in (DAY, DAY + ONE)] == [False, True]


def test_what_was_so_before_it_took_effect_is_late_from_the_day_it_did() -> None:
    matter = ServiceMatter("stroom", S.IN_EFFECT, DAY, (Reason(LiftGround.COUNSELLING, DAY - TWO_WEEKS),), since=DAY)
    assert told(matter)["signal.service_lift"].due_on == DAY


def test_the_debtor_is_told_and_after_two_weeks_he_has_noticed() -> None:
    matter = ServiceMatter("stroom", S.LIFTED, DAY, (), LetterKind.SUSPENSION_LIFTED, DAY)
    signal = told(matter)["signal.service_tell"]
    assert band(signal, DAY) == DUE
    assert [is_over(signal, on) for on in (DAY + TWO_WEEKS - ONE, DAY + TWO_WEEKS)] == [False, True]
    suspended = ServiceMatter("stroom", S.IN_EFFECT, DAY, (), LetterKind.SUSPENSION_IN_EFFECT, DAY)
    assert told(suspended)["signal.service_tell"].over_on is None


def test_a_suspension_that_ended_asks_nothing() -> None:
    for where in (S.PREPARED, S.LIFTED, S.WITHDRAWN):
        assert told(ServiceMatter("stroom", where, DAY, (Reason(LiftGround.PAID, DAY),))) == {}
