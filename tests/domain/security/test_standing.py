"""How far a security is, by when it is to be invoked, and what it is worth: each case with its article."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from casebook.domain.money import Cents
from casebook.domain.security.facts import Security, SecurityEventKind, SecurityHappened, SecurityKind, standing_events
from casebook.domain.security.standing import Around, GoodsClaim, SecurityStage, SecurityStanding, Why, standing, worth
from casebook.law.book import book

E, K, S = SecurityEventKind, SecurityKind, SecurityStage
DAY = date(2026, 4, 14)
RULES = book().securities
NOTHING = Around()
Event = tuple[Any, ...]


def stands(
    kind: SecurityKind, *events: Event, around: Around = NOTHING, day: date = DAY, **more: Any
) -> SecurityStanding:
    happened = standing_events(SecurityHappened(id_, *one) for id_, one in enumerate(events, 1))
    facts: dict[str, Any] = {"value": Cents(100_000), "haircut": Decimal(10), "since": None, "expires_on": None} | more
    return standing(Security(kind, events=happened, **facts), around, day, RULES)


@pytest.mark.parametrize(
    ("events", "stage"),
    [
        ([], S.REGISTERED),
        ([(E.VERIFIED, DAY)], S.VERIFIED),
        ([(E.VERIFIED, DAY), (E.INVOKED, DAY)], S.INVOKED),
        ([(E.INVOKED, DAY), (E.STAYED, DAY, date(2026, 5, 1))], S.STAYED),
        ([(E.INVOKED, DAY), (E.STAYED, DAY, date(2026, 4, 13))], S.INVOKED),
        ([(E.INVOKED, DAY), (E.STAYED, DAY), (E.RESUMED, DAY)], S.INVOKED),
        ([(E.INVOKED, DAY), (E.REALISED, DAY)], S.REALISED),
        ([(E.RELEASED, DAY)], S.RELEASED),
        # What was made void did not happen; where that was void, it did.
        ([(E.LAPSED, DAY), (E.VOID, DAY, None, 0, 1)], S.REGISTERED),
        ([(E.LAPSED, DAY), (E.VOID, DAY, None, 0, 1), (E.VOID, DAY, None, 0, 2)], S.LAPSED),
    ],
)
def test_how_far_it_is(events: list[Event], stage: SecurityStage) -> None:
    assert stands(K.PLEDGE, *events).stage is stage


def test_goods_are_reclaimed_until_both_terms_have_passed() -> None:
    """BW 7:44: six weeks after 2-3 end on 13-4, sixty days after 16-2 on 17-4; whether 16-2 counts is open."""
    goods = GoodsClaim("F-1", date(2026, 3, 2), date(2026, 2, 16))
    (by,) = stands(K.RECLAMATION, around=Around([goods])).invoke
    assert (by.why, by.on, by.last, by.confidence) == (Why.RECLAMATION, date(2026, 4, 16), date(2026, 4, 17), "low")
    later = GoodsClaim("F-2", date(2026, 4, 1), date(2026, 2, 16))
    found = stands(K.RECLAMATION, around=Around([later, goods]), day=date(2026, 4, 20))
    assert [one.on for one in found.invoke] == [date(2026, 4, 16), date(2026, 5, 13)]
    assert not found.missed
    (by,) = stands(K.RECLAMATION, around=Around([goods._replace(stored_on=None)])).invoke
    assert (by.on, by.uncertain) == (date(2026, 4, 13), True)


@pytest.mark.parametrize(
    ("kind", "events", "around", "more", "expected"),
    [
        # Two working days after the insolvency became known: Friday 10-4, so Tuesday 14-4.
        (K.RETENTION_OF_TITLE, [], Around(known_on=date(2026, 4, 10)), {}, [(Why.INSOLVENCY, date(2026, 4, 14))]),
        (K.RETENTION_OF_TITLE, [(E.INVOKED, DAY)], Around(known_on=date(2026, 4, 10)), {}, []),
        # Fw 58: a term of the trustee, also where it was invoked before he set it.
        (
            K.PLEDGE,
            [(E.INVOKED, DAY), (E.TERM_SET, DAY, date(2026, 5, 1))],
            Around(),
            {},
            [(Why.TERM, date(2026, 5, 1))],
        ),
        (K.PLEDGE, [(E.TERM_SET, DAY, date(2026, 5, 1)), (E.INVOKED, DAY)], Around(), {}, []),
        (K.BANK_GUARANTEE, [], Around(), {"expires_on": date(2026, 5, 1)}, [(Why.EXPIRY, date(2026, 5, 1))]),
        (K.BANK_GUARANTEE, [(E.RELEASED, DAY)], Around(), {"expires_on": date(2026, 5, 1)}, []),
        (K.DEPOSIT, [], Around(), {}, []),
    ],
)
def test_by_when_it_is_invoked(
    kind: SecurityKind, events: list[Event], around: Around, more: dict[str, Any], expected: list[tuple[Why, date]]
) -> None:
    assert [(one.why, one.on) for one in stands(kind, *events, around=around, **more).invoke] == expected


def test_a_cooling_off_stays_what_lies_in_the_estate() -> None:
    """Fw 63a; a bank pays all the same."""
    cooling = Around(cooling_off=date(2026, 6, 10))
    assert stands(K.PLEDGE, (E.INVOKED, DAY), around=cooling).stage is S.STAYED
    assert stands(K.PLEDGE, (E.INVOKED, DAY), around=cooling, day=date(2026, 6, 11)).stage is S.INVOKED
    assert stands(K.BANK_GUARANTEE, (E.INVOKED, DAY), around=cooling).stage is S.INVOKED


def test_what_was_not_invoked_in_time_has_possibly_lapsed_and_counts_for_nothing() -> None:
    found = stands(K.BANK_GUARANTEE, expires_on=date(2026, 4, 13))
    assert (found.stage, found.missed, found.worth) == (S.REGISTERED, True, 0)
    assert stands(K.BANK_GUARANTEE, expires_on=DAY).worth == 90_000


def test_it_is_worth_its_value_after_the_haircut_less_what_came_in() -> None:
    assert stands(K.PLEDGE, (E.PROCEEDS, DAY, None, Cents(40_000))).worth == 50_000
    assert stands(K.PLEDGE, haircut=None).worth == 70_000
    assert stands(K.PLEDGE, value=None).worth == 0
    assert worth(Cents(101), Decimal("33.3")) == 67
    assert worth(Cents(100), Decimal(50), Cents(80)) == 0
