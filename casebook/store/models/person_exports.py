"""What was given of a person on his request: when, by whom, and the digest of the file."""

from peewee import DateField, IntegerField, TextField

from casebook.store.models.base import Edited, flag, ref
from casebook.store.models.parties import Party
from casebook.store.models.people import Person


class PersonExport(Edited):
    """An export of all that is kept of a party; `sha256` is the digest of the file.

    `to_judge` counts what somebody has to judge before it is given; `judged_apart`: the file leaves it out.
    """

    party_id = ref(Party)
    on_day = DateField()
    person_id = ref(Person, null=True, index=False)
    sha256 = TextField()
    to_judge = IntegerField(default=0)
    judged_apart = flag()

    class Meta:
        table_name = "person_export"
