"""What is let go of in a case once a scheme or composition was completed."""

from peewee import SQL, BigIntegerField, DateField, TextField

from casebook.store.models.arrangements import VatRoute
from casebook.store.models.base import Edited, one_of, ref
from casebook.store.models.cases import Case
from casebook.store.models.insolvency import Insolvency, InsolvencyRequest


class Remission(Edited):
    """A remission that follows from the end of a proceeding; what it took off each claim stands in the ledger.

    `insolvency_request_id` is the proposal on which was voted, null where we did not vote for it. `vat_route` is
    null where no principal was remitted.
    """

    case_id = ref(Case)
    insolvency_id = ref(Insolvency, index=False)
    insolvency_request_id = ref(InsolvencyRequest, null=True, index=False)
    on_day = DateField()
    cents = BigIntegerField()
    vat_route = TextField(null=True)
    reason = TextField()

    class Meta:
        table_name = "remission"
        constraints = [one_of("vat_route", VatRoute), SQL("CHECK (cents > 0)")]
