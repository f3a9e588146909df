"""Finding what a caller quotes, from any place: what is found follows the letters, and Enter opens it."""

from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.models.parties import PartyKind
from casebook.store.perform import perform
from casebook.store.queries import case, search
from casebook.store.queries.debtor import party
from casebook.ui.dialogs.find import Find
from casebook.ui.screens.case import CaseScreen
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, Screen, session


def opened(screen: Screen) -> int | None:
    """Return the case that is open on top."""
    return screen.app.screen.case_id if isinstance(screen.app.screen, CaseScreen) else None


async def test_what_is_found_stands_below_what_is_typed_and_enter_opens_it(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("F")
        await screen.type("bakkerij")
        await screen.is_as("find-80")
        await screen.press("enter")
        case_id = opened(screen)
    assert case_id is not None
    assert case_id == search.find(office.database, "bakkerij")[0].case_id


async def test_enter_takes_what_fits_all_that_was_typed(office: Office) -> None:
    first = case.card(office.database, 1)
    assert first is not None
    async with session(*office) as screen:
        # Typed in one go, as a person does who knows the number.
        await screen.pilot.press("F", *first.number, "enter")
        await screen.settled()
        assert opened(screen) == 1
        await screen.press("F")
        assert isinstance(screen.app.screen, Find)
        await screen.type(first.number)
        await screen.press("enter")
        # It is open already.
        assert opened(screen) == 1
        await screen.press("escape")
        assert opened(screen) is None


async def test_a_slip_finds_what_is_alike_and_says_so(office: Office) -> None:
    async with session(*office, language="en") as screen:
        await screen.press("F")
        await screen.type("bakkerji")
        assert screen.shows("Nothing found as typed; this is like it.", "≈")
        await screen.is_as("find-alike-120-en")


async def test_who_is_not_found_is_a_new_debtor_with_a_case(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("F")
        await screen.type("Zwartsluizer Hout")
        assert screen.shows("Niets gevonden")
        await screen.press("enter", "tab", *"vof", "tab", *"1234", "enter")
        assert screen.shows("Zwartsluizer Hout", "✗")
        await screen.press(*"5678", "tab", *"Havenkade", "tab", "7", "tab", *"8064gn", "tab", *"Zwartsluis")
        await screen.press("tab", "tab", *"Anna", "tab", *"038-1234567")
        await screen.is_as("new-case-80")
        await screen.press("enter")
        case_id = opened(screen)
        assert case_id is not None
        card = case.card(office.database, case_id)
        assert card is not None
        debtor = party(office.database, card.debtor_id)
        assert debtor is not None
        assert (debtor.card.name, debtor.card.kvk) == ("Zwartsluizer Hout", "12345678")
        assert [one.postcode for one in debtor.addresses] == ["8064 GN"]
        assert [(one.value, one.person_name) for one in debtor.contact_points] == [("038-1234567", "Anna")]
        assert card.owner_person_id == office.actor.person


async def test_a_party_without_a_case_is_shown_and_a_case_can_be_opened_for_it(office: Office) -> None:
    facts = PartyFacts("Stille Vennoot B.V.", PartyKind.LEGAL)
    silent = perform(office.database, office.actor, TODAY, AddParty(facts)).result
    async with session(*office, size=SMALL) as screen:
        await screen.press("F")
        await screen.type("stille ven")
        await screen.press("enter")
        assert screen.shows("Stille Vennoot B.V.", "rechtspersoon", "heeft geen dossier")
        await screen.press("n", "enter")
        case_id = opened(screen)
    assert case_id is not None
    card = case.card(office.database, case_id)
    assert card is not None
    assert (card.debtor_id, card.owner_person_id) == (silent, office.actor.person)
