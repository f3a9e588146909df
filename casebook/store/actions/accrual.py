"""Interest that ran up to the day of a payment: booked first, so that the payment can pay it (BW 6:44)."""

from collections.abc import Collection, Mapping
from datetime import date

from casebook.domain.component import Component
from casebook.domain.ledger import EntryKind
from casebook.domain.money import Cents
from casebook.store import balances
from casebook.store.actions import ledger
from casebook.store.case_accounts import accounts
from casebook.store.claim_interest import ClaimInterest
from casebook.store.models.cases import Case
from casebook.store.models.money import LedgerEntry
from casebook.store.transaction import Transaction


def run_up(tx: Transaction, case: Case, day: date) -> Mapping[int, ClaimInterest]:
    """Return the interest that has run on each claim of a case up to a day."""
    found = accounts(tx.database, case.id, day)
    assert found is not None, "the case was read"
    return found.interest


def book(tx: Transaction, interest: Mapping[int, ClaimInterest], claim_ids: Collection[int], day: date) -> None:
    """Book what has run up on claims and is not booked, without what has possibly lapsed.

    Only on the claims that a payment goes to, and there all of it, also what it does not pay: the account of a claim
    that is paid is then right on that day, and on no other claim stands interest as earned that nobody paid yet.
    """
    tx.add_many(
        LedgerEntry,
        [
            {
                "claim_id": claim_id,
                "on_day": day,
                "kind": EntryKind.CHARGE,
                "component": Component.INTEREST,
                "cents": interest[claim_id].run_up,
            }
            for claim_id in sorted(claim_ids)
            if interest[claim_id].run_up
        ],
    )


def take_back(tx: Transaction, claim_ids: Collection[int], day: date, reason: str) -> None:
    """Reverse the interest booked on a day of which nothing is paid, now that a payment of that day never was."""
    charges = (LedgerEntry.component == Component.INTEREST) & (LedgerEntry.kind == EntryKind.CHARGE)
    on_day = LedgerEntry.claim_id.in_(sorted(claim_ids)) & (LedgerEntry.on_day == day)
    for entry in tx.find(LedgerEntry.select().where(charges & on_day).order_by(LedgerEntry.id)):
        open_now: Cents = balances.payable(tx.database, [entry.claim_id], day)[entry.claim_id].interest
        if entry.cents <= open_now and not ledger.is_reversed(tx, entry.id):
            ledger.reverse(tx, entry, reason)
