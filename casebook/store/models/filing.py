"""What was filed with whoever settles an estate, and what was said of it and paid on it, by rank. Only ever added."""

from peewee import SQL, BigIntegerField, IntegerField, TextField

from casebook.domain.insolvency.filing import Rank
from casebook.store.models.base import Record, one_of, ref
from casebook.store.models.claims import Claim
from casebook.store.models.insolvency import InsolvencyEvent
from casebook.store.models.letters import Letter
from casebook.store.models.money import Payment


class FiledClaim(Record):
    """A claim as it was filed, by the event that says so; without a letter it was filed in another way."""

    insolvency_event_id = ref(InsolvencyEvent)
    claim_id = ref(Claim)
    letter_id = ref(Letter, null=True)
    rank = TextField()
    principal_cents = BigIntegerField()
    interest_cents = BigIntegerField()
    costs_cents = BigIntegerField()

    class Meta:
        table_name = "filed_claim"
        constraints = [
            one_of("rank", Rank),
            SQL("CHECK (principal_cents >= 0 AND interest_cents >= 0 AND costs_cents >= 0)"),
        ]


class RankAmount(Record):
    """What an event says of a rank: what is recognised or paid in cents, or what will be in hundredths of a percent.

    `payment_id` is the payment that a distribution was received as.
    """

    insolvency_event_id = ref(InsolvencyEvent)
    rank = TextField()
    cents = BigIntegerField(null=True)
    hundredths = IntegerField(null=True)
    payment_id = ref(Payment, null=True)

    class Meta:
        table_name = "rank_amount"
        constraints = [
            one_of("rank", Rank),
            SQL("CHECK ((cents IS NULL) <> (hundredths IS NULL))"),
            SQL("CHECK (cents >= 0)"),
            SQL("CHECK (hundredths BETWEEN 0 AND 10000)"),
        ]
