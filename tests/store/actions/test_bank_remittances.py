"""What an agency passes on."""

import pytest

from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store.actions.bank_remittances import AcceptRemittance
from casebook.store.actions.bank_shares import Share
from casebook.store.actions.bank_undo import UndoUse
from casebook.store.queries import bank_entry
from tests.store.actions.desk import Desk, sound
from tests.store.actions.statement import Bank


def test_what_a_remittance_kept_is_a_cost_of_ours_and_the_debtor_paid_all(desk: Desk, bank: Bank) -> None:
    one, other = desk.claim("2026-7001", 60_000), desk.claim("2026-7002", 60_000)
    agency = desk.party("Incasso Snel")
    entry = bank.entry(90_000, "afdracht")
    shares = (Share(desk.case, Cents(60_000), (one,)), Share(desk.case, Cents(40_000), (other,)))
    with pytest.raises(Refused, match="remittance_sum"):
        desk.act(AcceptRemittance(entry, agency, shares, Cents(5_000)))
    desk.act(AcceptRemittance(entry, agency, shares, Cents(10_000)))
    card = bank_entry.entry(desk.database, entry)
    assert (card.rest, [use.cents for use in card.uses]) == (0, [60_000, 40_000, -10_000])
    assert desk.database.value("SELECT sum(cents) FROM payment") == 100_000
    desk.act(UndoUse(card.uses[0].use_id, 1, "verkeerde afrekening"))
    assert bank_entry.entry(desk.database, entry).rest == 90_000
    assert desk.database.value("SELECT sum(cents) FROM payment") == 0
    sound(desk)
