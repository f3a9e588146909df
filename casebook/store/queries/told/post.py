"""How incoming post is told: taken in, filed with a case, or what it brought about."""

from casebook.store.actions.post import FilePost, PostNotOurs, ReceivePost, UndoPost
from casebook.store.actions.post_outcomes import (
    ComplaintByPost,
    DeadAddressByPost,
    DisputeByPost,
    ReplyByPost,
    RequestByPost,
    ReturnedByPost,
)
from casebook.store.models.care import RequestKind
from casebook.store.queries.told.shapes.cases import Document, PostItem
from casebook.store.queries.told.telling import Said, Scene, Telling, next_action, teller, when, written


@teller
def _received(_: Scene, command: ReceivePost) -> Telling:
    who = command.from_name or command.from_mail
    return Telling(
        [("told.post_received", {"name": command.subject or command.name}), *when("told.post_from", who=who)]
    )


@teller
def _filed(scene: Scene, command: FilePost) -> Telling:
    filed = _said(scene, "told.post_filed", command.id)
    if command.next is None:
        return Telling([filed])
    return Telling([filed, next_action(command.next.on, command.next.kind)], written(command.next.note))


@teller
def _not_ours(scene: Scene, command: PostNotOurs) -> Telling:
    return Telling([_said(scene, "told.post_not_ours", command.id)], written(command.reason))


@teller
def _undone(scene: Scene, command: UndoPost) -> Telling:
    return Telling([_said(scene, "told.post_undone", command.id)], written(command.reason))


@teller
def _asked(scene: Scene, command: RequestByPost) -> Telling:
    asked: Said = ("told.request_received", {"kind": command.kind, "on": command.received_on})
    return Telling([asked, _said(scene, "told.post_by", command.id)], written(command.text))


@teller
def _complained(scene: Scene, command: ComplaintByPost) -> Telling:
    asked: Said = ("told.request_received", {"kind": RequestKind.COMPLAINT, "on": command.received_on})
    return Telling([asked, _said(scene, "told.post_by", command.id)], written(command.text))


@teller
def _disputed(scene: Scene, command: DisputeByPost) -> Telling:
    cents = sum(part.cents for part in command.parts)
    said: Said = ("told.dispute_registered", {"reason": command.reason, "cents": cents})
    return Telling([said, _said(scene, "told.post_by", command.id)], written(command.text))


@teller
def _replied(scene: Scene, command: ReplyByPost) -> Telling:
    return Telling([_said(scene, "told.post_reply", command.id)], written(command.reason))


@teller
def _came_back(scene: Scene, command: ReturnedByPost) -> Telling:
    why: Said = ("told.post_returned_as", {"why": f"returned_{command.returned_as}"})
    return Telling([_said(scene, "told.post_returned", command.id), why])


@teller
def _dead(scene: Scene, command: DeadAddressByPost) -> Telling:
    return Telling([_said(scene, "told.post_dead_address", command.id)])


def _said(scene: Scene, code: str, item_id: int) -> Said:
    """Return what happened to an item, which people know by the name of its document."""
    item = scene.records.get(PostItem, item_id)
    return code, {"name": item.subject or scene.records.get(Document, item.document_id).name}
