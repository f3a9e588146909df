"""How disputes are told."""

from collections.abc import Iterable

from casebook.domain.money import Cents
from casebook.store.actions.dispute_course import (
    CloseDispute,
    CreditDispute,
    DecideDispute,
    EscalateDispute,
    SettleDispute,
    WithdrawDispute,
)
from casebook.store.actions.disputes import AnswerDispute, AskDepartment, ChangeDispute, ContestedPart, RegisterDispute
from casebook.store.actions.owners import HandOverDispute
from casebook.store.queries.told.shapes.cases import Dispute
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, when, written

_NOT_SAID = ("version", "next_due_on")


@teller
def _registered(scene: Scene, command: RegisterDispute) -> Telling:
    said: Said = ("told.dispute_registered", {"reason": command.reason, "cents": _sum(command.parts)})
    parts = [
        *scene.claims(part.claim_id for part in command.parts),
        *when("told.dispute_department", department=command.department),
        *when("told.dispute_cause", cause=command.root_cause),
    ]
    return Telling([said, ("told.dispute_since", {"on": command.registered_on}), *parts], written(command.text))


@teller
def _department_asked(scene: Scene, command: AskDepartment) -> Telling:
    parts = [_said(scene, "told.dispute_asked", command.id)]
    return Telling([*parts, ("told.dispute_department", {"department": command.department})])


@teller
def _answered(scene: Scene, command: AnswerDispute) -> Telling:
    return Telling([_said(scene, "told.dispute_answered", command.id)], written(command.text))


@teller
def _changed(scene: Scene, command: ChangeDispute) -> Telling:
    columns = [f"column_{name}" for name in scene.old("dispute") if name not in _NOT_SAID]
    parts = [_said(scene, "told.dispute_changed", command.id)]
    if columns:
        parts.append(("told.columns", {"names": columns}))
    return Telling(parts, written(command.because))


@teller
def _handed_over(scene: Scene, command: HandOverDispute) -> Telling:
    parts = [_said(scene, "told.dispute_handed_over", command.id)]
    return Telling([*parts, *when("told.for_owner", owner=scene.owner(command.owner_person_id, None))])


@teller
def _decided(scene: Scene, command: DecideDispute) -> Telling:
    said: Said = (
        "told.dispute_decided",
        {"reason": scene.records.get(Dispute, command.id).reason, "decision": command.decision},
    )
    parts = [
        *(_accepted(scene, part) for part in command.accepted if part.cents),
        *when("told.dispute_cause", cause=command.root_cause),
    ]
    return Telling([said, *parts], written(command.text))


@teller
def _credited(scene: Scene, command: CreditDispute) -> Telling:
    said: Said = (
        "told.credited",
        {
            "number": scene.number(command.claim_id),
            "component": command.component,
            "cents": command.cents,
            "on": command.on_day,
        },
    )
    return Telling([said, _said(scene, "told.dispute_for", command.id)], written(command.reason))


@teller
def _settled(scene: Scene, command: SettleDispute) -> Telling:
    code = "told.dispute_settled_closed" if command.close else "told.dispute_settled"
    return Telling([_said(scene, code, command.id)], written(command.text))


@teller
def _closed(scene: Scene, command: CloseDispute) -> Telling:
    return Telling([_said(scene, "told.dispute_closed", command.id)])


@teller
def _escalated(scene: Scene, command: EscalateDispute) -> Telling:
    return Telling([_said(scene, "told.dispute_escalated", command.id)], written(command.because))


@teller
def _withdrawn(scene: Scene, command: WithdrawDispute) -> Telling:
    return Telling([_said(scene, "told.dispute_withdrawn", command.id)], written(command.because))


def _said(scene: Scene, code: str, dispute_id: int) -> Said:
    """Return what happened to a dispute, which people know by its reason."""
    return code, {"reason": scene.records.get(Dispute, dispute_id).reason}


def _accepted(scene: Scene, part: ContestedPart) -> Said:
    return "told.dispute_accepted", {"number": scene.number(part.claim_id), "cents": part.cents}


def _sum(parts: Iterable[ContestedPart]) -> Cents:
    return Cents(sum(part.cents for part in parts))
