"""What has to be so before a service is suspended: a case for each sector, and the one beside it that is refused."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pytest

from casebook.domain.calendar import Term
from casebook.domain.dated import Confidence
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.domain.service import Prepared, Reminder, Sector, SuspensionState, conditions, earliest, unmet
from casebook.law.book import book
from casebook.words import LANGUAGES, say

TODAY = date(2026, 11, 21)
RULES = book().suspension
OWED = SuspensionState(owed=Cents(84_700))
# Each left two weeks, the last one until today.
THREE = (Reminder(date(2026, 10, 1)), Reminder(date(2026, 10, 20)), Reminder(date(2026, 11, 7), date(2026, 11, 21)))
WHOLE = Prepared(THREE, date(2026, 11, 10), date(2026, 11, 10), date(2026, 11, 20), sector=Sector.ENERGY, recorded=True)
NOTHING = Prepared(recorded=True)


def missing(done: Prepared, now: SuspensionState = OWED, on: date = TODAY) -> list[str]:
    return [one.name for one in unmet(conditions(done, now, RULES, on))]


@pytest.mark.parametrize("sector", [Sector.ENERGY, Sector.HEAT, Sector.WATER, Sector.HEALTH, Sector.OTHER])
def test_nothing_stands_in_the_way_where_all_of_it_was_done(sector: Sector) -> None:
    assert missing(WHOLE._replace(sector=sector)) == []


@pytest.mark.parametrize(
    ("sector", "expected"),
    [
        (Sector.ENERGY, ["reminders_days", "contact", "offer", "municipality"]),
        (Sector.HEAT, ["reminders_days", "contact", "offer", "municipality"]),
        (Sector.WATER, ["reminders", "contact", "municipality"]),
        (Sector.HEALTH, ["reminders", "offer"]),
        (Sector.OTHER, []),
    ],
)
def test_out_of_the_blue_each_sector_names_what_lacks(sector: Sector, expected: list[str]) -> None:
    assert missing(NOTHING._replace(sector=sector)) == expected


class _Reminders(NamedTuple):
    reminders: tuple[Reminder, ...]
    counted: int


@pytest.mark.parametrize(
    "case",
    [
        _Reminders((), 0),
        _Reminders(THREE[:2], 2),
        # Thirteen days are too few: until the next one, until today, or by the words of the letter.
        _Reminders((Reminder(date(2026, 10, 7)), *THREE[1:]), 2),
        _Reminders((*THREE[:2], Reminder(date(2026, 11, 8))), 2),
        _Reminders((Reminder(date(2026, 10, 1), date(2026, 10, 14)), *THREE[1:]), 2),
        _Reminders((Reminder(date(2026, 10, 1), date(2026, 10, 15)), *THREE[1:]), 3),
        # Two on one day are one; in which order they are told does not matter.
        _Reminders((THREE[2], THREE[0], THREE[0], THREE[1]), 3),
    ],
)
def test_a_reminder_counts_that_left_two_weeks(case: _Reminders) -> None:
    (found,) = [
        one
        for one in conditions(WHOLE._replace(reminders=case.reminders), OWED, RULES, TODAY)
        if one.name == "reminders_days"
    ]
    assert found.parameters == {"sector": "service_energy", "count": case.counted, "needed": 3, "days": 14}
    assert found.met is (case.counted >= 3)


@pytest.mark.parametrize(
    ("now", "name", "source", "by_lead"),
    [
        (replace(OWED, owed=Cents(0)), "owed", HOUSE_RULE, False),
        (replace(OWED, counselling=True), "counselling", "Energieregeling", False),
        (replace(OWED, vulnerable=True), "vulnerable", "Energieregeling", True),
        (replace(OWED, old=("F-1",)), "bankrupt", "Fw 37b", False),
        (replace(OWED, contested=("F-1",)), "contested", HOUSE_RULE, True),
        (replace(OWED, planned=("F-1",)), "planned", HOUSE_RULE, False),
    ],
)
def test_what_stands_in_the_way_whatever_was_done(now: SuspensionState, name: str, source: str, by_lead: bool) -> None:
    (found,) = unmet(conditions(WHOLE, now, RULES, TODAY))
    assert (found.name, found.by_lead) == (name, by_lead)
    assert found.source.startswith(source)


def test_a_doctors_statement_is_nothing_that_a_lead_lets_pass() -> None:
    (found,) = unmet(conditions(WHOLE._replace(medical_on=TODAY), replace(OWED, vulnerable=True), RULES, TODAY))
    assert (found.name, found.by_lead) == ("medical", False)


def test_where_the_sector_has_no_rule_the_house_looks_after_who_is_helped() -> None:
    (found,) = unmet(conditions(Prepared(sector=Sector.OTHER), replace(OWED, counselling=True), RULES, TODAY))
    assert (found.name, found.source, found.by_lead) == ("helped", HOUSE_RULE, True)


def test_a_report_of_tomorrow_is_none_today() -> None:
    assert missing(WHOLE._replace(municipality_on=date(2026, 11, 22))) == ["municipality"]
    assert missing(WHOLE._replace(municipality_on=TODAY)) == []


def test_the_rule_of_the_day_says_it_with_how_sure_it_is() -> None:
    """Energy: the Energieregeling since 2026, what it replaced before; neither was read in full."""
    by_day = {
        on: {(one.source, one.confidence) for one in conditions(WHOLE, OWED, RULES, on) if one.name == "contact"}
        for on in (date(2022, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
    }
    assert by_day == {
        date(2022, 1, 1): set(),
        date(2025, 12, 31): {("stcrt-2011-11579; stcrt-2023-10020", Confidence.MEDIUM)},
        date(2026, 1, 1): {("Energieregeling; nvvk.nl 26-1-2026", Confidence.MEDIUM)},
    }


def test_what_nobody_may_let_pass_is_said_first() -> None:
    now = replace(OWED, contested=("F-1",), planned=("F-2",))
    assert [one.by_lead for one in unmet(conditions(WHOLE, now, RULES, TODAY))] == [False, True]


def test_every_condition_is_said_met_and_unmet_in_both_languages() -> None:
    worst = SuspensionState(Cents(0), counselling=True, vulnerable=True, old=("a",), contested=("b",), planned=("c",))
    for sector in Sector:
        for now in (OWED, worst):
            for one in conditions(WHOLE._replace(sector=sector), now, RULES, TODAY):
                codes = ["service.met_"] if one.met else ["service.unmet_", "stop.suspension_"]
                assert all(say(code + one.name, one.parameters, language) for code in codes for language in LANGUAGES)


def test_the_first_day_of_effect_counts_from_the_announcement() -> None:
    assert earliest(TODAY, Term(14, "days")) == date(2026, 12, 5)
