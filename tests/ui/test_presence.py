"""Who else has a case open, and a session of somebody who left."""

from datetime import UTC, datetime, timedelta

from casebook.store.actions.people import AddPerson, DeactivatePerson
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import choices, presence
from casebook.store.transaction import Actor
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, Screen, session


async def news(screen: Screen) -> None:
    """Look for news, as happens every few seconds, and wait until what is written beside it is."""
    await screen.app.look_for_news()
    await screen.app.desk.write(lambda _: None)
    await screen.settled()


async def test_a_colleague_in_the_same_case_is_named_and_gone_again(office: Office) -> None:
    colleague = next(one for one in choices.persons(office.database, TODAY) if one.id != office.actor.person)
    since = datetime.now(UTC) - timedelta(seconds=30)
    async with session(*office, size=SMALL) as screen:
        case_id = screen.app.screen.case_id  # type: ignore[attr-defined]  # the place that is on top
        await screen.press("enter")
        await news(screen)
        assert not screen.shows("ook open bij")
        (mine,) = presence.others(office.database, case_id, colleague.id, datetime.now(UTC))
        assert mine.name == "Mieke Jansen"
        presence.come(office.database, case_id, colleague.id, since)
        await news(screen)
        assert screen.shows(f"ook open bij {colleague.name} (sinds {since.astimezone():%H:%M})")
        presence.go(office.database, case_id, colleague.id)
        await news(screen)
        assert not screen.shows("ook open bij")
        await screen.press("escape")
        await news(screen)
        assert presence.others(office.database, case_id, colleague.id, datetime.now(UTC)) == ()


async def test_the_session_of_who_left_ends_at_the_next_action_and_says_so(office: Office) -> None:
    person = perform(office.database, office.actor, TODAY, AddPerson("k.bos", "Kim Bos")).result
    kim = Actor(person, frozenset({Role.HANDLER}))
    async with session(office.database, kim, size=SMALL) as screen:
        await screen.press("g", "c", "home")
        perform(office.database, office.actor, TODAY, DeactivatePerson(person, 1))
        await screen.press("n", *"nog even", "enter")
        assert screen.app.return_code == 1
        (said,) = screen.app._exit_renderables
    assert str(said).startswith("Kim Bos werkt hier niet meer")
    assert office.database.value("SELECT count(*) FROM note WHERE person_id = ?", (person,)) == 0
