"""An unwinding as its steps see it: the proceeding, the cases of the debtor, and what becomes of each record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.insolvency.cut import Meter
from casebook.domain.insolvency.items import ItemKind, ItemOutcome
from casebook.domain.money import Cents
from casebook.store import tables
from casebook.store.commands import action_for
from casebook.store.insolvency_rows import Recorded
from casebook.store.models.base import Edited
from casebook.store.models.cases import Case, CaseState
from casebook.store.transaction import Transaction


class Item(NamedTuple):
    """What became of one record; `meter` are the readings by which a claim is cut."""

    kind: ItemKind
    case_id: int
    record_id: int
    outcome: ItemOutcome
    cents: Cents | None = None
    text: str = ""
    meter: Meter | None = None


class Debt(NamedTuple):
    """A liability for a claim on somebody else, in the case of him."""

    liability_id: int
    claim_id: int
    case_id: int
    debtor_id: int


@dataclass(frozen=True, slots=True)
class Scene:
    """An unwinding: the proceeding, its first day, why things are stopped, and the cases of the debtor.

    `debts` are those by which he is liable for claims on others: these go on, he does not.
    `secured` are claims of which the interest is covered by security, `meters` the readings by claim.
    """

    tx: Transaction
    recorded: Recorded
    since: date
    because: str
    cases: Sequence[Case]
    debts: Sequence[Debt] = ()
    secured: frozenset[int] = frozenset()
    meters: Mapping[int, Meter] = field(default_factory=dict)

    @property
    def party_id(self) -> int:
        """The debtor."""
        return self.recorded.row.party_id

    @property
    def case_ids(self) -> list[int]:
        """His cases, also those that are closed."""
        return [case.id for case in self.cases]

    @property
    def beside_ids(self) -> list[int]:
        """The cases of others in which he is liable."""
        return sorted({one.case_id for one in self.debts})

    @property
    def place(self) -> int:
        """The case under which is written what is of him and of no case."""
        return (self.case_ids or self.beside_ids)[0]

    def first_open(self) -> Case | None:
        """Return the first case that is open, None where none is."""
        return next((case for case in self.cases if case.state != CaseState.CLOSED), None)

    def seen(self, row: Edited) -> int:
        """Return the version by which a command names a row: one that is done again names those of then."""
        return row.version - self.tx.again.versions.get((tables.of(type(row)).name, row.id), 0)

    def do(self, command: object) -> Any:
        """Perform a command within this one."""
        return action_for(command).perform(self.tx, command)
