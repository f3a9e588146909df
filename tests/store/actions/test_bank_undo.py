"""Uses of entries of the bank that are taken back."""

from datetime import date

from casebook.domain.money import Cents
from casebook.store.actions.bank_assignments import AssignEntry
from casebook.store.actions.bank_shares import Share
from casebook.store.actions.bank_undo import UndoUse
from casebook.store.actions.payments import ReversePayment
from casebook.store.actions.rebooking import ReallocatePayments
from casebook.store.actions.undo import RedoStep, UndoStep, last_step
from casebook.store.queries import bank_entry
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.statement import Bank, accept


def test_what_is_taken_back_is_in_the_inbox_again(desk: Desk, bank: Bank) -> None:
    claim = desk.claim("2026-7001", 124_000)
    before = desk.balance(claim)
    entry = bank.entry(124_000, "2026-7001")
    accept(desk, entry)
    (use,) = bank_entry.entry(desk.database, entry).uses
    desk.act(UndoUse(use.use_id, use.version, "verkeerd dossier"))
    assert desk.balance(claim) == before
    assert bank_entry.entry(desk.database, entry).rest == 124_000
    accept(desk, entry)
    assert bank_entry.entry(desk.database, entry).rest == 0
    sound(desk)


def test_steps_are_undone_and_done_again(desk: Desk, bank: Bank) -> None:
    claim = desk.claim("2026-7001", 124_000)
    before = desk.balance(claim)
    entry = bank.entry(124_000, "2026-7001")
    accept(desk, entry)
    after = desk.balance(claim)
    for _ in range(2):
        step = last_step(desk.database, desk.actor.person or 0)
        assert step is not None
        desk.act(UndoStep(step))
        assert (desk.balance(claim), bank_entry.entry(desk.database, entry).rest) == (before, 124_000)
        desk.act(RedoStep(step))
        assert (desk.balance(claim), bank_entry.entry(desk.database, entry).rest) == (after, 0)
        sound(desk)


def test_a_payment_reversed_by_hand_gives_its_entry_back(desk: Desk, bank: Bank) -> None:
    desk.claim("2026-7001", 50_000)
    entry = bank.entry(50_000, "2026-7001")
    (booked,) = accept(desk, entry)
    desk.act(ReversePayment(booked.payment_id, "verkeerd"))
    assert bank_entry.entry(desk.database, entry).rest == 50_000
    step = last_step(desk.database, desk.actor.person or 0)
    assert step is not None
    desk.act(UndoStep(step))
    assert bank_entry.entry(desk.database, entry).rest == 0
    (use,) = bank_entry.entry(desk.database, entry).uses
    desk.act(UndoUse(use.use_id, use.version, "toch"))
    assert bank_entry.entry(desk.database, entry).rest == 50_000
    sound(desk)


def test_dividing_anew_is_taken_back_and_done_again(desk: Desk, bank: Bank) -> None:
    first, second = desk.claim("2026-7001", 30_000), desk.claim("2026-7002", 30_000)
    later, earlier = bank.entry(30_000, on=date(2026, 11, 10)), bank.entry(20_000, on=date(2026, 11, 2))
    for entry in (later, earlier):
        cents = Cents(bank_entry.entry(desk.database, entry).rest)
        desk.act(AssignEntry(entry, (Share(desk.case, cents),)))
    days = [date(2026, 11, 2), date(2026, 11, 10), TODAY]

    def balances() -> list[object]:
        return [desk.balance(claim, day) for claim in (first, second) for day in days]

    before = balances()
    desk.act(ReallocatePayments(desk.case, days[0], "kwam later binnen"))
    after = balances()
    assert after != before
    for _ in range(2):
        step = last_step(desk.database, desk.actor.person or 0)
        assert step is not None
        desk.act(UndoStep(step))
        assert balances() == before
        sound(desk)
        desk.act(RedoStep(step))
        assert balances() == after
        sound(desk)
