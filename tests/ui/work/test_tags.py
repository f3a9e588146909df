"""Tags of one case: typed, completed from the words in use, and shown."""

from casebook.store.actions.tags import SetTags
from casebook.store.perform import perform
from casebook.store.queries import tags
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, Screen, session


def chosen(screen: Screen) -> int:
    case_id = screen.app.screen.case_id  # type: ignore[attr-defined]  # the place that is on top
    assert isinstance(case_id, int)
    return case_id


async def test_several_are_given_at_once_one_completed_from_those_in_use(office: Office) -> None:
    perform(office.database, office.actor, TODAY, SetTags(1, ("bewindvoerder", "vip")))
    async with session(*office, size=SMALL) as screen:
        await screen.press("G")
        case_id = chosen(screen)
        assert case_id != 1
        await screen.press("number_sign", *"Spoed bew")
        await screen.rests()
        assert any("Erbij" in line and "bewindvoerder" in line for line in screen.lines)
        await screen.press("right")
        await screen.is_as("tags-small-nl")
        await screen.press("enter", "enter")
        assert tags.of_case(office.database, case_id) == ("bewindvoerder", "spoed")
        assert screen.shows("#bewindvoerder #spoed")
        await screen.press("number_sign", "tab", *"spoed", "enter")
    assert tags.of_case(office.database, case_id) == ("bewindvoerder",)


async def test_no_word_at_all_is_refused(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("G", "number_sign", "#", "enter")
        assert screen.shows("Geef ten minste één tag")
