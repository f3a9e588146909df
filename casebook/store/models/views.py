"""Views: lists as people saved them, to show them again under a digit."""

from peewee import Check, IntegerField, TextField

from casebook.store.models.base import Edited, ref
from casebook.store.models.people import Person, Team

# The digits that show a view.
FIRST, LAST = 1, 9


class View(Edited):
    """A list of a place: which part of it, by what it is narrowed, in which order, and which columns it has.

    It is of a person or of a team, and where neither is named of everybody. `part`, `sorting` and `columns` are as the
    place calls them, empty for how the place comes; `columns` are separated by spaces.
    """

    place = TextField()
    name = TextField()
    digit = IntegerField(null=True)
    filter_text = TextField()
    part = TextField()
    sorting = TextField()
    columns = TextField()
    person_id = ref(Person, null=True)
    team_id = ref(Team, null=True)

    class Meta:
        table_name = "saved_view"
        constraints = [Check(f"digit BETWEEN {FIRST} AND {LAST}"), Check("person_id IS NULL OR team_id IS NULL")]
