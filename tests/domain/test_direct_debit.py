"""Direct debit: the days on which banks settle, lead times, mandates, and what may be collected."""

from datetime import date, timedelta

import pytest

from casebook.domain.direct_debit import (
    Before,
    Collectable,
    Mandate,
    MandateState,
    Told,
    WhyNot,
    is_reference,
    part_name,
    stops_mandate,
    told_on,
    why_not,
    word_of,
)
from casebook.domain.money import Cents
from casebook.law.book import book

RULES = book().direct_debit
SIGNED = date(2026, 8, 20)
TERM = Collectable(Cents(25_000), date(2026, 9, 28), Mandate(SIGNED))


@pytest.mark.parametrize(
    ("due_on", "collected"),
    [
        (date(2026, 1, 1), date(2026, 1, 2)),
        # Good Friday to Easter Monday 2026.
        (date(2026, 4, 3), date(2026, 4, 7)),
        (date(2026, 4, 27), date(2026, 4, 27)),
        (date(2026, 5, 1), date(2026, 5, 4)),
        # Banks settle on Ascension Day, Whit Monday and 5 May.
        (date(2026, 5, 5), date(2026, 5, 5)),
        (date(2026, 5, 14), date(2026, 5, 14)),
        (date(2026, 5, 25), date(2026, 5, 25)),
        # Christmas 2026: a Friday and a Saturday.
        (date(2026, 12, 25), date(2026, 12, 28)),
        (date(2026, 11, 28), date(2026, 11, 30)),
    ],
)
def test_a_term_is_collected_on_its_day_or_the_next_that_banks_settle(due_on: date, collected: date) -> None:
    assert RULES.collect_on(due_on, due_on - timedelta(days=10)) == collected


@pytest.mark.parametrize(
    ("day", "collected", "last"),
    [
        # Handed in on the day itself is a day late.
        (date(2026, 11, 30), date(2026, 12, 1), date(2026, 11, 30)),
        (date(2026, 11, 27), date(2026, 11, 30), date(2026, 11, 27)),
        # What is handed in on a Saturday is seen on Monday.
        (date(2026, 11, 28), date(2026, 12, 1), date(2026, 11, 30)),
        (date(2026, 12, 24), date(2026, 12, 28), date(2026, 12, 24)),
        (date(2026, 4, 2), date(2026, 4, 7), date(2026, 4, 2)),
    ],
)
def test_the_bank_has_it_a_day_of_settlement_before(day: date, collected: date, last: date) -> None:
    assert RULES.collect_on(date(2026, 1, 5), day) == collected
    assert RULES.send_by(collected) == last


def test_a_collection_goes_back_for_eight_weeks() -> None:
    assert RULES.returnable_until(date(2027, 7, 28)) == date(2027, 9, 22)
    assert RULES.unauthorised_until(date(2027, 1, 31)) == date(2028, 2, 29)


def test_a_mandate_lapses_36_months_after_the_last_collection_or_the_signature() -> None:
    never = Mandate(date(2023, 9, 28))
    assert never.state(date(2026, 9, 27), RULES) is MandateState.LIVE
    assert never.state(date(2026, 9, 28), RULES) is MandateState.LAPSED
    assert never._replace(last_on=date(2024, 1, 31)).state(date(2027, 1, 30), RULES) is MandateState.LIVE
    assert never._replace(last_on=date(2024, 1, 31), one_off=True).state(SIGNED, RULES) is MandateState.USED
    assert Mandate(SIGNED, revoked_on=SIGNED).state(SIGNED, RULES) is MandateState.REVOKED


@pytest.mark.parametrize(
    ("term", "why"),
    [
        (TERM, ""),
        (TERM._replace(mandate=None), WhyNot.NO_MANDATE),
        (TERM._replace(rest=Cents(0)), WhyNot.PAID),
        (TERM._replace(held=True), WhyNot.HELD),
        (TERM._replace(disputed=True), WhyNot.DISPUTED),
        (TERM._replace(is_asked=False), WhyNot.NOT_ASKED),
        (TERM._replace(dead=True, held=True), WhyNot.DEAD),
        (TERM._replace(stopped_by="insolvency", mandate=None), WhyNot.INSOLVENCY),
        (TERM._replace(stopped_by="estate"), WhyNot.DEAD),
        (TERM._replace(foreign=True), WhyNot.FOREIGN),
        (TERM._replace(before=(Before(returned=False),)), WhyNot.COLLECTED),
        (TERM._replace(before=(Before(returned=True, code="AM04"),)), ""),
        (TERM._replace(before=(Before(returned=True, code="MD06"),)), WhyNot.CAME_BACK),
        (TERM._replace(before=(Before(returned=True, code="AM04"),) * 2), WhyNot.CAME_BACK),
        (TERM._replace(before=(Before(returned=True, code="AC04"),)), WhyNot.CAME_BACK),
        (TERM._replace(before=(Before(returned=True, code="AC04", by_another=True),)), ""),
        (TERM._replace(before=(Before(returned=True, code="MD06", by_another=True),)), WhyNot.CAME_BACK),
    ],
)
def test_why_a_term_is_not_collected(term: Collectable, why: str) -> None:
    assert why_not(term, RULES) == why


def test_what_follows_from_the_code_of_a_return() -> None:
    assert [code for code in ("AM04", "AC04", "MD01", "MD06", "MD07", "MS03") if stops_mandate(code)] == [
        "AC04",
        "MD01",
        "MD07",
    ]
    assert (word_of("AM04"), word_of("XX99")) == ("debit_am04", "debit_code_unknown")


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("CB-1-1", True),
        ("A/B (c) 'd', e+f?", True),
        ("x" * 35, True),
        ("x" * 36, False),
        ("", False),
        ("é", False),
        ("a&b", False),
        ("/a", False),
        ("a/", False),
        ("a//b", False),
        (" a", False),
    ],
)
def test_what_banks_pass_on_as_a_reference(text: str, fits: bool) -> None:
    assert is_reference(text) is fits


def test_the_parts_of_a_file_have_names_that_banks_pass_on() -> None:
    name = part_name("CB20261121-1234567890", date(2026, 11, 30), one_off=True)
    assert name.endswith("-1130O")
    assert is_reference(name)


def test_only_a_notice_of_just_that_collection_counts() -> None:
    first, second = date(2026, 8, 28), date(2026, 9, 28)
    some = [Told(date(2026, 8, 20), first, Cents(100)), Told(date(2026, 8, 1), first, Cents(100))]
    assert told_on(some, first, Cents(100)) == date(2026, 8, 1)
    assert told_on(some, first, Cents(90)) is None
    assert told_on(some, second, Cents(100)) is None
