"""How views are told."""

from collections.abc import Sequence

from casebook.store.actions.views import ChangeView, Layout, RemoveView, SaveView
from casebook.store.queries.told.shapes.people import Team
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, when


@teller
def _saved(scene: Scene, command: SaveView) -> Telling:
    team = None if command.team_id is None else scene.records.get(Team, command.team_id).name
    owner: list[Said] = [("told.view_everybody", {})] if command.everybody else when("told.view_team", name=team)
    return Telling([("told.view_saved", {"name": command.layout.name}), *owner, *_shown(command.layout)])


@teller
def _changed(_scene: Scene, command: ChangeView) -> Telling:
    return Telling([("told.view_changed", {"name": command.layout.name}), *_shown(command.layout)])


@teller
def _removed(scene: Scene, _command: RemoveView) -> Telling:
    names = [change["old"]["name"] for change in scene.changes if change.get("remove") == "saved_view"]
    return Telling([("told.view_removed", {}), *(("told.text", {"text": name}) for name in names)])


def _shown(layout: Layout) -> Sequence[Said]:
    return [*when("told.view_digit", digit=layout.digit), *when("told.view_filter", filter=layout.filter)]
