"""The office and its people: who works here, in which team and role, and what may be decided alone."""

from enum import StrEnum

from peewee import SQL, BigIntegerField, DateField, IntegerField, Model, TextField

from casebook.store.models.base import Edited, Record, one_of, ref


class Role(StrEnum):
    """What a person may do; one person may have several. A viewer sees everything and changes nothing."""

    HANDLER = "handler"
    LEAD = "lead"
    VIEWER = "viewer"
    ADMINISTRATOR = "administrator"


# The roles a mandate can be set for.
MANDATED = (Role.HANDLER, Role.LEAD, Role.ADMINISTRATOR)


class ApprovalState(StrEnum):
    """How a request for approval stands; that it is overdue is derived."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Office(Edited):
    """The one row that says whose database this is, and in which time zone its days begin."""

    name = TextField()
    time_zone = TextField()

    class Meta:
        table_name = "office"


class Person(Edited):
    """Somebody who works here; `login` is the user of the operating system, `phone` and `mail` stand in his letters."""

    login = TextField(unique=True)
    name = TextField()
    language = TextField(null=True)
    inactive_since = DateField(null=True)
    phone = TextField(default="", constraints=[SQL("DEFAULT ''")])
    mail = TextField(default="", constraints=[SQL("DEFAULT ''")])

    class Meta:
        table_name = "person"


class RoleGrant(Edited):
    """A role a person has from a day on."""

    person_id = ref(Person)
    role = TextField()
    from_on = DateField()
    until_on = DateField(null=True)

    class Meta:
        table_name = "role"
        constraints = [one_of("role", Role)]


class Team(Edited):
    """A team that can own cases."""

    name = TextField(unique=True)

    class Meta:
        table_name = "team"


class Membership(Edited):
    """A person in a team for a period."""

    team_id = ref(Team)
    person_id = ref(Person)
    from_on = DateField()
    until_on = DateField(null=True)

    class Meta:
        table_name = "team_member"


class Mandate(Edited):
    """How far a role may decide alone, from a day on; it goes before the settings of the house.

    `act` is such as `write_off`. A limit that is null does not limit; `most_percent` is a decimal as text. One for a
    `creditor` goes before one for all of them. `decided_by` set it and `agreed_by` let it go further than before.
    """

    act = TextField()
    role = TextField()
    most_cents = BigIntegerField(null=True)
    most_terms = IntegerField(null=True)
    from_on = DateField()
    most_percent = TextField(null=True)
    creditor_id = BigIntegerField(null=True, index=True)
    reason = TextField(default="", constraints=[SQL("DEFAULT ''")])
    set_on = DateField(null=True)
    decided_by_id = ref(Person, null=True, index=False)
    agreed_by_id = ref(Person, null=True, index=False)

    class Meta:
        table_name = "mandate"
        constraints = [one_of("role", MANDATED)]


class Approval(Edited):
    """A command that waits for somebody with the mandate; it is stored as it was asked and performed as stored.

    `on_behalf_of` is for whom the one who asked stood in, `given_to` who sees to it now where it was given away.
    `foreseen` is what it would have done when it was asked, as JSON of the changes, and `needs` the roles it takes to
    approve it, apart by spaces; both null where that could not be told. `again_of` was asked before in its place. On
    `heard_on` who asked took note of the answer.
    """

    command = TextField()
    arguments = TextField()
    case_id = BigIntegerField(null=True, index=True)
    asked_by_id = ref(Person)
    on_behalf_of_id = ref(Person, null=True, index=False)
    asked_on = DateField()
    needed_by = DateField(null=True)
    reason = TextField()
    state = TextField(default=ApprovalState.ASKED)
    decided_by_id = ref(Person, null=True)
    decided_on = DateField(null=True)
    decision = TextField(null=True)
    given_to_id = ref(Person, null=True, index=False)
    foreseen = TextField(null=True)
    needs = TextField(null=True)
    again_of_id = ref("self", null=True, index=False)
    heard_on = DateField(null=True)

    class Meta:
        table_name = "approval"
        constraints = [one_of("state", ApprovalState)]


Approval.add_index(Approval.index(Approval.needed_by, name="approval_waiting", where=SQL("state = 'asked'")))


class ApprovalComment(Record):
    """What was said about a request: asked back, answered. It is only ever added to."""

    approval_id = ref(Approval)
    person_id = ref(Person, index=False)
    on_behalf_of_id = ref(Person, null=True, index=False)
    on_day = DateField()
    text = TextField()

    class Meta:
        table_name = "approval_comment"


class CaseNumber(Model):
    """The last case number given out in a year: a number is never used again, so this only ever counts up."""

    year = IntegerField(primary_key=True)
    last = IntegerField()

    class Meta:
        table_name = "case_number"
