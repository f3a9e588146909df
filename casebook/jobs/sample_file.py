"""What a file of the sample office says is done in it: entry by entry, each on its day, counted from today."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from casebook.domain.routes.facts import WhyUnpaid
from casebook.paths import sample_data
from casebook.store.actions.assessment import RecordAssessment
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.transaction import Actor

_CASE = "SELECT c.id FROM cases c JOIN party p ON p.id = c.debtor_id WHERE p.name = ? AND c.state <> 'closed'"
# The claim of a case on which most is open, and how much that is.
LARGEST = """
    SELECT k.id, sum(l.cents) FROM claim k JOIN ledger_entry l ON l.claim_id = k.id
    WHERE k.case_id = ? GROUP BY k.id ORDER BY sum(l.cents) DESC, k.id LIMIT 1
"""
Entry = Mapping[str, Any]


class SampleFile:
    """The sample office at what its file `name` says: each kind of entry of the file is a method of that name."""

    name: ClassVar[str]

    def __init__(self, database: Database, actor: Actor, day: date) -> None:
        self._database, self._actor, self._day = database, actor, day

    def work(self) -> None:
        """Do everything the file says, in its order."""
        text = (sample_data() / "office" / self.name).read_text("utf-8")
        for kind, entries in tomllib.loads(text).items():
            do: Callable[[Entry], None] = getattr(self, kind)
            for entry in entries:
                do(entry)

    def _on(self, days: int) -> date:
        return self._day + timedelta(days)

    def _act(self, command: object, on: date | None = None) -> Any:
        """Perform a command on a day, today if none is given; return what came of it."""
        return perform(self._database, self._actor, on or self._day, command).result

    def _case(self, debtor: str) -> int:
        case_id: int = self._database.value(_CASE, (debtor,))
        return case_id

    def _debtor(self, debtor: str) -> int:
        debtor_id: int = self._database.value("SELECT debtor_id FROM cases WHERE id = ?", (self._case(debtor),))
        return debtor_id

    def _assess(self, case_id: int, assessed: Entry, recorded: date) -> None:
        """Record on a day how a debtor was judged."""
        beliefs, direction, concession, room = assessed["scores"]
        why, on = WhyUnpaid(assessed["why"]), self._on(assessed["on"])
        self._act(RecordAssessment(case_id, on, beliefs, direction, concession, room, why), recorded)
