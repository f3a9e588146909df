"""Aftercare: a day on which somebody looks how a debtor pays whose case was closed."""

from dataclasses import dataclass
from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.case_ends import add_watch
from casebook.store.actions.holds import case_of
from casebook.store.commands import action
from casebook.store.models.cases import Case, CaseState
from casebook.store.models.relation import Watch
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class SetWatch:
    """Somebody looks at a closed case again on a day."""

    case_id: int
    watch_on: date


@dataclass(frozen=True, slots=True)
class EndWatch:
    """Somebody looked: what he found, and on which day he looks once more, if he does."""

    id: int
    version: int
    found: str
    watch_on: date | None = None


@action("watch.set", cases=given.case_itself)
def set_watch(tx: Transaction, command: SetWatch) -> int:
    """Add a day of aftercare and return its id. Refused in a case that is worked: that has a next action."""
    case = tx.get(Case, command.case_id)
    if case.state != CaseState.CLOSED:
        raise Refused("case.not_closed", source=HOUSE_RULE, number=case.number)
    return add_watch(tx, case.id, command.watch_on)


@action("watch.end", cases=case_of(Watch))
def end_watch(tx: Transaction, command: EndWatch) -> None:
    """Keep what was found on a day of aftercare."""
    watch = tx.get(Watch, command.id, command.version)
    if watch.ended_on is not None:
        raise Refused("watch.ended", source=HOUSE_RULE, on=watch.ended_on)
    tx.change(watch, ended_on=tx.day, found=given.reason(command.found))
    if command.watch_on is not None:
        add_watch(tx, watch.case_id, command.watch_on)
