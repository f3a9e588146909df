"""Batches of collections for the bank: made, left out of, withdrawn or sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.direct_debit import LONGEST_REFERENCE, message_name, part_name
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store import debit_terms, tables
from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.debit_terms import DebitTerm
from casebook.store.models.bank import BankEntry
from casebook.store.models.direct_debit import DebitBatch, DebitCollection, DebitIdentity
from casebook.store.models.parties import Creditor, Party
from casebook.store.transaction import Transaction

_LONGEST_TEXT = 140
_ATTEMPTS = "SELECT count(*) FROM debit_collection WHERE instalment_id = ?"
_CASES_OF_BATCH = """
    SELECT DISTINCT a.case_id FROM debit_collection d JOIN arrangement a ON a.id = d.arrangement_id WHERE d.batch_id = ?
"""
_CASE_OF_COLLECTION = """
    SELECT a.case_id FROM debit_collection d JOIN arrangement a ON a.id = d.arrangement_id WHERE d.id = ?
"""


@dataclass(frozen=True, slots=True)
class MakeBatch:
    """All that an entity may collect of the terms that fall due up to and including a day."""

    creditor_id: int
    until: date


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """One collection is taken out of a batch that was not sent."""

    id: int
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class ClearBatch:
    """What may no longer be collected is taken out of a batch that was not sent."""

    id: int
    version: int


@dataclass(frozen=True, slots=True)
class WithdrawBatch:
    """A batch is not sent at all."""

    id: int
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class SendBatch:
    """The file of a batch was handed to the bank."""

    id: int
    version: int
    on_day: date


@dataclass(frozen=True, slots=True)
class BatchNotSent:
    """A batch was recorded as sent and was not; or the bank refused the whole file."""

    id: int
    version: int
    reason: str


class Made(NamedTuple):
    """A batch that was made: how many collections it has, and how many terms may not be collected."""

    batch_id: int
    collections: int
    not_collected: int


def _cases_of_creditor(database: Database, command: MakeBatch) -> Iterable[int]:
    return debit_terms.cases_of_creditor(database, command.creditor_id)


def _cases_of_batch(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASES_OF_BATCH, (command.id,))]


def case_of_collection(database: Database, command: Any) -> Iterable[int]:
    """Return the case of the collection that a command names by its id."""
    return [case_id for (case_id,) in database.fetch(_CASE_OF_COLLECTION, (command.id,))]


@action("debit_batch.make", cases=_cases_of_creditor)
def make_batch(tx: Transaction, command: MakeBatch) -> Made:
    """Put what may be collected in a batch and return it. Refused where there is nothing, or no identifier is set."""
    creditor = tx.get(Creditor, command.creditor_id)
    tx.hold(f"direct debit {creditor.id}")
    identity = tx.first(DebitIdentity.select().where(DebitIdentity.creditor_id == creditor.id))
    if identity is None:
        raise Refused("debit.no_identity", source=HOUSE_RULE, code=creditor.code)
    found = debit_terms.due(tx.database, creditor.id, command.until, tx.day)
    may = [one for one in found if not one.why_not]
    if not may:
        raise Refused("debit.nothing", source=HOUSE_RULE, code=creditor.code, until=command.until, count=len(found))
    (batch_id,) = tx.new_ids(DebitBatch, 1)
    values = {
        "id": batch_id,
        "creditor_id": creditor.id,
        "message": message_name(tx.day, batch_id),
        "made_on": tx.day,
        "name": tx.get(Party, creditor.party_id).name,
        "identifier": identity.identifier,
        "iban": identity.iban,
        "bic": identity.bic,
    }
    tx.add_rows(DebitBatch, [tables.of(DebitBatch).row(values)])
    tx.add_many(DebitCollection, [_collection(tx, batch_id, one) for one in may])
    return Made(batch_id, len(may), len(found) - len(may))


@action("debit_collection.leave_out", cases=case_of_collection)
def leave_out(tx: Transaction, command: LeaveOut) -> None:
    """Take one collection out of a batch, so that its term can be collected by another."""
    collection = tx.get(DebitCollection, command.id, command.version)
    _refuse_sent(tx.get(DebitBatch, collection.batch_id))
    if collection.left_out_on is not None:
        raise Refused("debit.left_out", source=HOUSE_RULE, on=collection.left_out_on)
    tx.change(collection, left_out_on=tx.day, left_out_because=given.reason(command.reason))


@action("debit_batch.clear", cases=_cases_of_batch)
def clear_batch(tx: Transaction, command: ClearBatch) -> int:
    """Take out what may no longer be collected, with the word for why, and return how many that were."""
    batch = tx.get(DebitBatch, command.id, command.version)
    _refuse_sent(batch)
    stopped = debit_terms.stopped(tx.database, sorted(_cases_of_batch(tx.database, command)), tx.day)
    out = [(one, stopped.get(one.id, "")) for one in _standing(tx, batch)]
    for one, why in out:
        if why:
            tx.change(one, left_out_on=tx.day, left_out_because=why)
    return sum(bool(why) for _, why in out)


@action("debit_batch.withdraw", cases=_cases_of_batch)
def withdraw_batch(tx: Transaction, command: WithdrawBatch) -> None:
    """Withdraw a batch that was not sent: its terms can be collected by another."""
    batch = tx.get(DebitBatch, command.id, command.version)
    _refuse_sent(batch)
    reason = given.reason(command.reason)
    for one in _standing(tx, batch):
        tx.change(one, left_out_on=tx.day, left_out_because=reason)
    tx.change(batch, withdrawn_on=tx.day, withdrawn_because=reason)


@action("debit_batch.send", cases=_cases_of_batch, not_undoable="debit.sent_stays")
def send_batch(tx: Transaction, command: SendBatch) -> None:
    """Record that a batch was handed to the bank. Refused for one that is empty."""
    batch = tx.get(DebitBatch, command.id, command.version)
    _refuse_sent(batch)
    if not _standing(tx, batch):
        raise Refused("debit.empty", source=HOUSE_RULE)
    on_day = given.past(tx, command.on_day)
    given.in_order(made_on=batch.made_on, sent_on=on_day)
    tx.change(batch, sent_on=on_day)


@action("debit_batch.not_sent", cases=_cases_of_batch)
def not_sent(tx: Transaction, command: BatchNotSent) -> None:
    """Withdraw a batch that the bank does not have after all. Refused once it reported anything of it."""
    batch = tx.get(DebitBatch, command.id, command.version)
    reason = given.reason(command.reason)
    if batch.sent_on is None:
        raise Refused("debit.not_sent", source=HOUSE_RULE)
    standing = _standing(tx, batch)
    parts = [part_name(batch.message, one.collect_on, one_off=flag) for one in standing for flag in (True, False)]
    told = BankEntry.end_to_end.in_([batch.message, *parts, *(one.end_to_end for one in standing)])
    if len(standing) != len(_not_left_out(tx, batch)) or tx.first(BankEntry.select().where(told)) is not None:
        raise Refused("debit.reported", source=HOUSE_RULE, message=batch.message)
    for one in standing:
        tx.change(one, left_out_on=tx.day, left_out_because=reason)
    tx.change(batch, sent_on=None, withdrawn_on=tx.day, withdrawn_because=reason)


def _collection(tx: Transaction, batch_id: int, term: DebitTerm) -> dict[str, Any]:
    # Also one that was left out had a name of its own, which is not given twice.
    attempt = tx.database.value(_ATTEMPTS, (term.instalment_id,)) + 1
    return {
        "batch_id": batch_id,
        "mandate_id": term.mandate_id,
        "arrangement_id": term.arrangement_id,
        "instalment_id": term.instalment_id,
        "collect_on": term.collect_on,
        "cents": term.rest,
        "end_to_end": f"{term.number}-R{term.arrangement_id}-{term.term}-{attempt}"[:LONGEST_REFERENCE],
        "text": f"{term.number} R{term.arrangement_id} T{term.term}"[:_LONGEST_TEXT],
    }


def _standing(tx: Transaction, batch: DebitBatch) -> Sequence[DebitCollection]:
    return [one for one in _not_left_out(tx, batch) if one.returned_on is None]


def _not_left_out(tx: Transaction, batch: DebitBatch) -> Sequence[DebitCollection]:
    of_batch = (DebitCollection.batch_id == batch.id) & DebitCollection.left_out_on.is_null()
    return tx.find(DebitCollection.select().where(of_batch).order_by(DebitCollection.id))


def _refuse_sent(batch: DebitBatch) -> None:
    if batch.sent_on is not None:
        raise Refused("debit.sent", source=HOUSE_RULE, message=batch.message, on=batch.sent_on)
    if batch.withdrawn_on is not None:
        raise Refused("debit.withdrawn", source=HOUSE_RULE, message=batch.message, on=batch.withdrawn_on)
