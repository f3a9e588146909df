"""Where no mail server is set a person mails a letter himself, and says so."""

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.ways import DispatchWay
from casebook.jobs.letters import Wanted, composed
from casebook.store.actions.addresses import AddContactPoint
from casebook.store.actions.letters import PrepareLetter, ReleaseLetter
from casebook.store.actions.parties import AddAccount
from casebook.store.models.parties import ContactKind
from tests.sample import Office
from tests.store.actions.desk import TODAY, Desk
from tests.ui.screen import SMALL
from tests.ui.screens.case_desk import turned
from tests.ui.work.leaving import last
from tests.ui.work.test_dispute import case_screen


async def test_a_mail_that_a_person_sent_himself_left(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    ours = desk.database.value("SELECT party_id FROM creditor WHERE id = ?", (desk.creditor,))
    desk.act(AddAccount(ours, "NL91ABNA0417164300"))
    desk.claim("2026-001", 10_000)
    desk.act(AddContactPoint(desk.debtor, ContactKind.MAIL, "a@voorbeeld.nl"))
    wanted = Wanted(ways=(DispatchWay.EMAIL,))
    desk.act(PrepareLetter(desk.case, composed(desk.database, TODAY, desk.case, LetterKind.UPDATED_STATEMENT, wanted)))
    desk.act(ReleaseLetter(last(desk).row.letter_id, 1))
    async with case_screen(desk, size=SMALL) as screen:
        await turned(screen, "letters")
        await screen.press("enter", "w", "s")
        await screen.look()
        await screen.press("enter")
    (dispatch,) = last(desk).dispatches
    assert (dispatch.sent_on, dispatch.sending_at) == (TODAY, None)
