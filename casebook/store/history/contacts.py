"""Contacts from the past: they count as acts towards the debtor like those that are recorded today."""

from collections.abc import Sequence
from typing import Any

from casebook.domain.history import Contact as HistoryContact
from casebook.errors import InputError
from casebook.store.actions import given
from casebook.store.history.known import look_up
from casebook.store.history.records import Left, Source, Told, leaving
from casebook.store.models.cases import Contact
from casebook.store.transaction import Transaction


def write(tx: Transaction, _source: Source, told: Sequence[Told[HistoryContact]]) -> list[Left]:
    """Write contacts in the case of the debtor, or in that of whom the party speaks for."""
    known = look_up(tx.database, (), [one.record.debtor for one in told])
    left: list[Left] = []
    contacts: list[dict[str, Any]] = []
    for record, _ in told:
        with leaving(left, record.line):
            party_id = known.debtor(record.debtor)
            if record.outcome is None:
                raise InputError("import.history.no_outcome")
            contacts.append(
                {
                    "case_id": known.case(party_id, record.debtor),
                    "party_id": party_id,
                    "on_day": given.past(tx, record.on),
                    "channel": record.channel,
                    "incoming": int(record.direction == "in"),
                    "outcome": record.outcome,
                    "text": record.text or "",
                }
            )
    tx.lock({contact["case_id"] for contact in contacts})
    tx.add_many(Contact, contacts)
    return left
