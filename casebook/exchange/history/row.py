"""One row of a history file: its cells, the creditor it speaks of, and the rules that its words come from."""

from datetime import date
from typing import Any

from casebook.domain.history import ClaimRef, DebtorRef
from casebook.domain.limitation.facts import UNKNOWN_KIND, Event
from casebook.domain.limitation.rules import LimitationRules
from casebook.errors import InputError
from casebook.exchange import limitation
from casebook.exchange.fields import Fields
from casebook.exchange.sheets import Cells


class Row:
    """A row: `line` counted from 1, `cells` by field; `creditor` is that of the profile where no column has it."""

    def __init__(self, line: int, cells: Cells, creditor: str | None, rules: LimitationRules) -> None:
        self.line, self.cells, self.rules = line, cells, rules
        self.creditor = cells.optional_text("creditor") or creditor or cells.text("creditor")

    def claim(self) -> ClaimRef | None:
        """Return the claim that the row names."""
        number = self.cells.optional_text("invoice_number")
        return ClaimRef(self.creditor, number) if number else None

    def claims(self) -> tuple[ClaimRef, ...]:
        """Return the claims that the row names, at least one."""
        numbers = self.cells.texts("invoice_numbers")
        if not numbers:
            raise self.cells.missing("invoice_numbers")
        return tuple(ClaimRef(self.creditor, number) for number in numbers)

    def optional_debtor(self) -> DebtorRef | None:
        """Return the debtor that the row names."""
        number = self.cells.optional_text("debtor_number")
        return DebtorRef(self.creditor, number) if number else None

    def debtor(self) -> DebtorRef:
        """Return the debtor that the row must name."""
        return DebtorRef(self.creditor, self.cells.text("debtor_number"))

    def subject(self) -> tuple[ClaimRef | None, DebtorRef | None]:
        """Return claim and debtor, of which the row must name one."""
        claim, debtor = self.claim(), self.optional_debtor()
        if claim is None and debtor is None:
            raise InputError("import.row.no_subject")
        return claim, debtor

    def in_order(self, first: str, second: str) -> None:
        """Refuse a row whose day `second` lies before its day `first`."""
        start, end = self.cells.optional_day(first), self.cells.optional_day(second)
        if start and end and end < start:
            raise self.cells.wrong(second, "import.row.before", day=end, other=start)

    def event(self, facts: dict[str, Any]) -> Event:
        """Return the event by the contract that `calc limitation` has for it, so that both take and refuse alike."""
        told = {name: _told(value) for name, value in facts.items() if value is not None}
        clock = {"as_of": "2199-12-31", "kind": UNKNOWN_KIND, "events": [told]}
        try:
            return limitation.read(Fields(clock), self.rules).events[0]
        except InputError as error:
            titles: dict[str, object] = {
                name: self._title(str(error.parameters[name]))
                for name in ("place", "other")
                if name in error.parameters
            }
            raise InputError(error.code, **{**error.parameters, **titles}) from None

    def _title(self, place: str) -> str:
        """Return the column of a field that an error names by its place, such as `events[0].on`."""
        name = place.rpartition(".")[2]
        return self.cells.columns.get(name, name)


def _told(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
