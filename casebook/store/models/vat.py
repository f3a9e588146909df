"""VAT on bad debts: what VAT is in a claim, when it is lost, what came back before, and the lists for the returns."""

from enum import StrEnum

from peewee import SQL, BigIntegerField, CompositeKey, DateField, IntegerField, Model, TextField

from casebook.domain.vat.course import LineKind
from casebook.domain.vat.parts import Treatment
from casebook.store.models.base import Edited, Record, SortedText, one_of, ref
from casebook.store.models.claims import Claim, Document
from casebook.store.models.people import Person


class CertainGround(StrEnum):
    """Why it is clear that a claim will not be paid."""

    TRUSTEE = "certain_trustee"
    INSOLVENCY_ENDED = "certain_insolvency_ended"
    COMPOSITION = "certain_composition"
    DISCHARGED = "certain_discharged"
    WRITTEN_OFF = "certain_written_off"
    OTHER = "certain_other"


class ClaimVat(Edited):
    """What of the principal of a claim is at one rate, in percent as text: with the VAT, and the VAT in it."""

    claim_id = ref(Claim, index=False)
    treatment = TextField()
    percent = TextField()
    gross_cents = BigIntegerField()
    vat_cents = BigIntegerField()

    class Meta:
        table_name = "claim_vat"
        indexes = ((("claim_id", "treatment", "percent"), True),)
        constraints = [
            one_of("treatment", Treatment),
            SQL("CHECK (vat_cents >= 0 AND gross_cents > vat_cents)"),
        ]


class VatCertainty(Edited):
    """The day from which it is clear that a claim will not be paid, why, and the evidence."""

    claim_id = ref(Claim, index=False)
    on_day = DateField()
    ground = TextField()
    reason = TextField()
    document_id = ref(Document, null=True, index=False)

    class Meta:
        table_name = "vat_certainty"
        indexes = ((("claim_id",), True),)
        constraints = [one_of("ground", CertainGround)]


class VatCreditNote(Edited):
    """The choice to correct the VAT of a claim by a credit note from a day on, instead of asking it back."""

    claim_id = ref(Claim, index=False)
    on_day = DateField()
    number = TextField()
    reason = TextField()
    document_id = ref(Document, null=True, index=False)

    class Meta:
        table_name = "vat_credit_note"
        indexes = ((("claim_id",), True),)


class VatRefundedBefore(Edited):
    """VAT of a claim that came back at one rate before Casebook was there, in the return of a period."""

    claim_id = ref(Claim, index=False)
    until_on = DateField()
    percent = TextField()
    gross_cents = BigIntegerField()
    vat_cents = BigIntegerField()

    class Meta:
        table_name = "vat_refunded_before"
        indexes = ((("claim_id", "until_on", "percent"), True),)
        constraints = [SQL("CHECK (vat_cents > 0 AND gross_cents > vat_cents)")]


class VatList(Edited):
    """What goes into the return of an entity, or of a fiscal unity of entities, for a period; locked with its lines.

    `turn` 0 is the list itself, the others are its supplements. `refund_cents` comes back, `correction_cents` is due
    again, both more than nothing. `filed_on`: a person put it in the return, known there as `filed_as`.
    `withdrawn_on`: it was unlocked and stands no more.
    """

    filer = SortedText()
    from_on = DateField()
    until_on = DateField()
    turn = IntegerField()
    locked_on = DateField()
    person_id = ref(Person, null=True, index=False)
    lines = IntegerField()
    refund_cents = BigIntegerField()
    correction_cents = BigIntegerField()
    filed_on = DateField(null=True)
    filed_by_id = ref(Person, null=True, index=False)
    filed_as = TextField(default="")
    withdrawn_on = DateField(null=True)
    withdrawn_because = TextField(default="")

    class Meta:
        table_name = "vat_list"
        indexes = ((("filer", "until_on", "turn"), True),)
        constraints = [SQL("CHECK (until_on > from_on AND refund_cents >= 0 AND correction_cents >= 0)")]


class VatLine(Record):
    """A line of a list: VAT of a claim at one rate that comes back (more than nothing) or is due again.

    `gross_cents` is the part of the principal that it is in; `why` and `on_day` say what it comes from.
    """

    list_id = ref(VatList)
    claim_id = ref(Claim)
    percent = TextField()
    kind = TextField()
    gross_cents = BigIntegerField()
    vat_cents = BigIntegerField()
    why = TextField()
    on_day = DateField()

    class Meta:
        table_name = "vat_line"
        constraints = [one_of("kind", LineKind), SQL("CHECK (vat_cents <> 0)")]


class VatNow(Model):
    """What is still to go into the return of a period, derived from the facts of a claim; none of it rests on today."""

    claim_id = BigIntegerField()
    until_on = DateField()
    percent = TextField()
    case_id = BigIntegerField(index=True)
    creditor_id = BigIntegerField()
    filer = SortedText()
    from_on = DateField()
    kind = TextField()
    gross_cents = BigIntegerField()
    vat_cents = BigIntegerField()
    why = TextField()
    on_day = DateField()

    class Meta:
        table_name = "vat_now"
        legacy_table_names = False
        primary_key = CompositeKey("claim_id", "until_on", "percent")
        indexes = ((("filer", "until_on", "claim_id", "percent"), False),)
