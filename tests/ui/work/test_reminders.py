"""A reminder cycle from the screen: started, and its steps skipped, or taken by a letter or a call."""

from datetime import date
from pathlib import Path

import pytest

from casebook.domain.calendar import add_working_days
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.reminders.cycle import CycleName
from casebook.store.actions.contacts import AddContact
from casebook.store.actions.reminders import CallStep, StartReminders
from casebook.store.models.cases import Channel, Outcome
from casebook.store.perform import perform
from casebook.store.queries import outbox, reminders
from casebook.ui.screens.case import CaseScreen
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, session
from tests.ui.work.test_life import card

NUMBER, BUSINESS = "2026-0249", "2026-0213"


async def test_a_cycle_is_started_and_a_step_skipped(office: Office) -> None:
    case_id = card(office, NUMBER).case_id
    async with session(*office, size=SMALL) as screen:
        await screen.app.push_screen(CaseScreen(screen.app.desk, case_id))
        await screen.settled()
        await screen.press("K", "h", "enter")
        (running,) = reminders.of_case(office.database, case_id, TODAY)
        found = running.next.value
        assert found is not None
        # Today is a Saturday: the first step is of the Monday after it.
        assert (found.step.name, found.due_on) == (
            "first_contact",
            add_working_days(TODAY, 1, office.database.law.holidays),
        )
        assert screen.shows("Aanmaantraject")
        await screen.press("K", "h")
        await screen.is_as("reminders-menu-80-nl")
        await screen.press("s", *"al gebeld", "enter")
    (running,) = reminders.of_case(office.database, case_id, TODAY)
    assert [(one.name, one.skipped_because) for one in running.taken] == [("first_contact", "al gebeld")]
    assert list(outbox.of_case(office.database, case_id)) == []


async def test_the_first_step_is_a_letter(office: Office) -> None:
    case_id = started(office)
    async with session(*office, size=SMALL) as screen:
        await screen.app.push_screen(CaseScreen(screen.app.desk, case_id))
        await screen.settled()
        # In two keys: the letter is read before it is prepared.
        await screen.press("plus")
        await screen.is_as("reminders-letter-80-nl")
        assert list(outbox.of_case(office.database, case_id)) == []
        await screen.press("plus")
        assert screen.shows("Gezet: eerste contact op 21-11-2026")
    (letter,) = outbox.of_case(office.database, case_id)
    assert letter.kind is LetterKind.REMINDER
    (running,) = reminders.of_case(office.database, case_id, TODAY)
    assert [(one.name, one.letter_id) for one in running.taken] == [("first_contact", letter.letter_id)]


async def test_the_first_step_is_a_call(office: Office) -> None:
    case_id = started(office)
    async with session(*office, size=SMALL) as screen:
        await screen.app.push_screen(CaseScreen(screen.app.desk, case_id))
        await screen.settled()
        await screen.press("c", "n")
        await screen.is_as("reminders-call-80-nl")
        await screen.press("enter")
    (running,) = reminders.of_case(office.database, case_id, TODAY)
    (taken,) = running.taken
    assert (taken.name, taken.letter_id) == ("first_contact", None)


async def test_a_contact_that_is_no_step_leaves_the_step(office: Office) -> None:
    case_id = started(office)
    async with session(*office, size=USUAL) as screen:
        await screen.app.push_screen(CaseScreen(screen.app.desk, case_id))
        await screen.settled()
        await screen.press("c", "n")
        await screen.is_as("reminders-call-120-nl")
        # An incoming call is no step of ours.
        await screen.press("tab", "tab", "tab", "tab", "tab", "tab", "right", "enter")
    (running,) = reminders.of_case(office.database, case_id, TODAY)
    assert running.taken == ()
    assert office.database.value("SELECT incoming FROM contact WHERE case_id = ? ORDER BY id DESC", (case_id,)) == 1


def started(office: Office) -> int:
    """Start a cycle on the Wednesday before."""
    case_id = card(office, NUMBER).case_id
    perform(office.database, office.actor, date(2026, 11, 18), StartReminders(case_id, CycleName.CONSUMER))
    return case_id


async def test_the_letters_of_marked_cases_are_prepared_together(office: Office) -> None:
    """Each has its own kind and tone; what has none is listed with why."""
    case_id = started(office)
    other = card(office, BUSINESS).case_id
    perform(office.database, office.actor, date(2026, 11, 18), StartReminders(other, CycleName.BUSINESS))
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "c")
        await screen.press("slash", *"2026-0249", "enter", "space")
        await screen.press("escape", "slash", *"2026-0213", "enter", "space", "plus")
        await screen.is_as("reminders-many-80-nl")
        await screen.press("enter")
        await screen.is_as("reminders-many-refused-80-nl")
    (letter,) = outbox.of_case(office.database, case_id)
    assert letter.kind is LetterKind.REMINDER
    assert list(outbox.of_case(office.database, other)) == []


async def test_what_steps_brought_is_a_page_and_a_file(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    case_id = started(office)
    (running,) = reminders.of_case(office.database, case_id, TODAY)
    step = CallStep(running.run_id, running.version, "first_contact")
    debtor = card(office, NUMBER).debtor_id
    called = AddContact(case_id, debtor, TODAY, Channel.PHONE, Outcome.INFORMED, steps=(step,))
    perform(office.database, office.actor, TODAY, called)
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "t", "left_square_bracket")
        await screen.is_as("team-reminders-80-nl")
        await screen.press("o")
    (file,) = tmp_path.rglob("aanmaantrajecten_*.csv")
    assert "consument;eerste contact" in file.read_text("utf-8-sig")
