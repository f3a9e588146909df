"""What is to be done once an insolvency is over: a letter within the time of Fw 36, or a case that can be closed."""

from datetime import date, timedelta

import pytest

from casebook.domain.insolvency.facts import Kind
from casebook.domain.insolvency.rules import Effect
from casebook.domain.signals.after_insolvency import AfterInsolvency
from casebook.domain.signals.clock_state import ClockState
from casebook.domain.signals.facts import ClockNow
from casebook.domain.signals.queue import standing
from casebook.domain.signals.signal import DUE, RED, ROUTINE, band
from tests.domain.signals.builders import FAR, case, clock
from tests.domain.signals.strategies import DAY, RULES

ONE = timedelta(days=1)
WINDOW, CEASED = "signal.insolvency_window", "signal.insolvency_ceased"


def over(until: date, **more: object) -> AfterInsolvency:
    known = {"written": False, "beside": 0} | more
    ended = until - 180 * ONE
    return AfterInsolvency(Kind.BANKRUPTCY, 1, "J. de Boer", ended, "Fw 36", until, **known)  # type: ignore[arg-type]


def told(after: AfterInsolvency, *clocks: ClockNow, **more: object) -> dict[str, int]:
    """Return the bands of what is said about an insolvency that is over."""
    found = standing(case(*clocks, after_insolvency=(after,), **more), DAY, RULES)
    return {one.code: band(one, DAY) for one in found.signals if one.code.startswith("signal.insolvency")}


@pytest.mark.parametrize(
    ("until", "bands"),
    [
        (DAY + 180 * ONE, {WINDOW: DUE}),
        (DAY + 62 * ONE, {WINDOW: DUE}),
        # Band 1 in its last sixty days.
        (DAY + 60 * ONE, {WINDOW: RED}),
        (DAY, {WINDOW: RED}),
        # After it the clocks say for themselves what became of them.
        (DAY - ONE, {}),
    ],
)
def test_the_window_is_due_at_once_and_urgent_at_its_end(until: date, bands: dict[str, int]) -> None:
    """Fw 36: a term that ended during the bankruptcy is over six months after it."""
    assert told(over(until), clock(until)) == bands


@pytest.mark.parametrize(
    ("one", "bands"),
    [
        # No term ends in it: the letter is due, and no right is lost without it.
        (clock(FAR), {WINDOW: DUE}),
        (clock(DAY + 10 * ONE, state=ClockState.UNPROVEN), {WINDOW: RED}),
        (clock(None, state=ClockState.EXTENDED), {WINDOW: DUE}),
        # Nothing to save: not enforceable, paid, given up by a lead, or of somebody else.
        (clock(DAY, state=ClockState.UNENFORCEABLE), {}),
        (clock(DAY, state=ClockState.STOPPED), {}),
        (clock(DAY, accepted=True), {}),
        (clock(DAY, debtor=2), {}),
        # A letter went out after the end: its proof is looked for by the clock itself.
        (clock(DAY + 10 * ONE, letter_sent_on=DAY - ONE), {}),
    ],
)
def test_the_window_is_for_what_a_letter_still_saves(one: ClockNow, bands: dict[str, int]) -> None:
    assert told(over(DAY + 20 * ONE), one) == bands


def test_who_wrote_or_has_nothing_to_ask_is_told_nothing() -> None:
    until = DAY + 20 * ONE
    assert told(over(until, written=True), clock(until)) == {}
    assert told(over(until), clock(until), open_cents=0) == {}
    # A right can be lost after the case was closed.
    assert told(over(until), clock(until), state="closed") == {WINDOW: RED}


def test_of_a_legal_person_that_is_no_more_the_case_can_be_closed() -> None:
    gone = over(DAY, effect=Effect.CEASED, of_debtor=True)._replace(window_until=None)
    assert told(gone) == {CEASED: DUE}
    assert told(gone._replace(beside=2)) == {f"{CEASED}_beside": DUE}
    assert told(gone, state="closed") == {}
    assert ROUTINE not in told(gone).values()


@pytest.mark.parametrize("effect", [*Effect, None])
def test_each_effect_says_what_it_asks_but_where_nothing_is_left_to_do(effect: Effect | None) -> None:
    """Of what the end did to the rest; of one beside the debtor it says nothing."""
    one = over(DAY, effect=effect, of_debtor=True, slated=True)._replace(window_until=None)
    found = told(one, clock(FAR, state=ClockState.UNENFORCEABLE))
    assert len(found) == (effect is not Effect.RESTORED)
    assert set(found.values()) <= {DUE}
    assert told(one._replace(of_debtor=False), clock(FAR)) == {}
    assert told(one, open_cents=0) == told(one, state="closed") == {}


def test_what_can_be_demanded_again_is_said_until_it_is() -> None:
    one = over(DAY, effect=Effect.REVIVES, of_debtor=True)._replace(window_until=None)
    assert told(one) == {"signal.insolvency_revived": DUE}
    assert told(one._replace(taken_up=True)) == told(one._replace(written=True)) == {}
    # Protective administration stopped nothing.
    assert told(one._replace(kind=Kind.PROTECTIVE_ADMINISTRATION)) == {}
