"""Running interest: every day's interest has its own term, so its beginning moves (BW 3:308, 3:324 lid 3)."""

from datetime import date, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.limitation.clock import limitation
from casebook.domain.limitation.facts import Act, LimitationFacts, Proof
from casebook.domain.limitation.rules import LimitationRules
from casebook.exchange.fields import Fields
from casebook.exchange.limitation import read
from casebook.law.book import book

DAY = timedelta(days=1)


def edges(rules: LimitationRules, **facts: Any) -> tuple[str, str]:
    given_facts = {"kind": "running_interest", "as_of": "2026-11-21", **facts}
    ends = limitation(read(Fields(given_facts), rules), rules).value.ends
    return str(ends.safe_from), str(ends.claimed_from)


def test_without_interruption_the_last_five_years_are_alive(rules: LimitationRules) -> None:
    assert edges(rules, **{"from": "2018-03-01"}) == ("2021-11-21", "2021-11-21")


def test_interest_younger_than_its_term_is_alive_from_the_first_day(rules: LimitationRules) -> None:
    assert edges(rules, **{"from": "2023-03-01"}) == ("2023-03-01", "2023-03-01")


def test_an_interruption_keeps_what_was_alive_on_its_day(rules: LimitationRules) -> None:
    demand = {"kind": "demand", "on": "2022-06-01", "received_on": "2022-06-01", "proof": "proven"}
    assert edges(rules, **{"from": "2014-03-01", "events": [demand]}) == ("2017-06-01", "2017-06-01")


def test_asserted_moves_only_the_claimed_edge(rules: LimitationRules) -> None:
    event = {"kind": "acknowledgement", "on": "2022-06-01", "proof": "asserted"}
    assert edges(rules, **{"from": "2018-03-01", "events": [event]}) == ("2021-11-21", "2018-03-01")


def test_under_a_judgment_of_1988_the_interest_before_2007_has_lapsed_in_2012(rules: LimitationRules) -> None:
    # RBMNE 2013:4698: the principal was alive, the interest was not.
    facts = {"from": "1988-05-05", "title_on": "1988-05-05", "as_of": "2012-05-05"}
    assert edges(rules, **facts) == ("2007-05-05", "2007-05-05")


def test_under_a_judgment_a_letter_counts_by_the_article_on_titles(rules: LimitationRules) -> None:
    facts = {
        "kind": "running_interest",
        "as_of": "2026-11-21",
        "from": "2015-01-01",
        "title_on": "2016-01-01",
        "events": [{"kind": "service", "on": "2020-12-01"}],
    }
    finding = limitation(read(Fields(facts), rules), rules)
    assert str(finding.value.ends.safe_from) == "2021-11-21"
    assert any("BW 3:325 lid 2" in step.source for step in finding.steps)


def test_interest_ends_with_the_principal(rules: LimitationRules) -> None:
    facts = {
        "kind": "running_interest",
        "as_of": "2026-11-21",
        "from": "2019-01-02",
        "main": {"kind": "contract", "due_on": "2019-01-01"},
    }
    finding = limitation(read(Fields(facts), rules), rules)
    assert str(finding.value.ends.safe_until) == "2024-01-01"
    assert (finding.value.ends.safe_from, finding.value.ends.claimed_from) == (None, None)
    assert finding.value.status == "possibly_lapsed"
    assert finding.steps[-1].source == "BW 3:312"


def test_interest_on_a_principal_under_a_clean_slate_cannot_be_enforced_either(rules: LimitationRules) -> None:
    scheme = {"kind": "insolvency", "regime": "wsnp", "from": "2022-03-01", "until": "2025-03-01", "clean_slate": True}
    facts = {
        "kind": "running_interest",
        "as_of": "2026-11-21",
        "from": "2021-07-02",
        "main": {"kind": "contract", "due_on": "2021-07-01", "events": [scheme]},
    }
    assert limitation(read(Fields(facts), rules), rules).value.status == "unenforceable"


def test_running_interest_cannot_be_waived_back_to_life(rules: LimitationRules) -> None:
    waiver = {"kind": "waiver", "on": "2025-01-01", "proof": "proven"}
    assert edges(rules, **{"from": "2014-03-01", "events": [waiver]}) == ("2021-11-21", "2021-11-21")


def last_day(day: date) -> date:
    start = day + DAY
    end = start + relativedelta(years=5)
    return end - DAY if end.day == start.day else end


def oldest_alive(begun: date, asked: date, interrupted: list[date]) -> date:
    """Follow every day's interest by itself: its own five years, begun anew by each interruption in time."""
    day = begun
    while True:
        end = last_day(day)
        for on in sorted(interrupted):
            if day <= on <= end:
                end = max(end, last_day(on))
        if end >= asked:
            return day
        day += DAY


@given(
    begun=st.dates(date(2004, 1, 1), date(2016, 12, 31)),
    interrupted=st.lists(st.dates(date(2004, 1, 1), date(2026, 11, 21)), max_size=4),
)
def test_the_edge_is_the_oldest_day_that_followed_by_itself_is_still_alive(
    begun: date, interrupted: list[date]
) -> None:
    asked = date(2026, 11, 21)
    events = tuple(Act("acknowledgement", on, Proof.PROVEN) for on in interrupted)
    facts = LimitationFacts("running_interest", asked, {"from": begun}, events)
    found = limitation(facts, book().limitation).value.ends.safe_from
    assert found == oldest_alive(begun, asked, interrupted)


@pytest.mark.parametrize("asked", ["2028-02-29", "2028-03-01", "2027-02-28"])
def test_the_edge_at_the_end_of_february(asked: str, rules: LimitationRules) -> None:
    begun, day = date(2010, 1, 1), date.fromisoformat(asked)
    facts = LimitationFacts("running_interest", day, {"from": begun})
    assert limitation(facts, rules).value.ends.safe_from == oldest_alive(begun, day, [])
