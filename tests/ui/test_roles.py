"""What the keys of every place offer to somebody is what his roles let him do; the others say which role they take."""

import pytest

from casebook.store.actions.people import AddPerson
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import log
from casebook.store.transaction import Actor
from casebook.ui.dialogs.dialog import Dialog
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.goto import PLACES
from casebook.ui.keys import keys_of
from casebook.ui.roles import NAMED
from casebook.ui.screens.place import Place
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import Screen, session
from tests.ui.test_keys import all_of, bindings

# Moving, looking and leaving: what they do is tried elsewhere.
_LOOKS = ("move.", "view.", "list.", "app.", "place.leave", "place.reload", "figures.")
_REFUSED = "Dit kan alleen met de rol "
# They ask what is written to one's own folder, and what is shown.
_ASKS = {"closing.audit_pack", "review.review_horizon"}


def having(office: Office, role: Role) -> Actor:
    """Return somebody who has one role."""
    person = perform(office.database, office.actor, TODAY, AddPerson("een", "Een", (role,))).result
    return Actor(person, frozenset({role}))


async def back(screen: Screen, place: Place) -> None:
    while screen.app.screen is not place:
        await screen.press("escape")


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ADMINISTRATOR])
async def test_what_is_offered_writes_nothing_and_what_is_not_says_why(office: Office, role: Role) -> None:
    actor = having(office, role)
    before = log.head(office.database)
    tried, refused = set(), set()
    async with session(office.database, actor) as screen:
        for letter in PLACES.values():
            await screen.press("g", letter)
            place = screen.app.screen
            assert isinstance(place, Place)
            offered = {key.id: key.shown.split()[0] for key in keys_of(place, actor.roles)}
            for id_ in (one for one in offered if not one.startswith(_LOOKS)):
                key = next(key for key, one in place.active_bindings.items() if one.binding.id == id_)
                await screen.press(key)
                asks = isinstance(screen.app.screen, Form) and id_ not in _ASKS
                assert not asks, f"{letter}: {id_} opens a form"
                assert not screen.shows(_REFUSED), f"{letter}: {id_} is offered and refused"
                tried.add(id_)
                await back(screen, place)
            withheld = {
                one.binding.id: key
                for key, one in place.active_bindings.items()
                if one.enabled and one.binding.id and one.binding.id not in offered
            }
            for id_, key in list(withheld.items())[: None if letter == PLACES["cases"] else 2]:
                await screen.press(key)
                assert screen.app.screen is place
                assert screen.shows(_REFUSED), f"{letter}: {id_} says nothing"
                refused.add(id_)
    assert {"place.open", "case.explain", "case.payoff"} <= tried
    assert len(refused) > 12
    assert log.head(office.database) == before


def test_every_key_that_is_said_to_take_a_role_is_there() -> None:
    ids = {binding.id for node in (*all_of(Place), *all_of(Dialog)) for binding in bindings(node)}
    assert NAMED - ids == set()


async def test_hints_palette_and_help_leave_out_what_a_viewer_may_not(office: Office) -> None:
    async with session(office.database, having(office, Role.VIEWER)) as screen:
        await screen.press("g", "c")
        assert not screen.shows("contact")
        await screen.press("question_mark")
        assert screen.shows("Wie niet de rol behandelaar heeft, ziet alles")
        assert not screen.shows("notitie")
        await screen.press("escape", "colon", *"notitie")
        assert not screen.shows("notitie toevoegen")


async def test_the_page_of_a_person_offers_what_each_role_may(office: Office) -> None:
    for role, offered in ((Role.VIEWER, ()), (Role.LEAD, ("weggeven", "vervangen", "teams"))):
        async with session(office.database, Actor(office.actor.person, frozenset({role}))) as screen:
            await screen.press("g", "l")
            while not screen.shows("▸ mensen"):
                await screen.press("right_square_bracket")
            await screen.press("j", "enter")
            assert screen.shows(*offered)
            assert not screen.shows("uit dienst")
            assert screen.shows("Open werk") is (role is Role.LEAD)
            await screen.press("x", "r", "n")
            assert screen.app.screen.__class__.__name__ == "PersonPage"
