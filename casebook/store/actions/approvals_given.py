"""Requests for approval of a colleague who leaves: another sees to them, or they are withdrawn for him."""

from dataclasses import dataclass

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.approvals import of_approval, open_approval
from casebook.store.actions.people import GIVERS, staying
from casebook.store.commands import action
from casebook.store.models.people import ApprovalState, Role
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class HandOverApproval:
    """A colleague sees to a request from now on."""

    id: int
    version: int
    person_id: int


@dataclass(frozen=True, slots=True)
class WithdrawForColleague:
    """What a colleague asked is asked no longer, and why."""

    id: int
    version: int
    reason: str


@action("approval.hand_over", also=GIVERS, cases=of_approval)
def hand_over(tx: Transaction, command: HandOverApproval) -> None:
    """Let a colleague see to a request; who asked stays who asked, and neither of them decides on it.

    Who asked does so himself, a lead or an administrator for him.
    """
    approval = open_approval(tx, command.id, command.version)
    own = (approval.asked_by_id, approval.on_behalf_of_id, approval.given_to_id)
    if tx.actor.person not in own and GIVERS.isdisjoint(tx.actor.roles):
        raise Refused("approval.of_other", source=HOUSE_RULE)
    tx.change(approval, given_to_id=staying(tx, command.person_id).id)


@action("approval.withdraw_for", role=Role.LEAD, also=frozenset({Role.ADMINISTRATOR}), cases=of_approval)
def withdraw_for(tx: Transaction, command: WithdrawForColleague) -> None:
    """Withdraw a request for who made it."""
    approval = open_approval(tx, command.id, command.version)
    tx.change(
        approval,
        state=ApprovalState.WITHDRAWN,
        decided_by_id=tx.actor.person,
        decided_on=tx.day,
        decision=given.reason(command.reason),
    )
