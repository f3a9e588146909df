"""Signals of VAT on bad debts: what is to go into a return is lost, or owed, when that was filed without it."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.calendar import ONE_DAY, Term, add
from casebook.domain.money import Cents
from casebook.domain.parameters import Value
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import Signal
from casebook.domain.vat.course import RELIEF

if TYPE_CHECKING:
    from casebook.domain.signals.facts import CaseFacts


class VatMatter(NamedTuple):
    """VAT of a case for the return of a period that ends on `until_on` and is filed up to and including `file_until`.

    `cents` comes back, less than nothing is due again. `locked`: it is on a list that nobody marked as declared.
    """

    until_on: date
    file_until: date
    cents: Cents
    locked: bool


def signals(facts: "CaseFacts", rules: SignalRulesOn) -> Iterator[Signal]:
    """Yield what is to go into each return: urgent a lead before its last day, and late after it; both for the lead."""
    lead = rules.leads.vat_return
    for one in facts.vat:
        parameters: dict[str, Value] = {"cents": abs(one.cents), "until": one.until_on, "by": one.file_until}
        code = "signal.vat_declare" if one.locked else "signal.vat_refund" if one.cents > 0 else "signal.vat_correction"
        red_on = add(one.file_until, Term(-lead.amount, lead.unit))
        late_on = one.file_until + ONE_DAY
        yield Signal(
            code,
            parameters,
            RELIEF,
            due_on=one.file_until,
            red_on=red_on,
            amber_on=red_on - (one.file_until - red_on),
            to_lead_on=red_on,
            over_on=late_on,
        )
        yield Signal(f"{code}_late", parameters, RELIEF, due_on=one.file_until, amber_on=late_on, to_lead_on=late_on)
