"""What is under way when a case is unwound: money of the bank, collections and letters that are leaving or left."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.insolvency.facts import Kind, Source
from casebook.domain.insolvency.items import CHOICES, ItemKind, ItemOutcome
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.standing import LetterState
from casebook.domain.letters.ways import DispatchWay
from casebook.store.actions.debit_batches import MakeBatch, SendBatch, WithdrawBatch
from casebook.store.actions.insolvencies import RecordInsolvency
from casebook.store.actions.undo import UndoStep, last_step
from casebook.store.actions.unwinding import ChooseReceipt, UnwindInsolvency
from casebook.store.models.bank import UseKind
from casebook.store.queries import bank_entry, unwinding
from casebook.store.queries.unwinding import Unwound
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.outgoing import Post
from tests.store.actions.refusal import refused
from tests.store.actions.statement import Bank, accept
from tests.store.actions.test_direct_debit import Collecting

_K, _O = ItemKind, ItemOutcome
SINCE = TODAY - timedelta(days=10)


def bankrupt(desk: Desk, since: date = SINCE) -> int:
    id_: int = desk.act(RecordInsolvency(desk.debtor, Kind.BANKRUPTCY, TODAY, Source.LETTER, since))
    return id_


def unwind(desk: Desk, id_: int) -> Unwound:
    desk.act(UnwindInsolvency(id_, desk.version("insolvency", id_), "faillissement"))
    return found(desk, id_)


def found(desk: Desk, id_: int) -> Unwound:
    one = unwinding.of_proceeding(desk.database, id_)
    assert one is not None
    return one


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        (_O.ESTATE_PAYMENT, (49_000, 4_000)),
        (_O.HANDED_OVER, (49_000, 9_000)),
        (_O.KEPT, (44_000, 9_000)),
        (_O.THIRD_PARTY, (44_000, 9_000)),
        (_O.DISTRIBUTION, (44_000, 9_000)),
    ],
)
@pytest.mark.parametrize("on", [SINCE, TODAY])
def test_what_the_bank_brought_since_the_first_day_goes_nowhere_until_a_person_chooses(
    desk: Desk, bank: Bank, choice: ItemOutcome, left: tuple[int, int], on: date
) -> None:
    """Invariant 17 (Fw 23): on the first day itself and after it, by the day of the bank, whatever it becomes."""
    old = desk.claim("2026-7001", 50_000, due_on=TODAY + timedelta(days=60))
    since = {"supplied_from": SINCE, "supplied_until": TODAY}
    new = desk.claim("2026-7002", 9_000, invoice_on=TODAY, due_on=TODAY + timedelta(days=30), **since)
    before = bank.entry(1_000, "2026-7001", on=SINCE - timedelta(days=1))
    entry = bank.entry(5_000, "2026-7001", on=on)
    accept(desk, before)
    accept(desk, entry)
    assert desk.total(old) == 44_000
    id_ = bankrupt(desk)
    (apart,) = unwind(desk, id_).apart
    assert (apart.on_day, apart.cents, desk.total(old), desk.total(new)) == (on, 5_000, 49_000, 9_000)
    refused("given.no_reason", desk.act, ChooseReceipt(id_, apart.payment_id, choice, " "))
    desk.act(ChooseReceipt(id_, apart.payment_id, choice, "zo besloten"))
    # What came in before the first day stayed where it was.
    assert (desk.total(old), desk.total(new)) == left
    assert found(desk, id_).apart == []
    assert [one.outcome for one in found(desk, id_).items if one.kind is _K.RECEIPT] == [choice]
    assert bank_entry.entry(desk.database, entry).rest == 0
    uses = {use.kind for use in bank_entry.entry(desk.database, entry).uses if use.undone_on is None}
    assert uses == {UseKind.HANDED_TO_ESTATE if choice is _O.HANDED_OVER else UseKind.BOOKED}
    sound(desk)


def test_every_choice_was_tried() -> None:
    assert set(CHOICES) == {_O.ESTATE_PAYMENT, _O.HANDED_OVER, _O.KEPT, _O.THIRD_PARTY, _O.DISTRIBUTION}


def test_a_file_of_collections_that_was_made_is_not_executed(database: Any, actor: Any) -> None:
    """Invariant 9: what was not sent is taken out; what the bank has is to be recalled there, and says so."""
    office = Collecting(database, actor)
    office.mandate()
    sent = office.sent(date(2026, 8, 28))
    gone = office.make(date(2026, 9, 28))
    office.act(WithdrawBatch(gone.batch.id, gone.batch.version, "verkeerde dag"))
    made = office.make(date(2026, 9, 28))
    id_ = office.act(RecordInsolvency(office.debtor, Kind.BANKRUPTCY, office.day, Source.LETTER, office.day))
    version = database.value("SELECT version FROM insolvency WHERE id = ?", (id_,))
    office.act(UnwindInsolvency(id_, version, "faillissement"))
    told = unwinding.of_proceeding(database, id_)
    assert told is not None
    outcomes = {one.record_id: one.outcome for one in told.items if one.kind is _K.COLLECTION}
    assert outcomes == {sent.collections[0].id: _O.TO_DO, made.collections[0].id: _O.STOPPED}
    assert [one.outcome for one in told.items if one.kind is _K.MANDATE] == [_O.STOPPED]
    left = "SELECT left_out_because FROM debit_collection WHERE id = ?"
    assert database.value(left, (made.collections[0].id,)) == "faillissement"
    assert database.value(left, (sent.collections[0].id,)) == ""
    # There is nothing left to send, and nothing new to collect.
    refused("debit.empty", office.act, SendBatch(made.batch.id, made.batch.version, office.day))
    refused("debit.nothing", office.act, MakeBatch(office.bank.creditor, date(2026, 12, 31)))


def test_a_letter_that_waits_is_withdrawn_and_one_that_left_stays_and_is_named(desk: Desk) -> None:
    """Invariant 9: each letter to him has an outcome; what left before the first day is no matter of the insolvency."""
    desk.claim("V-1", 50_000)
    post = Post(desk, SINCE - timedelta(days=1))
    post.lives(desk.debtor)
    post.reached_at(desk.debtor)
    by_mail = {"ways": (DispatchWay.EMAIL,)}
    old, sent = (post.prepare(LetterKind.UPDATED_STATEMENT, **by_mail)[0] for _ in range(2))
    post.release(old)
    post.send_all(old)
    post.day = SINCE
    post.release(sent)
    post.send_all(sent)
    post.day = TODAY
    ready, released, leaving = (post.prepare(LetterKind.UPDATED_STATEMENT, **by_mail)[0] for _ in range(3))
    for letter in (released, leaving):
        post.release(letter)
    post.begin(leaving)
    id_ = bankrupt(desk)
    told = unwind(desk, id_)
    outcomes = {one.record_id: one.outcome for one in told.items if one.kind is _K.LETTER}
    assert outcomes == {
        ready: _O.WITHDRAWN, released: _O.WITHDRAWN, sent: _O.ALREADY_SENT, leaving: _O.TO_DO,
    }  # fmt: skip
    assert post.state(released) is LetterState.WITHDRAWN
    assert post.state(sent) is LetterState.SENT
    desk.act(UndoStep(last_step(desk.database, desk.actor.person or 0) or 0))
    assert post.state(released) is LetterState.RELEASED
    sound(desk)
