"""When a case is to be assessed, and which evidence of finances waits."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.finance import Piece, Result
from casebook.domain.routes.facts import Assessing
from casebook.domain.signals.facts import NextAction
from casebook.domain.signals.queue import standing
from casebook.domain.signals.signal import band
from casebook.words import LANGUAGES, say
from tests.domain.signals.builders import FAR, case
from tests.domain.signals.strategies import DAY, RULES

YESTERDAY, TOMORROW = DAY - timedelta(1), DAY + timedelta(1)
ROUTE = NextAction(FAR, "choose_route")


def codes(day: date = DAY, **facts: Any) -> list[str]:
    """Return what is due or broken on a day, beside the next action."""
    found = [one for one in standing(case(**facts), day, RULES).signals if one.code != "signal.next_action"]
    assert all(
        band(one, day) == 2 and say(one.code, one.parameters, language) for one in found for language in LANGUAGES
    )
    return [one.code for one in found]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, []),
        ({"assessment": Assessing(assess_by=DAY)}, ["signal.assess"]),
        ({"assessment": Assessing(assess_by=TOMORROW)}, []),
        # Who was assessed is no longer waited for, and an old assessment disturbs only who would choose by it.
        ({"assessment": Assessing(YESTERDAY, FAR)}, []),
        ({"assessment": Assessing(valid_until=YESTERDAY)}, []),
        ({"assessment": Assessing(valid_until=YESTERDAY), "next_action": ROUTE}, ["signal.assess_again"]),
        ({"assessment": Assessing(valid_until=DAY), "next_action": ROUTE}, []),
    ],
)
def test_an_assessment_is_asked_for_when_it_is_due(facts: dict[str, Any], expected: list[str]) -> None:
    assert codes(**facts) == expected


def test_a_closed_case_is_not_assessed() -> None:
    closed = case(state="closed", assessment=Assessing(assess_by=DAY), finances=(piece(DAY),))
    assert [one.code for one in standing(closed, DAY, RULES).signals] == ["signal.nothing_to_do"]


def piece(due: date = TOMORROW, received: date | None = None, result: Result | None = None) -> Piece:
    return Piece("income", due, None, received, result, None)


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([piece()], []),
        ([piece(DAY)], ["signal.finance_due"]),
        ([piece(received=DAY)], ["signal.finance_check"]),
        ([piece(received=DAY, result=Result.SUFFICIENT)], []),
        ([piece(received=DAY, result=Result.INSUFFICIENT)], ["signal.finance_insufficient"]),
        ([piece(received=DAY, result=Result.INSUFFICIENT), piece()], []),
    ],
)
def test_evidence_is_told_of_when_it_waits(pieces: list[Piece], expected: list[str]) -> None:
    assert codes(finances=tuple(pieces)) == expected


def test_what_comes_due_moves_the_case_up_on_its_day() -> None:
    assert standing(case(finances=(piece(),)), DAY, RULES).holds_until == TOMORROW
