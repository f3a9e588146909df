"""What lies with a court or a bailiff in an unwinding: attachments lapse, and what is pending stands still."""

from collections.abc import Iterator

from casebook.domain.court import proceeding as of_proceeding
from casebook.domain.court.facts import MeasureKind, ProceedingKind
from casebook.domain.court.proceeding import ProceedingStage
from casebook.domain.court.stays import Effect, Stay, Step, of_measure, stay
from casebook.domain.insolvency.items import ItemKind, ItemOutcome
from casebook.store import court_rows
from casebook.store.actions.unwinding_scene import Item, Scene
from casebook.store.court_rows import CourtOfCase, MeasureRow, RecordedProceeding
from casebook.store.models.court import Measure

_K, _O = ItemKind, ItemOutcome
_STANDS_STILL = {ProceedingStage.SUSPENDED: _O.SUSPENDED, ProceedingStage.LAPSED: _O.LAPSED}


def court_items(scene: Scene) -> Iterator[Item]:
    """Record which attachments of the debtor lapse, and yield these with the proceedings that run against him.

    A petition for his bankruptcy is a task: somebody decides whether it is withdrawn.
    """
    found = court_rows.of_cases(scene.tx.database, [*scene.case_ids, *scene.beside_ids])
    law = scene.tx.law
    attached = stay(scene.recorded.proceeding, Step.ATTACHED, scene.since, law.court.stays, law.insolvency)
    for case_id in sorted(found):
        yield from _measures(scene, found[case_id], attached)
        for one in found[case_id].proceedings:
            if scene.party_id in {claim.party_id for claim in one.claims}:
                yield from _proceeding(scene, one)


def _measures(scene: Scene, court: CourtOfCase, attached: Stay | None) -> Iterator[Item]:
    for one in court.measures:
        if one.party_id != scene.party_id or one.measure.ended_on is not None or of_measure(one.kind) is None:
            continue
        outcome = _outcome(scene, one, attached)
        if outcome is _O.LAPSED:
            row = scene.tx.get(Measure, one.id)
            scene.tx.change(row, lapsed_on=scene.since, lapsed_by_id=scene.recorded.row.id)
        text = attached.source if attached is not None and outcome in (_O.LAPSED, _O.HELD) else ""
        yield Item(_K.MEASURE, one.case_id, one.id, outcome, text=text)


def _outcome(scene: Scene, one: MeasureRow, attached: Stay | None) -> ItemOutcome:
    if one.kind is MeasureKind.PETITION:
        return _O.TO_DO
    # What was taken since that day is looked at by a person: it may be for a debt of the estate.
    if one.on >= scene.since:
        return _O.TO_DO
    if attached is None:
        return _O.KEPT_LIVE
    return _O.LAPSED if attached.effect is Effect.LAPSES else _O.HELD


def _proceeding(scene: Scene, one: RecordedProceeding) -> Iterator[Item]:
    found = of_proceeding.standing(one.proceeding, scene.tx.law.court)
    if found.over or found.stage is ProceedingStage.MAIN_CLAIM:
        return
    if one.row.kind is ProceedingKind.PETITION or found.stage is ProceedingStage.PREPARED:
        outcome = _O.TO_DO
    else:
        stands_still = any(of.party_id == scene.party_id for of in found.stays)
        outcome = _STANDS_STILL.get(found.stage, _O.SUSPENDED if stands_still else _O.KEPT_LIVE)
    source = next((of.stay.source for of in found.stays if of.party_id == scene.party_id), "")
    yield Item(_K.PROCEEDING, one.row.case_id, one.row.id, outcome, text=source)
