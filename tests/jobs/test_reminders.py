"""Friendly letters that nobody releases: only where the house, the gate, the bank and its inbox let them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from casebook.domain.calendar import Term
from casebook.domain.letters.standing import LetterState
from casebook.domain.money import Cents
from casebook.domain.reminders.cycle import CycleName
from casebook.jobs import reminders
from casebook.law.book import NL, Book
from casebook.store.actions.claims import AddClaim
from casebook.store.actions.contact_blocks import PlaceContactBlock
from casebook.store.actions.holds import PlaceHold
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.receipts import Receipt
from casebook.store.actions.reminders import StartReminders
from casebook.store.database import Database
from casebook.store.models.bank import BankStatement, EntryCandidate
from casebook.store.models.imports import ImportRun
from casebook.store.perform import finish, perform
from casebook.store.queries import reminders as told
from casebook.store.transaction import Actor, Transaction
from tests.store.actions.desk import FACTS, Desk, sound
from tests.store.actions.outgoing import Post

SATURDAY, MONDAY = date(2026, 11, 21), date(2026, 11, 23)
FRIDAY = date(2026, 11, 20)


class Night:
    """A desk whose case is reminded, in a house that wants friendly letters to release themselves."""

    def __init__(self, desk: Desk, post: Post) -> None:
        self.desk, self.post = desk, post
        self.run: int = self.act(StartReminders(desk.case, CycleName.CONSUMER))

    def act(self, command: object) -> int:
        done: int = perform(self.desk.database, self.desk.actor, SATURDAY, command).result
        return done

    def bank_known(self, until: date = FRIDAY) -> None:
        def add() -> None:
            tx = Transaction(self.desk.database, self.desk.actor, MONDAY)
            of_file = {"kind": "bank", "profile": "", "file_name": "a.xml", "sha256": "a", "state": "done"}
            run = tx.add(ImportRun, on_day=MONDAY, **of_file)
            days = {"from_on": date(2026, 1, 1), "until_on": until, "opening_cents": 0, "closing_cents": 0}
            values = {"key": "s", "kind": "statement", "account": "NL91ABNA0417164300", "currency": "EUR"}
            tx.add(BankStatement, run_id=run, creditor_id=self.desk.creditor, **values, **days)
            finish(tx, "import.bank", {"run": run, "file": "a.xml"})

        self.desk.database.transact(add)


def _law(folder: Path, most: int) -> Book:
    for path in NL.glob("*.toml"):
        text = path.read_text("utf-8").replace("\non = false\nmost = 25\n", f"\non = true\nmost = {most}\n")
        (folder / path.name).write_text(text, "utf-8")
    return Book(folder)


@pytest.fixture
def night(database: Database, actor: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Night:
    monkeypatch.setattr(database, "law", _law(tmp_path, 1))
    desk = Desk(database, actor)
    post = Post(desk, SATURDAY)
    post.lives(desk.debtor)
    desk.claim("F-1", 125_000)
    return Night(desk, post)


def test_a_friendly_letter_releases_itself_and_is_listed(night: Night) -> None:
    night.bank_known()
    assert reminders.release(night.desk.database, MONDAY) == 1
    (left,) = told.left_by_itself(night.desk.database, MONDAY)
    assert (left.case_id, left.step) == (night.desk.case, "first_contact")
    card = night.post.card(left.letter_id, MONDAY)
    assert (card.row.state, card.released_by, card.last_day) == (LetterState.RELEASED, "", MONDAY + timedelta(10))
    signals = night.desk.database.fetch("SELECT code FROM signal WHERE code = 'signal.reminder_by_itself'")
    assert signals == [("signal.reminder_by_itself",)]
    assert night.desk.database.value("SELECT to_lead FROM case_now WHERE case_id = ?", (night.desk.case,)) == 1
    assert reminders.release(night.desk.database, MONDAY) == 0
    sound(night.desk)


def _in_the_inbox(night: Night) -> None:
    rows = [(1, night.desk.case, 30, 0, 0, 100, MONDAY)]
    columns = ("entry_id", "case_id", "confidence", "told", "strong", "rest_cents", "since_on")
    night.desk.database.insert_many(EntryCandidate._meta.table_name, columns, rows)


@pytest.mark.parametrize(
    "keeps_it",
    [
        lambda night: night.act(PlaceHold(night.desk.case, "Ziekte", SATURDAY)),
        lambda night: night.act(PlaceContactBlock(night.desk.debtor, "Geen post", SATURDAY)),
        _in_the_inbox,
        lambda night: setattr(night.desk.database, "law", Book(NL)),
    ],
    ids=["hold", "gate", "inbox", "off"],
)
def test_what_a_person_has_to_look_at_does_not(night: Night, keeps_it: Callable[[Night], object]) -> None:
    night.bank_known()
    keeps_it(night)
    assert reminders.release(night.desk.database, MONDAY) == 0
    assert night.desk.database.value("SELECT count(*) FROM letter") == 0


@pytest.mark.parametrize("until", [None, FRIDAY - timedelta(1)])
def test_nothing_leaves_by_itself_on_a_stale_bank(night: Night, until: date | None) -> None:
    if until is not None:
        night.bank_known(until)
    assert reminders.release(night.desk.database, MONDAY) == 0


@pytest.mark.parametrize("most", [1, 2])
def test_no_more_than_the_house_wants_in_one_night(night: Night, most: int, tmp_path: Path) -> None:
    night.desk.database.law = _law(tmp_path, most)
    night.bank_known()
    other = night.desk.second_case()
    night.act(AddClaim(other, night.desk.creditor, Cents(10_000), replace(FACTS, number="F-2")))
    night.act(StartReminders(other, CycleName.CONSUMER))
    assert reminders.release(night.desk.database, MONDAY) == most


def test_what_follows_steps_is_counted(night: Night) -> None:
    night.bank_known()
    reminders.release(night.desk.database, MONDAY)
    within, days = Term(14, "days"), (SATURDAY, MONDAY)

    def paid() -> list[tuple[str, int, int]]:
        found = told.results(night.desk.database, *days, within)
        return [(one.step, one.taken, one.paid) for one in found]

    # What came in before the letter is not its doing.
    night.desk.pay(5_000, on_day=SATURDAY)
    assert paid() == [("first_contact", 1, 0)]
    received = RecordPayment(night.desk.case, Receipt(MONDAY + timedelta(3), Cents(5_000)), None)
    night.post.act(received, MONDAY + timedelta(3))
    assert paid() == [("first_contact", 1, 1)]
