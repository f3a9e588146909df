"""What waits for a lead in the sample office: handlers asked for what is beyond their mandate."""

from datetime import date
from decimal import Decimal

from casebook.domain.money import from_decimal
from casebook.jobs.sample_file import LARGEST, Entry, SampleFile
from casebook.store.actions.approvals import asked_for
from casebook.store.actions.write_offs import WriteOff
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.transaction import Actor

_PERSON = "SELECT id FROM person WHERE login = ?"


def write(database: Database, actor: Actor, day: date) -> None:
    """Ask for what the file says, each time as the handler it names."""
    _Office(database, actor, day).work()


class _Office(SampleFile):
    """The office whose handlers ask."""

    name = "approvals.toml"

    def write_off(self, entry: Entry) -> None:
        """A part of the largest claim of a debtor, to be written off."""
        ((claim_id, _),) = self._database.fetch(LARGEST, (self._case(entry["debtor"]),))
        command = WriteOff(claim_id, from_decimal(Decimal(entry["amount"])), entry["reason"])
        asked = asked_for(command, entry["reason"], self._on(entry["needed"]), entry.get("comment", ""))
        handler = Actor(self._database.value(_PERSON, (entry["asked_by"],)), frozenset({Role.HANDLER}))
        perform(self._database, handler, self._day, asked)
