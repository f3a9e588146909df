"""When a clock becomes urgent, by its leads; trials T5 and T12."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.signals.clock_state import ClockState
from casebook.domain.signals.limitation import signals
from casebook.domain.signals.signal import Signal, band
from tests.domain.signals.builders import case, clock
from tests.domain.signals.strategies import DAY, RULES


def the_signal(safe_until: date | None, **others: Any) -> Signal:
    (signal,) = signals(case(clock(safe_until, **others)), RULES.on(DAY))
    return signal


@pytest.mark.parametrize(
    ("safe_until", "others", "amber_on", "red_on", "to_lead_on"),
    [
        # T5: at a bailiff, so ninety days; no letter, so the lead hears at thirty.
        (date(2027, 1, 31), {"placed": True}, date(2026, 8, 4), date(2026, 11, 2), date(2027, 1, 1)),
        (date(2027, 1, 31), {"abroad": True}, date(2026, 8, 4), date(2026, 11, 2), date(2027, 1, 1)),
        (date(2027, 1, 31), {"address_verified": False}, date(2026, 8, 4), date(2026, 11, 2), date(2027, 1, 1)),
        (date(2027, 1, 31), {}, date(2026, 10, 3), date(2026, 12, 2), date(2027, 1, 1)),
        # T12: consumer energy, two years; 29 days before its end it is red and the lead's.
        (date(2026, 12, 20), {"term_days": 730}, date(2026, 8, 22), date(2026, 10, 21), date(2026, 11, 20)),
        # A cheque: six months, of which a quarter is less than sixty days.
        (date(2026, 12, 20), {"term_days": 184}, date(2026, 9, 19), date(2026, 11, 4), date(2026, 11, 20)),
        # A quarter is less than thirty days: the lead hears when it is red, not before.
        (date(2026, 12, 20), {"term_days": 60}, date(2026, 11, 20), date(2026, 12, 5), date(2026, 12, 5)),
        # Sent, not proven: the lead hears at fourteen days.
        (
            date(2026, 12, 20),
            {"term_days": 730, "letter_sent_on": date(2026, 11, 23)},
            date(2026, 8, 22),
            date(2026, 10, 21),
            date(2026, 12, 6),
        ),
    ],
)
def test_leads(safe_until: date, others: dict[str, Any], amber_on: date, red_on: date, to_lead_on: date) -> None:
    signal = the_signal(safe_until, **others)
    assert (signal.amber_on, signal.red_on, signal.to_lead_on) == (amber_on, red_on, to_lead_on)
    days = (amber_on - timedelta(1), amber_on, red_on - timedelta(1), red_on, safe_until)
    assert [band(signal, day) for day in days] == [3, 2, 2, 1, 1]


def test_a_letter_moves_the_date_to_that_of_its_proof_and_nothing_out_of_sight() -> None:
    """T12 refuses to call it solved on sending: proof by 8 December, or else a writ by the 11th, before the weekend."""
    until = date(2026, 12, 20)
    before, after = the_signal(until), the_signal(until, letter_sent_on=date(2026, 11, 23))
    assert (before.due_on, after.due_on) == (until, date(2026, 12, 8))
    assert (after.parameters["on"], after.parameters["writ_by"]) == (date(2026, 12, 8), date(2026, 12, 11))
    assert (after.red_on, after.amber_on) == (before.red_on, before.amber_on)


@pytest.mark.parametrize(
    ("sent_on", "due_on", "code"),
    [
        (date(2026, 12, 7), date(2026, 12, 8), "signal.limitation_proof"),
        (date(2026, 12, 8), date(2026, 12, 11), "signal.limitation_proof_late"),
        (date(2026, 12, 11), date(2026, 12, 20), "signal.limitation_proof_late"),
    ],
)
def test_a_letter_sent_late_is_proven_while_a_writ_still_arrives_and_after_that_by_the_end(
    sent_on: date, due_on: date, code: str
) -> None:
    signal = the_signal(date(2026, 12, 20), letter_sent_on=sent_on)
    assert (signal.due_on, signal.to_lead_on, signal.code) == (due_on, date(2026, 12, 6), code)


PASSED, TO_COME = DAY - timedelta(1), date(2027, 3, 1)


@pytest.mark.parametrize(
    ("state", "claimed_until", "expected"),
    [
        # The lead had to hear of the want of proof before the safe end.
        ("unproven", TO_COME, ("signal.unproven", 1, TO_COME, DAY)),
        ("unproven", None, ("signal.unproven_open", 1, None, DAY)),
        ("possibly_lapsed", PASSED, ("signal.possibly_lapsed", 1, None, None)),
        ("history_missing", PASSED, ("signal.history_missing", 2, None, None)),
        ("abstained", None, ("signal.limitation_abstained", 2, None, None)),
    ],
)
def test_what_is_raised_at_once(
    state: str, claimed_until: date | None, expected: tuple[str, int, date | None, date | None]
) -> None:
    """The code, the band, the day by which something must happen, and since when it is the lead's."""
    safe_until = None if state == "abstained" else PASSED
    signal = the_signal(safe_until, claimed_until=claimed_until, state=ClockState(state))
    assert (signal.code, band(signal, DAY), signal.due_on, signal.to_lead_on) == expected


def test_relied_on_is_quiet_until_the_end_relied_on_comes_near() -> None:
    until = date(2027, 6, 1)
    signal = the_signal(date(2026, 6, 1), claimed_until=until, state=ClockState("relied_on"))
    assert [band(signal, until - timedelta(days)) for days in (121, 120, 61, 60)] == [3, 2, 2, 1]


@pytest.mark.parametrize("state", ["unenforceable", "stopped", "extended"])
def test_nothing_to_guard(state: str) -> None:
    """Extended: no end is known."""
    assert not list(signals(case(clock(None, state=ClockState(state))), RULES.on(DAY)))


def test_running_interest_says_that_it_is_interest_and_what_has_gone() -> None:
    until = date(2026, 12, 20)
    assert the_signal(until, kind=ClockKind.INTEREST).code == "signal.interest"
    signal = the_signal(DAY, kind=ClockKind.INTEREST, lapsed_before=date(2021, 11, 21))
    assert (signal.code, signal.parameters["before"]) == ("signal.interest_edge", date(2021, 11, 21))


def test_a_closed_case_keeps_its_clocks() -> None:
    """Product: a write-off is internal; the claim lives on, clocks and signals run."""
    assert list(signals(case(clock(date(2026, 12, 1)), state="closed"), RULES.on(DAY)))


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ({}, ["signal.limitation"]),
        ({"safe_until": date(2026, 12, 1)}, ["signal.limitation", "signal.interest"]),
        ({"lapsed_before": date(2021, 12, 20)}, ["signal.limitation", "signal.interest_edge"]),
        ({"debtor": 99}, ["signal.limitation", "signal.interest"]),
    ],
)
def test_interest_that_ends_with_its_principal_is_told_with_it(others: dict[str, Any], told: list[str]) -> None:
    """Once, unless it ends on another day, has lapsed in part, or is owed by somebody else."""
    until = {"safe_until": date(2026, 12, 20), "claimed_until": date(2026, 12, 20)}
    principal, interest = clock(**until), clock(**{**until, **others}, kind=ClockKind.INTEREST)
    assert [one.code for one in signals(case(principal, interest), RULES.on(DAY))] == told


def test_who_is_found_at_no_known_address_is_looked_for_when_his_clock_is_guarded() -> None:
    until = date(2026, 12, 20)
    guarded, nowhere = signals(case(clock(until, only_dead_addresses=True)), RULES.on(DAY))
    assert (guarded.code, nowhere.code) == ("signal.limitation", "signal.no_address")
    assert nowhere[3:] == guarded[3:]
    lapsed = clock(until, claimed_until=until, state=ClockState.POSSIBLY_LAPSED, only_dead_addresses=True)
    assert [one.code for one in signals(case(lapsed), RULES.on(DAY))] == ["signal.possibly_lapsed"]
