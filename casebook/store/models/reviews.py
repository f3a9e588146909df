"""The review of expiring claims: what a lead decided about a clock, who looked at it, and what was signed."""

from enum import StrEnum

from peewee import BigIntegerField, DateField, IntegerField, TextField

from casebook.domain.limitation.clocks import ClockKind
from casebook.store.models.base import Edited, Record, one_of, ref
from casebook.store.models.claims import Claim, Document
from casebook.store.models.parties import Party
from casebook.store.models.people import Person, Team


class MarkKind(StrEnum):
    """What somebody did with a clock in a review: he looked at it, or gave it to somebody to work."""

    SEEN = "seen"
    ASSIGNED = "assigned"


class LapseAcceptance(Edited):
    """A lead lets a clock run out: it is quiet as long as its ends are no later than they were then.

    `safe_until` and `claimed_until` are those ends, null where one was not known.
    """

    claim_id = ref(Claim)
    party_id = ref(Party, index=False)
    clock = TextField()
    reason = TextField()
    safe_until = DateField(null=True)
    claimed_until = DateField(null=True)
    accepted_on = DateField()
    person_id = ref(Person, index=False)
    ended_on = DateField(null=True)

    class Meta:
        table_name = "lapse_acceptance"
        constraints = [one_of("clock", ClockKind)]


class ReviewMark(Edited):
    """What somebody did with a clock in a review; the last one counts.

    One that was assigned has `due_on`, and the person or team that is to work it.
    """

    claim_id = ref(Claim, index=False)
    party_id = ref(Party, index=False)
    clock = TextField()
    kind = TextField()
    note = TextField(default="")
    on_day = DateField()
    person_id = ref(Person, index=False)
    due_on = DateField(null=True)
    to_person_id = ref(Person, null=True, index=False)
    to_team_id = ref(Team, null=True, index=False)

    class Meta:
        table_name = "review_mark"
        constraints = [one_of("clock", ClockKind), one_of("kind", MarkKind)]
        indexes = ((("claim_id", "party_id", "clock", "id"), False),)


class Review(Record):
    """A signed review of the clocks that end up to `until_on`, as they stood on `on_day`.

    The clocks as they were seen are kept as a document, without any name, and known by its SHA-256; `counts` is what
    they come to, as JSON. `reason` is why it was signed though `undecided` urgent clocks had no decision. `marks_to` is
    the last mark before it.
    """

    on_day = DateField(index=True)
    until_on = DateField()
    person_id = ref(Person, index=False)
    on_behalf_of_id = ref(Person, null=True, index=False)
    clocks = IntegerField()
    undecided = IntegerField()
    reason = TextField(default="")
    counts = TextField()
    document_id = ref(Document, index=False)
    marks_to = BigIntegerField()

    class Meta:
        table_name = "review"
