"""How the course of a security is told, from its registration to what came of it."""

from casebook.store.actions.securities import ChangeSecurity, RegisterSecurity, WithdrawSecurity
from casebook.store.actions.security_events import RecordProceeds, RecordSecurityEvent, VoidSecurityEvent
from casebook.store.queries.told.shapes.parties import Security, SecurityEvent
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, when, written


@teller
def _registered(scene: Scene, command: RegisterSecurity) -> Telling:
    facts = command.facts
    said: Said = ("told.security_registered", {"kind": f"security_kind_{command.kind}", "name": facts.name})
    parts = [said, *when("told.security_value", amount=facts.value_cents), *scene.claims(facts.claim_ids)]
    return Telling([*parts, *when("told.security_expires", until=facts.expires_on)], written(facts.note))


@teller
def _changed(scene: Scene, command: ChangeSecurity) -> Telling:
    parts = [_said(scene, "told.security_changed", command.id)]
    parts += when("told.security_value", amount=command.facts.value_cents)
    return Telling(parts, written(command.reason, command.facts.note))


@teller
def _withdrawn(scene: Scene, command: WithdrawSecurity) -> Telling:
    return Telling([_said(scene, "told.security_withdrawn", command.id)], written(command.reason))


@teller
def _happened(scene: Scene, command: RecordSecurityEvent) -> Telling:
    said = {"event": f"security_event_{command.kind}", "on": command.on_day}
    parts = [_said(scene, "told.security_happened", command.id, **said)]
    return Telling([*parts, *when("told.security_until", until=command.until_on)], written(command.text))


@teller
def _proceeds(scene: Scene, command: RecordProceeds) -> Telling:
    receipt = command.receipt
    said = {"amount": receipt.cents, "on": receipt.on_day}
    parts = [_said(scene, "told.security_proceeds", command.security_id, **said)]
    if command.last:
        parts.append(("told.security_last", {}))
    return Telling(parts, written(command.text, receipt.reason, receipt.insolvency_choice))


@teller
def _voided(scene: Scene, command: VoidSecurityEvent) -> Telling:
    was = scene.records.get(SecurityEvent, command.security_event_id)
    said = {"event": f"security_event_{was.kind}", "on": was.on_day}
    return Telling([_said(scene, "told.security_voided", was.security_id, **said)], written(command.reason))


def _said(scene: Scene, code: str, id_: int, **more: object) -> Said:
    found = scene.records.get(Security, id_)
    return code, {"kind": f"security_kind_{found.kind}", "name": found.name, **more}
