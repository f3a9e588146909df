"""Direct debits of the sample office: a batch that was sent, and what the bank reports of it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from casebook.domain.bank import BankLine
from casebook.domain.calendar import add_working_days
from casebook.domain.money import Cents
from casebook.store.actions.bank_acceptance import AcceptMatch
from casebook.store.actions.debit_batches import MakeBatch, SendBatch
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.queries import bank_entry, direct_debit
from casebook.store.transaction import Actor

_CREDITOR = """
    SELECT r.id, i.iban FROM creditor r JOIN debit_identity i ON i.creditor_id = r.id WHERE r.code = ?
"""
_ENTRY = "SELECT id FROM bank_entry WHERE end_to_end = ? AND cents = ?"


class Collected(NamedTuple):
    """What the bank reports on an account of ours: that a collection was paid, or came back."""

    account: str
    line: BankLine


def collect(database: Database, actor: Actor, day: date, entry: Mapping[str, Any]) -> list[Collected]:
    """Make a batch, send it, and return what the bank reports of it up to the day before `day`."""

    def on(days: int) -> date:
        return day + timedelta(days)

    ((creditor_id, account),) = database.fetch(_CREDITOR, (entry["creditor"],))
    batch_id = perform(database, actor, on(entry["made"]), MakeBatch(creditor_id, on(entry["until"]))).result.batch_id
    sent = on(entry["sent"])
    card = direct_debit.batch(database, batch_id, sent)
    assert card is not None, "it was just made"
    perform(database, actor, sent, SendBatch(batch_id, card.batch.version, sent))
    back = {one["debtor"]: one for one in entry["came_back"]}
    settling = database.law.direct_debit.settling
    reported = []
    for one in card.collections:
        paid = BankLine(
            one.collect_on,
            one.collect_on,
            one.cents,
            one.end_to_end,
            name=one.name,
            iban=one.iban,
            text=f"Incasso {one.end_to_end}",
            end_to_end=one.end_to_end,
            mandate=one.mandate,
        )
        reported.append(Collected(account, paid))
        if one.name in back:
            why = back[one.name]
            returned = add_working_days(one.collect_on, why["days"], settling)
            line = paid._replace(
                booked_on=returned, value_on=returned, cents=Cents(-one.cents), return_code=why["code"]
            )
            reported.append(Collected(account, line))
    return reported


def accept(database: Database, actor: Actor, day: date, reported: Sequence[Collected]) -> None:
    """Accept what is proposed for what the bank reported, in its order."""
    for _, line in reported:
        entry_id = database.value(_ENTRY, (line.end_to_end, line.cents))
        perform(database, actor, day, AcceptMatch(entry_id, bank_entry.entry(database, entry_id).seen))
