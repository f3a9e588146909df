"""What we owe the debtor is due on our own day, or when he owes nothing any more, also in a case that is closed."""

from datetime import date, timedelta

import pytest

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.domain.signals.contra import OwedToHim, signals
from casebook.domain.signals.queue import standing
from casebook.domain.signals.signal import DUE, ROUTINE
from tests.domain.signals.builders import case
from tests.domain.signals.strategies import DAY, RULES

EARLIER, LATER = DAY - timedelta(days=40), DAY + timedelta(days=14)
NOTE = OwedToHim(Cents(400_00), EARLIER, None)
DEPOSIT = OwedToHim(Cents(50_00), DAY, None)
INVOICE = OwedToHim(Cents(30_00), EARLIER, LATER)
OTHER = OwedToHim(Cents(12_00), EARLIER, LATER)
LATE = OwedToHim(Cents(7_00), EARLIER, DAY)
Said = tuple[str, int, date]


@pytest.mark.parametrize("state", ["intake", "open", "closed"])
@pytest.mark.parametrize(
    ("owed", "his", "said"),
    [
        ((), 0, []),
        ((NOTE,), 1, []),
        ((NOTE, DEPOSIT), 0, [("signal.contra_left", 450_00, EARLIER)]),
        ((INVOICE, OTHER), 1, [("signal.contra_due", 42_00, LATER)]),
        ((INVOICE, LATE), 0, [("signal.contra_due", 7_00, DAY), ("signal.contra_due", 30_00, LATER)]),
        ((LATE, NOTE), 0, [("signal.contra_due", 7_00, DAY), ("signal.contra_left", 400_00, EARLIER)]),
    ],
)
def test_it_is_told_with_the_day_on_which_it_is_to_be_paid(
    state: str, owed: tuple[OwedToHim, ...], his: int, said: list[Said]
) -> None:
    facts = case(state=state, contra=owed, debtor_open_cents=Cents(his))
    found = list(signals(facts, RULES.on(DAY)))
    assert [(one.code, one.parameters["amount"], one.parameters["on"]) for one in found] == said
    assert all(
        (one.due_on, one.amber_on, one.source) == (one.parameters["on"], one.due_on, HOUSE_RULE) for one in found
    )
    assert standing(facts, DAY, RULES).band == (DUE if any(on <= DAY for _, _, on in said) else ROUTINE)


def test_it_comes_up_by_itself_on_our_last_day_of_payment() -> None:
    facts = case(contra=(INVOICE,), debtor_open_cents=Cents(1))
    assert standing(facts, DAY, RULES).holds_until == LATER
    assert standing(facts, LATER, RULES).why.code == "signal.contra_due"
