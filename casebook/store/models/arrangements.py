"""Payment arrangements: what was agreed, with whom, on which claims, the terms, the notices, and how it ended."""

from enum import StrEnum

from peewee import SQL, BigIntegerField, DateField, IntegerField, Model, TextField

from casebook.store.models.base import Edited, flag, one_of, ref
from casebook.store.models.cases import Case, Channel
from casebook.store.models.claims import Claim, Document
from casebook.store.models.parties import Party


class Rhythm(StrEnum):
    """How often a term falls due."""

    WEEKLY = "weekly"
    FOUR_WEEKLY = "four_weekly"
    MONTHLY = "monthly"


class PlanInterest(StrEnum):
    """What becomes of interest while an arrangement is kept."""

    RUNNING = "running"
    FROZEN = "frozen"
    WAIVED = "waived"


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

    `total_cents` is the sum of its terms, `remission_cents` what is remitted once all are paid. `terms` and
    `each_cents` are as agreed; the last term absorbs the rest. `costs_included`: costs that can be asked are in it.
    """

    case_id = ref(Case)
    party_id = ref(Party)
    drafted_on = DateField()
    total_cents = BigIntegerField()
    each_cents = BigIntegerField()
    terms = IntegerField()
    rhythm = TextField()
    first_on = DateField()
    interest = TextField()
    costs_included = flag()
    remission_cents = BigIntegerField(default=0)
    vat_route = TextField(null=True)
    by_direct_debit = flag()
    reason = TextField(default="")
    offered_on = DateField(null=True)
    offer_until = DateField(null=True)
    agreed_on = DateField(null=True)
    agreed_how = TextField(default="")
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
    thanked_on = DateField(null=True)
    discharged_on = DateField(null=True)

    class Meta:
        table_name = "arrangement"
        constraints = [
            one_of("rhythm", Rhythm),
            one_of("interest", PlanInterest),
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
    """A term of an arrangement. Whether it is paid follows from payments; `waived_on`: a person let it go."""

    arrangement_id = ref(Arrangement, index=False)
    number = IntegerField()
    due_on = DateField()
    cents = BigIntegerField()
    waived_on = DateField(null=True)
    waived_because = TextField(default="")

    class Meta:
        table_name = "instalment"
        indexes = ((("arrangement_id", "number"), True), (("due_on", "arrangement_id"), False))
        constraints = [SQL("CHECK (cents > 0)")]


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
    """How an arrangement stands, derived, for lists. `next_due_on` is 9999-12-31 where no term is to come.

    `state` is one of the life cycle; `known_until` up to when the bank is known for all accounts it may be paid to,
    0001-01-01 for never; `possible_receipts` counts what may be for it in the bank inbox.
    """

    arrangement_id = BigIntegerField(primary_key=True)
    case_id = BigIntegerField(index=True)
    state = TextField()
    next_due_on = DateField()
    late_terms = IntegerField()
    behind_cents = BigIntegerField()
    paid_cents = BigIntegerField()
    known_until = DateField()
    possible_receipts = IntegerField()
    computed_on = DateField()

    class Meta:
        table_name = "arrangement_now"
        legacy_table_names = False
        indexes = ((("state", "next_due_on", "arrangement_id"), False), (("next_due_on", "arrangement_id"), False))
