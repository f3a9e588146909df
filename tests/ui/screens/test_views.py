"""Views of lists: shown by their digit, saved, changed and removed, with their order and columns."""

from casebook.store.actions.people import AddTeam, JoinTeam
from casebook.store.actions.views import Layout, SaveView
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import cases
from casebook.store.queries.cases import Order
from casebook.store.queries.queue import Whose
from casebook.store.queries.views import ViewRow, views
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, session
from tests.ui.screens.lists import held, shown


def saved(office: Office, *team_ids: int) -> list[ViewRow]:
    return views(office.database, office.actor.person, team_ids)


async def test_a_view_casebook_comes_with_is_shown_by_its_digit_and_esc_leaves_it(office: Office) -> None:
    async with session(*office) as screen:
        everything = held(screen)
        await screen.press("2")
        assert screen.shows("mijn werk · 2 rood", "/ band:1", "gevonden")
        red = held(screen)
        assert {row.band for row in shown(screen).list.window.rows} == {1}
        assert len(red) < len(everything)
        await screen.press("escape")
        assert held(screen) == everything
        assert not screen.shows("mijn werk · 2 rood")


async def test_what_is_shown_is_saved_and_shown_again(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("2", "W", "s")
        await screen.type("Rood van mij")
        await screen.is_as("view-save-80-nl")
        await screen.press("enter")
        (row,) = saved(office)
        assert (row.place, row.name, row.digit, row.filter, row.part) == ("today", "Rood van mij", 6, "band:1", "")
        assert screen.shows("6 Rood van mij", "bewaard onder 6")
        await screen.press("1")
        assert not screen.shows("Rood van mij")
        await screen.press("6")
        assert screen.shows("6 Rood van mij", "/ band:1")


async def test_order_and_columns_are_part_of_a_view(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "c", "O", "j", "j", "space", *"jjj", "greater_than_sign", "space")
        await screen.is_as("arrange-80-nl")
        await screen.press("enter", "home")
        first = cases.cases(office.database, Order.AMOUNT).after(office.database).rows[0]
        assert held(screen)[0] == first.case_id
        columns = [one.column.id for one in shown(screen).list.painted.placed]
        assert "debtor" not in columns
        await screen.press("W", "s", *"Groot", "enter")
        (row,) = saved(office)
        assert (row.sorting, row.columns[:2]) == ("amount", ("case", "open"))
        await screen.press("escape")
        assert [one.column.id for one in shown(screen).list.painted.placed] != columns
        await screen.press("6")
        assert [one.column.id for one in shown(screen).list.painted.placed] == columns
        assert screen.shows("6 Groot · op bedrag")


async def test_a_view_shows_what_the_place_still_has(office: Office) -> None:
    gone = Layout("Van vroeger", "cases", 7, "kleur:rood band:1", "afdeling", "kleur", ("kleur", "case"))
    perform(office.database, office.actor, TODAY, SaveView(gone))
    async with session(*office) as screen:
        await screen.press("g", "c", "7")
        assert screen.shows("7 Van vroeger", "op nummer")
        assert {row.band for row in shown(screen).list.window.rows} == {1}
        assert [one.column.id for one in shown(screen).list.painted.placed if one.column.id] == ["case"]


async def test_a_long_filter_is_saved_whole(office: Office) -> None:
    everything = "!label:" + ",".join(f"label-{number}" for number in range(40))
    assert len(everything) > 300
    perform(office.database, office.actor, TODAY, SaveView(Layout("Lang", "cases", 7, everything)))
    (row,) = saved(office)
    assert row.filter == everything


async def test_a_view_of_another_place_leads_there(office: Office) -> None:
    perform(office.database, office.actor, TODAY, SaveView(Layout("Alle rode", "cases", 7, "band:1")))
    async with session(*office) as screen:
        await screen.press("7")
        assert screen.app.current_mode == "cases"
        assert screen.shows("7 Alle rode", "/ band:1")
        await screen.press("g", "v", "8")
        assert screen.shows("✗", "Onder 8 staat geen weergave")


async def test_a_view_is_changed_and_removed(office: Office) -> None:
    perform(office.database, office.actor, TODAY, SaveView(Layout("Eigen", "today", 3, "band:1")))
    async with session(*office) as screen:
        await screen.press("3", "right_square_bracket", "W", "c", "enter")
        (row,) = saved(office)
        assert (row.version, row.part, row.name) == (2, "everybody", "Eigen")
        await screen.press("W", "r")
        assert saved(office) == []
        assert screen.shows("Eigen verwijderd")
        assert not screen.shows("3 Eigen")


async def test_a_lead_saves_for_a_team_and_a_handler_shows_it_but_does_not_change_it(office: Office) -> None:
    database, actor = office
    team: int = perform(database, actor, TODAY, AddTeam("Z\x1b[31muid [/b]")).result
    perform(database, actor, TODAY, JoinTeam(team, actor.person or 0, TODAY))
    async with session(*office) as screen:
        await screen.press("2", "W", "s", *"Samen", "tab", "tab", *"Zuid", "enter")
        assert [(row.team_id, row.team) for row in saved(office, team)] == [(team, "Zuid [/b]")]
    async with session(database, actor._replace(roles=frozenset({Role.HANDLER}))) as screen:
        screen.app.desk.session = screen.app.desk.session._replace(whose=Whose(actor.person, (team,)))
        await screen.press("6", "W")
        assert screen.shows("6  Samen · Zuid [/b] · / band:1")
        assert not screen.shows("wijzigen", "verwijderen")
        await screen.press("s")
        assert not screen.shows("Voor  ")


async def test_a_view_that_a_colleague_changed_meanwhile_is_not_overwritten_unseen(office: Office) -> None:
    database, actor = office
    view_id = perform(database, actor, TODAY, SaveView(Layout("Eigen", "today", 3, "band:1"))).result
    async with session(*office) as screen:
        await screen.press("3", "W", "c")
        database.execute("UPDATE saved_view SET name = 'Anders', version = version + 1 WHERE id = ?", (view_id,))
        await screen.press("enter")
        assert screen.shows("✗", "Anders")
        await screen.press("enter")
        assert [(row.name, row.version) for row in saved(office)] == [("Eigen", 3)]
