"""A reminder cycle from the screen: started, and its steps skipped, or taken by a letter or a call."""

from datetime import date

from casebook.domain.calendar import add_working_days
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.reminders.cycle import CycleName
from casebook.store.actions.reminders import StartReminders
from casebook.store.perform import perform
from casebook.store.queries import outbox, reminders
from casebook.ui.screens.case import CaseScreen
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, session
from tests.ui.work.test_life import card

NUMBER = "2026-0213"


async def test_a_cycle_is_started_and_a_step_skipped(office: Office) -> None:
    case_id = card(office, NUMBER).case_id
    async with session(*office, size=SMALL) as screen:
        await screen.app.push_screen(CaseScreen(screen.app.desk, case_id))
        await screen.settled()
        await screen.press("K", "h", "enter")
        running = reminders.of_case(office.database, case_id, TODAY)
        assert running is not None
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
    running = reminders.of_case(office.database, case_id, TODAY)
    assert running is not None
    assert [(one.name, one.skipped_because) for one in running.taken] == [("first_contact", "al gebeld")]
    assert list(outbox.of_case(office.database, case_id)) == []


async def test_the_first_step_is_a_letter(office: Office) -> None:
    case_id = started(office)
    async with session(*office, size=SMALL) as screen:
        await screen.app.push_screen(CaseScreen(screen.app.desk, case_id))
        await screen.settled()
        await screen.press("K", "h", "l")
        assert screen.shows("Gezet: eerste contact op 21-11-2026")
    (letter,) = outbox.of_case(office.database, case_id)
    assert letter.kind is LetterKind.REMINDER
    running = reminders.of_case(office.database, case_id, TODAY)
    assert running is not None
    assert [(one.name, one.letter_id) for one in running.taken] == [("first_contact", letter.letter_id)]


async def test_the_first_step_is_a_call(office: Office) -> None:
    case_id = started(office)
    async with session(*office, size=SMALL) as screen:
        await screen.app.push_screen(CaseScreen(screen.app.desk, case_id))
        await screen.settled()
        await screen.press("K", "h", "c")
        assert screen.shows("Spreek bedrag en dag af")
        await screen.press("enter", "n", "enter")
    running = reminders.of_case(office.database, case_id, TODAY)
    assert running is not None
    (taken,) = running.taken
    assert (taken.name, taken.letter_id) == ("first_contact", None)


def started(office: Office) -> int:
    """Start a cycle on the Wednesday before."""
    case_id = card(office, NUMBER).case_id
    perform(office.database, office.actor, date(2026, 11, 18), StartReminders(case_id, CycleName.CONSUMER))
    return case_id
