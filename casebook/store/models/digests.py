"""The weekly digests that were mailed to the leads, with the numbers that the next one is compared with."""

from peewee import DateField, IntegerField, TextField

from casebook.store.models.base import Edited, ref
from casebook.store.models.people import Person


class Digest(Edited):
    """A digest that began to be mailed: of the week that begins on `week_on`, to so many leads.

    `sha256` is the digest of the page. `red` cases had a right or money to lose that week; `approvals` waited,
    `neglected` cases and `late_disputes` were there, and `post` lay in the in-tray.
    """

    week_on = DateField(index=True)
    on_day = DateField()
    person_id = ref(Person, null=True, index=False)
    leads = IntegerField()
    sha256 = TextField()
    red = IntegerField()
    approvals = IntegerField()
    neglected = IntegerField()
    late_disputes = IntegerField()
    post = IntegerField()

    class Meta:
        table_name = "digest"
