"""Holds of a case, of its debtor and of a claim, from the queue."""

from datetime import timedelta

from casebook.store.actions.holds import PlaceHold
from casebook.store.perform import perform
from casebook.store.queries import choices
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, session
from tests.ui.work.test_planning import to_routine


async def test_a_hold_is_placed_put_right_and_lifted(office: Office) -> None:
    async with session(*office) as screen:
        case_id = await to_routine(screen)
        await screen.press("h", *"wacht op curator", "tab", *"-3", "tab", *"+20", "enter")
        (held,) = choices.holds(office.database, case_id)
        assert (held.reason, held.from_on) == ("wacht op curator", TODAY - timedelta(days=3))
        await screen.press("h", "1", "w", "end", *" B", "tab", "tab", *"+30", "enter")
        (held,) = choices.holds(office.database, case_id)
        assert (held.reason, held.until_on) == ("wacht op curator B", TODAY + timedelta(days=30))
        await screen.press("h")
        assert screen.shows("wacht op curator B", "nieuwe opschorting")
        await screen.press("1", "l")
    assert choices.holds(office.database, case_id) == []


async def test_a_hold_of_the_debtor_and_one_of_a_claim(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        case_id = await to_routine(screen)
        await screen.press("h", *"bewind", "tab", "tab", "tab", *"alle", "enter")
        await screen.press("h", "n", *"betwist", "tab", "tab", "tab", *"een")
        await screen.press("right", "right", "enter")
        of_debtor, of_claim = choices.holds(office.database, case_id)
        assert (of_debtor.of_debtor, of_claim.claim_id) == (True, choices.claims(office.database, case_id)[0].id)
        await screen.press("enter")
        assert screen.shows("‖ opgeschort", "alle dossiers van de debiteur", f"vordering {of_claim.claim}")


async def test_of_more_holds_than_there_are_figures_one_types_the_reason(office: Office) -> None:
    async with session(*office) as screen:
        case_id = await to_routine(screen)
        for number in range(10):
            perform(office.database, office.actor, TODAY, PlaceHold(case_id, f"reden {number}", TODAY))
        await screen.press("h", *"reden 7", "enter", "l")
    assert "reden 7" not in {one.reason for one in choices.holds(office.database, case_id)}
