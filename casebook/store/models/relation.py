"""The debtor as a customer: how his case came in and went back, his segment, and what sales is asked and advised."""

from enum import StrEnum

from peewee import SQL, BigIntegerField, DateField, IntegerField, TextField

from casebook.domain.relation.intake import Criterion
from casebook.domain.relation.segment import Sector, Segment
from casebook.store.models.base import Edited, one_of, ref
from casebook.store.models.cases import Case
from casebook.store.models.parties import Party
from casebook.store.models.people import Person


class OrderAdviceKind(StrEnum):
    """On which terms sales is advised to take orders."""

    STOP = "stop"
    PREPAY = "prepay"
    DEPOSIT = "deposit"
    LIMIT = "limit"
    SHORTER_TERM = "shorter_term"
    FREE = "free"


class RelationOutcome(StrEnum):
    """What became of the debtor as a customer."""

    STAYS = "stays"
    WITH_CONDITIONS = "with_conditions"
    ENDED = "ended"
    UNKNOWN = "unknown"


class ReturnGround(StrEnum):
    """Why a debtor goes back to regular credit control."""

    PLAN_KEPT = "plan_kept"
    PAID = "paid"
    NOT_STRUCTURAL = "not_structural"


class Customer(Edited):
    """What a debtor is to us as a customer, and who at sales looks after him."""

    party_id = ref(Party, index=False)
    sector = TextField(null=True)
    since_on = DateField(null=True)
    manager_name = TextField(default="")
    manager_mail = TextField(default="")
    manager_phone = TextField(default="")

    class Meta:
        table_name = "customer"
        indexes = ((("party_id",), True),)
        constraints = [one_of("sector", Sector)]


class Intake(Edited):
    """How a case came in from regular credit control, and what was decided on it.

    `criterion` is what those who hand over say is met. `assess_by`: by when the first assessment is due, once accepted.
    """

    case_id = ref(Case, index=False)
    handed_over_by = TextField()
    handed_over_on = DateField()
    criterion = TextField()
    tried = TextField(default="")
    promises = TextField(default="")
    documents = TextField(default="")
    sales_contact = TextField(default="")
    decide_by = DateField()
    accepted_on = DateField(null=True)
    assess_by = DateField(null=True)
    returned_on = DateField(null=True)
    returned_because = TextField(null=True)
    decided_by_id = ref(Person, null=True, index=False)

    class Meta:
        table_name = "intake"
        indexes = ((("case_id",), True),)
        constraints = [one_of("criterion", Criterion), SQL("CHECK (accepted_on IS NULL OR returned_on IS NULL)")]


class SegmentChoice(Edited):
    """A segment that a person chose for a debtor, until a day or until somebody ends it."""

    party_id = ref(Party)
    segment = TextField()
    reason = TextField()
    from_on = DateField()
    until_on = DateField(null=True)
    ended_on = DateField(null=True)

    class Meta:
        table_name = "segment_choice"
        constraints = [one_of("segment", Segment)]


class SalesQuestion(Edited):
    """A question to the account manager, his answer, and what was decided together."""

    case_id = ref(Case)
    asked_on = DateField()
    asked_by_id = ref(Person, null=True, index=False)
    asked_of = TextField()
    question = TextField()
    answer_by = DateField()
    answered_on = DateField(null=True)
    answer = TextField(default="")
    decided_on = DateField(null=True)
    decision = TextField(default="")
    withdrawn_on = DateField(null=True)
    withdrawn_because = TextField(default="")

    class Meta:
        table_name = "sales_question"


class OrderAdvice(Edited):
    """On which terms sales is advised to take orders; of those that nobody ended the newest is in force.

    `act_by`: by when sales is to act on it; `done_on` and `done_by` say when it did, and who confirmed it.
    """

    case_id = ref(Case)
    kind = TextField()
    amount_cents = BigIntegerField(null=True)
    term_days = IntegerField(null=True)
    reason = TextField()
    from_on = DateField()
    until_on = DateField(null=True)
    act_by = DateField()
    done_on = DateField(null=True)
    done_by = TextField(default="")
    ended_on = DateField(null=True)
    ended_because = TextField(default="")

    class Meta:
        table_name = "order_advice"
        constraints = [
            one_of("kind", OrderAdviceKind),
            SQL("CHECK ((kind IN ('deposit', 'limit')) = (amount_cents IS NOT NULL))"),
            SQL("CHECK ((kind = 'shorter_term') = (term_days IS NOT NULL))"),
        ]


class CaseEnd(Edited):
    """What a case left behind when it was closed: the customer, the lesson, and on which terms he went back."""

    case_id = ref(Case)
    on_day = DateField(index=True)
    outcome = TextField(null=True)
    lesson = TextField(default="")
    return_ground = TextField(null=True)
    order_terms = TextField(default="")

    class Meta:
        table_name = "case_end"
        constraints = [one_of("outcome", RelationOutcome), one_of("return_ground", ReturnGround)]


class Watch(Edited):
    """A day on which somebody looks how a debtor pays after his case was closed, and what he found."""

    case_id = ref(Case)
    on_day = DateField()
    ended_on = DateField(null=True)
    found = TextField(default="")

    class Meta:
        table_name = "watch"
