"""When what is due in a proceeding asks for work, in which band, and when it is too late."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.insolvency.dues import DateKind, Due
from casebook.domain.insolvency.facts import Kind
from casebook.domain.signals.facts import CaseFacts
from casebook.domain.signals.insolvency import ProceedingMatter
from casebook.domain.signals.queue import standing
from casebook.domain.signals.signal import DUE, RED, ROUTINE
from tests.domain.signals.builders import case
from tests.domain.signals.strategies import RULES

D = DateKind
# A Tuesday.
DAY = date(2027, 3, 30)
ONE = timedelta(days=1)
NEXT = "signal.next_action"


def matter(kind: DateKind, on: date = DAY, **more: Any) -> ProceedingMatter:
    return ProceedingMatter(Kind.BANKRUPTCY, None, (Due(kind, on, "Fw 127"),), **more)


def insolvent(*proceedings: ProceedingMatter, **more: Any) -> CaseFacts:
    """A case in which nothing else asks for work, whatever the day."""
    return case(proceedings=proceedings, last_outward_on=date(2030, 1, 1), **more)


@pytest.mark.parametrize(
    ("kind", "today", "code", "band", "to_lead"),
    [
        # Ten working days before the bar date, with Easter not among them; the lead is told at five.
        (D.BAR_DATE, date(2027, 2, 21), NEXT, ROUTINE, False),
        (D.BAR_DATE, date(2027, 2, 22), "signal.insolvency_file", DUE, False),
        (D.BAR_DATE, date(2027, 3, 11), "signal.insolvency_file", DUE, False),
        (D.BAR_DATE, date(2027, 3, 12), "signal.insolvency_file", RED, False),
        (D.BAR_DATE, date(2027, 3, 19), "signal.insolvency_file", RED, True),
        (D.BAR_DATE, DAY, "signal.insolvency_file", RED, True),
        (D.BAR_DATE, DAY + ONE, "signal.insolvency_file_passed", DUE, True),
        (D.OBJECT, date(2027, 3, 12), "signal.insolvency_object", RED, False),
        (D.OBJECT, DAY + ONE, NEXT, ROUTINE, False),
        (D.MEETING, date(2027, 3, 18), NEXT, ROUTINE, False),
        (D.MEETING, date(2027, 3, 19), "signal.insolvency_meeting", DUE, False),
        (D.MEETING, DAY + ONE, NEXT, ROUTINE, False),
        (D.COOLING_OFF, DAY - 11 * ONE, NEXT, ROUTINE, False),
        (D.COOLING_OFF, DAY - 10 * ONE, "signal.insolvency_cooling_off", DUE, False),
        (D.COOLING_OFF, DAY + 10 * ONE, "signal.insolvency_cooling_off", DUE, False),
        (D.COOLING_OFF, DAY + 11 * ONE, NEXT, ROUTINE, False),
        (D.SECURE, DAY - ONE, "signal.insolvency_secure", RED, False),
        (D.SECURE, DAY + 10 * ONE, "signal.insolvency_secure", RED, True),
        (D.SECURE, DAY + 11 * ONE, "signal.insolvency_secure_passed", DUE, True),
        (D.VISIBLE, DAY - 30 * ONE, "signal.insolvency_visible", DUE, False),
        (D.VISIBLE, DAY + ONE, NEXT, ROUTINE, False),
        (D.DEPOSIT, DAY - ONE, NEXT, ROUTINE, False),
        (D.DEPOSIT, DAY + 90 * ONE, "signal.insolvency_deposit", DUE, False),
        (D.DECIDE, DAY, "signal.insolvency_decide", DUE, False),
        (D.LIABILITY, DAY - 120 * ONE, "signal.insolvency_liability", DUE, False),
        (D.LIABILITY, DAY - 60 * ONE, "signal.insolvency_liability", RED, False),
        (D.LIABILITY, DAY - 30 * ONE, "signal.insolvency_liability", RED, True),
    ],
)
def test_each_day_is_told_in_its_band(kind: DateKind, today: date, code: str, band: int, to_lead: bool) -> None:
    found = standing(insolvent(matter(kind)), today, RULES)
    assert (found.why.code, found.band, found.to_lead) == (code, band, to_lead)
    if code != NEXT:
        assert (found.why.source, found.by_on) == ("Fw 127", DAY)


def test_an_end_that_nobody_recorded_is_urgent_while_the_register_shows_it() -> None:
    """The register shows a proceeding for six months after its end: Fw 36 counts from that day."""
    one = insolvent(matter(D.END, hidden_on=date(2027, 9, 30)))
    told = [
        (found.why.code, found.band)
        for found in (standing(one, on, RULES) for on in (DAY, DAY + ONE, date(2027, 8, 30), date(2027, 8, 31)))
    ]
    end = "signal.insolvency_end"
    assert told == [(NEXT, ROUTINE), (end, DUE), (end, DUE), (end, RED)]
    # What no register shows is only due.
    assert standing(insolvent(matter(D.END)), date(2029, 1, 1), RULES).band == DUE


def test_what_was_done_is_told_no_more() -> None:
    for done in (matter(D.BAR_DATE, filed=True), matter(D.VISIBLE, shown=True)):
        assert standing(insolvent(done), DAY, RULES).why.code == NEXT


def test_a_signal_waits_for_a_person_but_not_in_a_closed_case() -> None:
    signal = ProceedingMatter(Kind.WSNP, DAY, ())
    found = standing(insolvent(signal), DAY, RULES)
    assert (found.why.code, found.band) == ("signal.insolvency_confirm", DUE)
    closed = standing(insolvent(signal, state="closed"), DAY, RULES)
    assert closed.why.code != "signal.insolvency_confirm"


def test_the_place_is_otherwise_on_the_day_on_which_it_becomes_urgent() -> None:
    found = standing(insolvent(matter(D.BAR_DATE)), date(2027, 1, 4), RULES)
    assert found.holds_until == date(2027, 2, 22)
