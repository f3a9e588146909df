"""The closing of a month: what stood in the ledger of an entity then, what was accepted, and that it was reopened."""

from peewee import SQL, BigIntegerField, DateField, IntegerField, TextField

from casebook.domain.provision import Basis
from casebook.store.models.base import Edited, Record, one_of, ref
from casebook.store.models.cases import Case
from casebook.store.models.parties import Creditor
from casebook.store.models.people import Person


class MonthClosing(Record):
    """A month of an entity that was closed, with the roll-forward as it stood; `turn` counts its closings.

    `month` is its first day, `until_on` its last. `last_entry` and `last_write_off` are the last rows that were known:
    what has a later number was recorded after the closing. Amounts have the sign with which they move what is open.
    `unsent_cents` of that month were in no journal batch yet. `digest` is the SHA-256 over what was open on each claim.
    """

    creditor_id = ref(Creditor, index=False)
    month = DateField()
    until_on = DateField()
    turn = IntegerField()
    closed_on = DateField()
    person_id = ref(Person, null=True, index=False)
    last_entry = BigIntegerField()
    last_write_off = BigIntegerField()
    claims = IntegerField()
    opening_cents = BigIntegerField()
    later_cents = BigIntegerField()
    claims_cents = BigIntegerField()
    interest_cents = BigIntegerField()
    costs_cents = BigIntegerField()
    receipts_cents = BigIntegerField()
    write_offs_cents = BigIntegerField()
    remissions_cents = BigIntegerField()
    credits_cents = BigIntegerField()
    set_offs_cents = BigIntegerField()
    corrections_cents = BigIntegerField()
    closing_cents = BigIntegerField()
    unsent_cents = BigIntegerField()
    provision_cents = BigIntegerField(null=True)
    digest = TextField()

    class Meta:
        table_name = "month_closing"
        indexes = ((("creditor_id", "month", "turn"), True),)
        constraints = [SQL("CHECK (turn > 0 AND until_on > month)")]


class MonthAccepted(Record):
    """What did not agree when a month was closed, how many and how much, and why it was closed all the same."""

    closing_id = ref(MonthClosing)
    code = TextField()
    number = IntegerField()
    cents = BigIntegerField()
    reason = TextField()

    class Meta:
        table_name = "month_accepted"


class MonthReopening(Record):
    """A closing that stands no more, and why."""

    closing_id = ref(MonthClosing, index=False)
    reopened_on = DateField()
    person_id = ref(Person, null=True, index=False)
    reason = TextField()

    class Meta:
        table_name = "month_reopening"
        indexes = ((("closing_id",), True),)


class OwnProvision(Edited):
    """What somebody holds that will not be received of a case, as a percentage of what is open, and until when.

    It goes before the rules of the house. `ended_on`: the first day on which it no longer holds, before its end.
    """

    case_id = ref(Case)
    percent = IntegerField()
    from_on = DateField()
    until_on = DateField()
    reason = TextField()
    person_id = ref(Person, null=True, index=False)
    ended_on = DateField(null=True)
    ended_because = TextField(default="")

    class Meta:
        table_name = "own_provision"
        constraints = [SQL("CHECK (percent BETWEEN 0 AND 100 AND until_on >= from_on)")]


class ProvisionRate(Edited):
    """The percentage that is provided for on one ground from a day on; it goes before that of the house.

    Without an entity it is that of all of them. `basis` is a ground of `domain.provision`.
    """

    creditor_id = ref(Creditor, null=True)
    basis = TextField()
    percent = IntegerField()
    from_on = DateField()
    reason = TextField()
    person_id = ref(Person, null=True, index=False)

    class Meta:
        table_name = "provision_rate"
        constraints = [one_of("basis", Basis), SQL("CHECK (percent BETWEEN 0 AND 100)")]
