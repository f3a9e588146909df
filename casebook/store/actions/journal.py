"""Batches of lines for the books: each line leaves in one batch, whoever asks for it and however often."""

from dataclasses import dataclass
from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store import journal
from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.models.books import JournalBatch, JournalLine
from casebook.store.models.parties import Creditor
from casebook.store.transaction import Transaction

_LAST = "SELECT max(number) FROM journal_batch WHERE creditor_id = ?"


@dataclass(frozen=True, slots=True)
class MakeJournalBatch:
    """All that is to go to the books of an entity up to and including a day."""

    creditor_id: int
    until: date


@action("journal_batch.make", not_undoable="journal.sent")
def make_batch(tx: Transaction, command: MakeJournalBatch) -> int:
    """Put every line that did not leave yet in a batch and return its id. Refused where there is none.

    Two people who ask at once get one batch: the second waits for the first, and then there is nothing left.
    """
    creditor, until = tx.get(Creditor, command.creditor_id), given.past(tx, command.until)
    tx.hold(f"journal {creditor.id}")
    lines = journal.unsent(tx.database, creditor.id, until)
    if not lines:
        raise Refused("journal.nothing", source=HOUSE_RULE, code=creditor.code, until=until)
    number = (tx.database.value(_LAST, (creditor.id,)) or 0) + 1
    batch_id = tx.add(
        JournalBatch,
        creditor_id=creditor.id,
        number=number,
        made_on=tx.day,
        lines=len(lines),
        total_cents=Cents(sum(line.cents for line in lines)),
    )
    tx.add_many(JournalLine, [{"batch_id": batch_id, **line._asdict()} for line in lines])
    return batch_id
