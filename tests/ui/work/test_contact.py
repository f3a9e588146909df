"""Contacts and notes, from the queue."""

from datetime import date
from pathlib import Path

from textual import events

from casebook.store.models.cases import Channel, Outcome
from casebook.store.queries import case
from casebook.store.queries.case import ContactRow
from tests.ui.conftest import Office
from tests.ui.screen import SMALL, Screen, session
from tests.ui.work.limitation_cases import firm


def chosen(screen: Screen) -> int:
    """Return the case the cursor is on."""
    case_id = screen.app.screen.case_id  # type: ignore[attr-defined]  # the place that is on top
    assert isinstance(case_id, int)
    return case_id


def last(office: Office, case_id: int) -> ContactRow:
    return case.contacts(case_id).after(office.database).rows[0]


async def test_the_form_at_the_small_size(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("c", *"belt vrijdag terug", "tab", "b")
        await screen.is_as("contact-small-nl")


async def test_a_call_with_what_is_done_next(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("home", *"j" * 20)
        case_id = chosen(screen)
        await screen.press("c", *"betaalt maandag", "tab", *"betaalt", "tab", "tab", "right", "tab")
        await screen.press("j", "tab", *"-1", "tab", *"toezegging", "tab", *"+2w", "tab", *"alles", "enter")
    contact = last(office, case_id)
    assert (contact.outcome, contact.channel, contact.incoming) == (Outcome.PROMISE, Channel.PHONE, True)
    assert (contact.text, contact.on_day, contact.caller_checked) == ("betaalt maandag", date(2026, 11, 20), True)
    card = case.card(office.database, case_id)
    assert card is not None
    assert (card.next_kind, card.next_on, card.next_note) == ("check_promise", date(2026, 11, 24), "alles")


async def test_a_check_that_was_refused_is_no_check_that_was_passed(office: Office) -> None:
    async with session(*office) as screen:
        case_id = chosen(screen)
        await screen.press("c", "x", "tab", *"weigert", "enter")
    contact = last(office, case_id)
    assert (contact.outcome, contact.caller_checked) == (Outcome.REFUSED_CHECK, False)


async def test_what_is_pasted_is_text_and_nothing_else(office: Office) -> None:
    async with session(*office) as screen:
        case_id = chosen(screen)
        await screen.press("c")
        screen.app.gate.take(events.Paste("[/b] \x1b]52;c;eA==\x07belt\x9b31m \u202eterug"))
        await screen.press("enter")
        assert not screen.shows("Contact ·")
    assert last(office, case_id).text == "[/b] belt terug"


async def test_a_day_to_come_is_refused_and_everything_typed_stays(office: Office) -> None:
    async with session(*office) as screen:
        before = office.database.value("SELECT count(*) FROM contact")
        await screen.press("c", *"gesproken", "tab", "tab", "tab", "tab", "tab", *"31-12-2026", "enter")
        assert screen.shows("gesproken", "31-12-2026", "✗")
        await screen.press("escape")
    assert office.database.value("SELECT count(*) FROM contact") == before


async def test_all_choices_unfold_and_one_is_chosen_by_its_name(office: Office) -> None:
    async with session(*office) as screen:
        case_id = chosen(screen)
        await screen.press("c", "x", "tab", "space")
        assert screen.shows("klacht", "dispuut")
        await screen.press(*"klacht", "enter", "enter")
    assert last(office, case_id).outcome is Outcome.COMPLAINT


async def test_a_note_of_two_lines(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("n", *"eerste", "ctrl+j", *"tweede", "enter")
    assert office.database.value("SELECT text FROM note ORDER BY id DESC LIMIT 1") == "eerste\ntweede"


async def test_an_empty_note_is_refused(office: Office) -> None:
    async with session(*office) as screen:
        before = office.database.value("SELECT count(*) FROM note")
        await screen.press("n", "enter")
        assert screen.shows("Notitie: vul dit in.")
        await screen.press("escape")
    assert office.database.value("SELECT count(*) FROM note") == before


async def test_the_contact_is_with_whom_one_chose_and_the_name_is_shown_as_it_is(tmp_path: Path) -> None:
    partnership = firm(tmp_path, date(2022, 12, 15), ("[/b] A\x1b[31m",))
    desk = partnership.desk
    async with session(desk.database, desk.actor) as screen:
        await screen.press("c", *"gesproken", "tab", "tab", "tab", "tab", "right")
        assert screen.shows("[/b] A (vennoot)")
        await screen.press("enter")
    (found,) = case.contacts(desk.case).after(desk.database).rows
    assert found.party.startswith("[/b] A")
