"""How events of limitation are told, and what is relied on."""

from datetime import date

from casebook.store.actions.limitation import CorrectEvent, EventFacts, ProveEvent, RecordEvent, VoidEvent
from casebook.store.actions.reliance import EndReliance, RelyOn
from casebook.store.models.limitation import Grade
from casebook.store.queries.told.shapes.cases import Event, Reliance
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, when, written


@teller
def _recorded(scene: Scene, command: RecordEvent) -> Telling:
    facts = command.facts
    return Telling([_event("told.event", facts), *_about(scene, facts, command.grade)], written(facts.note))


@teller
def _corrected(scene: Scene, command: CorrectEvent) -> Telling:
    facts, was = command.facts, scene.records.get(Event, command.event_id)
    parts = [_event("told.event_corrected", facts), _event("told.was_event", was)]
    return Telling([*parts, *_about(scene, facts, command.grade)], written(command.reason, facts.note))


@teller
def _proven(scene: Scene, command: ProveEvent) -> Telling:
    parts = [_event("told.event_proven", scene.records.get(Event, command.event_id)), *_grade(command.grade)]
    received = when("told.received", on=command.received_on)
    claims = scene.claims(scene.records.claims_of(command.event_id))
    return Telling([*parts, *received, *claims], written(command.reason))


@teller
def _voided(scene: Scene, command: VoidEvent) -> Telling:
    said = _event("told.event_void", scene.records.get(Event, command.event_id))
    return Telling([said, *scene.claims(scene.records.claims_of(command.event_id))], written(command.reason))


@teller
def _relied_on(scene: Scene, command: RelyOn) -> Telling:
    said: Said = (
        "told.relied_on",
        {"number": scene.number(command.claim_id), "clock": command.clock, "review": command.review_on},
    )
    return Telling([said, ("told.against", {"names": [scene.party(command.party_id)]})], written(command.reason))


@teller
def _reliance_ended(scene: Scene, command: EndReliance) -> Telling:
    row = scene.records.get(Reliance, command.reliance_id)
    said: Said = ("told.reliance_ended", {"number": scene.number(row.claim_id), "clock": row.clock})
    return Telling([said, ("told.against", {"names": [scene.party(row.party_id)]})], written(command.reason))


def _event(code: str, event: EventFacts | Event) -> Said:
    """Return what happened: an insolvency by its regime, an extension by its ground; it may have no day."""
    kind = event.regime or event.ground or event.kind
    if event.on_day is None:
        return f"{code}_no_day", {"kind": kind}
    return code, {"kind": kind, "on": event.on_day}


def _about(scene: Scene, facts: EventFacts, grade: Grade | None) -> list[Said]:
    """Return what else is known of an event, and whom and what it reaches."""
    others = [scene.party(id_) for id_ in dict.fromkeys(one.party_id for one in facts.reaches)]
    only_debtor = scene.case_id is not None and all(
        scene.is_debtor(scene.case_id, one.party_id) for one in facts.reaches
    )
    return [
        *when("told.received", on=facts.received_on),
        *_until(facts.until_on),
        *when("told.outcome", outcome=facts.outcome),
        *_grade(grade),
        *scene.claims(one.claim_id for one in facts.reaches if one.claim_id is not None),
        *([] if only_debtor else [("told.against", {"names": others})]),
    ]


def _until(day: date | None) -> list[Said]:
    return when("told.until", on=day)


def _grade(grade: Grade | None) -> list[Said]:
    return [] if grade is None else [("told.grade", {"grade": grade})]
