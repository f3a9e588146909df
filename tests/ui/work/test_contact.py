"""Contacts and notes, from the queue."""

from datetime import date
from pathlib import Path

import pytest
from textual import events

from casebook import words
from casebook.domain.letters.kinds import LetterKind
from casebook.store.models.care import RequestKind
from casebook.store.models.cases import Channel, NextKind, Outcome
from casebook.store.queries import care, case, letter_card, outbox, promises
from casebook.store.queries.case import ContactRow
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, Screen, session
from tests.ui.work.limitation_cases import firm


def chosen(screen: Screen) -> int:
    """Return the case the cursor is on."""
    case_id = screen.app.screen.case_id  # type: ignore[attr-defined]  # the place that is on top
    assert isinstance(case_id, int)
    return case_id


def numbered(office: Office, case_id: int) -> str:
    card = case.card(office.database, case_id)
    assert card is not None
    return card.number


def last(office: Office, case_id: int) -> ContactRow:
    return case.contacts(case_id).after(office.database).rows[0]


async def test_the_outcomes_and_the_form_at_the_small_size(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("G", "c")
        await screen.is_as("contact-outcomes-small-nl")
        await screen.press("t", *"betaalt vrijdag", "tab", *"vr")
        await screen.is_as("contact-small-nl")


async def test_a_call_takes_three_keys_and_what_is_typed_and_the_next_case_stands_there(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("G", *"k" * 10)
        case_id = chosen(screen)
        keys = ["c", "b", *"voicemail", "enter"]
        await screen.press(*keys)
        assert len(keys) - len("voicemail") <= 4
        assert chosen(screen) != case_id
        # Nothing is in the way of the next call.
        await screen.press("c", "n", "enter")
    contact = last(office, case_id)
    assert (contact.outcome, contact.text) == (Outcome.LEFT_MESSAGE, "voicemail")
    card = case.card(office.database, case_id)
    assert card is not None
    assert (card.next_kind, card.next_on) == ("call", date(2026, 11, 25))


async def test_a_promise_is_checked_after_the_promised_day(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("G")
        case_id = chosen(screen)
        await screen.press("c", "t", *"betaalt vrijdag", "tab", *"vr", "tab", *"50", "tab", "j", "enter")
    contact = last(office, case_id)
    assert (contact.outcome, contact.caller_checked, contact.incoming) == (Outcome.PROMISE, True, False)
    card = case.card(office.database, case_id)
    assert card is not None
    assert (card.next_kind, card.next_on) == ("check_promise", date(2026, 12, 1))
    (promise,) = promises.of_case(office.database, case_id, TODAY)
    made = promise.standing.promise
    assert (made.due_on, made.cents, made.party_id) == (date(2026, 11, 27), 5000, card.debtor_id)


async def test_a_promise_without_a_day_is_asked_for_one(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("G", "c", "t", *"betaalt", "enter")
        assert screen.shows("✗ Toegezegd voor: vul dit in.")


async def test_what_is_proposed_may_be_changed_or_left_as_planned(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("G")
        case_id = chosen(screen)
        before = case.card(office.database, case_id)
        await screen.press("c", "n", "tab", *"zoals", "enter")
        assert before is not None
        card = case.card(office.database, case_id)
        assert card is not None
        assert (card.next_kind, card.next_on) == (before.next_kind, before.next_on)
        await screen.press("G", "c", "n", "tab", *"schr", "tab", *"+2w", "enter")
    card = case.card(office.database, case_id)
    assert card is not None
    assert (card.next_kind, card.next_on) == ("write", date(2026, 11, 24))


async def test_where_a_right_would_be_lost_the_last_day_is_proposed_and_said(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("home")
        case_id = chosen(screen)
        await screen.press("c", "b")
        assert screen.shows("uiterste dag")
        await screen.press("enter")
    card = case.card(office.database, case_id)
    assert card is not None
    assert card.next_on == TODAY


async def test_a_call_that_came_in(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("G")
        case_id = chosen(screen)
        # With whom is asked only where there is a choice.
        await screen.press("c", "g", *"belt zelf", "tab", "j", *["tab"] * 5, "right", "enter")
    contact = last(office, case_id)
    assert (contact.outcome, contact.channel, contact.incoming) == (Outcome.INFORMED, Channel.PHONE, True)


async def test_a_check_that_was_refused_is_no_check_that_was_passed(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("G")
        case_id = chosen(screen)
        await screen.press("c", "i", "x", "enter")
    contact = last(office, case_id)
    assert (contact.outcome, contact.caller_checked) == (Outcome.REFUSED_CHECK, False)


async def test_what_is_pasted_is_text_and_nothing_else(office: Office) -> None:
    async with session(*office) as screen:
        case_id = chosen(screen)
        await screen.press("c", "g")
        screen.app.gate.take(events.Paste("[/b] \x1b]52;c;eA==\x07belt\x9b31m \u202eterug"))
        await screen.press("enter")
        assert not screen.shows("Contact ·")
    assert last(office, case_id).text == "[/b] belt terug"


async def test_a_mail_that_is_pasted_keeps_its_lines_in_the_history_of_the_case(office: Office) -> None:
    async with session(*office) as screen:
        case_id = chosen(screen)
        await screen.press("c", "g")
        screen.app.gate.take(events.Paste("Geachte,\r\n\r\nIk betaal vrijdag.\r\nGroet, Bos"))
        await screen.press("enter")
        assert last(office, case_id).text == "Geachte,\n\nIk betaal vrijdag.\nGroet, Bos"
        await screen.press("F", *numbered(office, case_id), "enter")
        told = [line.strip("▸│ ") for line in screen.lines]
        first = told.index("Geachte,")
        assert told[first : first + 4] == ["Geachte,", "", "Ik betaal vrijdag.", "Groet, Bos"]


async def test_what_is_pasted_of_several_lines_into_one_shows_where_they_ended(office: Office) -> None:
    async with session(*office) as screen:
        case_id = chosen(screen)
        await screen.press("c", "n", "tab", *"schr", "tab", "tab")
        screen.app.gate.take(events.Paste("brief over rente\n\n  vragen  om stukken\n"))
        await screen.press("enter")
    card = case.card(office.database, case_id)
    assert card is not None
    assert card.next_note == "brief over rente · vragen om stukken"


async def test_what_is_pasted_into_a_search_is_words(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("F")
        screen.app.gate.take(events.Paste("Erven van\nHoekstra\n"))
        await screen.settled()
        assert screen.shows("Erven van Hoekstra")


@pytest.mark.parametrize(("language", "said"), [("nl", "Niet geplakt"), ("en", "Not pasted")])
async def test_what_does_not_fit_a_line_is_not_lost_in_silence(office: Office, language: str, said: str) -> None:
    async with session(*office, language=language) as screen:
        await screen.press("c", "n", "tab", *("schr" if language == "nl" else "writ"), "tab", "tab", *"rente")
        screen.app.gate.take(events.Paste("x" * 600))
        await screen.settled()
        assert screen.shows(said, "600", "500", "rente")


async def test_a_day_to_come_is_refused_and_everything_typed_stays(office: Office) -> None:
    async with session(*office) as screen:
        before = office.database.value("SELECT count(*) FROM contact")
        await screen.press("c", "n", *"gesproken", "shift+tab", *"31-12-2026", "enter")
        assert screen.shows("gesproken", "31-12-2026", "✗")
        await screen.press("escape")
    assert office.database.value("SELECT count(*) FROM contact") == before


async def test_all_choices_unfold_and_one_is_chosen_by_its_name(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("G")
        case_id = chosen(screen)
        await screen.press("c", "n", "tab", "space")
        assert screen.shows("dispuut behandelen", "route kiezen")
        await screen.press(*"route", "enter", "enter")
    card = case.card(office.database, case_id)
    assert card is not None
    assert card.next_kind == "choose_route"


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_each_outcome_has_a_letter_of_its_own(language: str) -> None:
    letters = [words.say(f"contact.key_{outcome}", {}, language) for outcome in Outcome]
    assert len(set(letters)) == len(letters)
    assert all(len(letter) == 1 for letter in letters)


def test_the_settings_propose_what_there_is_for_every_outcome(office: Office) -> None:
    follow_up = office.database.law.defaults.follow_up
    assert set(follow_up) == set(Outcome)
    assert {entry.value.action for rules in follow_up.values() for entry in rules.entries} <= set(NextKind)


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
        await screen.press("c", "n", *"gesproken", "shift+tab", "shift+tab", "right")
        assert screen.shows("[/b] A (vennoot)")
        await screen.press("enter")
    (found,) = case.contacts(desk.case).after(desk.database).rows
    assert found.party.startswith("[/b] A")


async def test_a_promise_behind_the_day_a_right_is_lost_keeps_what_was_planned(office: Office) -> None:
    case_id = case.case_of(office.database, "2026-0121")
    assert case_id is not None
    before = case.card(office.database, case_id)
    assert before is not None
    async with session(*office) as screen:
        await screen.press("F", *"2026-0121", "enter", "c", "t", *"betaalt eind van de maand", "tab", *"28-11-2026")
        assert screen.shows("zoals gepland")
        await screen.press("enter")
    now = case.card(office.database, case_id)
    assert now is not None
    assert (now.next_kind, now.next_on) == (before.next_kind, before.next_on)
    (last, *_) = case.contacts(case_id).after(office.database).rows
    assert last.text == "betaalt eind van de maand"
    (promise,) = promises.of_case(office.database, case_id, TODAY)
    assert (promise.standing.promise.due_on, promise.standing.promise.cents) == (date(2026, 11, 28), now.open_cents)


async def test_a_complaint_is_received_at_once_with_what_was_said(office: Office) -> None:
    case_id = case.case_of(office.database, "2026-0006")
    assert case_id is not None
    async with session(*office) as screen:
        await screen.press("F", *"2026-0006", "enter", "c", "l", *"te vaak gebeld", "enter")
        assert screen.shows("te vaak gebeld", "Wat wordt gevraagd")
        await screen.press("enter", "enter")
    (row,) = care.requests(office.database, case_id)
    assert (row.kind, row.text) == (RequestKind.COMPLAINT, "te vaak gebeld")


async def test_what_was_promised_is_confirmed_at_once_if_wanted(office: Office) -> None:
    case_id = case.case_of(office.database, "2026-0006")
    assert case_id is not None
    promise = ["c", "t", *"belt terug", "tab", *"27-11-2026", "tab", *"50", "enter"]
    async with session(*office, size=SMALL) as screen:
        await screen.press("F", *"2026-0006", "enter", *promise)
        await screen.is_as("contact-confirm-80-nl")
        await screen.press("b")
        await screen.press("enter")
        await screen.press("plus")
    (letter,) = outbox.of_case(office.database, case_id)
    found = letter_card.letter(office.database, letter.letter_id, TODAY)
    assert found is not None
    said = found.text.facts.extras
    assert (letter.kind, said["contact_on"]) == (LetterKind.PHONE_CONFIRMATION, TODAY)
    # What was noted of it stays in the house.
    assert str(said["text"]).replace("\N{NO-BREAK SPACE}", " ") == "U betaalt € 50,00 uiterlijk op 27 november 2026."


async def test_a_dispute_is_registered_at_once_or_left(office: Office) -> None:
    case_id = case.case_of(office.database, "2026-0006")
    assert case_id is not None
    async with session(*office) as screen:
        await screen.press("F", *"2026-0006", "enter", "c", "d", *"nooit geleverd", "enter")
        assert screen.shows("Dispuut registreren · 2026-0006")
        await screen.press("escape")
    (last, *_) = case.contacts(case_id).after(office.database).rows
    assert last.text == "nooit geleverd"
