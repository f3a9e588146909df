"""What a creditor does about a legal person that is dissolved, and until when: a term of the law, or one of the house.

Without a liquidation the board deposits accounts; whether it did is looked up, they are read, and it is decided whether
the court is asked to reopen, the bankruptcy is petitioned, or the board is held liable. In a liquidation a creditor
objects to the plan of distribution.
"""

from collections.abc import Iterator

from casebook.domain.calendar import add, add_working_days, next_working_day
from casebook.domain.insolvency.dues import DateKind, Due
from casebook.domain.insolvency.facts import EventKind, Kind, Proceeding
from casebook.domain.insolvency.rules import InsolvencyRules

_E = EventKind
_DECIDED = (_E.REOPENING_ASKED, _E.PETITIONED, _E.LIABILITY_CLAIMED, _E.NOT_PURSUED)
# A statutory term that ends on a weekend or a holiday runs on to the next working day.
_EXTENDED = "Atw art. 1"


def dues(of: Proceeding, rules: InsolvencyRules) -> Iterator[Due]:
    """Yield what is still to be done about a dissolution, each day computed from what was recorded."""
    if of.kind is Kind.TURBO_LIQUIDATION:
        yield from _without_liquidation(of, rules)
    elif of.kind is Kind.DISSOLUTION:
        yield from _objection(of, rules)
    else:
        return
    if of.last(_E.LIABILITY_CLAIMED, _E.NOT_PURSUED) is None:
        entry = rules.dissolution.liability.applied(of.known_on)
        yield Due(DateKind.LIABILITY, add(of.known_on, entry.value), entry.source, estimate=True)


def _without_liquidation(of: Proceeding, rules: InsolvencyRules) -> Iterator[Due]:
    """Yield whether accounts were deposited (BW 2:19b), that they are read, and that one decides what to do."""
    deposit = rules.dissolution.deposit.in_force(of.started_on) if of.started_on else None
    found, inspected = of.last(_E.DEPOSIT_FOUND, _E.DEPOSIT_MISSING), of.last(_E.INSPECTED)
    if deposit is not None and of.started_on is not None and found is None:
        by = next_working_day(add(of.started_on, deposit.value), rules.holidays)
        yield Due(DateKind.DEPOSIT, by, f"{deposit.source}; {_EXTENDED}", estimate=True)
    house = rules.dissolution.house.applied(of.known_on)
    if found is not None and found.kind is _E.DEPOSIT_FOUND and inspected is None:
        by = add_working_days(found.on, house.value.inspect, rules.holidays)
        yield Due(DateKind.INSPECT, by, house.source, estimate=True)
    if of.last(*_DECIDED) is not None:
        return
    missing = found is not None and found.kind is _E.DEPOSIT_MISSING
    since = inspected.on if inspected else found.on if found is not None and missing else None
    if since is None and deposit is None:
        since = of.known_on
    if since is not None:
        by = add_working_days(since, house.value.decide, rules.holidays)
        yield Due(DateKind.DECIDE, by, f"{house.source}; {rules.dissolution.reopening.applied(since).source}", True)


def _objection(of: Proceeding, rules: InsolvencyRules) -> Iterator[Due]:
    """Yield until when one objects to the account and the plan of distribution that the liquidator deposited."""
    plan = of.last(_E.DISTRIBUTION_LIST)
    if plan is not None and of.last(_E.OBJECTED) is None:
        entry = rules.dissolution.objection.applied(plan.on)
        by = next_working_day(add(plan.on, entry.value), rules.holidays)
        yield Due(DateKind.OBJECT, by, f"{entry.source}; {_EXTENDED}", estimate=True)
