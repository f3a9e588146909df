"""How going to court is told: the decision, what happened there, what was given, and what was done with that."""

import json
from collections.abc import Iterator
from typing import Any

from casebook.domain.parameters import decode
from casebook.store.actions.court_advice import DecideCourt
from casebook.store.actions.court_events import CorrectCourtEvent, RecordCourtEvent, VoidCourtEvent
from casebook.store.actions.measures import ChangeMeasure, MeasureFacts, TakeMeasure
from casebook.store.actions.proceedings import ChangeProceeding, OpenProceeding
from casebook.store.actions.titles import RecordTitle
from casebook.store.actions.titles_known import KnowTitle
from casebook.store.queries.told.shapes.court import CourtEvent, Measure, Proceeding, Title
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, when, written


@teller
def _decided(_scene: Scene, command: DecideCourt) -> Telling:
    said: Said = ("told.court_decided", {"decision": f"court_decision_{command.decision}"})
    odds = ("told.court_odds", {"odds": command.odds_percent, "recovery": command.recovery_percent})
    expected = when("told.court_expected", amount=command.expected_cents)
    return Telling([said, odds, *expected, *_sheet(command.sheet)], written(command.reason))


@teller
def _opened(scene: Scene, command: OpenProceeding) -> Telling:
    said = _in_words(command.kind, command.facts.number)
    names = tuple(dict.fromkeys(scene.party(one.party_id) for one in command.asked))
    parts: list[Said] = [("told.proceeding_opened", said), ("told.court_against", {"names": names})]
    parts += scene.claims(one.claim_id for one in command.asked)
    parts += when("told.court_way", way=command.way and f"way_{command.way}")
    passed = (command.without_decision, command.without_assessment, command.despite_insolvency)
    return Telling(parts, written(*passed, command.facts.note))


@teller
def _changed(scene: Scene, command: ChangeProceeding) -> Telling:
    found = scene.records.get(Proceeding, command.id)
    parts: list[Said] = [("told.proceeding_changed", _in_words(found.kind, found.number))]
    fee = when("told.court_fee", cents=command.facts.court_fee_cents, on=command.facts.court_fee_on)
    return Telling([*parts, *fee], written(command.facts.note))


@teller
def _titled(scene: Scene, command: RecordTitle) -> Telling:
    awarded = sum(one.awarded_cents for one in command.awards)
    rejected = sum(max(0, one.asked_cents - one.awarded_cents) for one in command.awards)
    said = {"kind": f"title_kind_{command.kind}", "on": command.given_on, "amount": awarded}
    parts = [("told.title_recorded", said), *when("told.title_rejected", amount=rejected or None)]
    parts += when("told.title_costs", amount=command.costs_cents or None)
    parts += scene.claims(one.claim_id for one in command.awards)
    return Telling(parts, written(command.text))


@teller
def _known(scene: Scene, command: KnowTitle) -> Telling:
    parts: list[Said] = [("told.title_known", {}), *when("told.title_given", on=command.given_on)]
    return Telling([*parts, *scene.claims([command.claim_id])])


@teller
def _happened(scene: Scene, command: RecordCourtEvent) -> Telling:
    said = {"event": f"court_event_{command.kind}", "on": command.on_day, "what": _what(scene, command)}
    parts = [("told.court_happened", said), *when("told.court_until", until=command.until_on)]
    return Telling([*parts, *when("told.court_days", count=command.days)], written(command.text))


@teller
def _corrected(scene: Scene, command: CorrectCourtEvent) -> Telling:
    was = scene.records.get(CourtEvent, command.court_event_id)
    said = {"event": f"court_event_{was.kind}", "was": was.on_day, "on": command.on_day, "what": _what(scene, was)}
    return Telling([("told.court_corrected", said)], written(command.reason, command.text))


@teller
def _voided(scene: Scene, command: VoidCourtEvent) -> Telling:
    was = scene.records.get(CourtEvent, command.court_event_id)
    said = {"event": f"court_event_{was.kind}", "on": was.on_day, "what": _what(scene, was)}
    return Telling([("told.court_voided", said)], written(command.reason))


@teller
def _taken(scene: Scene, command: TakeMeasure) -> Telling:
    said = {"kind": f"measure_{command.kind}", "name": scene.party(command.party_id), "on": command.facts.on_day}
    parts = [("told.measure_taken", said), *_of_measure(command.facts), *scene.claims([command.claim_id])]
    parts += when("told.court_way", way=command.way and f"way_{command.way}")
    return Telling(parts, written(command.despite_insolvency, command.facts.note))


@teller
def _measure_changed(scene: Scene, command: ChangeMeasure) -> Telling:
    was = scene.records.get(Measure, command.id)
    said = {"kind": f"measure_{was.kind}", "name": scene.party(was.party_id), "on": was.on_day}
    return Telling([("told.measure_changed", said), *_of_measure(command.facts)], written(command.facts.note))


def _of_measure(facts: MeasureFacts) -> Iterator[Said]:
    if facts.third_party:
        yield "told.measure_third", {"name": facts.third_party}
    if facts.outcome is not None:
        yield "told.measure_outcome", {"outcome": f"measure_outcome_{facts.outcome}"}
    if facts.charged_cents:
        yield "told.measure_charged", {"amount": facts.charged_cents}
    if facts.next_step:
        yield "told.measure_next", {"step": facts.next_step}


def _what(scene: Scene, of: RecordCourtEvent | CourtEvent) -> Said:
    """Return the proceeding or title that an event is of."""
    if of.proceeding_id is not None:
        found = scene.records.get(Proceeding, of.proceeding_id)
        return "told.of_proceeding", _in_words(found.kind, found.number)
    title = scene.records.get(Title, of.title_id or 0)
    return "told.of_title", {"kind": f"title_kind_{title.kind}", "number": title.number, "on": title.given_on}


def _in_words(kind: str, number: str) -> dict[str, Any]:
    return {"kind": f"proceeding_{kind}", "number": number}


def _sheet(text: str) -> Iterator[Said]:
    """Yield the lines of a sheet as they were shown."""
    for one in json.loads(text):
        yield one["code"], decode(json.dumps(one["parameters"]))
