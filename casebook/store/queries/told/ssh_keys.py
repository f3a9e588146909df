"""How it is told that a key was bound to a person or revoked, and that something was refused over SSH."""

from casebook.domain import ssh_keys
from casebook.errors import InputError
from casebook.store.actions.ssh_keys import AddKey, RefuseSession, RevokeKey, TidyFolder
from casebook.store.queries.told.shapes.people import Person, PersonKey
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, when


@teller
def _added(scene: Scene, command: AddKey) -> Telling:
    name = scene.records.get(Person, command.person_id).name
    try:
        fingerprint = ssh_keys.read(command.public_key).fingerprint
    except InputError:
        # As another version read keys.
        fingerprint = ""
    said: Said = ("told.key_added", {"name": name})
    return Telling([said, *when("told.text", text=fingerprint)])


@teller
def _revoked(scene: Scene, command: RevokeKey) -> Telling:
    key = scene.records.get(PersonKey, command.id)
    said: Said = ("told.key_revoked", {"name": scene.records.get(Person, key.person_id).name})
    return Telling([said, ("told.text", {"text": key.fingerprint})])


@teller
def _refused(scene: Scene, command: RefuseSession) -> Telling:
    said: list[Said] = [("session.refuse", {}), ("told.word", {"word": f"refusal_{command.why}"})]
    if command.person_id is not None:
        said += when("told.text", text=scene.records.get(Person, command.person_id).name)
    return Telling([*said, *when("told.text", text=command.address)], command.asked)


@teller
def _tidied(scene: Scene, command: TidyFolder) -> Telling:
    name = scene.records.get(Person, command.person_id).name
    return Telling([("told.folder_tidied", {"name": name, "count": command.files, "before": command.before})])
