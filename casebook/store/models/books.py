"""What goes to and comes from the books: what we owe the debtor, set-off, journal lines out, the last list in."""

from enum import StrEnum

from peewee import SQL, BigIntegerField, DateField, IntegerField, TextField

from casebook.store.models.base import Edited, Record, flag, one_of, ref
from casebook.store.models.cases import Case, Channel
from casebook.store.models.claims import Claim
from casebook.store.models.imports import ImportRun
from casebook.store.models.parties import Creditor, Party


class ContraKind(StrEnum):
    """Why we owe the debtor something."""

    CREDIT_NOTE = "credit_note"
    DEPOSIT = "deposit"
    SUPPLIER_INVOICE = "supplier_invoice"


class ContraItem(Edited):
    """What an entity of ours owes a debtor: until it is set off or paid, it is less that he has to pay."""

    creditor_id = ref(Creditor)
    party_id = ref(Party)
    kind = TextField()
    number = TextField()
    cents = BigIntegerField()
    on_day = DateField()
    due_on = DateField(null=True)
    contested = flag()
    note = TextField(default="")
    paid_out_on = DateField(null=True)
    withdrawn_on = DateField(null=True)
    withdrawn_because = TextField(default="")

    class Meta:
        table_name = "contra_item"
        constraints = [one_of("kind", ContraKind), SQL("CHECK (cents > 0)")]


class SetOff(Edited):
    """A declaration of set-off: what we owe against what is owed to us. It works from `effective_on` on.

    `taken_back_on`: it was declared wrongly; its entries were reversed.
    """

    case_id = ref(Case)
    contra_item_id = ref(ContraItem)
    claim_id = ref(Claim)
    cents = BigIntegerField()
    declared_on = DateField()
    effective_on = DateField()
    channel = TextField(null=True)
    reason = TextField(default="")
    taken_back_on = DateField(null=True)
    taken_back_because = TextField(default="")

    class Meta:
        table_name = "set_off"
        constraints = [one_of("channel", Channel), SQL("CHECK (cents > 0)")]


class JournalBatch(Edited):
    """Lines for the books of an entity, written once, with their count and total."""

    creditor_id = ref(Creditor, index=False)
    number = IntegerField()
    made_on = DateField()
    lines = IntegerField()
    total_cents = BigIntegerField()

    class Meta:
        table_name = "journal_batch"
        indexes = ((("creditor_id", "number"), True),)


class JournalLine(Record):
    """An entry of the ledger, or a write-off, that left in a batch: each once, `source` says from which table."""

    batch_id = ref(JournalBatch)
    source = TextField()
    source_id = BigIntegerField()
    cents = BigIntegerField()

    class Meta:
        table_name = "journal_line"
        indexes = ((("source", "source_id"), True),)


class ListedItem(Record):
    """What the last list of open items of an entity said is open on an item, to reconcile with: one row each list."""

    run_id = ref(ImportRun)
    creditor_id = ref(Creditor, index=False)
    claim_id = ref(Claim)
    open_cents = BigIntegerField(null=True)

    class Meta:
        table_name = "listed_item"
        indexes = ((("creditor_id", "run_id", "claim_id"), True),)
