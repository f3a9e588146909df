"""Suspensions of a service: announced, in effect, and lifted, with what no other record knows of them."""

from peewee import SQL, DateField, TextField

from casebook.domain.service import LiftGround, Sector
from casebook.store.models.base import Edited, one_of, ref
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim, Document
from casebook.store.models.letters import Letter


class ServiceSuspension(Edited):
    """A service that is to be suspended because its debtor does not pay. How far it is, is derived from the days.

    `municipality_on` is the day on which the arrears were reported to the municipality, `medical_on` that of a
    doctor's statement that the service may not stop. `announced_on` and `effect_on` (from when it was announced) stand
    only where that was recorded by hand, with the letter if there was one: else they are those of its letter that was
    sent. `passed_because` is why a lead let pass what was not met.
    """

    case_id = ref(Case)
    sector = TextField()
    service = TextField()
    begun_on = DateField()
    municipality_on = DateField(null=True)
    municipality_document_id = ref(Document, null=True, index=False)
    medical_on = DateField(null=True)
    medical_document_id = ref(Document, null=True, index=False)
    announced_on = DateField(null=True)
    effect_on = DateField(null=True)
    announcement_id = ref(Letter, null=True, index=False)
    in_effect_on = DateField(null=True)
    passed_because = TextField(default="")
    lifted_on = DateField(null=True)
    lifted_ground = TextField(null=True)
    lifted_because = TextField(default="")
    withdrawn_on = DateField(null=True)
    withdrawn_because = TextField(default="")

    class Meta:
        table_name = "service_suspension"
        constraints = [
            one_of("sector", Sector),
            one_of("lifted_ground", LiftGround),
            SQL("CHECK ((announced_on IS NULL) = (effect_on IS NULL))"),
            SQL("CHECK ((lifted_on IS NULL) = (lifted_ground IS NULL))"),
            SQL("CHECK (lifted_on IS NULL OR in_effect_on IS NOT NULL)"),
            SQL("CHECK (withdrawn_on IS NULL OR in_effect_on IS NULL)"),
        ]


class SuspendedClaim(Edited):
    """A claim for which a service is suspended."""

    suspension_id = ref(ServiceSuspension, index=False)
    claim_id = ref(Claim)

    class Meta:
        table_name = "suspended_claim"
        indexes = ((("suspension_id", "claim_id"), True),)
