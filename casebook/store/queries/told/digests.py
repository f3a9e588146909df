"""How it is told that the digest of a week was mailed."""

from casebook.store.actions.digests import RecordDigest
from casebook.store.queries.told.telling import Scene, Telling, teller


@teller
def _mailed(scene: Scene, command: RecordDigest) -> Telling:
    del scene
    return Telling([("told.digest", {"week": command.week_on, "count": command.leads})])
