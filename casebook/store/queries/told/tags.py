"""How tags are told."""

from casebook.domain import tags
from casebook.store.actions.tags import SetTags
from casebook.store.queries.told.telling import Said, Scene, Telling, teller


@teller
def _tagged(_scene: Scene, command: SetTags) -> Telling:
    parts: list[Said] = []
    if command.add:
        parts.append(("told.tagged", {"words": tags.words(command.add)}))
    if command.remove:
        parts.append(("told.untagged", {"words": tags.words(command.remove)}))
    return Telling(parts)
