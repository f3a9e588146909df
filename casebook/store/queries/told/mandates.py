"""How mandates are told, and what is said about requests for approval beside deciding on them."""

from decimal import Decimal

from casebook.store import mandates
from casebook.store.actions.approvals_talk import AskAnew, CommentApproval, HearApproval
from casebook.store.actions.mandates import SetMandate
from casebook.store.mandates import COUNTS, Act
from casebook.store.queries.told.shapes.parties import Creditor
from casebook.store.queries.told.shapes.people import Approval
from casebook.store.queries.told.telling import Said, Scene, Telling, around, stored, teller, when, written


@teller
def _set(scene: Scene, command: SetMandate) -> Telling:
    parts: list[Said] = [("mandate.set", {}), ("told.words", {"words": [command.role, f"act_{command.act}"]})]
    if command.creditor_id is not None:
        parts += when("told.text", text=scene.records.get(Creditor, command.creditor_id).code)
    parts += limit_said(command)
    parts.append(("told.from", {"on": command.from_on}))
    return Telling(parts, written(command.reason))


def limit_said(command: SetMandate) -> list[Said]:
    """Return how far a mandate goes, part after part."""
    if command.most_cents == mandates.NOTHING.most_cents:
        return [("mandate.not_at_all", {})]
    counted = "mandate.most_letters" if command.act is Act.RELEASE else "mandate.most_terms"
    found = when("told.at_most", cents=command.most_cents)
    found += when(counted, count=command.most_terms) if command.act in COUNTS else []
    if command.most_percent is not None:
        found.append(("mandate.most_percent", {"percent": Decimal(command.most_percent)}))
    return found or [("mandate.unlimited", {})]


@teller
def _said(scene: Scene, command: CommentApproval) -> Telling:
    return around("told.approval_said", _waiting(scene, command.id), command.text)


@teller
def _heard(scene: Scene, command: HearApproval) -> Telling:
    return around("told.approval_heard", _waiting(scene, command.id))


@teller
def _asked_anew(scene: Scene, command: AskAnew) -> Telling:
    also = when("told.needed_by", on=command.needed_by)
    return around("told.approval_anew", _waiting(scene, command.id), command.reason, command.comment, also=also)


def _waiting(scene: Scene, approval_id: int) -> Telling:
    approval = scene.records.get(Approval, approval_id)
    return stored(approval.command, approval.arguments, scene)
