"""The page of results on Team."""

from casebook.domain.money import Cents
from casebook.store.actions.contacts import AddContact
from casebook.store.actions.promises import Promised
from casebook.store.models.cases import Channel, Outcome
from casebook.store.perform import perform
from casebook.store.queries import case
from tests.databases import TODAY
from tests.ui.conftest import Office
from tests.ui.screen import SMALL, session


async def test_the_results_are_a_page_and_a_file(office: Office) -> None:
    case_id = case.case_of(office.database, "2026-0077")
    assert case_id is not None
    card = case.card(office.database, case_id)
    assert card is not None
    said = AddContact(
        case_id, card.debtor_id, TODAY, Channel.PHONE, Outcome.PROMISE, promised=Promised(TODAY, Cents(5000))
    )
    perform(office.database, office.actor, TODAY, said)
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "t", "left_square_bracket")
        await screen.is_as("team-results-80")
        await screen.press("o")
        assert screen.shows("resultaten_2026-11-21.csv")
        await screen.press("right_square_bracket")
        assert screen.shows("Niets wacht op goedkeuring.")
