"""The settings of the house that the queue goes by."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, NewType

from casebook.domain.calendar import Holidays, Term
from casebook.domain.dated import Dated
from casebook.domain.limitation.proof_days import WritRules
from casebook.domain.money import Cents

WorkingDays = NewType("WorkingDays", int)


class Leads(NamedTuple):
    """How long before its date a matter enters the first band of the queue; `limitation_share` is in percent.

    A bailiff is instructed `bailiff` working days before the last one of a term; proof is looked for `proof_check`
    working days before that. `register` is before the register shows an insolvency no more.
    """

    limitation: Term
    limitation_at_risk: Term
    limitation_share: Decimal
    without_letter: Term
    without_proof: Term
    security_expiring: Term
    security_to_invoke: Term
    court_date: WorkingDays
    request: WorkingDays
    insurance_notice: Term
    vat_return: Term
    docket: WorkingDays
    bailiff: WorkingDays
    proof_check: WorkingDays
    register: Term

    @property
    def by_writ(self) -> WritRules:
        """When a bailiff takes the place of a letter of which there is no proof."""
        return WritRules(self.bailiff, self.proof_check)


class Neglect(NamedTuple):
    """When a case counts as neglected: moved this often, or so long without an outward act."""

    moves: int
    without_act: Term
    without_act_sleeping: Term


class SignalRulesOn(NamedTuple):
    """The settings of one day; `small_claims` is the amount per debtor under which limitation is batched."""

    leads: Leads
    neglect: Neglect
    small_claims: Cents
    holidays: Holidays


@dataclass(frozen=True, slots=True)
class SignalRules:
    """The settings that the queue goes by, as dated as the law."""

    leads: Dated[Leads]
    neglect: Dated[Neglect]
    small_claims: Dated[Cents]
    holidays: Holidays

    def on(self, day: date) -> SignalRulesOn:
        """Return the settings of a day."""
        return SignalRulesOn(
            self.leads.applied(day).value,
            self.neglect.applied(day).value,
            self.small_claims.applied(day).value,
            self.holidays,
        )

    def changes_after(self, day: date) -> date | None:
        """Return the first later day on which other settings come into force, None where none is known."""
        starts = [entry.start for entry in self.leads.entries[1:]]
        starts += [entry.start for entry in self.neglect.entries[1:]]
        starts += [entry.start for entry in self.small_claims.entries[1:]]
        return min((start for start in starts if start > day), default=None)
