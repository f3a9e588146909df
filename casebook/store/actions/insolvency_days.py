"""The day by which a proceeding stands in lists, renewed when it passed: nobody does that, the nightly pass does."""

from dataclasses import dataclass

from casebook.store import insolvency_rows
from casebook.store.commands import action
from casebook.store.insolvency_days import next_due_on
from casebook.store.models.insolvency import Insolvency
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class RenewInsolvencyDay:
    """A proceeding stands by another day than it did, as days passed or the law book changed."""

    id: int
    version: int


@action("insolvency.renew", unattended=True, not_undoable="insolvency.renewed")
def renew(tx: Transaction, command: RenewInsolvencyDay) -> None:
    """Let a proceeding stand by what is due next today, where it does not."""
    row = tx.get(Insolvency, command.id, command.version)
    on = next_due_on(insolvency_rows.of_ids(tx.database, [row.id])[row.id], tx.database, tx.day)
    if on != row.next_due_on:
        tx.change(row, next_due_on=on)
