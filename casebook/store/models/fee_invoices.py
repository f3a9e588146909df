"""What agencies ask by invoice beside what they keep."""

from peewee import SQL, BigIntegerField, DateField, TextField

from casebook.domain.placements.facts import FeeEvent
from casebook.domain.placements.invoices import InvoiceDecision
from casebook.store.models.base import Edited, one_of, ref
from casebook.store.models.claims import Document
from casebook.store.models.placements import Placement


class FeeInvoice(Edited):
    """A fee that an agency asks for something, `vat_cents` of the amount being VAT where it says so.

    `decision` is null while nobody decided on it, `agreed_cents` what was accepted of it, `reason` why.
    """

    placement_id = ref(Placement)
    event = TextField()
    on_day = DateField()
    number = TextField()
    cents = BigIntegerField()
    vat_cents = BigIntegerField(null=True)
    document_id = ref(Document, null=True, index=False)
    decision = TextField(null=True, index=True)
    decided_on = DateField(null=True)
    agreed_cents = BigIntegerField(null=True)
    reason = TextField(default="")

    class Meta:
        table_name = "fee_invoice"
        constraints = [
            one_of("event", FeeEvent),
            one_of("decision", InvoiceDecision),
            SQL("CHECK (cents > 0 AND vat_cents BETWEEN 0 AND cents)"),
            SQL("CHECK ((decision IS NULL) = (decided_on IS NULL))"),
            SQL("CHECK ((COALESCE(decision, '') = 'accepted') = (agreed_cents IS NOT NULL))"),
            SQL("CHECK (agreed_cents BETWEEN 0 AND cents)"),
        ]
