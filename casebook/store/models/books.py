"""What goes to and comes from the books: what we owe the debtor, set-off, journal lines out, the last list in."""

from enum import StrEnum

from peewee import SQL, BigIntegerField, DateField, IntegerField, TextField

from casebook.domain.component import Component
from casebook.domain.journal import JournalKind
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
    """What an entity of ours owes a debtor: until it is set off or paid out, it can be set off against what he owes.

    `due_on` is our last day of payment. `contested`: we do not acknowledge that we owe it. `paid_out_on`: what was left
    of it then was paid.
    """

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
    """What we owe, set off against a claim by a declaration that works from `effective_on` on.

    A declaration against several claims is a row for each. `taken_back_on`: it was declared wrongly; its entries were
    reversed.
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


class JournalSource(StrEnum):
    """The table that a line for the books tells of."""

    LEDGER_ENTRY = "ledger_entry"
    WRITE_OFF = "write_off"
    BANK_USE = "bank_use"
    VAT_LINE = "vat_line"


class JournalBatch(Edited):
    """Lines for the books of an entity, with their count and total. It is made once; its file may be written again."""

    creditor_id = ref(Creditor, index=False)
    number = IntegerField()
    made_on = DateField()
    lines = IntegerField()
    total_cents = BigIntegerField()

    class Meta:
        table_name = "journal_batch"
        indexes = ((("creditor_id", "number"), True),)


class JournalLine(Record):
    """A line of a batch: more than nothing where the debtor, or for a fee our costs, go up by it; so does VAT.

    `source` and `source_id` name the row it tells of, which leaves once. A fee of an agency may be taken back and come
    again: `turn` counts its lines.
    """

    batch_id = ref(JournalBatch)
    source = TextField()
    source_id = BigIntegerField()
    turn = IntegerField(default=0)
    kind = TextField()
    claim_id = ref(Claim, null=True)
    component = TextField(null=True)
    on_day = DateField()
    cents = BigIntegerField()

    class Meta:
        table_name = "journal_line"
        indexes = ((("source", "source_id", "turn"), True),)
        constraints = [one_of("source", JournalSource), one_of("kind", JournalKind), one_of("component", Component)]


class ListedItem(Record):
    """What the last complete list of an entity says is open on an item, to reconcile with.

    No fact: the list itself is, and the next one takes its place. The log does not know it.
    """

    run_id = ref(ImportRun)
    creditor_id = ref(Creditor, index=False)
    claim_id = ref(Claim)
    open_cents = BigIntegerField()

    class Meta:
        table_name = "listed_item"
        indexes = ((("creditor_id", "run_id", "claim_id"), True),)
