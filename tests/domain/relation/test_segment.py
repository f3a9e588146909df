"""In which segment a debtor is: by the rules of the house, by hand, and until when that holds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.money import Cents
from casebook.domain.relation.segment import ByHand, Sector, Segment, SegmentFacts, SegmentRule, changes_after, segment
from casebook.law.book import book
from casebook.words import LANGUAGES, say

DAY = date(2026, 11, 21)
RULES = book().segments.first.value
WITHIN = book().defaults.intake.first.value.promise_within
LONG_AGO = date(2021, 11, 21)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (SegmentFacts(), Segment.OTHER),
        (SegmentFacts("natural"), Segment.CONSUMER),
        (SegmentFacts("estate"), Segment.CONSUMER),
        (SegmentFacts("legal"), Segment.BUSINESS),
        (SegmentFacts("legal", Sector.PUBLIC_SECTOR), Segment.PUBLIC),
        (SegmentFacts("legal", open_cents=Cents(49_999_99)), Segment.BUSINESS),
        (SegmentFacts("legal", open_cents=Cents(50_000_00)), Segment.KEY),
        (SegmentFacts("legal", earlier_cases=2), Segment.RECURRING),
        # Five years are complete today, and were not yet yesterday.
        (SegmentFacts("vof", customer_since=LONG_AGO), Segment.LOYAL),
        (SegmentFacts("vof", customer_since=LONG_AGO + timedelta(1)), Segment.BUSINESS),
        (SegmentFacts("vof", customer_since=LONG_AGO, earlier_cases=1), Segment.BUSINESS),
        (SegmentFacts("vof", customer_since=LONG_AGO, promised_on=(date(2026, 9, 1),)), Segment.BUSINESS),
        (
            SegmentFacts("vof", customer_since=LONG_AGO, promised_on=(date(2026, 9, 1),), paid_on=(date(2026, 9, 9),)),
            Segment.LOYAL,
        ),
    ],
)
def test_the_first_rule_that_fits_decides(facts: SegmentFacts, expected: Segment) -> None:
    found = segment(facts, RULES, WITHIN, DAY)
    assert found.value == found.steps[-1].after == expected
    assert all(say(step.code, step.parameters, language) for step in found.steps for language in LANGUAGES)


def test_a_step_names_the_condition_on_which_a_rule_failed() -> None:
    rules = (
        SegmentRule(Segment.KEY, ("legal",), open_from=Cents(100)),
        SegmentRule(Segment.LOYAL, kept_from=1),
        SegmentRule(Segment.BUSINESS, ("legal",), open_below=Cents(100)),
    )
    found = segment(SegmentFacts("legal", open_cents=Cents(99)), rules, WITHIN, DAY)
    assert [(step.code, step.parameters["rule"], step.parameters["why"][0]) for step in found.steps] == [
        ("segment.rule_missed", 1, "segment.open_from"),
        ("segment.rule_missed", 2, "segment.kept"),
        ("segment.rule_met", 3, "segment.of_kind"),
        ("segment.rule_met", 3, "segment.open_below"),
    ]


def test_a_rule_without_conditions_holds_for_everybody() -> None:
    found = segment(SegmentFacts(), (SegmentRule(Segment.BUSINESS),), WITHIN, DAY)
    assert (found.value, [step.code for step in found.steps]) == (Segment.BUSINESS, ["segment.rule_open"])


def test_what_a_person_chose_goes_before_the_rules_up_to_its_last_day() -> None:
    facts = SegmentFacts("natural", by_hand=ByHand(Segment.KEY, "directeur van grote klant", DAY))
    assert segment(facts, RULES, WITHIN, DAY).value == Segment.KEY
    assert changes_after(facts, RULES, WITHIN, DAY) == DAY + timedelta(1)
    assert segment(facts, RULES, WITHIN, DAY + timedelta(1)).value == Segment.CONSUMER
    for_good = facts._replace(by_hand=ByHand(Segment.KEY, "zo afgesproken", None))
    assert segment(for_good, RULES, WITHIN, date(2036, 1, 1)).value == Segment.KEY


def test_who_has_been_a_customer_for_long_enough_changes_on_that_day() -> None:
    facts = SegmentFacts("vof", customer_since=LONG_AGO + timedelta(9))
    assert changes_after(facts, RULES, WITHIN, DAY) == DAY + timedelta(9)


def test_an_amount_below_which_somebody_belongs_is_not_below_itself() -> None:
    rules = (SegmentRule(Segment.CONSUMER, open_below=Cents(100_00)),)
    found = [segment(SegmentFacts(open_cents=Cents(cents)), rules, WITHIN, DAY).value for cents in (99_99, 100_00)]
    assert found == [Segment.CONSUMER, Segment.OTHER]


def test_a_customer_from_a_day_ahead_is_one_for_no_years() -> None:
    rules = (SegmentRule(Segment.LOYAL, years_from=0),)
    assert segment(SegmentFacts(customer_since=DAY + timedelta(400)), rules, WITHIN, DAY).value is Segment.LOYAL


days = st.dates(date(2019, 1, 1), date(2027, 1, 1))
facts_of_any = st.builds(
    SegmentFacts,
    st.sampled_from(["natural", "vof", "legal", "unknown"]),
    st.none() | st.sampled_from(Sector),
    st.sampled_from([Cents(0), Cents(5_000_000)]),
    st.none() | days,
    st.lists(days, max_size=3).map(tuple),
    st.lists(days, max_size=3).map(tuple),
    st.integers(0, 3),
    st.none() | st.builds(ByHand, st.sampled_from(Segment), st.just("x"), st.none() | days),
)


@given(facts_of_any, days, st.integers(0, 2000))
def test_it_stays_the_same_until_the_day_on_which_it_changes(facts: SegmentFacts, day: date, later: int) -> None:
    now = segment(facts, RULES, WITHIN, day).value
    end, then = changes_after(facts, RULES, WITHIN, day), day + timedelta(later)
    if end is None or then < end:
        assert segment(facts, RULES, WITHIN, then).value == now
    if end is not None:
        assert segment(facts, RULES, WITHIN, end).value != now
