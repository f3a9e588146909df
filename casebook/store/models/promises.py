"""Promises: somebody said he would pay an amount on a day. Whether he did follows from the payments."""

from peewee import SQL, BigIntegerField, DateField, TextField

from casebook.store.models.base import Edited, ref
from casebook.store.models.cases import Case, Contact
from casebook.store.models.claims import Claim
from casebook.store.models.parties import Party


class Promise(Edited):
    """One amount on one day, promised by somebody in a contact. It is no arrangement.

    `claim_id`: for that claim alone; None for whatever it goes to. Kept, kept in part or broken is derived;
    `withdrawn_on`: he or we went back on it before its day.
    """

    case_id = ref(Case)
    party_id = ref(Party, index=False)
    contact_id = ref(Contact, null=True, index=False)
    made_on = DateField()
    due_on = DateField()
    cents = BigIntegerField()
    claim_id = ref(Claim, null=True, index=False)
    withdrawn_on = DateField(null=True)
    withdrawn_because = TextField(default="")

    class Meta:
        table_name = "promise"
        constraints = [SQL("CHECK (cents > 0)")]
