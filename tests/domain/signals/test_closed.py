"""Money that is open again in a case closed as paid does not stay unseen."""

from typing import Any

import pytest

from casebook.domain.money import ZERO
from casebook.domain.signals.closed import signals
from casebook.domain.signals.queue import standing
from casebook.domain.signals.signal import DUE, ROUTINE
from tests.domain.signals.builders import case
from tests.domain.signals.strategies import DAY, RULES


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ({"state": "closed", "closed_as_paid": True}, True),
        ({"state": "closed", "closed_as_paid": True, "open_cents": ZERO}, False),
        # Written off or uncollectable: it is known that something is open.
        ({"state": "closed", "closed_as_paid": False}, False),
        ({"state": "open", "closed_as_paid": False}, False),
    ],
)
def test_only_what_was_closed_as_paid_is_told(others: dict[str, Any], told: bool) -> None:
    facts = case(next_action=None, **others) if others["state"] == "closed" else case(**others)
    assert bool(list(signals(facts, RULES.on(DAY)))) is told
    assert standing(facts, DAY, RULES).band == (DUE if told else ROUTINE)
