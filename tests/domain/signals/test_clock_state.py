"""How a clock stands, from the answer of limitation law and what people made of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.limitation.clock import limitation
from casebook.domain.limitation.facts import Act, Insolvency, LimitationFacts, Proof
from casebook.domain.money import ZERO, Cents
from casebook.domain.signals.clock_state import ClockState, Reliance, clock_state, state_holds_until
from casebook.law.book import book
from tests.domain.limitation import strategies

DAY = strategies.AS_OF
CONTRACT: dict[str, Any] = {"kind": "contract", "as_of": DAY}
# Five years were over on 01-06-2025.
OLD = {**CONTRACT, "days": {"due_on": date(2020, 6, 1)}}
DEMAND = Act("demand", date(2023, 3, 1), Proof.ASSERTED, received_on=date(2023, 3, 1))
BANKRUPTCY = Insolvency("bankruptcy", date(2021, 2, 1), None)
CLEAN_SLATE = Insolvency("wsnp", date(2021, 2, 1), date(2024, 2, 1), clean_slate=True)


def state(facts: dict[str, Any], **others: Any) -> ClockState:
    known: dict[str, Any] = {"open_cents": Cents(1), "relied": None, "imported_without_history": False, "day": DAY}
    finding = limitation(LimitationFacts(**facts), book().limitation)
    return clock_state(finding, **known | others)


@pytest.mark.parametrize(
    ("facts", "others", "expected"),
    [
        ({**CONTRACT, "days": {"due_on": date(2024, 6, 1)}}, {}, "running"),
        ({**OLD, "events": (DEMAND,)}, {}, "unproven"),
        ({**OLD, "events": (DEMAND,)}, {"relied": Reliance("e-mail", DAY + timedelta(1))}, "relied_on"),
        ({**OLD, "events": (DEMAND,)}, {"relied": Reliance("e-mail", DAY)}, "unproven"),
        ({**OLD, "events": (BANKRUPTCY,)}, {}, "extended"),
        (OLD, {}, "possibly_lapsed"),
        (OLD, {"relied": Reliance("e-mail", DAY + timedelta(1))}, "possibly_lapsed"),
        (OLD, {"imported_without_history": True}, "history_missing"),
        ({**CONTRACT, "days": {"due_on": date(2024, 6, 1)}}, {"imported_without_history": True}, "running"),
        ({**OLD, "law": "BE"}, {}, "abstained"),
        ({**OLD, "kind": "unknown"}, {}, "abstained"),
        ({**OLD, "events": (CLEAN_SLATE,)}, {}, "unenforceable"),
        (OLD, {"open_cents": ZERO}, "stopped"),
        ({**OLD, "kind": "unknown"}, {"open_cents": ZERO}, "stopped"),
    ],
)
def test_states(facts: dict[str, Any], others: dict[str, Any], expected: str) -> None:
    assert state(facts, **others) is ClockState(expected)


@pytest.mark.parametrize(
    ("facts", "relied", "until"),
    [
        # On the claimed end, 01-03-2028, it is still unproven.
        ({**OLD, "events": (DEMAND,)}, None, date(2028, 3, 2)),
        ({**OLD, "events": (DEMAND,)}, Reliance("e-mail", date(2027, 2, 1)), date(2027, 2, 1)),
        ({**OLD, "events": (DEMAND,)}, Reliance("e-mail", date(2029, 2, 1)), date(2028, 3, 2)),
        ({**OLD, "events": (DEMAND,)}, Reliance("e-mail", DAY), date(2028, 3, 2)),
        (OLD, None, None),
    ],
)
def test_until_when_it_stands(facts: dict[str, Any], relied: Reliance | None, until: date | None) -> None:
    finding = limitation(LimitationFacts(**facts), book().limitation)
    assert state_holds_until(finding, relied, DAY) == until


@given(strategies.facts(most=3), st.none() | strategies.days, st.booleans(), st.data())
def test_a_state_stands_until_the_day_it_says(
    facts: LimitationFacts, review_on: date | None, imported: bool, data: st.DataObject
) -> None:
    """The law is asked again on a later day, and so is the lead who relied on an end."""
    relied = Reliance("e-mail", review_on) if review_on else None
    until = state_holds_until(limitation(facts, book().limitation), relied, DAY)
    last = (until or date(2031, 1, 1)) - timedelta(1)
    later = data.draw(st.dates(DAY, last) if last > DAY else st.just(DAY))

    def on(day: date) -> ClockState:
        known = {"kind": facts.kind, "days": facts.days, "events": facts.events, "main": _asked(facts.main, day)}
        return state({**known, "as_of": day}, relied=relied, imported_without_history=imported, day=day)

    assert on(later) is on(DAY)


def _asked(main: LimitationFacts | None, day: date) -> LimitationFacts | None:
    return main and LimitationFacts(main.kind, day, main.days, main.events, main.law)
