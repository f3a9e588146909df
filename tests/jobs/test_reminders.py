"""Friendly letters that nobody releases: only where the house, the gate, the bank and its inbox let them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from casebook.domain.capacity import Capacity
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.standing import LetterState
from casebook.domain.money import Cents
from casebook.domain.reminders.cycle import CycleName
from casebook.errors import Refused
from casebook.jobs import reminders
from casebook.jobs.letters import HOUSE
from casebook.law.book import NL, Book
from casebook.store import self_release
from casebook.store.actions.care import RecordVulnerability
from casebook.store.actions.claims import AddClaim
from casebook.store.actions.contact_blocks import PlaceContactBlock
from casebook.store.actions.holds import OpenTrack, PlaceHold
from casebook.store.actions.person_requests import ReceiveRequest
from casebook.store.actions.reminders import StartReminders
from casebook.store.actions.representations import Acting, AddRepresentation
from casebook.store.database import Database
from casebook.store.models.bank import BankStatement, EntryCandidate
from casebook.store.models.care import RequestKind
from casebook.store.models.cases import TrackKind
from casebook.store.models.imports import ImportRun
from casebook.store.models.parties import RepresentativeRole
from casebook.store.perform import finish, perform
from casebook.store.queries import outbox
from casebook.store.queries import reminders as told
from casebook.store.queries.outbox import Listed
from casebook.store.transaction import NOBODY, Actor, Transaction
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
    desk.claim("F-1", 125_000, capacity=Capacity.CONSUMER)
    return Night(desk, post)


def test_a_friendly_letter_releases_itself_and_is_listed(night: Night) -> None:
    night.bank_known()
    assert reminders.release(night.desk.database, MONDAY) == 1
    (left,) = told.left_by_itself(night.desk.database, MONDAY)
    assert (left.case_id, left.kind, left.bank_until) == (night.desk.case, LetterKind.REMINDER, FRIDAY)
    listed = outbox.outbox(night.desk.database, Listed.BY_ITSELF).after(night.desk.database).rows
    assert [row.letter_id for row in listed] == [left.letter_id]
    card = night.post.card(left.letter_id, MONDAY)
    assert card.bank_until == FRIDAY
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


def _other_case(night: Night) -> None:
    """A receipt that may be for another case of the debtor."""
    rows = [(1, night.desk.second_case(), 30, 0, 0, 100, MONDAY)]
    columns = ("entry_id", "case_id", "confidence", "told", "strong", "rest_cents", "since_on")
    night.desk.database.insert_many(EntryCandidate._meta.table_name, columns, rows)


def _represented(night: Night) -> None:
    acting = Acting(RepresentativeRole.BUDGET_COACH)
    night.act(AddRepresentation(night.desk.debtor, night.desk.party("Budgetcoach"), acting))


def _track(kind: TrackKind) -> Callable[[Night], object]:
    return lambda night: night.act(OpenTrack(night.desk.case, kind, "bericht"))


def _vulnerable(night: Night) -> None:
    night.act(RecordVulnerability(night.desk.debtor, "ziekte", SATURDAY, "mondeling", MONDAY))


def _complains(night: Night) -> None:
    night.act(ReceiveRequest(night.desk.case, night.desk.debtor, RequestKind.COMPLAINT, SATURDAY, "te laat"))


@pytest.mark.parametrize(
    "keeps_it",
    [
        lambda night: night.act(PlaceHold(night.desk.case, "Ziekte", SATURDAY)),
        lambda night: night.act(PlaceContactBlock(night.desk.debtor, "Geen post", SATURDAY)),
        _in_the_inbox,
        _other_case,
        _represented,
        _track(TrackKind.INSOLVENCY),
        _track(TrackKind.ESTATE),
        _track(TrackKind.COUNSELLING),
        _vulnerable,
        _complains,
        lambda night: setattr(night.desk.database, "law", Book(NL)),
    ],
    ids=[
        "hold", "gate", "inbox", "inbox of another case", "representative", "insolvency", "estate", "counselling",
        "vulnerable", "complaint", "off",
    ],
)  # fmt: skip
def test_what_a_person_has_to_look_at_does_not(night: Night, keeps_it: Callable[[Night], object]) -> None:
    night.bank_known()
    database = night.desk.database
    (written,) = reminders.commands(database, MONDAY, HOUSE, self_release.tonight(database, MONDAY))
    keeps_it(night)
    assert reminders.release(database, MONDAY) == 0
    # Nor where it came between writing the letter and releasing it.
    with pytest.raises(Refused):
        perform(database, NOBODY, MONDAY, written)
    assert database.value("SELECT count(*) FROM letter") == 0


@pytest.mark.parametrize("until", [None, FRIDAY - timedelta(1)])
def test_nothing_leaves_by_itself_on_a_stale_bank(night: Night, until: date | None) -> None:
    if until is not None:
        night.bank_known(until)
    database = night.desk.database
    assert reminders.release(database, MONDAY) == 0
    # Nor where it was known when the letter was written.
    known = self_release.May(frozenset({night.desk.creditor}), frozenset())
    (written,) = reminders.commands(database, MONDAY, HOUSE, known)
    with pytest.raises(Refused) as stale:
        perform(database, NOBODY, MONDAY, written)
    assert stale.value.code == "reminder.bank_stale"


@pytest.mark.parametrize("most", [1, 2])
def test_no_more_than_the_house_wants_in_one_night(night: Night, most: int, tmp_path: Path) -> None:
    night.desk.database.law = _law(tmp_path, most)
    night.bank_known()
    other = night.desk.second_case()
    night.act(AddClaim(other, night.desk.creditor, Cents(10_000), replace(FACTS, number="F-2", capacity=None)))
    night.act(StartReminders(other, CycleName.CONSUMER))
    assert reminders.release(night.desk.database, MONDAY) == most
