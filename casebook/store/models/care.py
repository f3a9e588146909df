"""What is owed to the person behind the debt: requests and complaints, vulnerability, an estate, and bans."""

from enum import StrEnum

from peewee import SQL, DateField, IntegerField, TextField

from casebook.store.models.base import Edited, one_of, ref
from casebook.store.models.cases import Case
from casebook.store.models.holds import Hold
from casebook.store.models.parties import Party


class RequestKind(StrEnum):
    """What a person may ask for: a decision on a complaint, or a right on data about him (AVG)."""

    COMPLAINT = "complaint"
    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    PORTABILITY = "portability"
    OBJECTION = "objection"


class RequestOutcome(StrEnum):
    """How a request was answered."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"


class Acceptance(StrEnum):
    """How an heir took an estate."""

    UNKNOWN = "unknown"
    PURE = "pure"
    BENEFICIARY = "beneficiary"
    REJECTED = "rejected"


class Recourse(StrEnum):
    """What a look at one source says of recourse."""

    NONE = "none"
    SOME = "some"
    UNCLEAR = "unclear"


class PersonRequest(Edited):
    """A complaint, or what somebody asks about data on him. That it is late is derived.

    `acknowledged_on`: he was told that it came in. `extended_on` and `extended_because`: he was told why it takes
    longer.
    """

    case_id = ref(Case)
    party_id = ref(Party)
    kind = TextField()
    received_on = DateField()
    text = TextField()
    acknowledged_on = DateField(null=True)
    extended_on = DateField(null=True)
    extended_because = TextField(null=True)
    answered_on = DateField(null=True)
    outcome = TextField(null=True)
    answer = TextField(null=True)
    withdrawn_on = DateField(null=True)

    class Meta:
        table_name = "person_request"
        constraints = [
            one_of("kind", RequestKind),
            one_of("outcome", RequestOutcome),
            SQL("CHECK ((answered_on IS NULL) = (outcome IS NULL))"),
        ]


class Vulnerability(Edited):
    """What makes a person vulnerable, kept with his consent and until a day; after it, it is shown nowhere."""

    party_id = ref(Party)
    text = TextField()
    consent_on = DateField()
    consent_how = TextField()
    until_on = DateField()
    ended_on = DateField(null=True)

    class Meta:
        table_name = "vulnerability"


class Estate(Edited):
    """What a debtor who died left behind.

    `hold_id` is the hold that leaves it alone, null where it was over already. `claimed_on`: the debt was filed with
    whoever settles it, or demanded of the heirs. `settled_on`: nothing can be had from it any more.
    """

    party_id = ref(Party, index=False)
    died_on = DateField()
    learned_on = DateField()
    source = TextField()
    notary_id = ref(Party, null=True, index=False)
    hold_id = ref(Hold, null=True, index=False)
    claimed_on = DateField(null=True)
    settled_on = DateField(null=True)

    class Meta:
        table_name = "estate"
        indexes = ((("party_id",), True),)


class Heir(Edited):
    """A known heir; his share is `parts` of `whole`, null where it is not known."""

    estate_id = ref(Estate)
    party_id = ref(Party)
    parts = IntegerField(null=True)
    whole = IntegerField(null=True)
    acceptance = TextField(default=Acceptance.UNKNOWN)
    accepted_on = DateField(null=True)

    class Meta:
        table_name = "heir"
        constraints = [
            one_of("acceptance", Acceptance),
            SQL("CHECK ((parts IS NULL) = (whole IS NULL))"),
            SQL("CHECK (parts IS NULL OR (parts > 0 AND parts <= whole))"),
        ]
        indexes = ((("estate_id", "party_id"), True),)


class ArrangementBan(Edited):
    """No payment arrangement is agreed with a debtor."""

    party_id = ref(Party)
    reason = TextField()
    from_on = DateField()
    until_on = DateField(null=True)
    lifted_on = DateField(null=True)

    class Meta:
        table_name = "arrangement_ban"


class RecourseCheck(Edited):
    """A look at one source whether there is anything to be had; `source` as the settings of the house name it."""

    case_id = ref(Case)
    on_day = DateField()
    source = TextField()
    found = TextField()
    text = TextField(default="")

    class Meta:
        table_name = "recourse_check"
        constraints = [one_of("found", Recourse)]
