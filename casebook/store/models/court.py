"""Claims before a court: the advice, proceedings, titles, what happened with each by its day, and measures."""

from peewee import SQL, BigIntegerField, DateField, IntegerField, TextField

from casebook.domain.component import Component
from casebook.domain.court.facts import CourtEventKind, Decision, MeasureKind, MeasureOutcome, ProceedingKind, TitleKind
from casebook.store.models.base import Edited, Record, flag, one_of, ref
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim, Document
from casebook.store.models.insolvency import Insolvency
from casebook.store.models.parties import Party
from casebook.store.models.people import Person


class GoNoGo(Edited):
    """What was decided on going to court with a case, with the sheet as it was shown: JSON text of its lines.

    `odds_percent` and `recovery_percent` were estimated by who asked. `expected_cents` is null where a cost is not
    known. `decided_by_id` is null where nobody is known.
    """

    case_id = ref(Case)
    on_day = DateField()
    sheet = TextField()
    odds_percent = IntegerField()
    recovery_percent = IntegerField()
    expected_cents = BigIntegerField(null=True)
    decision = TextField()
    decided_by_id = ref(Person, null=True, index=False)
    reason = TextField()

    class Meta:
        table_name = "go_no_go"
        constraints = [
            one_of("decision", Decision),
            SQL("CHECK (odds_percent BETWEEN 0 AND 100)"),
            SQL("CHECK (recovery_percent BETWEEN 0 AND 100)"),
        ]


class Proceeding(Edited):
    """A proceeding of a case; how far it is follows from its events.

    `next_due_on` (9999-12-31 for none) and `ended_on` follow from the events, and are kept for lists. `court_fee_cents`
    is what the court charged us, null as long as that is not known.
    """

    case_id = ref(Case)
    kind = TextField()
    court = TextField(default="")
    number = TextField(default="")
    bailiff_id = ref(Party, null=True)
    note = TextField(default="")
    next_due_on = DateField()
    ended_on = DateField(null=True)
    court_fee_cents = BigIntegerField(null=True)
    court_fee_on = DateField(null=True)

    class Meta:
        table_name = "proceeding"
        indexes = ((("next_due_on", "id"), False),)
        constraints = [one_of("kind", ProceedingKind)]


class ProceedingClaim(Edited):
    """A claim that is asked in a proceeding, of somebody who owes it."""

    proceeding_id = ref(Proceeding, index=False)
    claim_id = ref(Claim)
    party_id = ref(Party)

    class Meta:
        table_name = "proceeding_claim"
        indexes = ((("proceeding_id", "claim_id", "party_id"), True),)


class Title(Edited):
    """What a court gave: a judgment, or a settlement that was recorded.

    `enforceable` (0 or 1): also while somebody objects or appeals. `given_on` and `ended_on` follow from its events,
    and are kept for lists.
    """

    case_id = ref(Case)
    proceeding_id = ref(Proceeding, null=True)
    kind = TextField()
    court = TextField(default="")
    number = TextField(default="")
    enforceable = flag()
    given_on = DateField()
    ended_on = DateField(null=True)

    class Meta:
        table_name = "title"
        indexes = ((("given_on", "id"), False),)
        constraints = [one_of("kind", TitleKind)]


class TitleClaim(Edited):
    """Against whom a title is for a claim; `claim_id` is the claim that the title is, with a clock of its own."""

    title_id = ref(Title, index=False)
    claim_id = ref(Claim)
    party_id = ref(Party)

    class Meta:
        table_name = "title_claim"
        indexes = ((("title_id", "claim_id", "party_id"), True),)


class TitleAward(Edited):
    """What was asked and awarded of a component of a claim; `claim_id` is the claim that the title is."""

    title_id = ref(Title, index=False)
    claim_id = ref(Claim)
    component = TextField()
    asked_cents = BigIntegerField()
    awarded_cents = BigIntegerField()

    class Meta:
        table_name = "title_award"
        indexes = ((("title_id", "claim_id", "component"), True),)
        constraints = [
            one_of("component", Component),
            SQL("CHECK (asked_cents >= 0 AND awarded_cents >= 0)"),
        ]


class CourtEvent(Record):
    """What happened in a proceeding or with a title, by the day of the court. Only ever added.

    `days` is a term the court set. `answers_id` names the event by whose day something was to be done that was done.
    `voided_event_id` names an event that did not happen, or that this one corrects. `recorded_on` is when it was
    written down.
    """

    proceeding_id = ref(Proceeding, null=True)
    title_id = ref(Title, null=True)
    kind = TextField()
    on_day = DateField()
    until_on = DateField(null=True)
    days = IntegerField(null=True)
    text = TextField(default="")
    document_id = ref(Document, null=True, index=False)
    answers_id = ref("self", null=True, index=False)
    voided_event_id = ref("self", null=True)
    reason = TextField(default="")
    recorded_on = DateField()

    class Meta:
        table_name = "court_event"
        constraints = [
            one_of("kind", CourtEventKind),
            SQL("CHECK ((proceeding_id IS NULL) <> (title_id IS NULL))"),
        ]


class Measure(Edited):
    """What a bailiff was instructed to do against somebody; `claim_id` is a title, or what a writ interrupts.

    `statement_by` is when a third party has to have said what he owes, null for the term of the law; `statement_on`
    when he did. `exempt_cents` a month stays with the debtor. `charged_cents` of the cost the debtor was charged with.
    `outcome_on` is the day of what came of it. `lapsed_on` is when an attachment lapsed by an insolvency.
    """

    case_id = ref(Case)
    claim_id = ref(Claim)
    party_id = ref(Party)
    kind = TextField()
    bailiff_id = ref(Party, null=True)
    third_party = TextField(default="")
    on_day = DateField()
    statement_by = DateField(null=True)
    statement_on = DateField(null=True)
    exempt_cents = BigIntegerField(null=True)
    exempt_from = DateField(null=True)
    cost_cents = BigIntegerField(default=0)
    charged_cents = BigIntegerField(default=0)
    outcome = TextField(null=True)
    outcome_on = DateField(null=True)
    next_step = TextField(default="")
    next_on = DateField(null=True)
    note = TextField(default="")
    ended_on = DateField(null=True)
    lapsed_on = DateField(null=True)
    lapsed_by_id = ref(Insolvency, null=True, index=False)

    class Meta:
        table_name = "measure"
        constraints = [
            one_of("kind", MeasureKind),
            one_of("outcome", MeasureOutcome),
            SQL("CHECK ((outcome IS NULL) = (outcome_on IS NULL))"),
            SQL("CHECK (cost_cents >= 0 AND charged_cents >= 0 AND charged_cents <= cost_cents)"),
        ]
