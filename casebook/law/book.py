"""The law book: each subject read from its file when it is first asked for, and the whole book as a list."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from casebook import __version__
from casebook.domain.calendar import Holidays
from casebook.domain.costs import CostRules
from casebook.domain.court.rules import CourtRules
from casebook.domain.dated import Dated
from casebook.domain.default import DefaultRules
from casebook.domain.delivery import DeliveryRules
from casebook.domain.direct_debit import DebitRules
from casebook.domain.gate import GateRules
from casebook.domain.insolvency.rules import InsolvencyRules
from casebook.domain.insolvency.unwinding import UnwindingRules
from casebook.domain.interest import InterestRules
from casebook.domain.limitation.rules import LimitationRules
from casebook.domain.reclamation import ReclamationTerms
from casebook.domain.relation.segment import SegmentRule
from casebook.domain.security.rules import SecurityRules
from casebook.domain.service import SuspensionRules
from casebook.domain.set_off import SetOffRules
from casebook.domain.signals.rules import SignalRules
from casebook.domain.statutory_term import StatutoryTermRules
from casebook.law import (
    agencies,
    costs,
    court,
    court_fees,
    default,
    defaults,
    delivery,
    direct_debit,
    holidays,
    insolvency,
    interest,
    limitation,
    persons,
    reclamation,
    representation,
    securities,
    segments,
    set_off,
    statutory_terms,
    suspension,
    unwinding,
    vat,
)
from casebook.law.court_fees import CourtFees
from casebook.law.defaults import Defaults
from casebook.law.persons import PersonRules
from casebook.law.representation import RepresentationRules
from casebook.law.schema import Part, Reading, Table, load
from casebook.law.vat import VatRules

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
        return limitation.read(kinds=kinds, acts=acts, prolongation=prolongation)

    @cached_property
    def interest(self) -> InterestRules:
        """Rates of statutory and commercial interest."""
        return interest.read(self._open("interest"))

    @cached_property
    def costs(self) -> CostRules:
        """Extrajudicial collection costs."""
        return costs.read(self._open("costs"), self.vat.general_rate, self.statutory_terms)

    @cached_property
    def default(self) -> DefaultRules:
        """When a debtor is in default."""
        return default.read(self._open("default"), self.statutory_terms)

    @cached_property
    def delivery(self) -> DeliveryRules:
        """When post counts as delivered."""
        return delivery.read(self._open("delivery"))

    @cached_property
    def holidays(self) -> Holidays:
        """The holidays of the Algemene termijnenwet."""
        return holidays.read(self._open("holidays"))

    @cached_property
    def statutory_terms(self) -> StatutoryTermRules:
        """How weekends and holidays bear on the terms that a law sets."""
        return statutory_terms.read(self._open("statutory_terms"))

    @cached_property
    def vat(self) -> VatRules:
        """VAT: rates, and the relief for bad debts."""
        return vat.read(self._open("vat"))

    @cached_property
    def court(self) -> CourtRules:
        """Proceedings, and the terms after a judgment."""
        idle, follow_up = self.defaults.idle_title, self.limitation.follow_up
        return court.read(self._open("court"), follow_up, idle, self.statutory_terms, self.holidays)

    @cached_property
    def court_fees(self) -> CourtFees:
        """Court fees of the kantonrechter."""
        return court_fees.read(self._open("court_fees"))

    @cached_property
    def persons(self) -> PersonRules:
        """What people may ask within a term, and the respite of an estate."""
        return persons.read(self._open("persons"))

    @cached_property
    def agencies(self) -> Dated[bool]:
        """Whether an agency that collects from persons has to be registered."""
        return agencies.read(self._open("agencies"))

    @cached_property
    def set_off(self) -> SetOffRules:
        """Setting off what we owe against what is owed to us."""
        return set_off.read(self._open("set_off"))

    @cached_property
    def direct_debit(self) -> DebitRules:
        """Collecting by SEPA direct debit, and the days on which banks settle."""
        return direct_debit.read(self._open("direct_debit"))

    @cached_property
    def representation(self) -> RepresentationRules:
        """Whom to write to where somebody acts for the debtor."""
        return representation.read(self._open("representation"))

    @cached_property
    def suspension(self) -> Mapping[str, Dated[SuspensionRules]]:
        """What has to come before a service is suspended, by sector."""
        return suspension.read(self._open("suspension"))

    @cached_property
    def reclamation(self) -> Dated[ReclamationTerms]:
        """Until when goods can be reclaimed."""
        return reclamation.read(self._open("reclamation"))

    @cached_property
    def securities(self) -> SecurityRules:
        """What securities are worth, by when they are invoked, and what becomes of them when the claim lapses."""
        return securities.read(self._open("securities"), self.reclamation, self.holidays)

    @cached_property
    def insolvency(self) -> InsolvencyRules:
        """How long insolvency proceedings last, until when claims are filed, and what an end does."""
        return insolvency.read(self._open("insolvency"), self.holidays)

    @cached_property
    def unwinding(self) -> UnwindingRules:
        """What the first day of an insolvency does, by kind of proceeding."""
        return unwinding.read(self._open("unwinding"))

    @cached_property
    def segments(self) -> Dated[tuple[SegmentRule, ...]]:
        """The rules by which debtors are sorted into segments, in the order in which they are tried."""
        return segments.read(self._open("segments"))

    @cached_property
    def defaults(self) -> Defaults:
        """The settings of the house."""
        return defaults.read(self._open("defaults"))

    @cached_property
    def signals(self) -> SignalRules:
        """The settings of the house that the queue goes by."""
        house = self.defaults
        return SignalRules(house.leads, house.neglect, house.small_claims, self.holidays)

    @cached_property
    def gate(self) -> GateRules:
        """What a letter has to meet before it leaves."""
        acting = self.representation
        return GateRules(
            costs=self.costs,
            delivery=self.delivery,
            holidays=self.holidays,
            representation=acting.by_role,
            needed_in=acting.needed_in,
            cut=acting.cut,
            suspension=self.suspension,
            notice=self.defaults.suspension_notice,
            reclamation=self.reclamation,
            house=self.defaults.letter_gate,
        )

    @cached_property
    def version(self) -> str:
        """What names these rules: the same for the same tables read by the same version of Casebook."""
        digest = hashlib.sha256(__version__.encode())
        for name in FILES:
            digest.update((self._folder / f"{name}.toml").read_bytes())
        return digest.hexdigest()[:16]

    def files(self) -> tuple[LawFile, ...]:
        """Return every file, in the order of `FILES`; those that were not read yet are read."""
        return tuple(self._file(name) for name in FILES)

    def _file(self, name: str) -> LawFile:
        FILES[name](self)
        checked, table = self._tables[name]
        return LawFile(name, checked, tuple(table.readings), tuple(table.parts))

    def _open(self, name: str) -> Table:
        table = load(self._folder / f"{name}.toml")
        self._tables[name] = table.day("checked"), table
        table.parts.clear()
        return table


# Every file, in the order in which a reader is shown them, and the subject that is read from it.
FILES: Mapping[str, Callable[[Book], object]] = {
    "limitation": lambda law: law.limitation,
    "interruption": lambda law: law.limitation,
    "prolongation": lambda law: law.limitation,
    "interest": lambda law: law.interest,
    "costs": lambda law: law.costs,
    "default": lambda law: law.default,
    "delivery": lambda law: law.delivery,
    "statutory_terms": lambda law: law.statutory_terms,
    "holidays": lambda law: law.holidays,
    "vat": lambda law: law.vat,
    "court": lambda law: law.court,
    "court_fees": lambda law: law.court_fees,
    "persons": lambda law: law.persons,
    "representation": lambda law: law.representation,
    "suspension": lambda law: law.suspension,
    "reclamation": lambda law: law.reclamation,
    "insolvency": lambda law: law.insolvency,
    "unwinding": lambda law: law.unwinding,
    "securities": lambda law: law.securities,
    "agencies": lambda law: law.agencies,
    "set_off": lambda law: law.set_off,
    "direct_debit": lambda law: law.direct_debit,
    "segments": lambda law: law.segments,
    "defaults": lambda law: law.defaults,
}


@cache
def book() -> Book:
    """Return the law of the Netherlands, read once."""
    return Book()
