"""Who may come in over SSH with which key, and what was refused to those who came."""

from enum import StrEnum

from peewee import DateField, TextField

from casebook.store.models.base import Edited, Record, one_of, ref
from casebook.store.models.people import Person


class Refusal(StrEnum):
    """Why a session was refused, or something that was asked for in one."""

    COMMAND = "command"
    NAME = "name"
    SIZE = "size"
    REVOKED = "revoked"
    LEFT = "left"
    UNKNOWN = "unknown"


class PersonKey(Edited):
    """A public key that is bound to a person; once it is revoked it is nobody's for ever.

    `fingerprint` is as `ssh-keygen -l` shows it, `body` is base64, `comment` is what its owner calls it.
    """

    person_id = ref(Person)
    type = TextField()
    body = TextField()
    fingerprint = TextField(unique=True)
    comment = TextField()
    added_on = DateField()
    added_by_id = ref(Person, null=True, index=False)
    revoked_on = DateField(null=True)
    revoked_by_id = ref(Person, null=True, index=False)

    class Meta:
        table_name = "person_key"


class SessionRefusal(Record):
    """What was refused to somebody who came in over SSH. `asked` is what he asked for, `address` where he came from."""

    person_id = ref(Person, null=True)
    fingerprint = TextField(index=True)
    why = TextField()
    asked = TextField()
    address = TextField()
    on_day = DateField()

    class Meta:
        table_name = "session_refusal"
        constraints = [one_of("why", Refusal)]
