"""Disputes: what of claims a debtor contests and why, whose fault it was, and how it was decided."""

from enum import StrEnum

from peewee import SQL, BigIntegerField, DateField, TextField

from casebook.domain.disputes import Decision
from casebook.store.models.base import Edited, one_of, ref
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim
from casebook.store.models.people import Person


class DisputeReason(StrEnum):
    """What the debtor says is wrong."""

    NOT_DELIVERED = "not_delivered"
    SHORT_DELIVERY = "short_delivery"
    LATE_DELIVERY = "late_delivery"
    DAMAGED = "damaged"
    WRONG_GOODS = "wrong_goods"
    POOR_QUALITY = "poor_quality"
    WRONG_PRICE = "wrong_price"
    WRONG_QUANTITY = "wrong_quantity"
    AGREED_DISCOUNT = "agreed_discount"
    NOT_ORDERED = "not_ordered"
    DOUBLE_INVOICE = "double_invoice"
    WRONG_ADDRESSEE = "wrong_addressee"
    ALREADY_PAID = "already_paid"
    UNDER_WARRANTY = "under_warranty"
    SERVICE_FAILURE = "service_failure"
    CONTRACT_ENDED = "contract_ended"
    COSTS_CONTESTED = "costs_contested"
    INVOICE_FORM = "invoice_form"
    OTHER_REASON = "other_reason"


class RootCause(StrEnum):
    """Where it went wrong: what has to change for the dispute not to come again."""

    ORDER_ENTRY = "order_entry"
    PRICE_DATA = "price_data"
    SALES_PROMISE = "sales_promise"
    UNCLEAR_CONTRACT = "unclear_contract"
    CUSTOMER_DATA = "customer_data"
    PICKING = "picking"
    CARRIER = "carrier"
    PRODUCT_FAULT = "product_fault"
    SERVICE_DELIVERY = "service_delivery"
    INVOICING = "invoicing"
    CREDIT_NOTE_LATE = "credit_note_late"
    PAYMENT_BOOKING = "payment_booking"
    SUPPLIER_FAULT = "supplier_fault"
    CUSTOMER_FAULT = "customer_fault"
    NO_GROUND = "no_ground"
    OTHER_CAUSE = "other_cause"


class Dispute(Edited):
    """What a debtor contests: since when, with which department of ours it lies, who sees to it, how it ended.

    `department` is empty while nobody is asked. `department_until` and `decision_until` are null where the terms are
    those of the settings. `next_due_on` is the day by which the next step has to be taken, as `domain.disputes` derives
    it from the other columns: lists go by it, so it is kept; 9999-12-31 for a dispute that has ended.
    """

    case_id = ref(Case)
    reason = TextField()
    text = TextField(default="")
    department = TextField(default="")
    root_cause = TextField(null=True)
    owner_person_id = ref(Person)
    registered_on = DateField()
    with_department_on = DateField(null=True)
    department_until = DateField(null=True)
    decision_until = DateField(null=True)
    answered_on = DateField(null=True)
    answer = TextField(default="")
    decided_on = DateField(null=True)
    decision = TextField(null=True)
    decision_text = TextField(default="")
    escalated_on = DateField(null=True)
    escalated_because = TextField(default="")
    settled_on = DateField(null=True)
    settled_by = TextField(default="")
    closed_on = DateField(null=True)
    withdrawn_on = DateField(null=True)
    withdrawn_because = TextField(default="")
    next_due_on = DateField()

    class Meta:
        table_name = "dispute"
        constraints = [
            one_of("reason", DisputeReason),
            one_of("root_cause", RootCause),
            one_of("decision", Decision),
            SQL("CHECK ((decided_on IS NULL) = (decision IS NULL))"),
            SQL("CHECK (with_department_on IS NULL OR department <> '')"),
        ]
        indexes = ((("next_due_on", "id"), False), (("registered_on", "id"), False))


class DisputedClaim(Edited):
    """What of a claim is contested: as it was registered, and how much of that we accepted, null until decided."""

    dispute_id = ref(Dispute, index=False)
    claim_id = ref(Claim)
    contested_cents = BigIntegerField()
    accepted_cents = BigIntegerField(null=True)

    class Meta:
        table_name = "disputed_claim"
        constraints = [
            SQL("CHECK (contested_cents > 0)"),
            SQL("CHECK (accepted_cents IS NULL OR (accepted_cents >= 0 AND accepted_cents <= contested_cents))"),
        ]
        indexes = ((("dispute_id", "claim_id"), True),)
