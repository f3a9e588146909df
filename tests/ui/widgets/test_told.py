"""What is told at the top of a place lays nothing out while it stays the same."""

from casebook.ui.screens.today import Today
from tests.sample import Office
from tests.ui.screen import session


def is_laid_out_anew(place: Today) -> bool:
    return place.duties._layout_required


async def test_what_stays_the_same_lays_nothing_out(office: Office) -> None:
    async with session(*office) as screen:
        place = screen.app.screen
        assert isinstance(place, Today)
        place.duties.tell("De toetsing is te laat.")
        await screen.rests()
        assert screen.shows("De toetsing is te laat.")
        place.duties.tell("De toetsing is te laat.")
        assert not is_laid_out_anew(place)
        place.duties.tell("Twee toetsingen zijn te laat.")
        assert is_laid_out_anew(place)
        await screen.rests()
        assert screen.shows("Twee toetsingen zijn te laat.")
