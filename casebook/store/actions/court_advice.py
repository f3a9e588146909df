"""The decision to go to court with a case, or not to: a lead's, on a sheet that is kept as it was shown."""

import json
from dataclasses import dataclass

from casebook.domain.court.facts import Decision
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import ZERO, Cents
from casebook.errors import Refused
from casebook.store import mandates
from casebook.store.actions import given
from casebook.store.actions.cases import open_one
from casebook.store.commands import action
from casebook.store.models.court import GoNoGo
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class DecideCourt:
    """A decision on going to court; `sheet` is the JSON text of the lines that were shown for it.

    `expected_cents` is what may be expected in the end, None where a cost is not known.
    """

    case_id: int
    decision: Decision
    sheet: str
    odds_percent: int
    recovery_percent: int
    expected_cents: Cents | None
    reason: str


@action("court.decide", cases=given.case_itself)
def decide(tx: Transaction, command: DecideCourt) -> int:
    """Keep a decision with its sheet and return its id. Refused beyond the mandate: then a lead is asked."""
    case = open_one(tx, command.case_id)
    reason = given.reason(command.reason)
    for percent in (command.odds_percent, command.recovery_percent):
        if not 0 <= percent <= 100:
            raise Refused("court.percent", source=HOUSE_RULE, count=percent)
    mandates.check(tx, mandates.Act.LITIGATION, ZERO)
    return tx.add(
        GoNoGo,
        case_id=case.id,
        on_day=tx.day,
        sheet=_sheet(command.sheet),
        odds_percent=command.odds_percent,
        recovery_percent=command.recovery_percent,
        expected_cents=command.expected_cents,
        decision=command.decision,
        decided_by_id=tx.actor.person,
        reason=reason,
    )


def _sheet(text: str) -> str:
    """Return a sheet that was shown. Raises `Refused` for what is none: a decision rests on what was seen."""
    try:
        lines = json.loads(text)
    except ValueError:
        lines = None
    if not isinstance(lines, list) or not lines:
        raise Refused("court.no_sheet", source=HOUSE_RULE)
    return text
