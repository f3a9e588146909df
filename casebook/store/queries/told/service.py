"""How a suspension of a service is told, from its first day to the day it is lifted."""

from casebook.store.actions.service import (
    AnnounceSuspension,
    ChangeSuspension,
    LiftSuspension,
    MedicalStatement,
    PrepareSuspension,
    ReportMunicipality,
    TakeEffect,
    WithdrawSuspension,
)
from casebook.store.queries.told.shapes.letters import ServiceSuspension
from casebook.store.queries.told.telling import Scene, Telling, teller, written


@teller
def _prepared(scene: Scene, command: PrepareSuspension) -> Telling:
    said = {"service": command.service, "sector": f"service_{command.sector}"}
    return Telling([("told.service_prepared", said), *scene.claims(command.claim_ids)])


@teller
def _changed(scene: Scene, command: ChangeSuspension) -> Telling:
    said = {"service": command.service, "sector": f"service_{command.sector}"}
    return Telling([("told.service_changed", said), *scene.claims(command.claim_ids)], written(command.reason))


@teller
def _reported(_: Scene, command: ReportMunicipality) -> Telling:
    return Telling([("told.service_municipality", {"on": command.on_day})])


@teller
def _medical(scene: Scene, command: MedicalStatement) -> Telling:
    return Telling([("told.service_medical", {"service": _service(scene, command.id), "on": command.on_day})])


@teller
def _announced(scene: Scene, command: AnnounceSuspension) -> Telling:
    said = {"service": _service(scene, command.id), "on": command.on_day, "effect": command.effect_on}
    return Telling([("told.service_announced", said)], written(command.let_pass))


@teller
def _in_effect(scene: Scene, command: TakeEffect) -> Telling:
    said = {"service": _service(scene, command.id), "on": command.on_day}
    return Telling([("told.service_in_effect", said)], written(command.let_pass))


@teller
def _lifted(scene: Scene, command: LiftSuspension) -> Telling:
    said = {"service": _service(scene, command.id), "on": command.on_day, "ground": f"lift_{command.ground}"}
    return Telling([("told.service_lifted", said)], written(command.text))


@teller
def _withdrawn(scene: Scene, command: WithdrawSuspension) -> Telling:
    return Telling([("told.service_withdrawn", {"service": _service(scene, command.id)})], written(command.reason))


def _service(scene: Scene, id_: int) -> str:
    return scene.records.get(ServiceSuspension, id_).service
