"""Work on marked cases: asked once, one step, and what was refused is told and stays marked."""

from datetime import date

from casebook.store.actions.cases import SetNextAction
from casebook.store.actions.undo import last_step
from casebook.store.models.cases import NextKind
from casebook.store.perform import perform
from casebook.store.queries import case, choices, tags
from casebook.ui.screens.list_place import ListPlace
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, Screen, session


def place(screen: Screen) -> ListPlace[object]:
    found = screen.app.screen
    assert isinstance(found, ListPlace)
    return found


async def marked(screen: Screen, count: int) -> list[int]:
    """Mark so many cases at the end of the list, which have no day on which a right is lost."""
    await screen.press("G", *"k" * (count - 1), *["space"] * count)
    found = place(screen).marked_cases()
    assert len(found) == count
    return found


def planned(office: Office, cases: list[int]) -> set[tuple[str | None, date | None]]:
    cards = [case.card(office.database, one) for one in cases]
    return {(card.next_kind, card.next_on) for card in cards if card is not None}


async def test_the_next_action_of_all_is_one_step_that_is_undone_whole(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        cases = await marked(screen, 3)
        before = planned(office, cases)
        await screen.press("f")
        await screen.is_as("bulk-next-nl")
        await screen.press(*"+14", "tab", *"schr", "enter")
        assert screen.shows("3 dossiers")
        assert place(screen).marked_cases() == []
        assert planned(office, cases) == {("write", date(2026, 12, 5))}
        step = last_step(office.database, office.actor.person or 0)
        assert office.database.value("SELECT count(*) FROM log WHERE step = ?", (step,)) == 3
        await screen.press("u")
        assert screen.shows("Ongedaan gemaakt: 3 handelingen")
        assert planned(office, cases) == before


async def test_above_ten_the_number_is_typed(office: Office) -> None:
    async with session(*office) as screen:
        cases = await marked(screen, 12)
        await screen.press("n", *"gebeld", "enter")
        assert screen.shows("Typ het aantal", "Dit geldt voor 12 dossiers")
        await screen.press(*"11", "enter")
        assert screen.shows("Typ het aantal", "gebeld")
        assert office.database.value("SELECT count(*) FROM note WHERE text = 'gebeld'") == 0
        await screen.press("backspace", "2", "enter")
        assert screen.shows("12 dossiers")
    noted = office.database.fetch("SELECT case_id FROM note WHERE text = 'gebeld'")
    assert sorted(one for (one,) in noted) == sorted(cases)


async def test_what_is_refused_is_told_by_reason_and_stays_marked(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("home", "space")
        (red,) = place(screen).marked_cases()
        cases = (await marked_too(screen, 3))[1:]
        stale = case.card(office.database, cases[-1])
        assert stale is not None
        await screen.press("z", *"+2j")
        other = SetNextAction(stale.case_id, stale.version, TODAY, NextKind.VISIT)
        perform(office.database, office.actor, TODAY, other)
        await screen.press("enter")
        assert screen.shows("Geweigerd bij 2 dossiers", stale.number, "te laat")
        await screen.is_as("bulk-refused-nl")
        await screen.press("y")
        assert stale.number in screen.app.clipboard
        await screen.press("q")
        assert place(screen).marked_cases() == [red, stale.case_id]
    assert planned(office, cases[:-1]) == {(next(iter(planned(office, cases[:-1])))[0], date(2028, 11, 21))}
    assert planned(office, [stale.case_id]) == {("visit", TODAY)}


async def marked_too(screen: Screen, count: int) -> list[int]:
    """Mark cases at the end of the list besides those that are marked."""
    await screen.press("G", *"k" * (count - 1), *["space"] * count)
    return place(screen).marked_cases()


async def test_handing_over_with_a_note_and_tags(office: Office) -> None:
    colleague = next(one for one in choices.persons(office.database, TODAY) if one.id != office.actor.person)
    async with session(*office) as screen:
        cases = await marked(screen, 2)
        await screen.press("number_sign", *"Spoed #vip", "enter")
        assert {tags.of_case(office.database, one) for one in cases} == {("spoed", "vip")}
        await marked(screen, 2)
        await screen.press("m", *colleague.name.split()[-1].casefold(), "enter", *"let op", "enter")
    for one in cases:
        card = case.card(office.database, one)
        assert card is not None
        assert card.owner == colleague.name
    assert office.database.value("SELECT count(*) FROM note WHERE text = 'let op'") == 2


async def test_who_turns_back_keeps_his_marks(office: Office) -> None:
    async with session(*office) as screen:
        cases = await marked(screen, 2)
        await screen.press("h", *"x", "escape", "escape")
        assert place(screen).marked_cases() == cases
        # What is for one case says what to do, and does nothing.
        await screen.press("c")
        assert screen.shows("M wist de markeringen")
