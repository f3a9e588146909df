"""Who may see the cases of an entity of ours."""

from peewee import SQL, DateField, TextField

from casebook.store.models.base import Edited, ref
from casebook.store.models.parties import Creditor
from casebook.store.models.people import Person, Team


class Sight(Edited):
    """A team or a person may see the cases of an entity, from a day on; without any that stands everybody may.

    `withdrawn_on` is the first day on which it stands no longer.
    """

    creditor_id = ref(Creditor)
    team_id = ref(Team, null=True, index=False)
    person_id = ref(Person, null=True, index=False)
    from_on = DateField()
    reason = TextField()
    given_by_id = ref(Person, null=True, index=False)
    withdrawn_on = DateField(null=True)
    withdrawn_by_id = ref(Person, null=True, index=False)
    withdrawn_because = TextField(default="", constraints=[SQL("DEFAULT ''")])

    class Meta:
        table_name = "creditor_sight"
        constraints = [SQL("CHECK ((team_id IS NULL) <> (person_id IS NULL))")]
