"""How standing in is told: who, for whom, and from when until when."""

from casebook.store.actions.stand_ins import BeginStandIn, EndStandIn
from casebook.store.queries.told.shapes.people import Person, StandIn
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, when


@teller
def _begun(scene: Scene, command: BeginStandIn) -> Telling:
    said = _pair(scene, "told.stands_in", command.person_id, command.for_id)
    days: list[Said] = [("told.on", {"on": command.from_on}), *when("told.until", on=command.until_on)]
    return Telling([said, *days])


@teller
def _ended(scene: Scene, command: EndStandIn) -> Telling:
    removed = [change["old"] for change in scene.changes if change.get("remove") == "stand_in"]
    if removed:
        return Telling([_pair(scene, "told.stands_in_not", removed[0]["person_id"], removed[0]["for_id"])])
    row = scene.records.get(StandIn, command.id)
    return Telling(
        [_pair(scene, "told.stands_in", row.person_id, row.for_id), ("told.until", {"on": command.until_on})]
    )


def _pair(scene: Scene, code: str, person_id: int, for_id: int) -> Said:
    names = [scene.records.get(Person, id_).name for id_ in (person_id, for_id)]
    return code, {"name": names[0], "other": names[1]}
