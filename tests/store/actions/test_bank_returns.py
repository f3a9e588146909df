"""Debits that take a payment back."""

from datetime import timedelta

from casebook.domain.matching.candidate import Proposed
from casebook.store.actions.bank_undo import UndoUse
from casebook.store.queries import bank_entry
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.statement import Bank, accept

IBAN = "NL91ABNA0417164300"


def test_a_return_reverses_the_payment_and_all_it_gave(desk: Desk, bank: Bank) -> None:
    claim = desk.claim("2026-7001", 50_000)
    came = TODAY - timedelta(days=9)
    entry = bank.entry(50_000, "2026-7001", on=came, iban=IBAN)
    accept(desk, entry)
    # Part of what came in paid interest.
    assert desk.total(claim) < 50_000
    back = bank.entry(-50_000, "2026-7001", on=TODAY - timedelta(days=1), iban=IBAN, return_code="MS03")
    found = bank_entry.candidates(desk.database, back)[0]
    assert (found.proposed, found.ready) == (Proposed.RETURN, True)
    accept(desk, back)
    assert desk.balance(claim).principal == 50_000
    assert desk.balance(claim, came).principal < 50_000
    assert bank_entry.entry(desk.database, entry).rest == 0
    assert bank_entry.entry(desk.database, back).rest == 0
    last = "SELECT m.proof FROM proof_mark m WHERE m.event_id = e.id ORDER BY m.id DESC LIMIT 1"
    assert desk.database.value(f"SELECT count(*) FROM limitation_event e WHERE ({last}) <> 'void'") == 0
    (use,) = bank_entry.entry(desk.database, back).uses
    desk.act(UndoUse(use.use_id, use.version, "was een andere"))
    assert desk.balance(claim).principal < 50_000
    assert bank_entry.entry(desk.database, back).rest == -50_000
    sound(desk)
