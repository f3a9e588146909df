"""The place of a case in the queue: band, day, why, and what else the screens need to know."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.dated import Dated
from casebook.domain.money import Cents
from casebook.domain.parameters import decode, encode
from casebook.domain.signals.approvals import AskedApproval
from casebook.domain.signals.clock_state import ClockState
from casebook.domain.signals.facts import CaseFacts, Hold, NextAction
from casebook.domain.signals.queue import NOTHING_TO_DO, Standing, standing
from casebook.domain.signals.rules import SignalRules
from casebook.domain.signals.signal import band
from casebook.words import LANGUAGES, say
from tests.domain.signals.builders import FAR, case, clock
from tests.domain.signals.strategies import DAY, KIND, RULES, cases, changing_rules

YESTERDAY, TOMORROW = DAY - timedelta(1), DAY + timedelta(1)
SOON = clock(date(2026, 12, 14))
rules_of_the_house = st.just(RULES) | changing_rules()


def place(facts: CaseFacts, day: date = DAY) -> Standing:
    return standing(facts, day, RULES)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (case(), (3, FAR, "signal.next_action")),
        (case(next_action=NextAction(TOMORROW, KIND)), (3, TOMORROW, "signal.next_action")),
        (case(next_action=NextAction(DAY, KIND)), (2, DAY, "signal.next_action")),
        (case(next_action=None), (2, None, "signal.no_next_action")),
        (case(SOON), (1, date(2026, 12, 14), "signal.limitation")),
        (case(SOON, next_action=NextAction(YESTERDAY, KIND)), (1, date(2026, 12, 14), "signal.limitation")),
        (case(SOON, clock(date(2026, 12, 5), claim=2)), (1, date(2026, 12, 5), "signal.limitation")),
        # What can no longer be saved by a day comes after what can.
        (
            case(clock(YESTERDAY, state=ClockState.POSSIBLY_LAPSED), SOON),
            (1, date(2026, 12, 14), "signal.limitation"),
        ),
        (case(clock(date(2027, 3, 1))), (2, date(2027, 3, 1), "signal.limitation")),
        (case(clock(date(2028, 3, 1))), (3, FAR, "signal.next_action")),
        (case(moves=2), (3, FAR, "signal.next_action")),
        (case(moves=3), (2, None, "signal.neglect_moved")),
        (case(owner_active=False), (2, None, "signal.neglect_owner")),
        (case(last_outward_on=date(2026, 9, 23)), (3, FAR, "signal.next_action")),
        (case(last_outward_on=date(2026, 9, 22)), (2, DAY, "signal.neglect_idle")),
        (case(last_outward_on=date(2026, 9, 22), sleeping=True), (3, FAR, "signal.next_action")),
        (case(last_outward_on=date(2026, 7, 24), sleeping=True), (2, DAY, "signal.neglect_idle")),
        (case(holds=(Hold("klacht", DAY),)), (3, FAR, "signal.next_action")),
        (case(holds=(Hold("klacht", YESTERDAY),)), (2, DAY, "signal.hold_ended")),
        # Holds that overlap act as one.
        (case(holds=(Hold("klacht", YESTERDAY), Hold("curator", DAY))), (3, FAR, "signal.next_action")),
        (case(holds=(Hold("klacht", YESTERDAY), Hold("curator", None))), (3, FAR, "signal.next_action")),
        # One that begins only later does not: nobody decided on what ended.
        (case(holds=(Hold("klacht", YESTERDAY), Hold("curator", None, FAR))), (2, DAY, "signal.hold_ended")),
        # Of a claim, unless the whole case is held up as long.
        (case(holds=(Hold("klacht", YESTERDAY, claim="7001"),)), (2, DAY, "signal.claim_hold_ended")),
        (case(holds=(Hold("klacht", YESTERDAY, claim="7001"), Hold("x", FAR))), (3, FAR, "signal.next_action")),
        (case(holds=(Hold("klacht", YESTERDAY, claim="7001"), Hold("x", YESTERDAY))), (2, DAY, "signal.hold_ended")),
        (case(holds=(Hold("klacht", YESTERDAY), Hold("x", FAR, claim="7001"))), (2, DAY, "signal.hold_ended")),
        (case(sleeping=True, recourse_check_on=DAY), (2, DAY, "signal.recourse_check")),
        (case(recourse_check_on=DAY), (3, FAR, "signal.next_action")),
        (case(sleeping=True, recourse_check_on=DAY, state="closed"), (3, None, "signal.nothing_to_do")),
        (case(proposals=1), (2, None, "signal.proposals")),
        (case(approvals=(AskedApproval(FAR, DAY),)), (2, FAR, "signal.approval")),
        (case(approvals=(AskedApproval(YESTERDAY, YESTERDAY),), state="closed"), (2, YESTERDAY, "signal.approval")),
        (case(approvals=(AskedApproval(FAR, DAY + timedelta(1)),)), (3, FAR, "signal.next_action")),
        (case(state="closed", moves=3, owner_active=False), (3, None, "signal.nothing_to_do")),
        (case(state="closed", proposals=2), (2, None, "signal.proposals")),
        (case(SOON, state="closed"), (1, date(2026, 12, 14), "signal.limitation")),
    ],
)
def test_band_day_and_why(facts: CaseFacts, expected: tuple[int, date | None, str]) -> None:
    found = place(facts)
    assert (found.band, found.by_on, found.why.code) == expected


def test_on_one_day_the_source_that_stands_first_says_why() -> None:
    facts = case(
        clock(YESTERDAY, state=ClockState.HISTORY_MISSING),
        next_action=NextAction(DAY, KIND),
        holds=(Hold("klacht", YESTERDAY),),
        last_outward_on=date(2026, 9, 22),
        moves=3,
        proposals=2,
    )
    assert [signal.code for signal in place(facts).signals] == [
        "signal.next_action",
        "signal.hold_ended",
        "signal.neglect_idle",
        "signal.history_missing",
        "signal.neglect_moved",
        "signal.proposals",
    ]


def test_clocks_that_end_on_one_day_have_an_order_of_their_own() -> None:
    clocks = [replace(SOON, claim=claim, number=number) for claim, number in ((2, "7002"), (1, "7001"), (1, "7003"))]
    assert place(case(*clocks)) == place(case(*reversed(clocks)))


@pytest.mark.parametrize(
    ("facts", "small"),
    [
        (case(SOON, debtor_open_cents=Cents(99_99)), True),
        (case(SOON, debtor_open_cents=Cents(100_00)), False),
        (case(SOON, clock(date(2026, 12, 20), claim=2), debtor_open_cents=Cents(40_00)), True),
        (case(SOON, debtor_open_cents=Cents(40_00), next_action=NextAction(TOMORROW, KIND)), True),
        (case(SOON, debtor_open_cents=Cents(40_00), next_action=NextAction(DAY, KIND)), False),
        (case(SOON, debtor_open_cents=Cents(40_00), proposals=1), False),
        (case(clock(), debtor_open_cents=Cents(40_00)), False),
    ],
)
def test_small(facts: CaseFacts, small: bool) -> None:
    """Product: claims under a set amount per debtor whose only signal is limitation share one line."""
    assert place(facts).small is small


@pytest.mark.parametrize(
    ("facts", "to_lead"),
    [
        (case(clock(DAY + timedelta(30))), True),
        (case(clock(DAY + timedelta(31))), False),
        (case(clock(DAY + timedelta(30), letter_sent_on=YESTERDAY)), False),
        (case(clock(DAY + timedelta(14), letter_sent_on=YESTERDAY)), True),
        (case(clock(DAY + timedelta(15), letter_sent_on=YESTERDAY)), False),
        # Also where another signal decides the place.
        (case(clock(DAY + timedelta(20), letter_sent_on=YESTERDAY), clock(DAY + timedelta(25), claim=2)), True),
    ],
)
def test_to_the_lead(facts: CaseFacts, to_lead: bool) -> None:
    assert place(facts).to_lead is to_lead


def test_neglected_also_where_something_else_decides() -> None:
    found = place(case(SOON, moves=3))
    assert (found.why.code, found.neglected) == ("signal.limitation", True)
    assert not place(case(SOON)).neglected


@pytest.mark.parametrize(
    ("facts", "until"),
    [
        (case(last_outward_on=date(2026, 10, 1)), date(2026, 11, 30)),
        (case(next_action=NextAction(date(2026, 12, 1), KIND)), date(2026, 12, 1)),
        (case(next_action=NextAction(YESTERDAY, KIND), owner_active=False, sleeping=True), date(2027, 3, 21)),
        (case(holds=(Hold("klacht", date(2026, 11, 25)),)), date(2026, 11, 26)),
        (case(clock(holds_until=date(2026, 11, 23))), date(2026, 11, 23)),
        # Amber, then red, then the lead's.
        (case(clock(DAY + timedelta(100))), DAY + timedelta(40)),
        (case(clock(DAY + timedelta(40))), DAY + timedelta(10)),
        # Red on 02-12, but behind what is red already: nothing to see.
        (case(clock(DAY), clock(DAY + timedelta(71), claim=2)), DAY + timedelta(60)),
        (case(state="closed"), None),
    ],
)
def test_holds_until(facts: CaseFacts, until: date | None) -> None:
    assert place(facts).holds_until == until


def test_new_settings_are_for_a_new_look() -> None:
    start, amount = date(2026, 11, 24), Cents(50_00)
    (known,) = RULES.small_claims.entries
    rules = replace(RULES, small_claims=Dated((known, replace(known, start=start, value=amount))))
    facts = case(SOON, debtor_open_cents=amount)
    now = standing(facts, DAY, rules)
    assert (now.small, now.holds_until) == (True, start)
    assert not standing(facts, start, rules).small


@given(cases(), rules_of_the_house, st.data())
def test_it_holds_until_the_day_it_says(facts: CaseFacts, rules: SignalRules, data: st.DataObject) -> None:
    now = standing(facts, DAY, rules)
    last = (now.holds_until or date(2040, 1, 1)) - timedelta(1)
    for day in (data.draw(st.dates(DAY, last)), last):
        assert standing(facts, day, rules) == now


@given(cases())
def test_and_not_a_day_longer(facts: CaseFacts) -> None:
    """On the day it says, a clock is to be computed again, or the place is another one."""
    now = place(facts)
    if now.holds_until is not None and now.holds_until not in {clock.holds_until for clock in facts.clocks}:
        then = place(facts, now.holds_until)
        assert then._replace(holds_until=None) != now._replace(holds_until=None)


@given(cases(), st.integers(0, 600), st.integers(0, 600))
def test_nothing_becomes_less_urgent_by_waiting(facts: CaseFacts, first: int, later: int) -> None:
    """But what an insurer asks: after its last day there is nothing left to save in time."""
    facts = replace(facts, insured=())
    before, after = place(facts, DAY + timedelta(first)), place(facts, DAY + timedelta(first + later))
    assert after.band <= before.band
    assert after.to_lead >= before.to_lead
    assert after.neglected >= before.neglected
    assert all(signal in after.signals for signal in before.signals if signal != NOTHING_TO_DO)


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_that_of_the_facts(facts: CaseFacts, random: Any) -> None:
    clocks, holds = list(facts.clocks), list(facts.holds)
    random.shuffle(clocks)
    random.shuffle(holds)
    assert place(replace(facts, clocks=tuple(clocks), holds=tuple(holds))) == place(facts)


@given(cases(), st.integers(0, 300))
def test_signals_stand_in_order_of_band_and_day(facts: CaseFacts, days: int) -> None:
    day = DAY + timedelta(days)
    found = place(facts, day)
    order = [(band(signal, day), signal.due_on or date.max) for signal in found.signals]
    assert order == sorted(order)
    assert (found.why, found.band, found.by_on) == (found.signals[0], order[0][0], found.signals[0].due_on)


@given(cases())
def test_a_clock_near_its_end_is_never_out_of_sight(facts: CaseFacts) -> None:
    """Whatever was sent, held, placed or closed."""
    found = place(replace(facts, clocks=(*facts.clocks, replace(SOON, letter_sent_on=YESTERDAY))))
    assert found.band == 1
    assert "signal.limitation_proof" in {signal.code for signal in found.signals}


@given(cases(), st.integers(0, 300))
def test_every_signal_can_be_stored_and_said(facts: CaseFacts, days: int) -> None:
    for signal in place(facts, DAY + timedelta(days)).signals:
        stored = decode(encode(signal.parameters))
        assert stored == signal.parameters
        for language in LANGUAGES:
            assert say(signal.code, stored, language)


@pytest.mark.parametrize(
    ("facts", "nl", "en"),
    [
        (case(SOON), "stuiten: veilig t/m 14-12-2026", "interrupt: safe until 14 Dec 2026"),
        (
            case(clock(date(2026, 12, 20), letter_sent_on=date(2026, 11, 20))),
            "bewijs uiterlijk 08-12-2026, anders exploot uiterlijk 11-12-2026",
            "proof by 8 Dec 2026, or else a writ by 11 Dec 2026",
        ),
        (case(moves=3), "doorpakken: 3 keer verplaatst zonder contact", "act: moved 3 times without contact"),
        (case(proposals=1), "1 voorstel beoordelen", "decide on 1 proposal"),
    ],
)
def test_why_in_words(facts: CaseFacts, nl: str, en: str) -> None:
    why = place(facts).why
    assert (say(why.code, why.parameters, "nl"), say(why.code, why.parameters, "en")) == (nl, en)
