"""How is told what was made of the differences between the list of an agency and ours."""

from casebook.store.actions.agency_differences import AskDifference, ResolveDifference
from casebook.store.queries.told.shapes.agency_files import InventoryDifference
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, written


@teller
def _asked(scene: Scene, command: AskDifference) -> Telling:
    return Telling([_difference(scene, "told.difference_asked", command.id)], written(command.note))


@teller
def _resolved(scene: Scene, command: ResolveDifference) -> Telling:
    made = f"difference_{command.resolution}"
    return Telling([_difference(scene, "told.difference_resolved", command.id, made=made)], written(command.note))


def _difference(scene: Scene, code: str, id_: int, **more: object) -> Said:
    found = scene.records.get(InventoryDifference, id_)
    return code, {"kind": f"difference_{found.kind}", "number": found.number or found.reference, **more}
