"""The case screen: what stands in its header, its tabs, and what happens to it while it is open."""

from datetime import timedelta

import pytest
from textual import events

from casebook.store.actions.cases import CloseCase, OpenCase, SetSleeping
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.holds import LiftHold, OpenTrack, PlaceHold
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.representations import Acting, AddRepresentation
from casebook.store.models.cases import Closing, NextKind, TrackKind
from casebook.store.models.parties import PartyKind, RepresentativeRole
from casebook.store.queries import case, claims
from casebook.ui.screens.case import CaseScreen
from casebook.ui.screens.today import Today
from casebook.words import LANGUAGES, say
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, session
from tests.ui.screens.case_desk import TABS, act, numbered, opened, whole

# Cases of the sample office: one with a clock that ends soon, one with unproven clocks, one with a payment.
SOON, UNPROVEN, PAID = "2026-0001", "2026-0167", "2026-0225"


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("size", [SMALL, USUAL], ids=lambda size: str(size[0]))
async def test_how_a_tab_looks(office: Office, tab: str, size: tuple[int, int]) -> None:
    number = {"claims": UNPROVEN, "limitation": UNPROVEN, "ledger": PAID}.get(tab, SOON)
    async with session(*office, size=size) as screen:
        await opened(screen, numbered(office, number), tab)
        await screen.is_as(f"case-{tab}-{size[0]}")


async def test_how_a_case_looks_in_english(office: Office) -> None:
    async with session(*office, language="en") as screen:
        await opened(screen, numbered(office, SOON), "limitation")
        await screen.is_as("case-limitation-en")


async def test_opened_from_the_list_and_left_to_it_where_it_stood(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("j", "j", "j")
        place = screen.app.screen
        assert isinstance(place, Today)
        chosen, stood = place.case_id, (place.list.window.top, place.list.window.cursor)
        await screen.press("enter")
        assert isinstance(screen.app.screen, CaseScreen)
        assert screen.app.screen.case_id == chosen
        await screen.press("q")
        await screen.settled()
        assert place.case_id == chosen
        assert (place.list.window.top, place.list.window.cursor) == stood


async def test_going_to_the_place_where_one_is_leaves_the_case(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        place = screen.app.screen
        await screen.press("enter", "g", "o", "g", "v")
        assert isinstance(screen.app.screen, CaseScreen)
        await screen.press("g", "v")
        assert screen.app.screen is place


async def test_the_header_stays_while_the_overview_scrolls(office: Office) -> None:
    async with session(*office, size=(80, 16)) as screen:
        await opened(screen, numbered(office, SOON))
        header, below = screen.lines[:4], screen.lines[4:]
        await screen.press("pagedown")
        assert screen.lines[:4] == header
        assert screen.lines[4:] != below


async def test_the_tabs_go_round(office: Office) -> None:
    async with session(*office) as screen:
        place = await opened(screen, numbered(office, SOON))
        await screen.press("[")
        assert place.tab.NAME == "timeline"
        await screen.press("]")
        assert place.tab.NAME == "overview"


async def test_a_click_on_its_name_shows_a_tab(office: Office) -> None:
    async with session(*office) as screen:
        place = await opened(screen, numbered(office, SOON))
        await screen.pilot.click("TabStrip", offset=(screen.lines[3].index("Grootboek") + 2, 0))
        await screen.settled()
        assert place.tab.NAME == "ledger"


async def test_in_a_narrow_terminal_the_tab_that_is_shown_is_named(office: Office) -> None:
    async with session(*office, size=(40, 10)) as screen:
        await opened(screen, numbered(office, SOON), "timeline")
        assert "▸Tijdlijn" in screen.lines[3]
        assert "21-11-2026" in screen.lines[5]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_all_tabs_are_named_in_eighty_cells_whichever_is_shown(office: Office, language: str) -> None:
    async with session(*office, size=SMALL, language=language) as screen:
        place = await opened(screen, numbered(office, SOON))
        for tab in TABS:
            named = screen.lines[3].split()
            assert len(named) == len(TABS)
            assert named[TABS.index(tab)] == f"▸{say(f'case_screen.{tab}', {}, language)}"
            # A name that is cut off at the right end is not the one in the catalogue.
            assert named[-1].lstrip("▸") in {say(f"case_screen.timeline{end}", {}, language) for end in ("", "_short")}
            await screen.press("]")
        assert place.tab.NAME == "overview"


async def test_a_tab_is_read_when_it_is_first_shown(office: Office) -> None:
    async with session(*office) as screen:
        place = await opened(screen, numbered(office, SOON))
        assert [tab.NAME for tab in place.tabs.values()] == ["overview"]
        await screen.press("]")
        assert [tab.NAME for tab in place.tabs.values()] == ["overview", "claims"]


async def test_keys_typed_ahead_reach_the_tab_they_are_about(office: Office) -> None:
    async with session(*office) as screen:
        for key in ("enter", "right_square_bracket", "right_square_bracket"):
            screen.app.post_message(events.Key(key, None))
        await screen.settled()
        place = screen.app.screen
        assert isinstance(place, CaseScreen)
        assert place.tab.NAME == "ledger"


async def test_what_has_legal_effect_waits_until_the_case_was_seen(office: Office) -> None:
    async with session(*office) as screen:
        for key in ("enter", "L"):
            screen.app.post_message(events.Key(key, None))
        await screen.settled()
        assert isinstance(screen.app.screen, CaseScreen)
        assert screen.shows("niet uitgevoerd")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_next_action_that_is_due_has_a_sign_beside_its_colour(office: Office, language: str) -> None:
    for days, sign in ((0, "! "), (1, "")):
        debtor, on = act(office, AddParty(PartyFacts(f"Nieuw {days}", PartyKind.LEGAL))), TODAY + timedelta(days)
        case_id = act(office, OpenCase(debtor, on, next_kind=NextKind.CALL, owner_person_id=office.actor.person))
        said = say("case_screen.next", {"kind": NextKind.CALL, "on": on}, language)
        async with session(*office, language=language) as screen:
            await opened(screen, case_id)
            assert screen.lines[2].startswith(f" {sign}{said}")


async def test_a_hold_and_whom_to_write_to_stand_in_the_header(office: Office) -> None:
    case_id = numbered(office, SOON)
    card = case.card(office.database, case_id)
    assert card is not None
    lawyer = act(office, AddParty(PartyFacts("mr. [/b] Advocaat", PartyKind.NATURAL)))
    act(office, AddRepresentation(card.debtor_id, lawyer, Acting(RepresentativeRole.LAWYER, write_to=True)))
    gone = act(office, AddParty(PartyFacts("mr. Weg", PartyKind.NATURAL)))
    ended = Acting(RepresentativeRole.LAWYER, write_to=True, until_on=TODAY - timedelta(1))
    act(office, AddRepresentation(card.debtor_id, gone, ended))
    act(office, PlaceHold(case_id, "wacht op stukken", TODAY, TODAY + timedelta(30)))
    act(office, LiftHold(act(office, PlaceHold(case_id, "beëindigd", TODAY, TODAY + timedelta(60))), 1))
    act(office, OpenTrack(case_id, TrackKind.DISPUTE, "betwist de meterstand"))
    async with session(*office, size=USUAL) as screen:
        await opened(screen, case_id)
        header = "\n".join(screen.lines[:4])
        for said in ("dispuut", "‖ opgeschort t/m 21-12-2026", "post aan mr. [/b] Advocaat"):
            assert said in header
        assert "Advocaat +1" not in header


async def test_a_closed_case_says_why(office: Office) -> None:
    case_id = numbered(office, PAID)
    card = case.card(office.database, case_id)
    assert card is not None
    act(office, SetSleeping(case_id, card.version, sleeping=True))
    act(office, CloseCase(case_id, card.version + 1, Closing.TRANSFERRED))
    async with session(*office) as screen:
        await opened(screen, case_id)
        assert "gesloten op 21-11-2026: overgedragen" in screen.lines[1]


async def test_work_is_shown_at_once_and_kept(office: Office) -> None:
    case_id = numbered(office, SOON)
    async with session(*office) as screen:
        await opened(screen, case_id, "timeline")
        await screen.press("n")
        await screen.type("belt terug")
        await screen.press("enter")
        assert [row.text for row in case.notes(case_id).after(office.database).rows][:1] == ["belt terug"]
        assert "“belt terug”" in screen.lines[5]


async def test_what_a_colleague_changes_appears_and_other_cases_do_not_matter(office: Office) -> None:
    case_id = numbered(office, SOON)
    async with session(*office) as screen:
        place = await opened(screen, case_id)
        loads = []
        load = place.load

        async def counted() -> None:
            loads.append(1)
            await load()

        place.load = counted  # type: ignore[method-assign]  # to see when it is read
        act(office, AddNote(numbered(office, PAID), "elders"))
        await screen.app.look_for_news()
        assert not loads
        act(office, AddNote(case_id, "van een collega"))
        act(office, PlaceHold(case_id, "wacht", TODAY))
        await screen.app.look_for_news()
        await whole(screen)
        assert loads
        assert screen.shows("van een collega", "‖ opgeschort")


async def test_the_place_one_reads_at_is_kept_when_the_case_changes(office: Office) -> None:
    case_id = numbered(office, SOON)
    async with session(*office, size=(80, 16)) as screen:
        place = await opened(screen, case_id)
        await screen.press("j", "j", "j")
        act(office, AddNote(case_id, "onderaan"))
        await screen.app.look_for_news()
        await whole(screen)
        assert place.mover.top == 3  # type: ignore[attr-defined]  # a page of text


async def test_two_cases_one_after_the_other(office: Office) -> None:
    async with session(*office) as screen:
        await opened(screen, numbered(office, SOON), "claims")
        assert screen.shows("E24-104220")
        await screen.press("q")
        await opened(screen, numbered(office, PAID))
        assert "2026-0225" in screen.lines[0]
        await screen.press("]")
        shown = claims.claims(numbered(office, PAID)).after(office.database).rows
        assert screen.shows(*(row.number for row in shown))
        assert not screen.shows("E24-104220")


@pytest.mark.parametrize(("number", "name"), [("2026-0185", "[/b] Holding"), ("2026-0186", "A [x=2] Advies")])
async def test_hostile_names_show_as_they_are(office: Office, number: str, name: str) -> None:
    case_id = numbered(office, number)
    act(office, AddNote(case_id, "een \x1b]0;titel\x07 en \x1b[31mrood\x1b[0m \x9b2J [b]vet[/b]"))
    async with session(*office, size=SMALL) as screen:
        place = await opened(screen, case_id)
        assert name in screen.lines[0]
        for _ in TABS:
            strips = place._compositor.render_strips()
            text = "".join(segment.text for strip in strips for segment in strip)
            assert not [one for one in text if ord(one) < 32 or 127 <= ord(one) < 160]
            await screen.press("]")
        await screen.press("[", "enter")
        assert screen.shows("een  en rood", "[b]vet[/b]")


async def test_nothing_to_do_is_said(office: Office) -> None:
    debtor = act(office, AddParty(PartyFacts("Nieuwe Klant", PartyKind.LEGAL)))
    case_id = act(office, OpenCase(debtor, TODAY, next_kind=NextKind.CALL, owner_person_id=office.actor.person))
    said = {
        "overview": "Nog geen contact en geen notitie",
        "claims": "Nog geen vorderingen",
        "ledger": "Nog geen boekingen",
        "arrangement": "Geen betalingsregeling",
        "disputes": "Geen disputen",
        "insolvency": "Geen insolventie of schuldhulp bekend",
        "securities": "Geen zekerheden",
        "court": "Er is niets bij de rechter",
        "agency": "Niets uit handen gegeven",
        "limitation": "Nog niets vastgelegd",
        "letters": "nog geen brief geschreven",
        "timeline": "dossier geopend",
    }
    async with session(*office, size=SMALL) as screen:
        place = await opened(screen, case_id)
        for tab in TABS:
            assert (place.tab.NAME, screen.shows(said[tab])) == (tab, True)
            if tab in ("claims", "ledger"):
                await screen.press("enter")
                assert screen.app.screen is place
            await screen.press("]")
