"""How it is told who may see the cases of an entity of ours, and who no longer."""

from casebook.store.actions.sight import GiveSight, WithdrawSight
from casebook.store.queries.told.shapes.parties import Creditor
from casebook.store.queries.told.shapes.people import Person, Sight, Team
from casebook.store.queries.told.telling import Scene, Telling, teller, written


@teller
def _given(scene: Scene, command: GiveSight) -> Telling:
    said = _who(scene, command.entity_id, command.team_id, command.person_id)
    return Telling([("told.may_see", said), ("told.from", {"on": command.from_on})], written(command.reason))


@teller
def _withdrawn(scene: Scene, command: WithdrawSight) -> Telling:
    row = scene.records.get(Sight, command.id)
    said = _who(scene, row.creditor_id, row.team_id, row.person_id)
    return Telling([("told.may_not_see", said)], written(command.reason))


def _who(scene: Scene, entity_id: int, team_id: int | None, person_id: int | None) -> dict[str, object]:
    who = scene.records.get(Team, team_id) if team_id is not None else scene.records.get(Person, person_id or 0)
    return {"name": who.name, "code": scene.records.get(Creditor, entity_id).code}
