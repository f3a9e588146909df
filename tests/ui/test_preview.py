"""What is shown of a case beside a list."""

from datetime import date, timedelta
from pathlib import Path

from casebook.store.models.parties import PartyKind
from casebook.store.queries.case import signals
from casebook.ui.dialogs.goto import PLACES
from casebook.ui.preview import preview
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import session
from tests.ui.work.limitation_cases import firm

DUE = date(2021, 12, 15)


async def test_an_estate_is_called_what_it_is(tmp_path: Path) -> None:
    late = firm(tmp_path, DUE)
    async with session(late.desk.database, late.desk.actor) as screen:
        first = preview(late.card._replace(debtor_kind=PartyKind.ESTATE), [], screen.app.desk)[0]
    assert first.spans[1].text.startswith(" · nalatenschap · ")


async def test_only_what_is_red_today_is_shown_red(tmp_path: Path) -> None:
    late = firm(tmp_path, DUE)
    first = signals(late.desk.database, late.desk.case)[0]
    shown = [first._replace(red_on=red_on) for red_on in (TODAY, TODAY + timedelta(days=1), None)]
    async with session(late.desk.database, late.desk.actor) as screen:
        *_, now, ahead, never = preview(late.card, shown, screen.app.desk)
    assert [one.spans[1].style for one in (now, ahead, never)] == ["urgent", "", ""]


async def test_on_a_wide_terminal_the_list_has_more_room_than_what_is_shown_beside_it(office: Office) -> None:
    async with session(*office, size=(200, 50)) as screen:
        beside = set()
        for place, letter in PLACES.items():
            await screen.press("g", letter)
            for preview in screen.app.screen.query("#preview"):
                room = preview.region
                if room.height > screen.app.size.height // 2:
                    beside.add(place)
                    assert room.width < room.x, f"{place}\n{screen.text}"
        assert {"today", "bank", "team"} <= beside
