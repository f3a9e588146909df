"""What files of agencies tell: how their lists differ from ours, and what of an amount they passed on is of what."""

from peewee import SQL, BigIntegerField, DateField, IntegerField, TextField

from casebook.domain.placements.inventory import DifferenceKind, Resolution
from casebook.domain.placements.known import TheirState
from casebook.store.models.agencies import Agency
from casebook.store.models.bank import BankEntry, BankUse
from casebook.store.models.base import Edited, one_of, ref
from casebook.store.models.imports import ImportRun
from casebook.store.models.placements import Placement


class InventoryRun(Edited):
    """The list of an agency as of a day, held against ours: how many lines each has, how many are on both.

    `unread` lines could not be read, so that what seems to lack there may be among them.
    """

    run_id = ref(ImportRun)
    agency_id = ref(Agency)
    on_day = DateField()
    ours = IntegerField()
    theirs = IntegerField()
    matched = IntegerField()
    unread = IntegerField()

    class Meta:
        table_name = "inventory_run"


class InventoryDifference(Edited):
    """How the list of an agency differs from ours, and what a person made of it; nothing follows by itself.

    `number` is as we know the placement, or as the list names one of ours, `reference` as the agency does. `list_line`
    that of the list. `asked_on` is when the agency was asked about it. `resolved_on` is null while it is open.
    """

    inventory_id = ref(InventoryRun)
    kind = TextField()
    placement_id = ref(Placement, null=True)
    list_line = IntegerField(null=True)
    number = TextField(default="")
    reference = TextField(default="")
    name = TextField(default="")
    ours_cents = BigIntegerField(null=True)
    theirs_cents = BigIntegerField(null=True)
    their_state = TextField(null=True)
    asked_on = DateField(null=True)
    resolved_on = DateField(null=True)
    resolution = TextField(null=True)
    note = TextField(default="")

    class Meta:
        table_name = "inventory_difference"
        indexes = ((("resolved_on", "id"), False),)
        constraints = [
            one_of("kind", DifferenceKind),
            one_of("their_state", TheirState),
            one_of("resolution", Resolution),
            SQL("CHECK ((resolved_on IS NULL) = (resolution IS NULL))"),
        ]


class AgencyMoney(Edited):
    """What of an amount that an agency passed on is of a placement: gross, and the fee it kept of that.

    It is booked by the bank alone, and stands as long as what the entry was used for does, `use_id`.
    """

    placement_id = ref(Placement)
    entry_id = ref(BankEntry)
    use_id = ref(BankUse)
    on_day = DateField()
    received_cents = BigIntegerField()
    fee_cents = BigIntegerField()

    class Meta:
        table_name = "agency_money"
        constraints = [SQL("CHECK (received_cents > 0 AND fee_cents BETWEEN 0 AND received_cents)")]
