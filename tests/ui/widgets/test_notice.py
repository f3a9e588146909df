"""What was just said: its lines are broken between words, and an amount stays with its sign."""

from casebook.ui.widgets.bars import Notice
from tests.sample import Office
from tests.ui.screen import SMALL, session


async def test_an_amount_stays_with_its_sign_wherever_a_line_ends(office: Office) -> None:
    amount = "€\N{NO-BREAK SPACE}1.234,50"
    async with session(*office, size=SMALL) as screen:
        notice = screen.app.screen.query_one(Notice)
        for length in range(60, 76):
            notice.tell("x" * length + f" {amount} is te veel.", trouble=True)
            await screen.settled()
            assert any(amount in line for line in screen.lines), screen.text
            assert screen.shows("veel.")
