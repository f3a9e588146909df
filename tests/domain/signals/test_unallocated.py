"""Money that stands on no claim is owed to the debtor from its own day, also in a case that is closed."""

from datetime import date, timedelta

import pytest

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.domain.signals.queue import standing
from casebook.domain.signals.signal import DUE, ROUTINE
from casebook.domain.signals.unallocated import Unallocated, signals
from tests.domain.signals.builders import case
from tests.domain.signals.strategies import DAY, RULES

EARLIER = DAY - timedelta(days=40)
ONE = Unallocated(Cents(129_98), DAY, HOUSE_RULE)
OTHER = Unallocated(Cents(2), EARLIER, "Fw 23")


@pytest.mark.parametrize("state", ["intake", "open", "closed"])
@pytest.mark.parametrize(
    ("waiting", "said"),
    [
        ((), None),
        ((ONE,), (129_98, 1, DAY, HOUSE_RULE)),
        ((ONE, OTHER), (130_00, 2, EARLIER, "Fw 23")),
    ],
)
def test_all_of_it_is_due_since_the_first_payment(
    state: str, waiting: tuple[Unallocated, ...], said: tuple[int, int, date, str] | None
) -> None:
    facts = case(state=state, unallocated=waiting)
    found = [
        (one.parameters["amount"], one.parameters["count"], one.due_on, one.source)
        for one in signals(facts, RULES.on(DAY))
    ]
    assert found == ([said] if said else [])
    place = standing(facts, DAY, RULES)
    assert place.band == (DUE if said else ROUTINE)
    assert not said or place.why.code == "signal.unallocated"
