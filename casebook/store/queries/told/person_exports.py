"""How it is told that an export of what is kept of a person was made."""

from casebook.store.actions.person_exports import RecordPersonExport
from casebook.store.queries.told.telling import Said, Scene, Telling, teller


@teller
def _exported(scene: Scene, command: RecordPersonExport) -> Telling:
    said: Said = ("told.person_exported", {"party": scene.party(command.party_id), "digest": command.sha256})
    apart: Said = ("told.export_without", {"count": command.to_judge})
    return Telling([said, apart] if command.judged_apart and command.to_judge else [said])
