"""The law book: each subject read from its file when it is first asked for, and the whole book as a list."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from casebook.domain.calendar import Holidays
from casebook.domain.costs import CostRules
from casebook.domain.default import DefaultRules
from casebook.domain.delivery import DeliveryRules
from casebook.domain.interest import InterestRules
from casebook.domain.limitation.rules import LimitationRules
from casebook.law import costs, court, court_fees, default, defaults, delivery, holidays, interest, limitation, vat
from casebook.law.court import CourtRules
from casebook.law.court_fees import CourtFees
from casebook.law.defaults import Defaults
from casebook.law.schema import Part, Reading, Table, load
from casebook.law.vat import VatRules

T = TypeVar("T")

NL = Path(__file__).parent / "nl"


@dataclass(frozen=True, slots=True, eq=False)
class LawFile:
    """A file of the book: when somebody last compared it with its sources, its dated entries, and what else it says."""

    name: str
    checked: date
    readings: tuple[Reading, ...]
    parts: tuple[Part, ...]


class Book:
    """The law of one country, read from the tables in `folder`; a file that is wrong raises `LawError`."""

    def __init__(self, folder: Path = NL) -> None:
        self._folder = folder
        self._tables: dict[str, tuple[date, Table]] = {}

    @cached_property
    def limitation(self) -> LimitationRules:
        """Terms of limitation, and what interrupts or prolongs them."""
        kinds, acts, prolongation = map(self._open, ("limitation", "interruption", "prolongation"))
        rules = limitation.read(kinds=kinds, acts=acts, prolongation=prolongation)
        for table in (kinds, acts, prolongation):
            table.done()
        return rules

    @cached_property
    def interest(self) -> InterestRules:
        """Rates of statutory and commercial interest."""
        return self._read("interest", interest.read)

    @cached_property
    def costs(self) -> CostRules:
        """Extrajudicial collection costs."""
        return self._read("costs", lambda table: costs.read(table, self.vat.general_rate))

    @cached_property
    def default(self) -> DefaultRules:
        """When a debtor is in default."""
        return self._read("default", default.read)

    @cached_property
    def delivery(self) -> DeliveryRules:
        """When post counts as delivered."""
        return self._read("delivery", delivery.read)

    @cached_property
    def holidays(self) -> Holidays:
        """The holidays of the Algemene termijnenwet."""
        return self._read("holidays", holidays.read)

    @cached_property
    def vat(self) -> VatRules:
        """VAT: rates, and the relief for bad debts."""
        return self._read("vat", vat.read)

    @cached_property
    def court(self) -> CourtRules:
        """Proceedings before the kantonrechter."""
        return self._read("court", court.read)

    @cached_property
    def court_fees(self) -> CourtFees:
        """Court fees of the kantonrechter."""
        return self._read("court_fees", court_fees.read)

    @cached_property
    def defaults(self) -> Defaults:
        """The settings of the house."""
        return self._read("defaults", defaults.read)

    def files(self) -> tuple[LawFile, ...]:
        """Read every file and return them all, in the order in which their subjects stand above."""
        subjects = [name for name, value in vars(Book).items() if isinstance(value, cached_property)]
        for subject in subjects:
            getattr(self, subject)
        return tuple(
            LawFile(name, checked, tuple(table.readings), tuple(table.parts))
            for name, (checked, table) in self._tables.items()
        )

    def _open(self, name: str) -> Table:
        table = load(self._folder / f"{name}.toml")
        self._tables[name] = table.day("checked"), table
        table.parts.clear()
        return table

    def _read(self, name: str, read: Callable[[Table], T]) -> T:
        table = self._open(name)
        rules = read(table)
        table.done()
        return rules


@cache
def book() -> Book:
    """Return the law of the Netherlands, read once."""
    return Book()
