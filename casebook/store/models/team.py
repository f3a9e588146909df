"""Working together: who stands in for whom, and who is at which case now."""

from peewee import BigIntegerField, CompositeKey, DateField, Model, TextField

from casebook.store.models.base import Edited, ref
from casebook.store.models.people import Person


class StandIn(Edited):
    """Somebody who works the cases of a colleague for a period, up to and including its last day."""

    person_id = ref(Person)
    for_id = ref(Person)
    from_on = DateField()
    until_on = DateField(null=True)

    class Meta:
        table_name = "stand_in"


class Presence(Model):
    """Who has which case open: since when, and when that was last known (UTC, ISO 8601).

    No fact: nothing follows from it and the log does not know it. What is too old to be true is left out.
    """

    case_id = BigIntegerField()
    person_id = BigIntegerField()
    since = TextField()
    seen = TextField()

    class Meta:
        table_name = "presence"
        primary_key = CompositeKey("case_id", "person_id")
