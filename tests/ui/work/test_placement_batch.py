"""Placing marked cases as a batch: the reasons to pass what they lack, asked for once, and no batch of nothing."""

import pytest

from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.transaction import EVERY_ROLE, Actor
from tests.sample import Office
from tests.ui.screen import USUAL, Screen, session
from tests.ui.work.test_placement_split import batch_of, marked, ready, registered

_PLACED = """
    SELECT m.case_id, e.reason FROM placement m JOIN placement_event e ON e.placement_id = m.id
    WHERE e.kind = 'prepared' AND m.batch_id IS NOT NULL ORDER BY m.case_id
"""
_LETTERS = "SELECT count(*) FROM letter WHERE kind = 'agency_transfer'"
_LIE = "SELECT count(*) FROM placed_claim WHERE ended_on IS NULL"
_BATCHES = "SELECT count(*) FROM placement_batch"
# To one agency, without letters.
BATCH = ["n", *"Proef", "tab", *"incasso", "tab", "tab", *"eigen", "tab", *"nee", "enter"]


@pytest.fixture
def office(on_each: Database) -> Office:
    """The sample office on each engine in turn, with agencies that are registered."""
    made = Office(on_each, Actor(on_each.value("SELECT min(id) FROM person"), EVERY_ROLE))
    registered(made)
    return made


async def three(office: Office) -> list[int]:
    """Return three cases as one marks them, of which the last was assessed and its evidence listed."""
    async with session(*office, size=USUAL) as screen:
        cases = await marked(screen, 3)
    ready(office, cases[2])
    return cases


def placed(office: Office) -> dict[int, str]:
    """Return what was placed in a batch, and with which reasons, by case."""
    return dict(office.database.fetch(_PLACED))


async def asked(screen: Screen) -> None:
    await marked(screen, 3)
    await screen.press("X", *BATCH)


async def test_reasons_are_asked_once_for_all_that_lack_something(office: Office) -> None:
    cases = await three(office)
    async with session(*office, size=USUAL) as screen:
        await asked(screen)
        await screen.is_as("placement-reasons-120-nl")
        await screen.press(*"al eerder", "tab", *"in september", "tab", *"ligt vast", "enter")
        assert screen.shows("3 dossiers")

    assert office.database.value(_BATCHES) == 1
    # Each with the reasons for what it lacked, and no others.
    every = "al eerder\nin september\nligt vast"
    assert placed(office) == {cases[0]: every, cases[1]: every, cases[2]: "in september"}


async def test_what_gets_no_reason_stays_refused_and_is_told(office: Office) -> None:
    cases = await three(office)
    async with session(*office, size=USUAL) as screen:
        await asked(screen)
        await screen.press("tab", *"in september", "enter")
        assert screen.shows("Geweigerd bij 2 dossiers", "nog geen beoordeling")
    assert placed(office) == {cases[2]: "in september"}


async def test_there_is_no_batch_of_nothing(office: Office) -> None:
    await three(office)
    async with session(*office, size=USUAL) as screen:
        await asked(screen)
        await screen.press("enter")
        assert screen.shows("Geweigerd bij 3 dossiers", "nog geen beoordeling", "nog niet aangekondigd")
        await screen.press("escape")
        assert screen.shows("Bij geen enkel dossier")
    assert office.database.value(_BATCHES) == 0
    assert placed(office) == {}


async def test_who_turns_back_from_the_reasons_has_placed_nothing_and_keeps_what_was_typed(office: Office) -> None:
    cases = await three(office)
    async with session(*office, size=USUAL) as screen:
        await asked(screen)
        await screen.press("escape")
        assert screen.shows("nog niets geplaatst", "Proef")
        assert office.database.value(_BATCHES) == 0
        await screen.press("enter", "tab", *"in september", "enter")
        assert screen.shows("Geweigerd bij 2 dossiers")
    assert placed(office) == {cases[2]: "in september"}


async def test_who_may_override_nothing_is_asked_for_no_reason(office: Office) -> None:
    await three(office)
    handler = office.actor._replace(roles=frozenset({Role.HANDLER}))
    async with session(office.database, handler, size=USUAL) as screen:
        await asked(screen)
        assert screen.shows("Geweigerd bij 3 dossiers", "nog geen beoordeling", "nog niet aangekondigd")
    assert office.database.value(_BATCHES) == 0


async def test_placements_with_their_letters_are_undone_in_one_go(office: Office) -> None:
    await three(office)
    before = office.database.value(_LETTERS)
    async with session(*office, size=USUAL) as screen:
        await marked(screen, 3)
        await screen.press("X", *BATCH[:-5], "enter")
        await screen.press(*"al eerder", "tab", *"in september", "tab", *"ligt vast", "enter", "escape", "escape")
        assert len(placed(office)) == 3
        assert office.database.value(_LETTERS) > before
        assert office.database.value(_LIE) > 0
        await screen.press("u")
        assert screen.shows("Ongedaan gemaakt")
    assert office.database.value(_LETTERS) == before
    assert office.database.value(_LIE) == 0


async def test_the_lot_is_drawn_over_what_a_reason_lets_pass(office: Office) -> None:
    cases = await three(office)
    async with session(*office, size=USUAL) as screen:
        await marked(screen, 3)
        await screen.press("X", *batch_of("zuid"))
        await screen.press(*"al eerder", "tab", *"in september", "tab", *"ligt vast", "enter")
        assert screen.shows("Geloot over 3 van 3 dossiers")
    assert sorted(placed(office)) == sorted(cases)
    assert office.database.value("SELECT count(*) FROM placement WHERE arm IS NOT NULL") == 3
