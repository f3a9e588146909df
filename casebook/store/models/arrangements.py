"""Payment arrangements: what was agreed, with whom, on which claims, the terms, the notices, and how it ended."""

from enum import StrEnum

from peewee import SQL, BigIntegerField, DateField, IntegerField, Model, TextField

from casebook.domain.arrangement.terms import AgreedHow, PlanInterest, Rhythm
from casebook.store.models.base import Edited, flag, one_of, ref
from casebook.store.models.cases import Case, Channel
from casebook.store.models.claims import Claim, Document
from casebook.store.models.parties import Party


class VatRoute(StrEnum):
    """How the VAT on what is remitted is dealt with."""

    CREDIT_NOTE = "credit_note"
    BAD_DEBT_RELIEF = "bad_debt_relief"
    NO_VAT = "no_vat"


class Beside(StrEnum):
    """Who or what beside the debtor a remission may reach."""

    GUARANTOR = "guarantor"
    CO_DEBTOR = "co_debtor"
    SECURITY = "security"
    INSURER = "insurer"


class RemissionAnswerKind(StrEnum):
    """What a remission does to somebody or something beside the debtor."""

    KEPT_BY_LAW = "kept_by_law"
    RESERVED = "reserved"
    RELEASED = "released"


class Arrangement(Edited):
    """A payment arrangement with one who owes: the debtor of the case, or a co-debtor. How it stands is derived.

    `drafted_on` is the day its terms were reckoned on last. `total_cents` is the sum of its terms, of which
    `expected_cents` is interest that runs meanwhile; `pays_all`: with the remission that is all that is open.
    `remission_cents` is what is remitted once all terms are paid, `waived_cents` interest that is let go then too.
    `known_entry`: the last entry in the ledger of its claims when its terms were reckoned; None for one of before that
    was kept. `suspended_on`, `resumed_on`: the last suspension; those before it have rows of their own. `terms` and
    `each_cents` are as agreed; the last term absorbs the rest. `costs_included`: costs that can be asked are in it.
    `with_lapsed`: a person confirmed that claims that have possibly lapsed are in it. `overridden_because` is why a
    lead let it pass though evidence or consent was missing, `legal_review` what a lawyer said of it.
    """

    case_id = ref(Case)
    party_id = ref(Party)
    drafted_on = DateField()
    total_cents = BigIntegerField()
    expected_cents = BigIntegerField(default=0)
    known_entry = BigIntegerField(null=True)
    waived_cents = BigIntegerField(default=0)
    pays_all = flag()
    each_cents = BigIntegerField()
    terms = IntegerField()
    rhythm = TextField()
    first_on = DateField()
    interest = TextField()
    costs_included = flag()
    remission_cents = BigIntegerField(default=0)
    vat_route = TextField(null=True)
    by_direct_debit = flag()
    with_lapsed = flag()
    reason = TextField(default="")
    overridden_because = TextField(default="")
    legal_review = TextField(default="")
    offered_on = DateField(null=True)
    offer_until = DateField(null=True)
    agreed_on = DateField(null=True)
    agreed_how = TextField(null=True)
    document_id = ref(Document, null=True, index=False)
    declined_on = DateField(null=True)
    withdrawn_on = DateField(null=True)
    suspended_on = DateField(null=True)
    superseded_on = DateField(null=True)
    superseded_by_id = ref("self", null=True, index=False)
    broken_on = DateField(null=True)
    completed_on = DateField(null=True)
    ended_because = TextField(default="")
    suspended_because = TextField(default="")
    resumed_on = DateField(null=True)
    thanked_on = DateField(null=True)
    thanks_channel = TextField(null=True)
    no_thanks_because = TextField(default="")
    sales_told_on = DateField(null=True)
    discharged_on = DateField(null=True)
    discharge_channel = TextField(null=True)

    class Meta:
        table_name = "arrangement"
        indexes = ((("agreed_on", "case_id"), False),)
        constraints = [
            one_of("thanks_channel", Channel),
            one_of("discharge_channel", Channel),
            one_of("rhythm", Rhythm),
            one_of("interest", PlanInterest),
            one_of("agreed_how", AgreedHow),
            one_of("vat_route", VatRoute),
            SQL("CHECK (total_cents > 0 AND each_cents > 0 AND terms > 0 AND remission_cents >= 0)"),
        ]


class ArrangementClaim(Edited):
    """A claim that an arrangement covers, and what of it was open when it was drafted.

    `froze_interest`: the arrangement stopped its interest, which runs again when the arrangement is broken.
    """

    arrangement_id = ref(Arrangement)
    claim_id = ref(Claim)
    open_cents = BigIntegerField()
    froze_interest = flag()

    class Meta:
        table_name = "arrangement_claim"


class Instalment(Edited):
    """A term of an arrangement. Whether it is paid follows from payments.

    `waived_on`: a person let go what was not paid of it then, `waived_cents`.
    """

    arrangement_id = ref(Arrangement, index=False)
    number = IntegerField()
    due_on = DateField()
    cents = BigIntegerField()
    waived_on = DateField(null=True)
    waived_cents = BigIntegerField(default=0)
    waived_because = TextField(default="")

    class Meta:
        table_name = "instalment"
        indexes = ((("arrangement_id", "number"), True), (("due_on", "arrangement_id"), False))
        constraints = [SQL("CHECK (cents > 0 AND waived_cents BETWEEN 0 AND cents)")]


class ArrangementSuspension(Edited):
    """A suspension of an arrangement that was over when another began."""

    arrangement_id = ref(Arrangement)
    suspended_on = DateField()
    resumed_on = DateField()
    suspended_because = TextField(default="")

    class Meta:
        table_name = "arrangement_suspension"
        constraints = [SQL("CHECK (resumed_on >= suspended_on)")]


class ArrangementNotice(Edited):
    """A letter that says the arrangement is behind, and until when it can be put right: without it nothing breaks."""

    arrangement_id = ref(Arrangement)
    prepared_on = DateField()
    behind_cents = BigIntegerField()
    sent_on = DateField(null=True)
    channel = TextField(null=True)
    pay_until = DateField(null=True)
    withdrawn_on = DateField(null=True)
    withdrawn_because = TextField(default="")

    class Meta:
        table_name = "arrangement_notice"
        constraints = [one_of("channel", Channel)]


class RemissionAnswer(Edited):
    """What a remission does to a guarantor, co-debtor, security or insurer: none may go unanswered.

    `beside_id` is the id of the liability, the security or the insurance cover.
    """

    arrangement_id = ref(Arrangement)
    beside = TextField()
    beside_id = BigIntegerField()
    answer = TextField()
    text = TextField(default="")

    class Meta:
        table_name = "remission_answer"
        constraints = [one_of("beside", Beside), one_of("answer", RemissionAnswerKind)]


class ArrangementNow(Model):
    """How an arrangement stands, derived, for lists. A day that does not come is 9999-12-31.

    `state` is one of the life cycle; `next_due_on` is the next term to come; `judged_once` the day up to which the bank
    must be known before more can be said of terms that are past their day; `possible_receipts` counts what may be for
    it in the bank inbox; `pay_until` is the last day of the notice that runs. `in_aftercare` (0 or 1): kept, and the
    case is not closed.
    """

    arrangement_id = BigIntegerField(primary_key=True)
    case_id = BigIntegerField(index=True)
    state = TextField()
    next_due_on = DateField()
    late_terms = IntegerField()
    behind_cents = BigIntegerField()
    paid_cents = BigIntegerField()
    rest_cents = BigIntegerField()
    judged_once = DateField()
    possible_receipts = IntegerField()
    pay_until = DateField()
    in_aftercare = IntegerField()

    class Meta:
        table_name = "arrangement_now"
        legacy_table_names = False
        indexes = (
            (("state", "next_due_on", "arrangement_id"), False),
            (("next_due_on", "arrangement_id"), False),
        )


# The few that a person has to see to, in the order of a list.
for _name, _few in (
    ("behind", "behind_cents > 0"),
    ("unjudged", "judged_once < '9999-12-31'"),
    ("aftercare", "in_aftercare = 1"),
):
    ArrangementNow.add_index(
        ArrangementNow.index(
            ArrangementNow.next_due_on,
            ArrangementNow.arrangement_id,
            name=f"arrangement_now_{_name}",
            where=SQL(_few),
        )
    )
