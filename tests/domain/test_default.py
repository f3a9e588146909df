"""The first day of default from how the term was agreed."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.calendar import ONE_DAY, Term, is_working_day
from casebook.domain.capacity import Capacity
from casebook.domain.dated import Confidence, Dated, Entry
from casebook.domain.default import Agreed, DefaultFacts, Notice, default_date
from casebook.domain.finding import Finding
from casebook.errors import Refused
from casebook.law.book import book
from casebook.words import LANGUAGES, say

RULES, HOLIDAYS = book().default, book().holidays
CONSUMER, BUSINESS = Capacity.CONSUMER, Capacity.BUSINESS
DUE_ON = date(2026, 10, 1)
RECEIVED_ON = date(2026, 9, 1)


def find(capacity: Capacity, agreed: Agreed, **facts: Any) -> Finding[date | None]:
    return default_date(DefaultFacts(capacity, agreed, **facts), RULES, HOLIDAYS)


def codes(finding: Finding[date | None]) -> list[str]:
    return [caution.code for caution in finding.warnings]


@pytest.mark.parametrize("agreed", [Agreed.CONTRACT, Agreed.CONDITIONS, Agreed.LAW])
@pytest.mark.parametrize("capacity", [CONSUMER, BUSINESS])
def test_a_fatal_term(capacity: Capacity, agreed: Agreed) -> None:
    """BW 6:83 a; T17 (b): flour due 01-10 agreed, default from 02-10."""
    finding = find(capacity, agreed, due_on=DUE_ON)
    assert finding.value == date(2026, 10, 2)
    assert finding.steps[-1].source.startswith("BW 6:83 onder a")


@pytest.mark.parametrize("facts", [{}, {"due_on": DUE_ON}])
@pytest.mark.parametrize("agreed", [Agreed.INVOICE, Agreed.NONE])
def test_a_consumer_without_a_fatal_term_is_not_in_default(agreed: Agreed, facts: dict[str, Any]) -> None:
    """T17 (a): a term on the invoice only (RBNHO:2023:6558); BW 6:82 asks for a notice of default first."""
    finding = find(CONSUMER, agreed, invoice_received_on=RECEIVED_ON, **facts)
    assert finding.value is None
    assert finding.steps[-1].code == "default.no_fatal_term"
    assert "default.send_notice" in codes(finding)
    assert ("default.invoice_term_not_fatal" in codes(finding)) is (agreed is Agreed.INVOICE)


@pytest.mark.parametrize("agreed", [Agreed.INVOICE, Agreed.NONE])
@pytest.mark.parametrize(
    ("received_on", "default_on", "extended"),
    [
        (date(2026, 9, 1), date(2026, 10, 2), False),
        (date(2026, 9, 3), date(2026, 10, 6), True),  # 3 October 2026 is a Saturday
        (date(2026, 3, 4), date(2026, 4, 8), True),  # Good Friday, Easter
    ],
)
def test_the_statutory_term_between_businesses(
    agreed: Agreed, received_on: date, default_on: date, extended: bool
) -> None:
    """BW 6:119a: thirty days after the day following receipt of the invoice."""
    finding = find(BUSINESS, agreed, invoice_received_on=received_on)
    assert finding.value == default_on
    assert ("default.extended" in codes(finding)) is extended


def test_an_invoice_that_gives_longer_is_kept_to() -> None:
    finding = find(BUSINESS, Agreed.INVOICE, invoice_received_on=RECEIVED_ON, due_on=date(2026, 10, 15))
    assert finding.value == date(2026, 10, 16)


def test_an_invoice_cannot_shorten_the_statutory_term() -> None:
    finding = find(BUSINESS, Agreed.INVOICE, invoice_received_on=RECEIVED_ON, due_on=date(2026, 9, 15))
    assert finding.value == date(2026, 10, 2)


@pytest.mark.parametrize(
    ("due_on", "facts", "default_on", "caution"),
    [
        # Sixty days after receipt on 1 September is 31 October.
        (date(2026, 10, 31), {}, date(2026, 11, 1), "default.unless_large_debtor"),
        (date(2026, 11, 1), {}, date(2026, 10, 2), "default.unless_express"),
        (date(2026, 11, 1), {"long_term_express": False}, date(2026, 10, 2), None),
        (date(2026, 11, 1), {"long_term_express": True}, date(2026, 11, 2), "default.unless_large_debtor"),
        (date(2026, 10, 1), {"large_debtor_small_creditor": True}, date(2026, 10, 2), None),
        (date(2026, 10, 2), {"large_debtor_small_creditor": True}, date(2026, 10, 2), None),
        (date(2026, 10, 20), {"large_debtor_small_creditor": True}, date(2026, 10, 2), None),
        (
            date(2026, 10, 20),
            {"large_debtor_small_creditor": True, "long_term_express": True},
            date(2026, 10, 2),
            None,
        ),
        (date(2026, 10, 20), {"large_debtor_small_creditor": False}, date(2026, 10, 21), None),
        (date(2026, 10, 1), {}, date(2026, 10, 2), None),
    ],
)
def test_terms_agreed_too_long(due_on: date, facts: dict[str, Any], default_on: date, caution: str | None) -> None:
    """BW 6:119a; Stb. 2022, 146: sixty days unless expressly longer, thirty from a large debtor to a small creditor."""
    finding = find(BUSINESS, Agreed.CONTRACT, due_on=due_on, invoice_received_on=RECEIVED_ON, **facts)
    assert finding.value == default_on
    assert codes(finding) == ([caution] if caution else [])


@pytest.mark.parametrize(
    ("received_on", "due_on", "default_on"),
    [
        (date(2022, 6, 30), date(2022, 8, 29), date(2022, 8, 30)),  # sixty days still allowed
        (date(2022, 7, 1), date(2022, 8, 29), date(2022, 8, 2)),  # thirty; 31 July 2022 is a Sunday
    ],
)
def test_the_longest_term_is_that_of_its_day(received_on: date, due_on: date, default_on: date) -> None:
    facts: dict[str, Any] = {"invoice_received_on": received_on, "large_debtor_small_creditor": True}
    assert find(BUSINESS, Agreed.CONTRACT, due_on=due_on, **facts).value == default_on


def test_no_longest_term_towards_a_consumer() -> None:
    finding = find(CONSUMER, Agreed.CONTRACT, due_on=date(2027, 3, 1), invoice_received_on=RECEIVED_ON)
    assert finding.value == date(2027, 3, 2)


def test_notice_of_default() -> None:
    """BW 6:82 lid 1: default at the end of the term in a notice that was received."""
    notice = Notice(date(2026, 11, 2), date(2026, 11, 16))
    finding = find(CONSUMER, Agreed.INVOICE, due_on=DUE_ON, notice=notice)
    assert finding.value == date(2026, 11, 17)
    assert finding.steps[-1].source == "BW 6:82 lid 1"
    assert "default.notice_to_judge" in codes(finding)


def test_a_notice_that_was_not_received_does_not_count() -> None:
    """BW 3:37 lid 3."""
    finding = find(CONSUMER, Agreed.NONE, notice=Notice(None, date(2026, 11, 16)))
    assert finding.value is None
    assert "default.notice_not_received" in codes(finding)


def test_a_notice_without_a_term_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        find(CONSUMER, Agreed.NONE, notice=Notice(date(2026, 11, 2), date(2026, 11, 2)))
    assert (refused.value.code, refused.value.source) == ("default.notice_without_term", "BW 6:82 lid 1")
    assert all(say(refused.value.code, refused.value.parameters, language) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("facts", "default_on"),
    [
        ({"refused_on": date(2026, 10, 20)}, date(2026, 10, 20)),
        ({"refused_on": date(2026, 9, 10), "due_on": DUE_ON}, date(2026, 10, 2)),
        (
            {"refused_on": date(2026, 10, 20), "notice": Notice(date(2026, 10, 5), date(2026, 10, 19))},
            date(2026, 10, 20),
        ),
        (
            {"refused_on": date(2026, 10, 12), "notice": Notice(date(2026, 10, 5), date(2026, 10, 19))},
            date(2026, 10, 12),
        ),
    ],
)
def test_the_debtor_says_that_he_will_not_pay(facts: dict[str, Any], default_on: date) -> None:
    """BW 6:83 c; never before the debt is due, and whichever ground comes first."""
    assert find(CONSUMER, Agreed.INVOICE, **facts).value == default_on


@pytest.mark.parametrize(
    ("capacity", "agreed", "facts", "code"),
    [
        (CONSUMER, Agreed.CONTRACT, {}, "default.due_day_missing"),
        (BUSINESS, Agreed.CONDITIONS, {"invoice_received_on": RECEIVED_ON}, "default.due_day_missing"),
        (BUSINESS, Agreed.NONE, {}, "default.receipt_missing"),
        (BUSINESS, Agreed.NONE, {"invoice_received_on": date(2001, 1, 1)}, "default.before_statutory_term"),
    ],
)
def test_abstains_with_the_reason(capacity: Capacity, agreed: Agreed, facts: dict[str, Any], code: str) -> None:
    finding = find(capacity, agreed, **facts)
    assert finding.value is None
    assert [step.code for step in finding.steps] == [code]
    assert "default.send_notice" in codes(finding)


def dated(earlier: Any, later: Any) -> Dated[Any]:
    return Dated(
        (
            Entry(date(2010, 1, 1), earlier, "the old law", Confidence.HIGH),
            Entry(date(2026, 9, 15), later, "the new law", Confidence.HIGH),
        )
    )


@pytest.mark.parametrize(
    ("received_on", "default_on", "source"),
    [
        (date(2009, 12, 31), None, "the old law"),
        (date(2026, 9, 14), date(2026, 10, 15), "the old law"),
        (date(2026, 9, 15), date(2026, 9, 26), "the new law"),
    ],
)
def test_the_statutory_term_is_that_of_the_day_of_receipt(
    received_on: date, default_on: date | None, source: str
) -> None:
    """Before the first rule there is no statutory term."""
    rules = replace(RULES, statutory_term=dated(Term(30, "days"), Term(10, "days")))
    facts = DefaultFacts(BUSINESS, Agreed.NONE, invoice_received_on=received_on)
    finding = default_date(facts, rules, HOLIDAYS)
    assert (finding.value, finding.steps[0].source) == (default_on, source)


@pytest.mark.parametrize(
    ("received_on", "due_on", "too_long"),
    [
        (date(2009, 12, 31), date(2010, 12, 31), None),
        (date(2026, 9, 14), date(2026, 11, 13), None),
        (date(2026, 9, 14), date(2026, 11, 14), "the old law"),
        (date(2026, 9, 15), date(2026, 11, 13), "the new law"),
    ],
)
def test_the_longest_agreed_term_is_that_of_the_day_of_receipt(
    received_on: date, due_on: date, too_long: str | None
) -> None:
    rules = replace(RULES, longest_term=dated(Term(60, "days"), Term(45, "days")))
    facts = DefaultFacts(BUSINESS, Agreed.CONTRACT, due_on, received_on, large_debtor_small_creditor=False)
    finding = default_date(facts, rules, HOLIDAYS)
    sources = [step.source for step in finding.steps if step.code == "default.term_too_long"]
    assert sources == ([too_long] if too_long else [])
    assert [one.source for one in finding.warnings if one.code == "default.unless_express"] == sources


@pytest.mark.parametrize(
    ("due_on", "default_on", "not_fatal_by"),
    [
        (date(2009, 12, 31), None, ["the old law"]),
        (date(2026, 9, 14), None, ["the old law"]),
        (date(2026, 9, 15), date(2026, 9, 16), []),
        (None, None, []),
    ],
)
def test_what_makes_a_term_fatal_is_the_law_of_its_last_day(
    due_on: date | None, default_on: date | None, not_fatal_by: list[str]
) -> None:
    rules = replace(RULES, fatal=dated({Agreed.CONTRACT}, {Agreed.CONTRACT, Agreed.INVOICE}))
    finding = default_date(DefaultFacts(CONSUMER, Agreed.INVOICE, due_on), rules, HOLIDAYS)
    assert finding.value == default_on
    assert [one.source for one in finding.warnings if one.code == "default.invoice_term_not_fatal"] == not_fatal_by


@pytest.mark.parametrize(
    ("due_on", "default_on", "source"),
    [
        (date(2009, 12, 31), None, "BW 6:82 lid 1"),
        (date(2010, 1, 1), date(2010, 1, 2), "the old law"),
        (date(2026, 9, 15), None, "BW 6:82 lid 1"),
    ],
)
def test_no_term_is_fatal_before_the_law_that_made_it_so(due_on: date, default_on: date | None, source: str) -> None:
    rules = replace(RULES, fatal=dated({Agreed.CONTRACT}, {Agreed.LAW}))
    finding = default_date(DefaultFacts(CONSUMER, Agreed.CONTRACT, due_on), rules, HOLIDAYS)
    assert (finding.value, finding.steps[-1].source) == (default_on, source)


def test_the_caution_on_an_invoice_rests_on_the_law_of_its_day() -> None:
    rules = replace(RULES, fatal=dated({Agreed.CONTRACT}, {Agreed.CONTRACT, Agreed.LAW}))
    finding = default_date(DefaultFacts(CONSUMER, Agreed.INVOICE, date(2026, 9, 15)), rules, HOLIDAYS)
    assert [one.source for one in finding.warnings if one.code == "default.invoice_term_not_fatal"] == ["the new law"]


maybe_day = st.none() | st.dates(date(2003, 1, 1), date(2030, 12, 31))


@st.composite
def all_facts(draw: st.DrawFn) -> DefaultFacts:
    received_on = draw(maybe_day)
    notice_end = (received_on or date(2020, 1, 1)) + timedelta(days=draw(st.integers(1, 60)))
    return DefaultFacts(
        capacity=draw(st.sampled_from(Capacity)),
        agreed=draw(st.sampled_from(Agreed)),
        due_on=draw(maybe_day),
        invoice_received_on=draw(maybe_day),
        notice=draw(st.none() | st.just(Notice(received_on, notice_end))),
        refused_on=draw(maybe_day),
        large_debtor_small_creditor=draw(st.none() | st.booleans()),
        long_term_express=draw(st.none() | st.booleans()),
    )


@given(all_facts())
def test_steps_replay(facts: DefaultFacts) -> None:
    finding = default_date(facts, RULES, HOLIDAYS)
    assert finding.steps
    for step in finding.steps:
        assert step.after == replayed(step.code, step.parameters)
        assert step.source
    assert finding.value == finding.steps[-1].after


def replayed(code: str, told: Any) -> date | None:
    due_on: date | None = told.get("due_on")
    earliest = due_on + ONE_DAY if due_on else date.min
    end: date
    match code:
        case "default.agreed_term" | "default.invoice_term_longer":
            return earliest
        case "default.statutory_term":
            assert told["last_day"] == told["received_on"] + timedelta(days=told["term"].amount)
            end = told["last_day"]
            return end + ONE_DAY
        case "statutory_term.extended":
            end = told["from"]
            while not is_working_day(end, HOLIDAYS):
                end += ONE_DAY
            return end + ONE_DAY
        case "default.notice":
            end = told["last_day"]
            return max(end + ONE_DAY, earliest)
        case "default.refused":
            end = told["refused_on"]
            return max(end, earliest)
        case _:
            return None


@given(all_facts())
def test_never_on_or_before_the_last_day_of_payment_of_a_consumer(facts: DefaultFacts) -> None:
    value = default_date(facts, RULES, HOLIDAYS).value
    if facts.capacity is CONSUMER and facts.due_on and value:
        assert value > facts.due_on


@given(all_facts())
def test_a_notice_or_a_refusal_never_makes_default_later(facts: DefaultFacts) -> None:
    bare = DefaultFacts(
        facts.capacity,
        facts.agreed,
        facts.due_on,
        facts.invoice_received_on,
        large_debtor_small_creditor=facts.large_debtor_small_creditor,
        long_term_express=facts.long_term_express,
    )
    without, value = (default_date(one, RULES, HOLIDAYS).value for one in (bare, facts))
    assert without is None or (value is not None and value <= without)


@pytest.mark.parametrize("language", LANGUAGES)
@given(facts=all_facts())
def test_everything_can_be_said(language: str, facts: DefaultFacts) -> None:
    finding = default_date(facts, RULES, HOLIDAYS)
    said = [(one.code, one.parameters) for one in finding.steps]
    said += [(one.code, one.parameters) for one in finding.warnings]
    assert all(say(code, parameters, language) for code, parameters in said)
