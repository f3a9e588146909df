"""What is done about a legal person that is dissolved, and until when: each case with its article."""

from datetime import date

import pytest

from casebook.domain.insolvency.demands import demands
from casebook.domain.insolvency.dues import DateKind, Due
from casebook.domain.insolvency.facts import EventKind, Happened, Kind, Proceeding, standing_events
from casebook.domain.insolvency.standing import Standing, standing
from casebook.law.book import book

E, K, D = EventKind, Kind, DateKind
RULES = book().insolvency
Event = tuple[EventKind, date] | tuple[EventKind, date, date | None]
DISSOLVED = (E.STARTED, date(2026, 10, 20))
KNOWN = date(2026, 11, 2)


def proceeding(kind: Kind, *events: Event) -> Proceeding:
    happened = [Happened(id_, *one) for id_, one in enumerate(events, 1)]
    return Proceeding(kind, KNOWN, KNOWN, standing_events(happened), natural=False)


def found(kind: Kind, *events: Event) -> Standing:
    return standing(proceeding(kind, *events), RULES)


LIABLE = (D.LIABILITY, date(2031, 11, 2), "BW 3:310 lid 1")
CHOOSE = "Casebook; BW 2:23c"


@pytest.mark.parametrize(
    ("kind", "events", "expected"),
    [
        # Fourteen days after the dissolution (BW 2:19b); a Saturday, so the Monday after it (Atw art. 1).
        (
            K.TURBO_LIQUIDATION,
            [(E.STARTED, date(2026, 10, 24))],
            [(D.DEPOSIT, date(2026, 11, 9), "BW 2:19b; Atw art. 1"), LIABLE],
        ),
        (
            K.TURBO_LIQUIDATION,
            [DISSOLVED, (E.DEPOSIT_FOUND, date(2026, 11, 3))],
            [(D.INSPECT, date(2026, 11, 10), "Casebook"), LIABLE],
        ),
        (
            K.TURBO_LIQUIDATION,
            [DISSOLVED, (E.DEPOSIT_FOUND, date(2026, 11, 3)), (E.INSPECTED, date(2026, 11, 5))],
            [(D.DECIDE, date(2026, 11, 19), CHOOSE), LIABLE],
        ),
        (
            K.TURBO_LIQUIDATION,
            [DISSOLVED, (E.DEPOSIT_MISSING, date(2026, 11, 6))],
            [(D.DECIDE, date(2026, 11, 20), CHOOSE), LIABLE],
        ),
        # Asked for bankruptcy or reopening, the director can still be held liable.
        (K.TURBO_LIQUIDATION, [DISSOLVED, (E.DEPOSIT_MISSING, KNOWN), (E.PETITIONED, KNOWN)], [LIABLE]),
        (K.TURBO_LIQUIDATION, [DISSOLVED, (E.DEPOSIT_MISSING, KNOWN), (E.LIABILITY_CLAIMED, KNOWN)], []),
        (K.TURBO_LIQUIDATION, [DISSOLVED, (E.DEPOSIT_MISSING, KNOWN), (E.NOT_PURSUED, KNOWN)], []),
        # Before the act on transparency nothing was deposited: one decides since it is known.
        (K.TURBO_LIQUIDATION, [(E.STARTED, date(2023, 11, 14))], [(D.DECIDE, date(2026, 11, 16), CHOOSE), LIABLE]),
        (K.DISSOLUTION, [DISSOLVED, (E.NOT_PURSUED, KNOWN)], []),
    ],
)
def test_each_step_has_its_day(kind: Kind, events: list[Event], expected: list[tuple[DateKind, date, str]]) -> None:
    ours = {D.DEPOSIT, D.INSPECT, D.OBJECT, D.DECIDE, D.LIABILITY}
    dues = [one for one in found(kind, *events).dues if one.kind in ours]
    assert dues == [Due(*one, estimate=True) for one in expected]


def test_a_creditor_objects_to_the_plan_of_a_liquidator_within_two_months() -> None:
    """BW 2:23b: deposited on 31 October, until 31 December."""
    plan = (E.DISTRIBUTION_LIST, date(2026, 10, 31))
    due = found(K.DISSOLUTION, DISSOLVED, plan).due(D.OBJECT)
    assert due == Due(D.OBJECT, date(2026, 12, 31), "BW 2:23b; Atw art. 1", estimate=True)
    assert found(K.DISSOLUTION, DISSOLVED, plan, (E.OBJECTED, date(2026, 11, 20))).due(D.OBJECT) is None


def test_what_was_not_done_stays_due() -> None:
    due = found(K.TURBO_LIQUIDATION, DISSOLVED).next_due(date(2027, 5, 1))
    assert due is not None
    assert (due.kind, due.on) == (D.DEPOSIT, date(2026, 11, 3))


@pytest.mark.parametrize(
    ("kind", "events", "stopped"),
    [
        # In a WHOA the debtor keeps paying; only a cooling-off keeps others off (Fw 376), for four months at first.
        (K.WHOA, [DISSOLVED], False),
        (K.WHOA, [DISSOLVED, (E.COOLING_OFF, date(2026, 11, 1))], True),
        (K.WHOA, [DISSOLVED, (E.COOLING_OFF, date(2026, 7, 22))], True),
        (K.WHOA, [DISSOLVED, (E.COOLING_OFF, date(2026, 7, 21))], False),
        (K.WHOA, [DISSOLVED, (E.COOLING_OFF, date(2026, 11, 1), date(2026, 11, 20))], False),
        (K.DISSOLUTION, [DISSOLVED], False),
        (K.TURBO_LIQUIDATION, [DISSOLVED], True),
    ],
)
def test_who_may_still_be_asked_to_pay(kind: Kind, events: list[Event], stopped: bool) -> None:
    assert demands(proceeding(kind, *events), date(2026, 11, 21), RULES).stopped is stopped
