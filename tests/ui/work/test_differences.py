"""What lists say otherwise, answered for many at once: counted before, one step, and told where it was refused."""

import pytest

from casebook.store.actions.parties import ChangeCreditor, CreditorFacts, ReceiptsFrom
from casebook.store.database import Database
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.proposed import propose
from tests.ui.screen import SMALL, session

# More than so many are done only after their number was typed.
MANY = 12


@pytest.fixture
def desk(database: Database, actor: Actor) -> Desk:
    """Somebody for whose case a list has items that are missing, and payments the bank did not report."""
    desk = Desk(database, actor)
    for place in range(MANY):
        propose(desk, desk.claim(f"F-{place}", 100_00), "absent")
    for place in range(2):
        number = f"B-{place}"
        propose(desk, desk.claim(number, 50_00), "settled", on=TODAY, cents=50_00, number=number)
    return desk


def states(desk: Desk) -> dict[str, int]:
    return dict(desk.database.fetch("SELECT state, count(*) FROM proposal GROUP BY state"))


@pytest.mark.parametrize(("language", "heading"), [("nl", "12 verschillen afwijzen"), ("en", "Dismiss 12 differences")])
async def test_all_of_a_kind_are_dismissed_as_one_step(desk: Desk, language: str, heading: str) -> None:
    async with session(desk.database, desk.actor, size=SMALL, language=language) as screen:
        await screen.press("g", "n")
        # From all backwards: debtors, and then what is missing.
        await screen.press("[", "[", "V", "+", "-")
        assert screen.shows(heading)
        await screen.type("lijst was een dag te vroeg")
        await screen.press("enter")
        assert states(desk) == {"proposed": MANY + 2}, "the number was not typed"
        await screen.type(str(MANY))
        await screen.press("enter")
        assert states(desk) == {"proposed": 2, "dismissed": MANY}
        assert not screen.app.screen.list.marked  # type: ignore[attr-defined]
        await screen.press("u")
        assert states(desk) == {"proposed": MANY + 2}


async def test_what_is_refused_is_told_and_stays_marked(desk: Desk) -> None:
    async with session(desk.database, desk.actor, size=SMALL) as screen:
        await screen.press("g", "n", "V", "+", "+")
        await screen.type("14")
        await screen.press("enter")
        assert screen.shows("2 verschillen niet verwerkt", "nog niet gemeld")
        await screen.press("escape")
        assert screen.shows("12 verschillen aangenomen.", "2 gemarkeerd")
        assert states(desk) == {"accepted": MANY, "proposed": 2}
        # The same once more, with a reason: it is booked though no file of the bank has it.
        await screen.press("+", "b")
        await screen.type("rekening wordt niet ingelezen")
        await screen.press("enter")
        assert states(desk) == {"accepted": MANY + 2}
    assert desk.database.value("SELECT count(*) FROM payment") == 2


async def test_payments_that_an_entity_books_from_its_ledger_are_booked_together(desk: Desk) -> None:
    desk.act(ChangeCreditor(desk.creditor, 1, CreditorFacts("WIJ", receipts_from=ReceiptsFrom.LEDGER)))
    async with session(desk.database, desk.actor, size=SMALL, language="en") as screen:
        await screen.press("g", "n", "]", "V", "+")
        assert screen.shows("2 differences", "payments: 2, together €100.00")
        await screen.press("+", "enter")
        assert screen.shows("2 differences accepted.")
        await screen.press("u")
        assert states(desk) == {"proposed": MANY + 2}
    assert desk.database.value("SELECT sum(cents) FROM payment") == 0


async def test_one_is_answered_as_in_its_case(desk: Desk) -> None:
    async with session(desk.database, desk.actor, size=SMALL) as screen:
        await screen.press("g", "n", "+")
        assert screen.shows("klopt: voer het uit")
        await screen.press("+")
        assert screen.shows("alle (13)", "vastgelegd")
    assert states(desk) == {"accepted": 1, "proposed": MANY + 1}
