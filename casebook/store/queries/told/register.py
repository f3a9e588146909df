"""How it is told that a publication of the insolvency register was accepted or refused."""

from casebook.store.actions.register import AcceptPublication, RefusePublication
from casebook.store.queries.told.telling import Scene, Telling, teller, written


@teller
def _accepted(scene: Scene, command: AcceptPublication) -> Telling:
    said = {"name": scene.party(command.party_id), "reference": command.reference}
    return Telling([("told.register_accepted", said)])


@teller
def _refused(scene: Scene, command: RefusePublication) -> Telling:
    said = {"name": scene.party(command.party_id), "reference": command.reference}
    return Telling([("told.register_refused", said)], written(command.reason))
