"""Cases: the work on one debtor, its owner, its next action, and what was said and noted."""

from enum import StrEnum

from peewee import SQL, DateField, IntegerField, TextField

from casebook.store.models.base import Edited, flag, one_of, ref
from casebook.store.models.parties import Party
from casebook.store.models.people import Person, Team


class CaseState(StrEnum):
    """The life of a case."""

    INTAKE = "intake"
    OPEN = "open"
    CLOSED = "closed"


class Closing(StrEnum):
    """Why a case was closed."""

    PAID = "paid"
    REMITTED = "remitted"
    DISCHARGED = "discharged"
    WRITTEN_OFF = "written_off"
    UNCOLLECTABLE = "uncollectable"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"
    NOT_OURS = "not_ours"
    RETURNED_TO_REGULAR = "returned_to_regular"


class TrackKind(StrEnum):
    """What goes on in a case beside ordinary collection; several at once."""

    ARRANGEMENT = "arrangement"
    DISPUTE = "dispute"
    INSOLVENCY = "insolvency"
    COUNSELLING = "counselling"
    AGENCY = "agency"
    COURT = "court"
    ESTATE = "estate"


class Channel(StrEnum):
    """How a contact took place."""

    PHONE = "phone"
    MAIL = "mail"
    LETTER = "letter"
    CHAT = "chat"
    SMS = "sms"
    VISIT = "visit"
    AGENCY = "agency"


class Outcome(StrEnum):
    """What a contact came to."""

    NOT_REACHED = "not_reached"
    LEFT_MESSAGE = "left_message"
    INFORMED = "informed"
    PROMISE = "promise"
    AGREEMENT = "agreement"
    DISPUTE = "dispute"
    CANNOT_PAY = "cannot_pay"
    WILL_NOT_PAY = "will_not_pay"
    COMPLAINT = "complaint"
    REFUSED_CHECK = "refused_check"


class NextKind(StrEnum):
    """What is to be done next in a case."""

    FIRST_LOOK = "first_look"
    CALL = "call"
    WRITE = "write"
    VISIT = "visit"
    AWAIT_ANSWER = "await_answer"
    CHECK_PROMISE = "check_promise"
    CHECK_PAYMENT = "check_payment"
    CHECK_EVIDENCE = "check_evidence"
    ANSWER_REQUEST = "answer_request"
    HANDLE_DISPUTE = "handle_dispute"
    CHOOSE_ROUTE = "choose_route"
    INTERRUPT = "interrupt"
    LEGAL_REVIEW = "legal_review"
    RECOURSE_CHECK = "recourse_check"
    CLOSE = "close"
    OTHER = "other"


class Case(Edited):
    """A case of one debtor. An open one has a next action, owned by a person or a team, never both.

    `moves` counts how often the next action was moved since something outward happened. `sleeping`: no recourse
    today, checked once in a while; `sleeping_since` is the day it was last put to sleep, kept when it wakes.
    """

    number = TextField(unique=True)
    debtor_id = ref(Party)
    state = TextField(default=CaseState.INTAKE)
    opened_on = DateField()
    closed_on = DateField(null=True)
    closed_as = TextField(null=True)
    owner_person_id = ref(Person, null=True)
    owner_team_id = ref(Team, null=True)
    next_on = DateField(null=True)
    next_kind = TextField(null=True)
    next_note = TextField(default="")
    moves = IntegerField(default=0)
    sleeping = flag()
    sleeping_since = DateField(null=True)

    class Meta:
        table_name = "cases"
        constraints = [
            one_of("state", CaseState),
            one_of("closed_as", Closing),
            one_of("next_kind", NextKind),
            SQL(
                "CHECK (state = 'closed' OR (next_on IS NOT NULL AND next_kind IS NOT NULL"
                " AND (owner_person_id IS NULL) <> (owner_team_id IS NULL)))"
            ),
            SQL("CHECK ((state = 'closed') = (closed_on IS NOT NULL AND closed_as IS NOT NULL))"),
        ]


Case.add_index(Case.index(Case.sleeping_since, name="cases_sleeping_since", where=SQL("sleeping_since IS NOT NULL")))


class Track(Edited):
    """One thing that goes on in a case, opened and closed with a reason."""

    case_id = ref(Case)
    kind = TextField()
    opened_on = DateField()
    opened_because = TextField(default="")
    closed_on = DateField(null=True)
    closed_because = TextField(null=True)

    class Meta:
        table_name = "track"
        indexes = ((("kind", "opened_on", "case_id"), False),)
        constraints = [one_of("kind", TrackKind)]


class Note(Edited):
    """What a colleague wrote down."""

    case_id = ref(Case)
    on_day = DateField()
    person_id = ref(Person, index=False)
    text = TextField()

    class Meta:
        table_name = "note"


class Contact(Edited):
    """A contact with somebody, how it ended, and whether the caller was checked before anything was said."""

    case_id = ref(Case)
    party_id = ref(Party)
    on_day = DateField()
    person_id = ref(Person, null=True, index=False)
    channel = TextField()
    incoming = flag()
    outcome = TextField()
    caller_checked = flag()
    text = TextField(default="")

    class Meta:
        table_name = "contact"
        indexes = ((("outcome", "on_day", "case_id"), False),)
        constraints = [one_of("channel", Channel), one_of("outcome", Outcome)]
