"""Whether a debtor can and will pay: assessments with what he said, and the evidence of his finances."""

from enum import StrEnum

from peewee import SQL, BigIntegerField, DateField, TextField

from casebook.domain.finance import Result
from casebook.domain.routes.facts import WhyUnpaid
from casebook.store.models.base import Edited, one_of, ref
from casebook.store.models.cases import Case
from casebook.store.models.claims import Document
from casebook.store.models.parties import Party
from casebook.store.models.people import Person


class Question(StrEnum):
    """The questions of the call sheet, in the order of the conversation."""

    SATISFIED = "satisfied"
    RECEIVED_ALL = "received_all"
    HAPPENED = "happened"
    THINKS = "thinks"
    DECIDES = "decides"
    COULD_DO = "could_do"
    LEFT_OVER = "left_over"
    AGREED = "agreed"


class CreditOutcome(StrEnum):
    """What a credit check came to."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    BAD = "bad"
    NO_DATA = "no_data"


class FinanceKind(StrEnum):
    """What shows how somebody stands financially."""

    INCOME = "income"
    BENEFITS = "benefits"
    FIXED_COSTS = "fixed_costs"
    HOUSEHOLD = "household"
    DEBTS = "debts"
    BANK_STATEMENTS = "bank_statements"
    TAX_ASSESSMENT = "tax_assessment"
    VTLB = "vtlb"
    SEIZURE = "seizure"
    PROPERTY = "property"
    ASSETS = "assets"
    ANNUAL_ACCOUNTS = "annual_accounts"
    INTERIM_FIGURES = "interim_figures"
    VAT_RETURNS = "vat_returns"
    CASH_FORECAST = "cash_forecast"


class Supports(StrEnum):
    """What evidence of finances is for."""

    ASSESSMENT = "assessment"
    PLAN = "plan"
    REMISSION = "remission"


class Assessment(Edited):
    """Whether a debtor can and will pay, as somebody judged it on a day; a later one takes its place, none is changed.

    The scores go from 1 (least) to 5 (most), null where they are not known. `party_id` is with whom was spoken,
    `credit_score` the score as its source gives it.
    """

    case_id = ref(Case)
    on_day = DateField()
    valid_until = DateField()
    person_id = ref(Person, null=True, index=False)
    party_id = ref(Party, null=True, index=False)
    beliefs = BigIntegerField(null=True)
    self_direction = BigIntegerField(null=True)
    concession = BigIntegerField(null=True)
    room = BigIntegerField(null=True)
    why_unpaid = TextField(null=True)
    credit_source = TextField(default="")
    credit_on = DateField(null=True)
    credit_outcome = TextField(null=True)
    credit_score = TextField(default="")

    class Meta:
        table_name = "assessment"
        constraints = [
            one_of("why_unpaid", WhyUnpaid),
            one_of("credit_outcome", CreditOutcome),
            SQL("CHECK (beliefs BETWEEN 1 AND 5 AND self_direction BETWEEN 1 AND 5)"),
            SQL("CHECK (concession BETWEEN 1 AND 5 AND room BETWEEN 1 AND 5)"),
            SQL("CHECK (valid_until >= on_day)"),
        ]


class AssessmentAnswer(Edited):
    """What somebody answered to a question of the call sheet, in his own words."""

    assessment_id = ref(Assessment)
    question = TextField()
    text = TextField()

    class Meta:
        table_name = "assessment_answer"
        constraints = [one_of("question", Question)]


class FinanceEvidence(Edited):
    """A piece of evidence of finances: required, requested, received, checked or waived, each on its day."""

    case_id = ref(Case)
    kind = TextField()
    supports = TextField()
    required_on = DateField()
    due_on = DateField()
    requested_on = DateField(null=True)
    received_on = DateField(null=True)
    checked_on = DateField(null=True)
    result = TextField(null=True)
    checked_by_id = ref(Person, null=True, index=False)
    waived_on = DateField(null=True)
    waived_because = TextField(default="")
    document_id = ref(Document, null=True, index=False)
    note = TextField(default="")

    class Meta:
        table_name = "finance_evidence"
        constraints = [
            one_of("kind", FinanceKind),
            one_of("supports", Supports),
            one_of("result", Result),
            SQL("CHECK ((result IS NULL) = (checked_on IS NULL) AND (result IS NULL OR received_on IS NOT NULL))"),
        ]


class AssessmentEvidence(Edited):
    """A piece of evidence of finances that was seen for an assessment."""

    assessment_id = ref(Assessment)
    finance_evidence_id = ref(FinanceEvidence, index=False)

    class Meta:
        table_name = "assessment_evidence"
