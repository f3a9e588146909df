"""Entries of the bank for tests, as an import writes them."""

from datetime import date
from typing import Any

from casebook.store.actions.bank_acceptance import AcceptMatch
from casebook.store.database import Database
from casebook.store.matching import refresh_entries
from casebook.store.models.bank import BankEntry, BankStatement
from casebook.store.models.imports import ImportRun
from casebook.store.perform import finish
from casebook.store.queries import bank_entry
from casebook.store.transaction import Actor, Transaction
from tests.store.actions.desk import Desk
from tests.store.book import TODAY

ACCOUNT = "NL02ABNA0123456789"


class Bank:
    """A statement of an account of ours that grows with each entry."""

    def __init__(
        self, database: Database, actor: Actor, creditor_id: int, currency: str = "EUR", run: int | None = None
    ) -> None:
        others = database.value("SELECT count(*) FROM bank_statement")
        self.database, self.actor, self.creditor_id = database, actor, creditor_id
        self._keys: list[str] = []
        self.run = 0

        def open_() -> int:
            tx = Transaction(database, actor, TODAY)
            of_file = {"kind": "bank", "profile": "", "file_name": "a.xml", "sha256": "a", "state": "done"}
            of_run = tx.add(ImportRun, on_day=TODAY, **of_file) if run is None else run
            values = {"key": f"s{currency}{others}", "kind": "statement", "account": ACCOUNT, "currency": currency}
            made = tx.add(BankStatement, run_id=of_run, creditor_id=creditor_id, **values)
            finish(tx, "import.bank", {"run": of_run, "file": "a.xml"})
            self.run = of_run
            return made

        self.statement: int = database.transact(open_)

    def entry(self, cents: int, text: str = "", on: date = TODAY, **values: Any) -> int:
        """Bring in an entry and match it."""
        like = [one for one in self._keys if one.startswith(f"{ACCOUNT}/{on}/{cents}/")]
        key = f"{ACCOUNT}/{on}/{cents}/{len(like) + 1}"
        self._keys.append(key)

        def add() -> int:
            tx = Transaction(self.database, self.actor, TODAY)
            days = {"booked_on": on, "value_on": on, "account": ACCOUNT, "creditor_id": self.creditor_id}
            made = tx.add(BankEntry, statement_id=self.statement, key=key, cents=cents, text=text, **days, **values)
            finish(tx, "import.bank", {"run": self.run, "file": "a.xml"})
            refresh_entries(self.database, [made], TODAY)
            return made

        return self.database.transact(add)


def accept(desk: Desk, entry: int) -> Any:
    """Accept what is proposed first for an entry, and return what was booked."""
    return desk.act(AcceptMatch(entry, bank_entry.entry(desk.database, entry).seen))
