"""What waits for a decision, for sales or for aftercare comes back on its day."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.relation.matters import Advice, Question, Relation
from casebook.domain.signals.queue import standing
from casebook.domain.signals.signal import DUE, ROUTINE
from tests.domain.signals.builders import FAR, case
from tests.domain.signals.strategies import DAY, RULES

BEFORE, AFTER = DAY - timedelta(1), DAY + timedelta(1)
OPEN: dict[str, Any] = {"state": "open"}
CLOSED: dict[str, Any] = {"state": "closed", "next_action": None}


def told(relation: Relation, day: date = DAY, **others: Any) -> list[str]:
    """Return what stands in the second band, and check that a closed case comes back for it."""
    place = standing(case(relation=relation, **others), day, RULES)
    codes = [signal.code for signal in place.signals if signal.code != "signal.next_action"]
    if codes and codes != ["signal.nothing_to_do"]:
        assert place.band == DUE
        return codes
    assert place.band == ROUTINE
    return []


@pytest.mark.parametrize(
    ("state", "by", "expected"),
    [
        ("intake", DAY, ["signal.intake"]),
        ("intake", AFTER, []),
        # What was decided on waits no longer.
        ("open", BEFORE, []),
        ("intake", None, []),
    ],
)
def test_an_intake_is_decided_on_by_its_day(state: str, by: date | None, expected: list[str]) -> None:
    assert told(Relation(decide_by=by), state=state) == expected


@pytest.mark.parametrize(("others", "expected"), [(OPEN, ["signal.sales_question"]), (CLOSED, [])])
def test_an_answer_is_waited_for_as_long_as_the_case_is_worked(others: dict[str, Any], expected: list[str]) -> None:
    asked = Relation(questions=(Question("E. de Wit", DAY), Question("E. de Wit", AFTER)))
    assert told(asked, **others) == expected
    assert len(told(asked, AFTER, **others)) == 2 * len(expected)


@pytest.mark.parametrize("others", [OPEN, CLOSED])
def test_an_advice_outlives_the_case(others: dict[str, Any]) -> None:
    assert told(Relation(advice=Advice("stop", DAY, None, None)), **others) == ["signal.advice_undone"]
    assert told(Relation(advice=Advice("stop", None, None, None)), **others) == []
    ends = Relation(advice=Advice("stop", None, FAR, DAY))
    assert told(ends, BEFORE, **others) == []
    assert told(ends, **others) == ["signal.advice_ends"]


def test_aftercare_brings_a_closed_case_back() -> None:
    assert told(Relation(watched=(DAY,)), BEFORE, **CLOSED) == []
    assert told(Relation(watched=(DAY,)), **CLOSED) == ["signal.watch"]
