"""Beside deciding on a request: what is said about it, hearing how it was decided, and asking it anew."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused, Stale
from casebook.store import foreseen
from casebook.store.actions import approvals, given
from casebook.store.actions.approvals import ASKERS, AskApproval, of_approval, open_approval
from casebook.store.commands import action
from casebook.store.log import canonical
from casebook.store.models.people import Approval, ApprovalState
from casebook.store.transaction import EVERY_ROLE, Transaction

# So many records that changed are taken over in what is asked anew.
_MOST_RENEWED = 500


@dataclass(frozen=True, slots=True)
class CommentApproval:
    """Something is asked or answered about a request."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class HearApproval:
    """Whoever asked knows how it was decided."""

    id: int
    version: int


@dataclass(frozen=True, slots=True)
class AskAnew:
    """The same is asked again, as of what the records are now: it was refused, came too late, or something changed."""

    id: int
    version: int
    reason: str
    needed_by: date | None = None
    comment: str = ""


@action("approval.comment", also=ASKERS, cases=of_approval, not_undoable="approval.said_stays")
def comment(tx: Transaction, command: CommentApproval) -> int:
    """Say something about a request that waits, and return the id of what was said."""
    approval = tx.get(Approval, command.id)
    open_approval(tx, approval.id, approval.version)
    return approvals.say(tx, approval.id, given.reason(command.text))


@action("approval.hear", also=ASKERS, cases=of_approval)
def hear(tx: Transaction, command: HearApproval) -> None:
    """Take note of how a request of one's own was decided."""
    approval = tx.get(Approval, command.id, command.version)
    _own(tx, approval)
    if approval.state not in (ApprovalState.APPROVED, ApprovalState.REFUSED):
        raise Refused("approval.not_decided", source=HOUSE_RULE)
    tx.change(approval, heard_on=tx.day)


@action("approval.ask_anew", also=ASKERS, cases=of_approval)
def ask_anew(tx: Transaction, command: AskAnew) -> int:
    """Ask for the same once more, and return the id of the new request; the one before is withdrawn or heard."""
    approval = tx.get(Approval, command.id, command.version)
    _own(tx, approval)
    if approval.state == ApprovalState.ASKED:
        ended = {"state": ApprovalState.WITHDRAWN, "decided_by_id": tx.actor.person, "decided_on": tx.day}
        tx.change(approval, **ended)
    elif approval.state == ApprovalState.REFUSED:
        tx.change(approval, heard_on=tx.day)
    else:
        raise Refused("approval.decided", source=HOUSE_RULE, state=f"approval_{approval.state}")
    arguments = _renewed(tx, approval.command, json.loads(approval.arguments))
    wanted = AskApproval(approval.command, canonical(arguments), command.reason, command.needed_by, command.comment)
    return approvals.add(tx, wanted, again_of=approval.id)


def _own(tx: Transaction, approval: Approval) -> None:
    if tx.actor.person not in (approval.asked_by_id, approval.on_behalf_of_id, approval.given_to_id):
        raise Refused("approval.of_other", source=HOUSE_RULE)


def _renewed(tx: Transaction, name: str, arguments: Any) -> Any:
    """Return arguments that go by the records as they are now. Raises `Refused` for what cannot be done any more."""
    for _ in range(_MOST_RENEWED):
        found, waiting = approvals.stored(name, canonical(arguments))
        try:
            foreseen.tried(tx, found, waiting, tx.actor._replace(roles=EVERY_ROLE))
        except Stale as stale:
            if stale.row is None:
                raise
            newer = _with_version(arguments, stale.row[1], stale.row[2], stale.changed["version"])
            if newer == arguments:
                raise
            arguments = newer
        else:
            break
    return arguments


def _with_version(value: Any, id_: int, seen: int, version: object) -> Any:
    """Return arguments in which the record with an id is seen in another version."""
    if isinstance(value, Mapping):
        inner = {name: _with_version(one, id_, seen, version) for name, one in value.items()}
        of_it = any(one == id_ for name, one in value.items() if name == "id" or name.endswith("_id"))
        for name, one in value.items():
            if of_it and one == seen and (name == "version" or name.endswith("_version")):
                inner[name] = version
        return inner
    return [_with_version(one, id_, seen, version) for one in value] if isinstance(value, list) else value
