"""Collections that came back: the bank says so with an entry, or otherwise."""

from dataclasses import dataclass
from datetime import date

from casebook.domain.direct_debit import stops_mandate
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.debit_batches import case_of_collection
from casebook.store.commands import action
from casebook.store.models.bank import BankEntry
from casebook.store.models.direct_debit import DebitBatch, DebitCollection, DebitMandate
from casebook.store.transaction import Transaction

_LONGEST_CODE = 4


@dataclass(frozen=True, slots=True)
class CollectionRefused:
    """A bank refused a collection before it was paid, with a code: nothing was booked for it."""

    id: int
    version: int
    on_day: date
    return_code: str


@dataclass(frozen=True, slots=True)
class CollectionStands:
    """A collection did not come back after all."""

    id: int
    version: int
    reason: str


@action("debit_collection.refused", cases=case_of_collection)
def refused(tx: Transaction, command: CollectionRefused) -> None:
    """Record that a collection that was sent was refused. A code after which none can succeed ends the mandate."""
    collection = tx.get(DebitCollection, command.id, command.version)
    batch = tx.get(DebitBatch, collection.batch_id)
    if batch.sent_on is None:
        raise Refused("debit.not_sent", source=HOUSE_RULE)
    _refuse_gone(collection)
    code = given.line(command.return_code).strip().upper()
    if not code.isalnum() or len(code) != _LONGEST_CODE:
        raise Refused("debit.code", source=HOUSE_RULE, code=code)
    on_day = given.past(tx, command.on_day)
    given.in_order(sent_on=batch.sent_on, returned_on=on_day)
    _mark(tx, collection, on_day, code)


@action("debit_collection.stands", cases=case_of_collection)
def stands(tx: Transaction, command: CollectionStands) -> None:
    """Take back that a collection came back. Refused where its term was collected again since."""
    collection = tx.get(DebitCollection, command.id, command.version)
    given.reason(command.reason)
    if collection.returned_on is None:
        raise Refused("debit.not_returned", source=HOUSE_RULE)
    _unmark(tx, collection)


def came_back(tx: Transaction, entry: BankEntry) -> None:
    """Mark the collection that a debit on our account takes back, if it names one of ours."""
    collection = _named(tx, entry)
    if collection is not None and collection.left_out_on is None and collection.returned_on is None:
        _mark(tx, collection, entry.value_on, entry.return_code or "")


def did_not_come_back(tx: Transaction, entry: BankEntry) -> None:
    """Take the mark off again where it was not that collection."""
    collection = _named(tx, entry)
    if collection is not None and collection.returned_on == entry.value_on:
        _unmark(tx, collection)


def _named(tx: Transaction, entry: BankEntry) -> DebitCollection | None:
    if entry.cents > 0 or not entry.end_to_end:
        return None
    return tx.first(DebitCollection.select().where(DebitCollection.end_to_end == entry.end_to_end))


def _refuse_gone(collection: DebitCollection) -> None:
    if collection.left_out_on is not None:
        raise Refused("debit.left_out", source=HOUSE_RULE, on=collection.left_out_on)
    if collection.returned_on is not None:
        raise Refused("debit.returned", source=HOUSE_RULE, on=collection.returned_on)


def _mark(tx: Transaction, collection: DebitCollection, on_day: date, code: str) -> None:
    mandate = tx.get(DebitMandate, collection.mandate_id)
    stops = stops_mandate(code) and mandate.revoked_on is None
    tx.change(collection, returned_on=on_day, return_code=code, stopped_mandate=int(stops))
    if stops:
        tx.change(mandate, revoked_on=on_day, revoked_because=code)


def _unmark(tx: Transaction, collection: DebitCollection) -> None:
    again = (DebitCollection.instalment_id == collection.instalment_id) & DebitCollection.left_out_on.is_null()
    if tx.first(DebitCollection.select().where(again, DebitCollection.returned_on.is_null())) is not None:
        raise Refused("debit.collected_again", source=HOUSE_RULE)
    mandate = tx.get(DebitMandate, collection.mandate_id)
    if collection.stopped_mandate and mandate.revoked_because == collection.return_code:
        tx.change(mandate, revoked_on=None, revoked_because="")
    tx.change(collection, returned_on=None, return_code="", stopped_mandate=0)
