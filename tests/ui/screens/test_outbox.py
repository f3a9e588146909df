"""The outbox: letters that keep a right in front, the day on which it is lost, and what of a letter has left."""

from datetime import date

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.ways import DispatchWay
from casebook.jobs.drafting import Wanted
from casebook.jobs.letters import composed
from casebook.store.actions.dispatches import SentDispatch
from casebook.store.actions.letters import PrepareLetter, ReleaseLetter
from casebook.store.queries import leaving, outbox
from casebook.store.queries.outbox import Listed
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, session
from tests.ui.screens.case_desk import act, numbered

CASE, PLAIN = "2026-0001", "2026-0002"


def prepared(office: Office, number: str, kind: LetterKind) -> int:
    """Prepare the letters of a kind in a case, and return the first."""
    case_id = numbered(office, number)
    drafts = composed(office.database, TODAY, case_id, kind, Wanted())
    found = act(office, PrepareLetter(case_id, drafts))
    assert isinstance(found, tuple)
    return int(found[0])


async def test_a_letter_that_keeps_a_right_stands_in_front_with_the_day_that_is_lost(office: Office) -> None:
    reminder = prepared(office, PLAIN, LetterKind.REMINDER)
    interruption = prepared(office, CASE, LetterKind.INTERRUPTION)
    rows = outbox.outbox(office.database, Listed.TO_RELEASE).after(office.database).rows
    ours = [row for row in rows if row.letter_id in (reminder, interruption)]
    assert [row.letter_id for row in ours] == [interruption, reminder]
    assert ours[0].due_on < ours[0].by == date(2026, 12, 20)
    act(office, ReleaseLetter(interruption, 1))
    mail = next(one for one in leaving.dispatches_of(office.database, [interruption]) if one.way is DispatchWay.EMAIL)
    act(office, SentDispatch(mail.dispatch_id, mail.version, TODAY))
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "o")
        await screen.is_as("outbox-80-nl")
        first = next(line for line in screen.lines if CASE in line)
        assert "!!" in first
        assert "20-12" in first
        assert "mail weg" in first
        assert "nog aang.+post" in first
        assert screen.shows("mail weg, papier nog niet")
    async with session(*office, size=SMALL, language="en") as screen:
        await screen.press("g", "o")
        await screen.rests()
        assert screen.shows("mail sent, paper not yet", "left: reg.+post")
