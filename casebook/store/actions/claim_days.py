"""The days of a claim that a term of limitation may run from, other than the last day of payment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.limitation.facts import DAYS, IN_ORDER
from casebook.errors import Refused, Stale
from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.models.claims import Claim, ClaimDay
from casebook.store.transaction import Transaction

# The last day of payment stands on the claim itself.
CLAIM_DAYS = tuple(name for name in DAYS if name != "due_on")


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day a term of limitation may run from, by its name: `known_on`, `judged_on` …"""

    name: str
    on_day: date


@dataclass(frozen=True, slots=True)
class SetClaimDay:
    """A day of a claim, None for none; `version` is the one of the day that was seen, None where there was none."""

    claim_id: int
    name: str
    on_day: date | None
    version: int | None = None


@action("claim.set_day", cases=given.case_of_claim)
def set_day(tx: Transaction, command: SetClaimDay) -> None:
    """Set, change or take away a day of a claim that a term may run from."""
    tx.get(Claim, command.claim_id)
    of_claim = {day.name: day for day in tx.find(ClaimDay.select().where(ClaimDay.claim_id == command.claim_id))}
    known = of_claim.get(command.name)
    if known is not None and known.version != command.version:
        raise Stale("store.stale", changed=dict(known.__data__), record="table_claim_day")
    if known is None and command.version is not None:
        raise Stale("store.stale", changed={}, record="table_claim_day")
    if command.on_day is None:
        if known is not None:
            tx.remove(known)
        return
    _check_days({name: day.on_day for name, day in of_claim.items()} | {command.name: command.on_day})
    if known is not None:
        tx.change(known, on_day=command.on_day)
    else:
        tx.add(ClaimDay, claim_id=command.claim_id, name=command.name, on_day=command.on_day)


def add_days(tx: Transaction, claim_id: int, named: Iterable[NamedDay]) -> None:
    """Add the days of a new claim."""
    days = {day.name: day.on_day for day in named}
    _check_days(days)
    tx.add_many(ClaimDay, [{"claim_id": claim_id, "name": name, "on_day": day} for name, day in days.items()])


def _check_days(days: dict[str, date]) -> None:
    for name in days:
        if name not in CLAIM_DAYS:
            raise Refused("claim.day_name", source=HOUSE_RULE, name=given.line(name), names=CLAIM_DAYS)
    for first, second in IN_ORDER:
        given.in_order(**{first: days.get(first), second: days.get(second)})
