"""What is proposed for an entry of the bank, accepted: each proposal becomes what it says."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.matching.candidate import Candidate, Proposed
from casebook.errors import Refused, Stale
from casebook.store import tables
from casebook.store.actions import bank_assignments, bank_entries, bank_returns, bank_shares
from casebook.store.actions.bank_shares import Said, Share
from casebook.store.actions.payments import Booked
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.matching import collected, refresh
from casebook.store.matching.stored import seen
from casebook.store.models.bank import BankEntry
from casebook.store.transaction import Transaction

_PROPOSED_CASES = "SELECT case_id FROM entry_candidate WHERE entry_id = ? ORDER BY case_id"


@dataclass(frozen=True, slots=True)
class AcceptMatch:
    """What is proposed first for an entry is right. `seen` is what was shown, as `EntryCard.seen` has it."""

    entry_id: int
    seen: str


def _case_of_candidate(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_PROPOSED_CASES, (command.entry_id,))]


@action("bank.accept", cases=_case_of_candidate)
def accept(tx: Transaction, command: AcceptMatch) -> tuple[Booked, ...]:
    """Do what is proposed first for an entry. Raises `Stale` where that is something else by now.

    What more came in than can be paid is not allocated, and shows with the payment.
    """
    entry = bank_entries.hold(tx, command.entry_id)
    if not bank_entries.left(tx, entry):
        raise Refused("bank.nothing_left", source=HOUSE_RULE)
    _, found = refresh.matched(tx.database, entry.id, tx.day)
    if not found or found[0].proposed is Proposed.AWAIT_LEDGER:
        raise Refused("bank.nothing_proposed", source=HOUSE_RULE)
    first = found[0]
    if seen(found) != command.seen or not {first.case_id, *first.beside} <= tx.cases:
        raise Stale("bank.proposed_otherwise", changed={}, record=tables.of(BankEntry).word)
    match first.proposed:
        case Proposed.CONFIRM:
            assert first.payment_id is not None
            bank_assignments.confirmed(tx, entry, first.payment_id, first.method)
            return ()
        case Proposed.RETURN:
            assert first.payment_id is not None
            bank_returns.take_back(tx, entry, first.payment_id, bank_returns.said(entry), first.method)
            return ()
        case Proposed.COLLECTED:
            return _book_collected(tx, entry, first)
        case _:
            return (bank_shares.book(tx, entry, _share(first), Said(), first.method),)


def _share(one: Candidate) -> Share:
    return Share(one.case_id, one.cents, one.claim_ids, one.payer_id)


def _book_collected(tx: Transaction, entry: BankEntry, first: Candidate) -> tuple[Booked, ...]:
    """Book what each collection of a batch brought."""
    parts = collected.parts_of(tx.database, entry.end_to_end, first.cents)
    claims = collected.claims_of(tx.database, parts)
    shares = [Share(one.case_id, one.cents, claims[one.arrangement_id], one.payer_id) for one in parts]
    # Terms of one amount in one case are as many payments.
    return tuple(bank_shares.book(tx, entry, share, Said(), first.method) for share in shares)
