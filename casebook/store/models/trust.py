"""What makes the book one that can be trusted: who read what, whose data was erased, and what was agreed on figures."""

from enum import StrEnum

from peewee import SQL, BigIntegerField, CompositeKey, DateField, IntegerField, Model, TextField

from casebook.domain.reading import ReadKind
from casebook.store.models.base import Edited, Record, one_of, ref
from casebook.store.models.care import PersonRequest
from casebook.store.models.parties import Party
from casebook.store.models.people import Person


class AgreedWith(StrEnum):
    """With whom it was agreed that figures per person are shown (WOR art. 27)."""

    WORKS_COUNCIL = "works_council"
    STAFF_REPRESENTATION = "staff_representation"
    EVERY_EMPLOYEE = "every_employee"


class ErasureGround(StrEnum):
    """Why data of a person is erased: its term is over, or he asked for it."""

    TERM = "term_over"
    REQUEST = "asked_for_it"


class FiguresAgreement(Edited):
    """What was agreed on figures per person: with whom, on what day, and where it can be read; `until_on` included."""

    agreed_with = TextField()
    agreed_on = DateField()
    reference = TextField()
    from_on = DateField()
    until_on = DateField(null=True)

    class Meta:
        table_name = "figures_agreement"
        constraints = [one_of("agreed_with", AgreedWith)]


class Erasure(Edited):
    """Data of a party that one marked to be erased, and another erased; `request` is what it answers."""

    party_id = ref(Party)
    ground = TextField()
    reason = TextField()
    request_id = ref(PersonRequest, null=True, index=False)
    marked_on = DateField()
    marked_by_id = ref(Person, null=True, index=False)
    withdrawn_on = DateField(null=True)
    erased_on = DateField(null=True)
    erased_by_id = ref(Person, null=True, index=False)

    class Meta:
        table_name = "erasure"
        constraints = [
            one_of("ground", ErasureGround),
            SQL("CHECK (erased_on IS NULL OR withdrawn_on IS NULL)"),
        ]


class ErasedRow(Record):
    """A row of which the personal data was erased, and the line of the log that did it.

    Until that line is written the database lets what is personal in it be overwritten, and nothing else of it.
    """

    erasure_id = ref(Erasure)
    name = TextField()
    row_id = BigIntegerField()
    line = BigIntegerField()

    class Meta:
        table_name = "erased_row"
        indexes = ((("name", "row_id"), True),)


class Reading(Model):
    """Personal data that somebody read: when (UTC), on which day, of which case or party, and which record of it.

    The rows are a chain of their own: each hash covers the one before it.
    """

    number = BigIntegerField(primary_key=True)
    at = TextField()
    day = DateField(index=True)
    person_id = ref(Person, null=True)
    kind = TextField()
    case_id = BigIntegerField(null=True, index=True)
    party_id = BigIntegerField(null=True, index=True)
    record_id = BigIntegerField(null=True)
    hash = TextField()

    class Meta:
        table_name = "read_log"
        legacy_table_names = False
        constraints = [one_of("kind", ReadKind)]


class ReadingHead(Model):
    """The one row with the number and the hash of the last reading."""

    id = IntegerField(primary_key=True)
    number = BigIntegerField()
    hash = TextField()

    class Meta:
        table_name = "read_log_head"


class ReadingCut(Record):
    """Readings that were removed at the end of their term: up to and including a number, with the hash of that one."""

    number = BigIntegerField(unique=True)
    hash = TextField()
    on_day = DateField()

    class Meta:
        table_name = "read_log_cut"


class LogRedaction(Model):
    """A line of the log of whose words a part was erased: by which line, and what its words hash to since."""

    number = BigIntegerField()
    erased_by = BigIntegerField()
    words_hash = TextField()

    class Meta:
        table_name = "log_redaction"
        primary_key = CompositeKey("number", "erased_by")
