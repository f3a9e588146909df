"""Approvals: a command that waits for somebody who may decide, performed as it was stored or not at all."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store import commands
from casebook.store.actions import given
from casebook.store.commands import Action, action
from casebook.store.database import Database
from casebook.store.log import canonical
from casebook.store.models.people import Approval, ApprovalState, Role
from casebook.store.people import active, roles_of
from casebook.store.transaction import Transaction

_STOOD_IN = """
    SELECT person_id FROM stand_in WHERE for_id = ? AND from_on <= ? AND (until_on IS NULL OR until_on >= ?)
"""


@dataclass(frozen=True, slots=True)
class AskApproval:
    """A command, as its name and its arguments in JSON, that somebody else is asked to let happen, and by when."""

    command: str
    arguments: str
    reason: str
    needed_by: date | None = None


@dataclass(frozen=True, slots=True)
class DecideApproval:
    """Yes or no, and why."""

    id: int
    version: int
    approve: bool
    reason: str


@dataclass(frozen=True, slots=True)
class WithdrawApproval:
    """Whoever asked asks no longer."""

    id: int
    version: int


def asked_for(command: object, reason: str, needed_by: date | None = None) -> AskApproval:
    """Return what asks for the approval of a command."""
    return AskApproval(commands.action_for(command).name, canonical(commands.encode(command)), reason, needed_by)


def is_overdue(approval: Approval, day: date) -> bool:
    """Tell whether an approval came too late: it was needed before `day`, and nobody decided."""
    return approval.state == ApprovalState.ASKED and approval.needed_by is not None and approval.needed_by < day


def stored(name: str, arguments: str) -> tuple[Action[Any], Any]:
    """Return the action and the command that were stored. Raises `Refused` for what is no command that may wait."""
    found = commands.action_named(name)
    if found is None or name.startswith(("approval.", "step.")):
        raise Refused("approval.no_command", source=HOUSE_RULE)
    try:
        return found, commands.decode(name, json.loads(arguments))
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Refused("approval.no_command", source=HOUSE_RULE) from None


def _of_command(database: Database, command: AskApproval) -> Iterable[int]:
    found, waiting = stored(command.command, command.arguments)
    return found.cases(database, waiting)


def _of_approval(database: Database, command: Any) -> Iterable[int]:
    rows = database.fetch("SELECT command, arguments FROM approval WHERE id = ?", (command.id,))
    if not rows:
        return ()
    found, waiting = stored(*rows[0])
    return found.cases(database, waiting)


@action("approval.ask", cases=_of_command)
def ask(tx: Transaction, command: AskApproval) -> int:
    """Ask for approval and return the id of the request."""
    if command.needed_by is not None and command.needed_by < tx.day:
        raise Refused("approval.needed_past", source=HOUSE_RULE, on=command.needed_by)
    assert tx.actor.person is not None
    return tx.add(
        Approval,
        command=command.command,
        arguments=command.arguments,
        case_id=min(_of_command(tx.database, command), default=None),
        asked_by_id=tx.actor.person,
        on_behalf_of_id=tx.actor.on_behalf_of,
        asked_on=tx.day,
        needed_by=command.needed_by,
        reason=given.reason(command.reason),
    )


@action("approval.decide", role=Role.LEAD, cases=_of_approval)
def decide(tx: Transaction, command: DecideApproval) -> Any:
    """Approve a request and return what its command returns, performed under the mandate of whoever approves.

    Refused: to the one who asked, as soon as somebody else could decide, and to approve what was needed before today.
    """
    approval = _asked(tx, command.id, command.version)
    _refuse_asker(tx, approval)
    if command.approve and is_overdue(approval, tx.day):
        raise Refused("approval.overdue", source=HOUSE_RULE, on=approval.needed_by)
    tx.change(
        approval,
        state=ApprovalState.APPROVED if command.approve else ApprovalState.REFUSED,
        decided_by_id=tx.actor.person,
        decided_on=tx.day,
        decision=given.reason(command.reason),
    )
    if not command.approve:
        return None
    found, waiting = stored(approval.command, approval.arguments)
    if found.role is not None and found.role not in tx.actor.roles:
        raise Refused("actions.role", source=HOUSE_RULE, role=found.role)
    return found.perform(tx, waiting)


@action("approval.withdraw", cases=_of_approval)
def withdraw(tx: Transaction, command: WithdrawApproval) -> None:
    """Withdraw a request of one's own."""
    approval = _asked(tx, command.id, command.version)
    if tx.actor.person not in (approval.asked_by_id, approval.on_behalf_of_id):
        raise Refused("approval.of_other", source=HOUSE_RULE)
    tx.change(approval, state=ApprovalState.WITHDRAWN, decided_by_id=tx.actor.person, decided_on=tx.day)


def _asked(tx: Transaction, id_: int, version: int) -> Approval:
    approval = tx.get(Approval, id_, version)
    if approval.state != ApprovalState.ASKED:
        raise Refused("approval.decided", source=HOUSE_RULE, state=f"approval_{approval.state}")
    return approval


def _refuse_asker(tx: Transaction, approval: Approval) -> None:
    """Refuse that one of those who asked decides, once somebody else is here who could.

    Those are who asked, for whom was asked, and who stood in for one of them since.
    """
    asked = {approval.asked_by_id, approval.on_behalf_of_id} - {None}
    for one in list(asked):
        asked.update(id_ for (id_,) in tx.database.fetch(_STOOD_IN, (one, tx.day, approval.asked_on)))
    if not asked & {tx.actor.person, tx.actor.on_behalf_of}:
        return
    roles = roles_of(tx.database, tx.day)
    if any(Role.LEAD in roles.get(id_, ()) for id_ in active(tx.database, tx.day) if id_ not in asked):
        raise Refused("approval.own", source=HOUSE_RULE)
