"""Credit insurance: policies of our entities, which debtors they cover, and what was done towards the insurer."""

from enum import StrEnum

from peewee import BigIntegerField, DateField, IntegerField, TextField

from casebook.store.models.base import Edited, one_of, ref
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim
from casebook.store.models.parties import Creditor, Party


class InsuranceStep(StrEnum):
    """What was done towards an insurer, or what he answered."""

    OVERDUE_REPORTED = "overdue_reported"
    HANDED_OVER = "handed_over"
    CONSENT_ASKED = "consent_asked"
    CONSENT_GIVEN = "consent_given"
    CONSENT_REFUSED = "consent_refused"
    PAID_OUT = "paid_out"
    COVER_REFUSED = "cover_refused"


# What we tell an insurer by a letter.
NOTIFIED = (InsuranceStep.OVERDUE_REPORTED, InsuranceStep.HANDED_OVER)
# After these nothing is left to do towards the insurer.
SETTLING = frozenset({InsuranceStep.HANDED_OVER, InsuranceStep.PAID_OUT, InsuranceStep.COVER_REFUSED})


class Policy(Edited):
    """A policy of credit insurance of one of our entities.

    A claim is reported at most `overdue_days` after its due date, and handed over at most `hand_over_days` after it.
    `covered_percent` of a loss is paid. `consent_needed`: for a payment arrangement or remission (0 or 1).
    """

    creditor_id = ref(Creditor)
    insurer_id = ref(Party)
    number = TextField()
    overdue_days = IntegerField()
    hand_over_days = IntegerField()
    covered_percent = IntegerField()
    consent_needed = IntegerField(default=1)
    from_on = DateField()
    until_on = DateField(null=True)

    class Meta:
        table_name = "insurance_policy"


class Cover(Edited):
    """The limit up to which a policy covers a debtor, for claims that came about in its period."""

    policy_id = ref(Policy)
    party_id = ref(Party)
    limit_cents = BigIntegerField()
    from_on = DateField()
    until_on = DateField(null=True)

    class Meta:
        table_name = "insurance_cover"


class InsuranceAct(Edited):
    """Something done towards an insurer about a claim; `until_on`: until when a consent holds."""

    case_id = ref(Case)
    cover_id = ref(Cover)
    claim_id = ref(Claim)
    step = TextField()
    on_day = DateField()
    until_on = DateField(null=True)
    cents = BigIntegerField(null=True)
    text = TextField(default="")

    class Meta:
        table_name = "insurance_act"
        constraints = [one_of("step", InsuranceStep)]
