"""The log: one chain of lines, the words of each apart so that personal data can be erased."""

from peewee import BigIntegerField, CompositeKey, IntegerField, Model, TextField

from casebook.store.models.base import ref
from casebook.store.models.people import Person


class LogHead(Model):
    """The one row with the number and the hash of the last line; locked last in each transaction."""

    id = IntegerField(primary_key=True)
    number = BigIntegerField()
    hash = TextField()

    class Meta:
        table_name = "log_head"


class LogLine(Model):
    """A line of the log. `step` is the first line of what was done at once, `undoes` the step that it takes back.

    `person` is null only while there is none: the lines that made the first one. `cases` is a JSON list of ids.
    """

    number = BigIntegerField(primary_key=True)
    step = BigIntegerField(index=True)
    at = TextField()
    day = TextField()
    person_id = ref(Person, null=True)
    on_behalf_of_id = ref(Person, null=True, index=False)
    command = TextField()
    cases = TextField()
    undoes = BigIntegerField(null=True, index=True)
    body_hash = TextField()
    hash = TextField()

    class Meta:
        table_name = "log"
        legacy_table_names = False


class LogBody(Model):
    """What a line did: the command as it was given, and every row as it was before and after."""

    number = BigIntegerField(primary_key=True)
    salt = TextField(null=True)
    body = TextField(null=True)

    class Meta:
        table_name = "log_body"
        legacy_table_names = False


class LogCase(Model):
    """Which lines are about which case."""

    case_id = BigIntegerField()
    number = BigIntegerField()

    class Meta:
        table_name = "log_case"
        primary_key = CompositeKey("case_id", "number")


class LogErasure(Model):
    """A line whose words were erased, the line of the log that did it, and which rows it was about.

    `records` is JSON, for each table the ids: what became of these rows can no longer be told from the log.
    """

    number = BigIntegerField(primary_key=True)
    erased_by = BigIntegerField()
    records = TextField()

    class Meta:
        table_name = "log_erasure"
