"""Securities of a debtor: one row for each, the claims it covers, and what happened with it by its day."""

from peewee import BigIntegerField, DateField, IntegerField, TextField

from casebook.domain.security.facts import SecurityKind
from casebook.store.models.base import Edited, Record, flag, one_of, ref
from casebook.store.models.claims import Claim, Document
from casebook.store.models.money import Payment
from casebook.store.models.parties import Creditor, Party


class Security(Edited):
    """What one of our entities can take for what a party owes it, or keep; how it stands follows from its events.

    `value_cents` is what it was worth on `valued_on`; `haircut` percent as text, null for that of the house. `rank`
    counts from 1. `covers_all` (0 or 1): all claims of the creditor, else those of `security_claim`; `with_interest`
    (0 or 1): their interest too. `since_on` is the day of its creation. `withdrawn_on`: it was entered by mistake.
    `ended_on` follows from its events, and is kept for lists.
    """

    party_id = ref(Party)
    creditor_id = ref(Creditor)
    kind = TextField()
    name = TextField()
    value_cents = BigIntegerField(null=True)
    valued_on = DateField(null=True)
    haircut = TextField(null=True)
    rank = IntegerField(null=True)
    covers_all = flag()
    with_interest = flag()
    since_on = DateField(null=True)
    expires_on = DateField(null=True)
    document_id = ref(Document, null=True, index=False)
    note = TextField(default="")
    ended_on = DateField(null=True)
    withdrawn_on = DateField(null=True)

    class Meta:
        table_name = "security"
        constraints = [one_of("kind", SecurityKind)]


class SecurityClaim(Edited):
    """A claim that a security covers where it does not cover all of the creditor."""

    security_id = ref(Security)
    claim_id = ref(Claim)

    class Meta:
        table_name = "security_claim"
        indexes = ((("security_id", "claim_id"), True),)


class SecurityEvent(Record):
    """What happened with a security, by its day. Only ever added.

    Proceeds name the payment with which they came in. `cancels_id` names an event that did not happen. `recorded_on` is
    the day on which it was written down.
    """

    security_id = ref(Security)
    kind = TextField()
    on_day = DateField()
    until_on = DateField(null=True)
    payment_id = ref(Payment, null=True)
    text = TextField(default="")
    document_id = ref(Document, null=True, index=False)
    cancels_id = ref("self", null=True)
    recorded_on = DateField()

    class Meta:
        table_name = "security_event"
