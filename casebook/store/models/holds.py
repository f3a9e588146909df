"""Holds: when nothing is chased, in a case, of a debtor in all his cases, or of one claim."""

from peewee import SQL, DateField, TextField

from casebook.store.models.base import Edited, ref
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim
from casebook.store.models.parties import Party


class Hold(Edited):
    """Nothing is chased meanwhile; holds that overlap act as one. Clocks run on.

    It was placed in a case. With a `debtor_id` it reaches every case of that debtor, also one that is opened later;
    with a `claim_id` only that claim; with neither the case.
    """

    case_id = ref(Case)
    reason = TextField()
    from_on = DateField()
    until_on = DateField(null=True)
    lifted_on = DateField(null=True)
    debtor_id = ref(Party, null=True)
    claim_id = ref(Claim, null=True)

    class Meta:
        table_name = "hold"


# Those that hold up now, of however many there were.
Hold.add_index(Hold.index(Hold.case_id, name="hold_standing", where=SQL("lifted_on IS NULL")))
