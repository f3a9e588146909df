"""The keys with which somebody comes in over SSH: pasted and bound to him, or revoked."""

from collections.abc import Sequence

from casebook.store.actions.ssh_keys import AddKey, RevokeKey
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import ssh_keys
from casebook.store.queries.people import PersonRow
from casebook.store.queries.ssh_keys import KeyRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import Line, labelled
from casebook.ui.widgets.fields import LongTextField
from casebook.ui.widgets.menu import Entry, keyed

_KEYS = "123456789"
_LABEL = 16


async def see_to_keys(desk: Desk, person: PersonRow) -> bool:
    """Ask which key is revoked, or for one that is added."""
    found = [one for one in await desk.read(ssh_keys.keys_of, person.login) if one.revoked_on is None]
    heading = desk.say("person_keys.heading", name=clean_line(person.name))
    entries: list[Entry[KeyRow | str]] = [
        Entry(one, key, desk.say("person_keys.revoke", key=f"{clean_line(one.comment) or one.type} {one.fingerprint}"))
        for key, one in keyed(_KEYS, found)
    ]
    chosen: KeyRow | str | None = "add"
    if entries:
        chosen = await desk.ask(Pick(desk, heading, [*entries, Entry("add", "n", desk.say("person_keys.add"))]))
    if isinstance(chosen, KeyRow):
        await desk.act(RevokeKey(chosen.key_id, chosen.version))
        desk.tell(desk.say("person_keys.revoked", fingerprint=chosen.fingerprint))
        return True
    if chosen is None:
        return False
    pasted = LongTextField(desk.say("person_keys.public"), required=True)

    def known(database: Database, done: Done) -> Sequence[Line]:
        (key,) = [one for one in ssh_keys.keys_of(database, person.login) if one.key_id == done.result]
        return [
            labelled(desk.say("person_keys.fingerprint"), key.fingerprint, _LABEL),
            labelled(desk.say("person_keys.called"), clean_line(key.comment) or key.type, _LABEL),
        ]

    form = Form(desk, heading, [pasted], lambda: AddKey(person.person_id, pasted.value), foresee=known)
    return await desk.ask(form) is not None
