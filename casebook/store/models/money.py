"""Money: entries, payments and allocations are only ever added; a correction is a reversal that names its entry."""

from enum import StrEnum

from peewee import SQL, BigIntegerField, DateField, TextField

from casebook.domain.component import Component
from casebook.domain.ledger import EntryKind
from casebook.store.models.base import Record, one_of, ref
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim
from casebook.store.models.parties import Party


class PaymentSource(StrEnum):
    """Which source reported a payment."""

    HAND = "hand"
    BANK = "bank"
    LEDGER = "ledger"
    HISTORY = "history"


class Payment(Record):
    """Money received in a case, or the reversal of it (a negative amount that names what it reverses).

    `key` names the receipt in its source, so that it is booked once. `anew_of` is the first payment that this one is
    again, because the reversal of it was taken back.
    """

    case_id = ref(Case)
    payer_id = ref(Party, null=True, index=False)
    on_day = DateField()
    cents = BigIntegerField()
    source = TextField()
    key = TextField(null=True, unique=True)
    reference = TextField(default="")
    payer_name = TextField(default="")
    iban = TextField(null=True)
    reason = TextField(default="")
    reverses_id = ref("self", null=True, index=False)
    anew_of_id = ref("self", null=True, index=False)

    class Meta:
        table_name = "payment"
        constraints = [
            one_of("source", PaymentSource),
            SQL("CHECK ((cents > 0) = (reverses_id IS NULL) AND cents <> 0)"),
        ]


class LedgerEntry(Record):
    """An amount on a component of a claim: positive is owed by the debtor, negative in his favour.

    `dispute_id` names the dispute for which was credited, `arrangement_id` the arrangement on which was remitted,
    `remission_id` what was remitted after a proceeding, `set_off_id` the declaration of set-off. They are no
    references: what they name may be taken back, and the entry, which was reversed by then, stays.
    `recorded_on` is the day of the office on which it was recorded, null for one of before that was kept.
    """

    claim_id = ref(Claim)
    on_day = DateField()
    kind = TextField()
    component = TextField()
    cents = BigIntegerField()
    payment_id = ref(Payment, null=True)
    reverses_id = ref("self", null=True, index=False)
    reason = TextField(default="")
    dispute_id = BigIntegerField(null=True)
    arrangement_id = BigIntegerField(null=True)
    set_off_id = BigIntegerField(null=True)
    recorded_on = DateField(null=True)
    remission_id = BigIntegerField(null=True)

    class Meta:
        table_name = "ledger_entry"
        constraints = [
            one_of("kind", EntryKind),
            one_of("component", Component),
            SQL("CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL))"),
        ]


class Allocation(Record):
    """Where a part of a payment goes: to an entry on a claim, or nowhere yet (`entry` is null).

    Parts of one payment add up to it; moving a part is two rows, one negative. `basis` is the step that chose the
    debt, as a code, `source` the article.
    """

    payment_id = ref(Payment)
    entry_id = ref(LedgerEntry, null=True, index=False)
    cents = BigIntegerField()
    basis = TextField()
    source = TextField()

    class Meta:
        table_name = "allocation"


class WriteOff(Record):
    """An internal write-off: the claim lives on. A negative one takes back the one it reverses.

    `recorded_on` is as that of an entry.
    """

    claim_id = ref(Claim)
    on_day = DateField()
    cents = BigIntegerField()
    reason = TextField()
    reverses_id = ref("self", null=True, index=False)
    recorded_on = DateField(null=True)

    class Meta:
        table_name = "write_off"
        indexes = ((("on_day", "claim_id"), False),)
        constraints = [SQL("CHECK ((cents > 0) = (reverses_id IS NULL) AND cents <> 0)")]


# Most entries reverse nothing and most parts of payments go somewhere: SQLite, which knows nothing of how many there
# are, would else take these indexes to find those few, and read most of the book for a handful of cases.
for _one in (Payment, LedgerEntry, WriteOff):
    _name = f"{_one._meta.table_name}_reverses_id"
    _one.add_index(_one.index(_one.reverses_id, name=_name, where=SQL("reverses_id IS NOT NULL")))
Allocation.add_index(
    Allocation.index(Allocation.entry_id, name="allocation_entry_id", where=SQL("entry_id IS NOT NULL"))
)
Allocation.add_index(Allocation.index(Allocation.payment_id, name="allocation_nowhere", where=SQL("entry_id IS NULL")))
