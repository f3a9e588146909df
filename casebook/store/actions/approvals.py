"""Approvals: a command that waits for somebody who may decide, performed as it was stored or not at all."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused, Stale
from casebook.store import commands, deciding, foreseen
from casebook.store.actions import given
from casebook.store.asked_line import asked_line
from casebook.store.commands import Action, action
from casebook.store.database import Database
from casebook.store.deciding import Request
from casebook.store.foreseen import Moved
from casebook.store.log import canonical
from casebook.store.models.people import Approval, ApprovalComment, ApprovalState, Role
from casebook.store.people import roles_of
from casebook.store.transaction import Transaction
from casebook.text import clean

# Whoever asks may also be a lead or an administrator who handles no cases.
ASKERS = frozenset({Role.LEAD, Role.ADMINISTRATOR})
# What may do less than was asked: it says what it leaves, and whoever approves saw that.
_MAY_LEAVE = frozenset({"letter.release_all"})
# With which roles it is tried whether anybody could approve: those of a lead come first.
_DECIDING = (frozenset({Role.HANDLER, Role.LEAD}), frozenset({Role.HANDLER, Role.LEAD, Role.ADMINISTRATOR}))
# What was asked is as the log has it.
_SEALED = ("command", "arguments", "case_id", "asked_by_id", "on_behalf_of_id", "reason", "foreseen", "needs")
_SEALED_DAYS = ("asked_on", "needed_by")


@dataclass(frozen=True, slots=True)
class AskApproval:
    """A command, as its name and its arguments in JSON, that somebody else is asked to let happen, and by when.

    The `comment` begins the conversation with whoever decides.
    """

    command: str
    arguments: str
    reason: str
    needed_by: date | None = None
    comment: str = ""


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


def asked_for(command: object, reason: str, needed_by: date | None = None, comment: str = "") -> AskApproval:
    """Return what asks for the approval of a command."""
    name, arguments = commands.action_for(command).name, canonical(commands.encode(command))
    return AskApproval(name, arguments, reason, needed_by, comment)


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


def of_approval(database: Database, command: Any) -> Iterable[int]:
    """Return the cases of the command that waits for approval."""
    rows = database.fetch("SELECT command, arguments FROM approval WHERE id = ?", (command.id,))
    if not rows:
        return ()
    found, waiting = stored(*rows[0])
    return found.cases(database, waiting)


@action("approval.ask", also=ASKERS, cases=_of_command)
def ask(tx: Transaction, command: AskApproval) -> int:
    """Ask for approval and return the id of the request.

    Refused for what nobody could approve, whoever he is: it cannot be done, or is beyond every mandate.
    """
    return add(tx, command, again_of=None)


def add(tx: Transaction, command: AskApproval, *, again_of: int | None) -> int:
    """Add a request, with what it would do now, and return its id; `again_of` is the one it takes the place of."""
    if command.needed_by is not None and command.needed_by < tx.day:
        raise Refused("approval.needed_past", source=HOUSE_RULE, on=command.needed_by)
    assert tx.actor.person is not None
    reason = given.reason(command.reason)
    found, waiting = stored(command.command, command.arguments)
    needs, changes = _tried(tx, found, waiting)
    id_ = tx.add(
        Approval,
        command=command.command,
        arguments=command.arguments,
        case_id=min(_of_command(tx.database, command), default=None),
        asked_by_id=tx.actor.person,
        on_behalf_of_id=tx.actor.on_behalf_of,
        asked_on=tx.day,
        needed_by=command.needed_by,
        reason=reason,
        foreseen=foreseen.kept(changes, tx.actor.person),
        needs=" ".join(sorted(needs)),
        again_of_id=again_of,
    )
    comment = clean(command.comment).strip()
    if comment:
        say(tx, id_, comment)
    return id_


def say(tx: Transaction, approval_id: int, text: str) -> int:
    """Add to the conversation about a request and return the id of what was said."""
    assert tx.actor.person is not None
    return tx.add(
        ApprovalComment,
        approval_id=approval_id,
        person_id=tx.actor.person,
        on_behalf_of_id=tx.actor.on_behalf_of,
        on_day=tx.day,
        text=text,
    )


def _tried(tx: Transaction, found: Action[Any], waiting: object) -> tuple[frozenset[Role], list[dict[str, Any]]]:
    """Return which roles it takes to approve a command, and what it would change. Raises `Refused` where none does."""
    if found.second is not None:
        commands.check_role(found, tx.actor)
        return frozenset({found.second}), foreseen.tried(tx, found, waiting, tx.actor)
    last: Refused | None = None
    for roles in _DECIDING:
        actor = tx.actor._replace(roles=roles)
        try:
            commands.check_role(found, actor)
            return roles - {Role.HANDLER}, foreseen.tried(tx, found, waiting, actor)
        except Refused as refused:
            last = last or refused
    assert last is not None
    raise last


@action("approval.decide", role=Role.LEAD, cases=of_approval)
def decide(tx: Transaction, command: DecideApproval) -> Any:
    """Approve a request and return what its command returns, performed under the mandate of whoever approves.

    Refused: to the one who asked, as soon as somebody else could decide; to approve what was needed before today, what
    is no longer as the log says it was asked, and, as `Moved`, what would do something else by now.
    """
    approval = open_approval(tx, command.id, command.version)
    _refuse_asker(tx, approval)
    if command.approve:
        if is_overdue(approval, tx.day):
            raise Refused("approval.overdue", source=HOUSE_RULE, on=approval.needed_by)
        _refuse_altered(tx.database, approval)
    tx.change(
        approval,
        state=ApprovalState.APPROVED if command.approve else ApprovalState.REFUSED,
        decided_by_id=tx.actor.person,
        decided_on=tx.day,
        decision=given.reason(command.reason),
    )
    if not command.approve:
        return None
    return _perform(tx, approval)


def _perform(tx: Transaction, approval: Approval) -> Any:
    """Perform what was asked, just that, under the mandate of whoever approves it; return what it returns."""
    found, waiting = stored(approval.command, approval.arguments)
    # Who approves need not handle cases himself.
    roles = tx.actor.roles | {Role.HANDLER}
    if found.second is not None:
        # A person who asks may do it by his role, but not alone.
        roles = roles_of(tx.database, tx.day).get(approval.asked_by_id, frozenset()) | roles
    commands.check_role(found, tx.actor._replace(roles=roles))
    done_before = len(tx.changes)
    tx.approves = approval.asked_by_id
    try:
        result = found.perform(tx, waiting)
    except Stale as stale:
        raise Moved("approval.moved_record", row=stale.row, record=stale.parameters["record"]) from None
    finally:
        tx.approves = None
    if approval.foreseen is not None:
        less = found.name in _MAY_LEAVE
        people = (approval.asked_by_id, tx.actor.person)
        foreseen.check(approval.foreseen, tx.changes[done_before:], people, less=less)
    return result


def _refuse_altered(database: Database, approval: Approval) -> None:
    """Refuse a request that is not in the log as it stands: somebody changed it behind our back."""
    wanted = {name: getattr(approval, name) for name in _SEALED}
    for name in _SEALED_DAYS:
        on: date | None = getattr(approval, name)
        wanted[name] = None if on is None else on.isoformat()
    line = asked_line(database, approval.id, approval.asked_by_id, approval.asked_on)
    if line is None or any(line.row.get(name) != value for name, value in wanted.items()):
        raise Refused("approval.altered", source=HOUSE_RULE)


@action("approval.withdraw", also=ASKERS, cases=of_approval)
def withdraw(tx: Transaction, command: WithdrawApproval) -> None:
    """Withdraw a request of one's own, or one that was given to oneself."""
    approval = open_approval(tx, command.id, command.version)
    if tx.actor.person not in (approval.asked_by_id, approval.on_behalf_of_id, approval.given_to_id):
        raise Refused("approval.of_other", source=HOUSE_RULE)
    tx.change(approval, state=ApprovalState.WITHDRAWN, decided_by_id=tx.actor.person, decided_on=tx.day)


def open_approval(tx: Transaction, id_: int, version: int) -> Approval:
    """Return a request that waits. Raises `Refused` for one that was decided or withdrawn."""
    approval = tx.get(Approval, id_)
    if approval.state != ApprovalState.ASKED:
        raise Refused("approval.decided", source=HOUSE_RULE, state=f"approval_{approval.state}")
    return tx.get(Approval, id_, version)


def _refuse_asker(tx: Transaction, approval: Approval) -> None:
    """Refuse that one of those who asked decides, once somebody else is here who could."""
    asked = deciding.askers(tx.database, _request(approval), tx.day)
    if asked & {tx.actor.person, tx.actor.on_behalf_of} and deciding.deciders(tx.database, _request(approval), tx.day):
        raise Refused("approval.own", source=HOUSE_RULE)


def _request(approval: Approval) -> Request:
    whose = (approval.asked_by_id, approval.on_behalf_of_id, approval.given_to_id)
    return Request(frozenset(one for one in whose if one is not None), approval.asked_on, approval.needs)
