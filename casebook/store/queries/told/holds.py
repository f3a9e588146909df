"""How holds are told: from when until when, and what they hold up."""

from datetime import date

from casebook.store.actions.holds import ChangeHold, HoldReach, LiftHold, PlaceHold
from casebook.store.queries.told.shapes.cases import Hold
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, written


@teller
def _placed(scene: Scene, command: PlaceHold) -> Telling:
    of_debtor = command.reach is HoldReach.DEBTOR
    reach = _reach(scene, of_debtor=of_debtor, claim_id=command.claim_id)
    return Telling([_period("told.hold", command.from_on, command.until_on), *reach], written(command.reason))


@teller
def _changed(scene: Scene, command: ChangeHold) -> Telling:
    hold = scene.records.get(Hold, command.id)
    reach = _reach(scene, of_debtor=hold.debtor_id is not None, claim_id=hold.claim_id)
    parts = [("told.hold_changed", {}), _period("told.hold", command.from_on, command.until_on), *reach]
    return Telling(parts, written(command.reason))


@teller
def _lifted(scene: Scene, command: LiftHold) -> Telling:
    hold = scene.records.get(Hold, command.id)
    reach = _reach(scene, of_debtor=hold.debtor_id is not None, claim_id=hold.claim_id)
    return Telling([("told.hold_lifted", {}), *reach], written(hold.reason))


def _period(code: str, from_on: date, until_on: date | None) -> Said:
    if until_on is None:
        return code, {"from_on": from_on}
    return f"{code}_until", {"from_on": from_on, "until": until_on}


def _reach(scene: Scene, *, of_debtor: bool, claim_id: int | None) -> list[Said]:
    """Return what is held up, nothing where that is the case itself."""
    if of_debtor:
        return [("told.hold_of_debtor", {})]
    return [] if claim_id is None else scene.claims([claim_id])
