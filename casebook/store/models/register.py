"""What the insolvency register publishes of parties of ours, as long as it may be shown, and what was decided on it."""

from peewee import BigIntegerField, DateField, TextField

from casebook.store.models.base import Edited, Record, flag, ref
from casebook.store.models.parties import Party


class RegisterCopy(Record):
    """What the register says of a proceeding of a party. No fact: the log does not know it, so that it can be dropped.

    `content` is JSON: who acts, its judges and its other numbers. `as_of` orders what was brought in by how new it
    is. After `visible_until` it is removed.
    """

    party_id = BigIntegerField()
    number = TextField()
    kind = TextField()
    former = TextField()
    court = TextField()
    name = TextField()
    matched_by = TextField()
    content = TextField()
    as_of = TextField()
    visible_until = DateField(null=True, index=True)
    brought_on = DateField()

    class Meta:
        table_name = "register_copy"
        indexes = ((("party_id", "number"), True),)


class RegisterPublication(Record):
    """One publication in a copy; it goes with it. `digest` is of what it says."""

    copy_id = BigIntegerField()
    reference = TextField(index=True)
    code = TextField()
    published_on = DateField()
    text = TextField()
    bar_date = DateField(null=True)
    digest = TextField()

    class Meta:
        table_name = "register_publication"
        indexes = ((("copy_id", "reference"), True), (("published_on", "id"), False))


class RegisterDecision(Edited):
    """Whether a person accepted a publication as one of a party, or why not; it stays when the copy is removed.

    `digest` is of what it said then: where the register says otherwise later it is decided on again. `on_day` is the
    day of the court that the person gave, where the publication has none.
    """

    party_id = ref(Party, index=False)
    reference = TextField()
    digest = TextField()
    accepted = flag()
    on_day = DateField(null=True)
    because = TextField(default="")
    decided_on = DateField()

    class Meta:
        table_name = "register_decision"
        indexes = ((("party_id", "reference", "digest"), True),)
