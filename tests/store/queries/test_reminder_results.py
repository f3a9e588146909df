"""What followed the steps of reminder cycles, each cycle by the claims it asks for."""

from datetime import date, timedelta

from casebook.domain.capacity import Capacity
from casebook.domain.letters.kinds import LetterKind, Tone
from casebook.domain.money import Cents
from casebook.domain.reminders.cycle import CycleName
from casebook.jobs.letters import Wanted, composed
from casebook.jobs.reminder_sheets import sheet
from casebook.jobs.sheets import csv_text
from casebook.store.actions.contacts import AddContact
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.receipts import Receipt
from casebook.store.actions.reminders import CallStep, DoStep, StartReminders
from casebook.store.database import Database
from casebook.store.models.cases import Channel, Outcome
from casebook.store.perform import perform
from casebook.store.queries.reminder_results import of_case, results
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.outgoing import Post

MONDAY = date(2026, 11, 23)
LATER = date(2027, 1, 4)


def test_each_cycle_is_laid_to_its_own_claims(database: Database, actor: Actor) -> None:
    desk = Desk(database, actor)
    post = Post(desk, TODAY)
    post.lives(desk.debtor)
    desk.claim("MEEL", 93_845, capacity=Capacity.BUSINESS)
    energy = desk.claim("ENERGIE", 28_000, capacity=Capacity.CONSUMER)
    post.day = MONDAY
    consumer = post.act(StartReminders(desk.case, CycleName.CONSUMER))
    business = post.act(StartReminders(desk.case, CycleName.BUSINESS))
    wanted = Wanted((energy,), last_day=MONDAY + timedelta(10), tone=Tone.FRIENDLY)
    drafts = composed(database, MONDAY, desk.case, LetterKind.REMINDER, wanted)
    post.act(DoStep(desk.case, consumer, 1, "first_contact", drafts))
    # What has not left has no results.
    assert results(database, MONDAY, MONDAY, LATER) == ()
    letter: int = database.value("SELECT max(id) FROM letter")
    post.release(letter)
    post.send_all(letter)
    step = CallStep(business, 1, "first_contact")
    called = AddContact(desk.case, desk.debtor, MONDAY, Channel.PHONE, Outcome.INFORMED, steps=(step,))
    post.act(called)
    receipt = Receipt(MONDAY + timedelta(3), Cents(10_000), designation=(energy,))
    perform(database, actor, receipt.on_day, RecordPayment(desk.case, receipt))
    found = {one.cycle: one for one in results(database, MONDAY, MONDAY, LATER)}
    written, spoken = found[CycleName.CONSUMER], found[CycleName.BUSINESS]
    assert (written.step, written.tone, written.taken, written.judged) == ("first_contact", Tone.FRIENDLY, 1, 1)
    assert (written.soon, written.within, written.whole, written.cents) == (1, 1, 0, 10_000)
    assert (spoken.tone, spoken.within, spoken.reached, spoken.cents) == (None, 0, 1, 0)
    assert {one.cents for one in of_case(database, desk.case, LATER).values()} == {0, 10_000}
    said = csv_text(sheet(database, MONDAY, MONDAY, LATER), "nl")
    assert "te weinig om te vergelijken" in said
