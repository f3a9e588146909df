"""The limitation radar: three lists, both ends, words that never say too much, and the clocks per month."""

import pytest

from casebook.domain.signals.clock_state import ClockState
from casebook.store.actions.reviews import AcceptLapse, SeeClock
from casebook.store.perform import perform
from casebook.store.queries import radar
from casebook.store.queries.radar import ClockRow, Listed
from casebook.ui.screens.radar import Radar
from casebook.ui.widgets.windowed_list import WindowedList
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, Screen, session


def clocks(screen: Screen) -> WindowedList[ClockRow]:
    """The list of clocks, on the radar that is on top."""
    found = screen.app.screen
    assert isinstance(found, Radar)
    return found.list


@pytest.mark.parametrize(("size", "name"), [(SMALL, "80x24"), (USUAL, "120x40")])
async def test_looks_as_it_should(office: Office, size: tuple[int, int], name: str) -> None:
    async with session(*office, size=size) as screen:
        await screen.press("g", "j")
        await rested(screen)
        await screen.is_as(f"radar-{name}-nl")


async def test_looks_as_it_should_in_english(office: Office) -> None:
    async with session(*office, size=(200, 50), language="en") as screen:
        await screen.press("g", "j")
        await rested(screen)
        await screen.is_as("radar-200x50-en")


async def test_three_lists_each_with_its_count(office: Office) -> None:
    counts = {listed: radar.count_listed(office.database, listed).number for listed in Listed}
    async with session(*office) as screen:
        await screen.press("g", "j")
        assert screen.shows(
            f"radar {counts[Listed.RADAR]}",
            f"historie ontbreekt {counts[Listed.HISTORY_MISSING]}",
            f"niet te bepalen {counts[Listed.ABSTAINED]}",
        )
        await screen.press("right_square_bracket")
        assert {row.state for row in clocks(screen).window.rows} == {ClockState.HISTORY_MISSING}
        await screen.press("right_square_bracket")
        assert {row.state for row in clocks(screen).window.rows} == {ClockState.ABSTAINED}
        await screen.press("left_square_bracket", "left_square_bracket")
        first = radar.clocks().after(office.database).rows[0]
        assert clocks(screen).chosen == first


async def test_what_may_have_lapsed_is_never_said_to_have_lapsed(office: Office) -> None:
    rows = radar.clocks().after(office.database).rows
    at = next(number for number, row in enumerate(rows) if row.state is ClockState.POSSIBLY_LAPSED)
    async with session(*office, size=(200, 50)) as screen:
        await screen.press("g", "j", *("j" * at))
        await rested(screen)
        assert screen.shows("!! mogelijk verjaard, juridische toets · veilig t/m")
        text = "".join(line.partition("│")[0] for line in screen.lines)
        assert text.count("verjaard") == text.count("mogelijk verjaard")


async def test_the_preview_tells_how_the_clock_came_to_its_ends(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("g", "j")
        await rested(screen)
        row = clocks(screen).chosen
        assert row is not None
        assert screen.shows(row.claim_number, "veilig t/m", "gesteld t/m", "BW 3:3")


async def test_the_bars_per_month_go_and_come_back(office: Office) -> None:
    before = radar.ended_before(office.database, TODAY).number
    async with session(*office) as screen:
        await screen.press("g", "j")
        assert screen.shows("█", "eerder", "27")
        assert any(line.startswith(f"{before} ") for line in screen.lines)
        await screen.press("H")
        assert not screen.shows("█")
        await screen.press("H")
        assert screen.shows("█")


async def test_who_saw_a_clock_last_and_that_it_may_lapse_is_told(office: Office) -> None:
    # The interest of a claim is let run out with its principal.
    first, second = radar.clocks().after(office.database).rows[0:3:2]
    see = SeeClock(first.claim_id, first.debtor_id, first.kind, "betaalt vrijdag")
    perform(office.database, office.actor, TODAY, see)
    perform(office.database, office.actor, TODAY, AcceptLapse(second.claim_id, second.debtor_id, second.kind, "leeg"))
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "j")
        await rested(screen)
        assert screen.shows("Gezien", "op 21-11-2026", "betaalt vrijdag")
        await screen.press("j", "j")
        await rested(screen)
        assert screen.shows("mag verlopen", "leeg")
    async with session(*office, size=(200, 50)) as screen:
        await screen.press("g", "j")
        head = next(line for line in screen.lines if "Veilig t/m" in line)
        assert "Gezien" in head
        listed = [line.partition("│")[0] for line in screen.lines]
        assert [line for line in listed if first.case_number in line and "21-11 " in line]
        assert [line for line in listed if second.case_number in line and "mag verlopen" in line]


async def test_an_empty_list_says_so(office: Office) -> None:
    office.database.execute("DELETE FROM clock_now")
    async with session(*office) as screen:
        await screen.press("g", "j")
        assert screen.shows("radar 0", "Niets: in deze lijst staat geen enkele termijn. ] toont")


async def test_a_claim_with_an_agency_shows_that_its_guard_is_unknown(office: Office) -> None:
    """Invariant 12: the guard is named, and not as us."""
    row = radar.clocks().after(office.database).rows[0]
    office.database.execute("UPDATE claim SET placed = 1, version = version + 1 WHERE id = ?", (row.claim_id,))
    async with session(*office) as screen:
        await screen.press("g", "j")
        await rested(screen)
        assert screen.shows("elders, bewaker onbekend")


async def test_hostile_names_and_numbers_are_text(office: Office) -> None:
    row = radar.clocks().after(office.database).rows[0]
    for table, column, text, id_ in (
        ("party", "name", "[/b]\x1b[2J[x=2]", row.debtor_id),
        ("claim", "number", "[red]\x9b1m", row.claim_id),
    ):
        office.database.execute(f"UPDATE {table} SET {column} = ?, version = version + 1 WHERE id = ?", (text, id_))
    async with session(*office) as screen:
        await screen.press("g", "j")
        await rested(screen)
        assert screen.shows("[/b][x=2]", "[red]")
        assert not {"\x1b", "\x9b"} & set(screen.text)


async def rested(screen: Screen) -> None:
    """Show the row the cursor is on, without waiting until it has rested there."""
    shown = clocks(screen)
    shown.post_message(WindowedList.Rested(shown.chosen))
    await screen.settled()
