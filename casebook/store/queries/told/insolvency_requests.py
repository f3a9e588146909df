"""How is told what was asked of us in a proceeding, and how it was answered."""

from casebook.store.actions.insolvency_answers import AcknowledgeInsolvencyRequest, AnswerInsolvencyRequest
from casebook.store.actions.insolvency_offers import ReviewClawBack, VoteOnProposal
from casebook.store.actions.insolvency_requests import (
    AssignInsolvencyRequest,
    ChangeInsolvencyRequest,
    ExtendInsolvencyRequest,
    ReceiveInsolvencyRequest,
    WithdrawInsolvencyRequest,
)
from casebook.store.actions.post_asked import InsolvencyRequestByPost
from casebook.store.queries.told.shapes.parties import InsolvencyRequest
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, when, written


@teller
def _received(scene: Scene, command: ReceiveInsolvencyRequest) -> Telling:
    told = {"kind": f"request_of_{command.kind}", "name": scene.party(command.party_id), "on": command.received_on}
    said: Said = ("told.asked_of_us", told)
    return Telling([said, *when("told.asked_as_of", as_of=command.as_of)], written(command.text))


@teller
def _by_post(scene: Scene, command: InsolvencyRequestByPost) -> Telling:
    told = {"kind": f"request_of_{command.kind}", "name": scene.party(command.party_id), "on": command.received_on}
    return Telling([("told.asked_of_us", told), *when("told.asked_as_of", as_of=command.as_of)], written(command.text))


@teller
def _changed(scene: Scene, command: ChangeInsolvencyRequest) -> Telling:
    parts = [_said(scene, "told.asked_changed", command.id, on=command.received_on)]
    return Telling(parts, written(command.reason, command.text))


@teller
def _assigned(scene: Scene, command: AssignInsolvencyRequest) -> Telling:
    owner = scene.owner(command.owner_person_id, None)
    return Telling([_said(scene, "told.asked_assigned", command.id, owner=owner)])


@teller
def _extended(scene: Scene, command: ExtendInsolvencyRequest) -> Telling:
    return Telling([_said(scene, "told.asked_extended", command.id, until=command.until_on)], written(command.reason))


@teller
def _answered(scene: Scene, command: AnswerInsolvencyRequest) -> Telling:
    return Telling([_said(scene, "told.asked_answered", command.id, on=command.on_day)], written(command.answer))


@teller
def _acknowledged(scene: Scene, command: AcknowledgeInsolvencyRequest) -> Telling:
    return Telling([_said(scene, "told.asked_acknowledged", command.id, on=command.on_day)])


@teller
def _withdrawn(scene: Scene, command: WithdrawInsolvencyRequest) -> Telling:
    return Telling([_said(scene, "told.asked_withdrawn", command.id, on=command.on_day)], written(command.reason))


@teller
def _voted(scene: Scene, command: VoteOnProposal) -> Telling:
    code = "told.asked_in_favour" if command.in_favour else "told.asked_against"
    parts = [_said(scene, code, command.id)]
    if command.in_favour and command.vat_route is not None:
        parts.append(("told.plan_vat", {"route": f"vat_{command.vat_route}"}))
    return Telling(parts, written(command.reason))


@teller
def _reviewed(scene: Scene, command: ReviewClawBack) -> Telling:
    return Telling([_said(scene, "told.asked_reviewed", command.id)], written(command.review))


def _said(scene: Scene, code: str, id_: int, **more: object) -> Said:
    found = scene.records.get(InsolvencyRequest, id_)
    return code, {"kind": f"request_of_{found.kind}", "name": scene.party(found.party_id), **more}
