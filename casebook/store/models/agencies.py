"""Agencies, bailiffs and lawyers who collect for us, and what they are paid."""

from peewee import SQL, BigIntegerField, DateField, IntegerField, TextField

from casebook.domain.placements.facts import AgencyKind, FeeBasis, FeeEvent
from casebook.store.models.base import Edited, flag, one_of, ref
from casebook.store.models.parties import Party


class Agency(Edited):
    """A party that collects for us.

    It is in the register (Wki) until and with `registered_until`; `update_days` is within how many days it reports,
    null for the term of the house. `exclusive` (0 or 1): what lies with it lies with no other, and we do not collect
    beside it. `report_profile` and `inventory_profile` name how its files are read, empty for none.
    """

    party_id = ref(Party, index=False)
    kind = TextField()
    wki_number = TextField(default="")
    registered_until = DateField(null=True)
    update_days = IntegerField(null=True)
    exclusive = flag()
    contact = TextField(default="")
    report_profile = TextField(default="")
    inventory_profile = TextField(default="")
    note = TextField(default="")
    ended_on = DateField(null=True)

    class Meta:
        table_name = "agency"
        indexes = ((("party_id",), True),)
        constraints = [one_of("kind", AgencyKind), SQL("CHECK (update_days > 0)")]


class AgencyFee(Edited):
    """What an agency is paid for something from a day on, until another of the same takes its place.

    `percent` is text, `cents` an amount; `least_cents` is what is due at the least,
    `vat_percent` the VAT that comes on top, null where none does.
    """

    agency_id = ref(Agency, index=False)
    from_on = DateField()
    event = TextField()
    basis = TextField()
    percent = TextField(null=True)
    cents = BigIntegerField(null=True)
    least_cents = BigIntegerField(null=True)
    vat_percent = TextField(null=True)

    class Meta:
        table_name = "agency_fee"
        indexes = ((("agency_id", "event", "from_on"), True),)
        constraints = [
            one_of("event", FeeEvent),
            one_of("basis", FeeBasis),
            SQL("CHECK ((basis = 'percent') = (percent IS NOT NULL))"),
            SQL("CHECK ((basis = 'fixed') = (cents IS NOT NULL))"),
            SQL("CHECK (cents >= 0 AND least_cents >= 0)"),
        ]
