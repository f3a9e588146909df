"""Statutory terms by the Algemene termijnenwet, and numbers of working days, each with the steps that lead to it."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.calendar import Term, Unit, is_working_day, last_day
from casebook.domain.dated import Confidence, Dated, Entry
from casebook.domain.finding import Finding
from casebook.domain.statutory_term import Filled, Longest, StatutoryTermRules, statutory_term, working_days
from casebook.law.book import book
from casebook.words import LANGUAGES, say

RULES, HOLIDAYS = book().statutory_terms, book().holidays

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
terms = st.builds(Term, st.integers(1, 120), st.sampled_from(["days", "weeks", "months", "years"]))


def find(eve: date, term: Term, rules: StatutoryTermRules = RULES) -> Finding[date]:
    return statutory_term(eve, term, rules, HOLIDAYS)


@pytest.mark.parametrize(
    ("eve", "term", "end", "why"),
    [
        (date(2026, 11, 5), Term(14, "days"), date(2026, 11, 19), "Thursday: not extended"),
        (date(2026, 11, 7), Term(14, "days"), date(2026, 11, 23), "art. 1: Saturday to Monday"),
        (date(2026, 11, 8), Term(14, "days"), date(2026, 11, 23), "art. 1: Sunday to Monday"),
        (date(2026, 3, 20), Term(14, "days"), date(2026, 4, 7), "art. 1: Good Friday to the Tuesday after Easter"),
        (date(2026, 12, 24), Term(3, "days"), date(2026, 12, 29), "art. 2: two working days after Christmas"),
        (date(2026, 11, 19), Term(3, "days"), date(2026, 11, 23), "art. 2: Friday and Monday are two working days"),
        (date(2026, 11, 20), Term(2, "days"), date(2026, 11, 23), "art. 2 does not protect two days; art. 1 does"),
        (date(2026, 8, 23), Term(90, "days"), date(2026, 11, 23), "art. 4: ninety days are still extended"),
        (date(2026, 8, 22), Term(91, "days"), date(2026, 11, 21), "art. 4: more than ninety days are not"),
        (date(2026, 8, 29), Term(12, "weeks"), date(2026, 11, 23), "art. 4: twelve weeks are still extended"),
        (date(2026, 8, 22), Term(13, "weeks"), date(2026, 11, 21), "art. 4: more than twelve weeks are not"),
        (date(2026, 8, 21), Term(3, "months"), date(2026, 11, 23), "art. 4: three months are still extended"),
        (date(2026, 5, 21), Term(6, "months"), date(2026, 11, 21), "art. 4: more than three months are not"),
        (date(2025, 11, 22), Term(1, "years"), date(2026, 11, 22), "art. 4: years are not"),
    ],
)
def test_statutory_terms(eve: date, term: Term, end: date, why: str) -> None:
    if term == Term(3, "months"):
        assert last_day(eve, term) == date(2026, 11, 21)
    assert find(eve, term).value == end, why


@given(days, st.integers(1, 120), st.sampled_from(["days", "weeks", "months"]))
def test_the_atw_only_extends_and_to_a_working_day(eve: date, amount: int, unit: Unit) -> None:
    term = Term(amount, unit)
    plain, extended = last_day(eve, term), find(eve, term).value
    assert plain <= extended <= plain + timedelta(days=9)
    assert extended == plain or is_working_day(extended, HOLIDAYS)


@given(days, terms)
def test_the_steps_lead_to_the_last_day(eve: date, term: Term) -> None:
    finding = find(eve, term)
    end = eve
    for step in finding.steps:
        end = replayed(step.code, step.parameters, end)
        assert (step.after, step.parameters.get("last_day", end)) == (end, end)
        assert step.source
    assert finding.value == end


def replayed(code: str, told: Any, end: date) -> date:
    eve: date = told.get("eve", end)
    match code:
        case "statutory_term.counted":
            return last_day(eve, told["term"])
        case "statutory_term.extended":
            assert not is_working_day(end, HOLIDAYS)
            return next(day for n in range(1, 9) if is_working_day(day := end + timedelta(days=n), HOLIDAYS))
        case "statutory_term.filled":
            needed: int = told["working_days"]
            after = (eve + timedelta(days=n) for n in range(1, 15))
            return [day for day in after if is_working_day(day, HOLIDAYS)][needed - 1]
        case "statutory_term.long":
            term = told["term"]
            assert term.unit == "years" or term.amount > told[f"longest_{term.unit}"]
            return end
        case _:
            raise AssertionError(code)


def dated(earlier: Any, later: Any, source: str) -> Dated[Any]:
    return Dated(
        (
            Entry(date(1965, 4, 1), earlier, f"{source} (old)", Confidence.HIGH),
            Entry(date(2030, 1, 1), later, f"{source} (new)", Confidence.HIGH),
        )
    )


@pytest.mark.parametrize(
    ("eve", "end", "sources"),
    [
        # All end on a Saturday.
        (date(1963, 12, 4), date(1963, 12, 16), ("Atw", "Atw art. 1")),
        (date(2029, 12, 5), date(2029, 12, 17), ("Atw", "Atw art. 1")),
        (date(2030, 1, 2), date(2030, 1, 12), ("Atw", "Atw art. 4 (new)")),
    ],
)
def test_the_longest_term_is_that_of_its_first_day(eve: date, end: date, sources: tuple[str, ...]) -> None:
    """Before the first entry, that one: it holds for what is asked about an earlier day."""
    rules = StatutoryTermRules(dated(Longest(90, 12, 3), Longest(9, 12, 3), "Atw art. 4"), RULES.filled)
    finding = find(eve, Term(10, "days"), rules)
    assert (finding.value, finding.sources) == (end, sources)


@pytest.mark.parametrize(
    ("eve", "end"), [(date(2029, 12, 30), date(2030, 1, 2)), (date(2030, 12, 29), date(2031, 1, 3))]
)
def test_the_working_days_in_a_short_term_are_those_of_its_first_day(eve: date, end: date) -> None:
    rules = StatutoryTermRules(RULES.extended, dated(Filled(Term(3, "days"), 2), Filled(Term(3, "days"), 4), "art. 2"))
    assert find(eve, Term(3, "days"), rules).value == end


def test_ten_working_days_name_the_article_on_holidays() -> None:
    finding = working_days(date(2026, 11, 16), 10, HOLIDAYS)
    assert (finding.value, finding.sources) == (date(2026, 11, 30), ("Atw art. 3",))


@pytest.mark.parametrize("language", LANGUAGES)
@given(eve=days, term=terms)
def test_everything_can_be_said(language: str, eve: date, term: Term) -> None:
    assert all(say(step.code, step.parameters, language) for step in find(eve, term).steps)


def test_the_numbers_of_the_law_are_said() -> None:
    *_, long = find(date(2026, 8, 22), Term(91, "days")).steps
    *_, filled = find(date(2026, 12, 24), Term(3, "days")).steps
    assert "90 dagen, 12 weken of 3 maanden" in say(long.code, long.parameters, "nl")
    assert "3 dagen vallen ten minste 2 werkdagen" in say(filled.code, filled.parameters, "nl")
