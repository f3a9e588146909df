"""Differences with the lists of agencies, one key for each thing that can be done; and what agencies passed on."""

from pathlib import Path

import pytest

from casebook.store.queries import bank_entry
from tests.databases import made
from tests.store.book import office
from tests.store.placement_world import PlacementWorld
from tests.ui.screen import SMALL, session

OURS = "2026-0003"
THEIRS = "Incasso Snel geeft per 21-11-2026 €\N{NO-BREAK SPACE}90,00 op."


@pytest.fixture
def world(tmp_path: Path) -> PlacementWorld:
    """An office that placed four claims, of which the list of the agency says otherwise."""
    database = made(str(tmp_path / "office.db"))
    world = PlacementWorld(database, office(database), tmp_path)
    names = ("Bakkerij De Molen", "J. Pietersen", "Van Dam Bouw [/b]", "Kapper Smit")
    for at, name in enumerate(names, 1):
        world.placed(world.case(f"F{at}", at * 100_00, name)[0])
    rows = (
        "F1;INC1;;90,00;lopend",
        "X;INC2;Pietersen, J.;200,00;lopend",
        "Y;INC9;Ander;5,00;lopend",
        "F4;;;400,00;lopend",
    )
    world.listed(*rows)
    return world


def left(world: PlacementWorld) -> list[str]:
    """Return what is not resolved yet."""
    return [
        kind for (kind,) in world.fetch("SELECT kind FROM inventory_difference WHERE resolved_on IS NULL ORDER BY id")
    ]


async def test_each_difference_is_resolved_with_a_key(world: PlacementWorld) -> None:
    async with session(world.database, world.actor) as screen:
        await screen.press("g", "x", "]", "]", "]")
        await screen.is_as("agency-differences-120-nl")
        await screen.press("+")
        assert screen.shows("hun bedrag noteren", "zo laten", "navragen")
        await screen.press("+")
        assert screen.shows(THEIRS)
        await screen.press("enter")
        assert left(world) == ["only_ours", "proposed", "only_theirs"]
        assert world.fetch("SELECT text FROM note") == [(THEIRS,)]
        # What is only ours: asked about, then recalled.
        await screen.press("home", "+", "a", *"waar?", "enter")
        await screen.rests()
        assert screen.shows("nagevraagd op 21-11-2026 waar?")
        assert left(world) == ["only_ours", "proposed", "only_theirs"]
        await screen.press("+", "t")
        assert screen.shows("Van Dam Bouw", "terugroepen")
        await screen.press("escape")
        ((placement,),) = world.fetch(
            "SELECT p.id FROM placement p JOIN cases c ON c.id = p.case_id WHERE c.number = ?", OURS
        )
        world.recall(placement)
        await screen.press("+", "t")
        assert left(world) == ["proposed", "only_theirs"]


async def test_what_is_the_same_gets_their_number_and_what_is_not_ours_is_left_with_a_reason(
    world: PlacementWorld,
) -> None:
    async with session(world.database, world.actor, size=SMALL, language="en") as screen:
        await screen.press("g", "x", "]", "]", "]", "down", "down")
        await screen.is_as("agency-differences-80-en")
        await screen.press("+", "+")
        assert world.fetch("SELECT reference FROM placement WHERE reference <> ''") == [("INC2",)]
        await screen.press("G", "+", "-", *"another office", "enter")
        assert left(world) == ["amount", "only_ours"]


async def test_a_remittance_is_of_a_placement_and_held_against_the_terms(world: PlacementWorld) -> None:
    entry = world.bank.entry(85_00, "afdracht F1", name="Incasso Snel")
    async with session(world.database, world.actor, size=SMALL) as screen:
        await screen.press("g", "p", "P", "m")
        await screen.press("enter", *"2026-0001", "enter")
        await screen.type("100")
        await screen.press("tab", "tab", "tab", "tab", *"10")
        await screen.is_as("bank-remittance-80-nl")
        await screen.press("backspace", "backspace", *"15", "enter", "enter")
    assert bank_entry.entry(world.database, entry).rest == 0
    assert world.fetch("SELECT received_cents, fee_cents FROM agency_money") == [(100_00, 15_00)]


async def test_a_file_of_the_agency_shares_out_what_came_in(world: PlacementWorld) -> None:
    entry = world.bank.entry(260_00, "afdracht oktober", name="Incasso Snel")
    file = world.file("Uw kenmerk;Ontvangen;Ingehouden", "F1;100,00;15,00", "F2;200,00;25,00")
    async with session(world.database, world.actor, size=SMALL) as screen:
        await screen.press("g", "p", "P", "s")
        await screen.press("enter", *"/weg.csv", "enter")
        assert screen.shows("Er is geen bestand")
        await screen.press(*(["backspace"] * len("/weg.csv")), *str(file), "enter")
        await screen.is_as("bank-specification-80-nl")
        # What is booked of two placements has no room at once: Enter shows it, reads on, and saves.
        await screen.press("enter")
        assert screen.shows("Enter lees verder")
        await screen.press("enter", "enter")
    assert bank_entry.entry(world.database, entry).rest == 0
    assert world.fetch("SELECT received_cents, fee_cents FROM agency_money") == [(100_00, 15_00), (200_00, 25_00)]
