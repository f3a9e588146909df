"""Letters: what was written to whom, how it left, how far it can be proven, and what a person overrode."""

from peewee import SQL, BigIntegerField, DateField, IntegerField, Model, TextField

from casebook.domain.letters.kinds import LetterKind, Tone
from casebook.domain.letters.proof import Doubt, ReturnedAs
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.limitation.grade import Grade
from casebook.store.models.base import Edited, one_of, ref
from casebook.store.models.cases import Case, Channel
from casebook.store.models.claims import Claim, Document
from casebook.store.models.parties import Address, Creditor, Party, RepresentativeRole
from casebook.store.models.people import Person


class Letter(Edited):
    """A letter as it was prepared. How it stands is derived from these days and from its dispatches.

    `facts` and `body` are what it says (`domain.letters.facts`), from the template with the digest `template`.
    `party_id` is the one who owes, `addressee_id` who gets it: he, or who stands for him in `role`. `bundle_id` is
    the first of the letters that were prepared as one. `origin` and `origin_id` name the record it belongs to.
    `needed_by` is the last day on which it is of use. `corrects_id` is a letter that was sent wrongly. What released
    itself, as far as the rules let it, was released by nobody.
    """

    case_id = ref(Case)
    kind = TextField()
    language = TextField()
    tone = TextField()
    party_id = ref(Party)
    addressee_id = ref(Party, index=False)
    role = TextField(null=True)
    address_id = ref(Address, null=True, index=False)
    mail = TextField(default="")
    creditor_id = ref(Creditor, index=False)
    template = TextField()
    subject = TextField()
    facts = TextField()
    body = TextField()
    asks_cents = BigIntegerField(default=0)
    last_day = DateField(null=True)
    prepared_on = DateField()
    needed_by = DateField(null=True)
    bundle_id = ref("self", null=True)
    corrects_id = ref("self", null=True)
    origin = TextField(null=True)
    origin_id = BigIntegerField(null=True)
    released_on = DateField(null=True)
    released_by_id = ref(Person, null=True, index=False)
    withdrawn_on = DateField(null=True)
    withdrawn_because = TextField(default="")
    document_id = ref(Document, null=True, index=False)

    class Meta:
        table_name = "letter"
        constraints = [
            one_of("kind", LetterKind),
            one_of("tone", Tone),
            one_of("role", RepresentativeRole),
            SQL("CHECK (released_on IS NOT NULL OR released_by_id IS NULL)"),
            SQL("CHECK ((origin IS NULL) = (origin_id IS NULL))"),
        ]
        indexes = ((("origin", "origin_id"), False),)


class LetterClaim(Edited):
    """A claim that a letter is about, and what it says is open on it."""

    letter_id = ref(Letter)
    claim_id = ref(Claim)
    stated_cents = BigIntegerField()

    class Meta:
        table_name = "letter_claim"


class LetterEnclosure(Edited):
    """A document that goes along with a letter; `position` counts from 1."""

    letter_id = ref(Letter)
    document_id = ref(Document, index=False)
    position = IntegerField()

    class Meta:
        table_name = "letter_enclosure"


class LetterOverride(Edited):
    """What the gate refuses and a person let pass: the rule, and why."""

    letter_id = ref(Letter)
    rule = TextField()
    reason = TextField()
    person_id = ref(Person, index=False)
    on_day = DateField()

    class Meta:
        table_name = "letter_override"


class PrintBatch(Edited):
    """Letters that were printed together: one PDF, and a list. `posted_on` is the day they went to the post."""

    made_on = DateField()
    letters = IntegerField()
    document_id = ref(Document, null=True, index=False)
    list_id = ref(Document, null=True, index=False)
    posted_on = DateField(null=True)

    class Meta:
        table_name = "print_batch"


class Dispatch(Edited):
    """One way in which a letter leaves, with its own proof.

    `sending_at` (UTC, ISO 8601) and `sending_by` (which run) stand from just before it leaves: with neither `sent_on`
    nor `failed_on` it is in doubt once that run is over: `doubt` says so, and later what a person decided. `message_id`
    never changes. `mailed_to` is the mail address, or nothing where it goes to the address of the letter.
    `received_on` is the day on which it was signed for or served, `answered_on` the day on which he answered it.
    `document_id` is what left, byte for byte; `first_page` (from 0) and `pages` say where in it this letter is, null
    where the whole is.
    """

    letter_id = ref(Letter)
    way = TextField()
    mailed_to = TextField(default="")
    batch_id = ref(PrintBatch, null=True)
    message_id = TextField(null=True, unique=True)
    sending_at = TextField(null=True)
    sending_by = TextField(default="")
    doubt = TextField(null=True)
    sent_on = DateField(null=True)
    tracking = TextField(default="")
    failed_on = DateField(null=True)
    failed_because = TextField(default="")
    returned_on = DateField(null=True)
    returned_as = TextField(null=True)
    received_on = DateField(null=True)
    answered_on = DateField(null=True)
    grade = TextField(null=True)
    proof_id = ref(Document, null=True, index=False)
    document_id = ref(Document, null=True, index=False)
    first_page = IntegerField(null=True)
    pages = IntegerField(null=True)

    class Meta:
        table_name = "dispatch"
        constraints = [
            one_of("way", DispatchWay),
            one_of("doubt", Doubt),
            one_of("returned_as", ReturnedAs),
            one_of("grade", Grade),
            SQL("CHECK ((returned_on IS NULL) = (returned_as IS NULL))"),
        ]


# What is under way, and what may be in doubt: few, of however many there were.
Dispatch.add_index(
    Dispatch.index(
        Dispatch.sending_at,
        name="dispatch_sending",
        where=SQL("sending_at IS NOT NULL AND sent_on IS NULL AND failed_on IS NULL"),
    )
)


class ContactBlock(Edited):
    """Nothing is sent or said to somebody in a way, or in any way where `channel` is null."""

    party_id = ref(Party)
    channel = TextField(null=True)
    reason = TextField()
    from_on = DateField()
    until_on = DateField(null=True)
    lifted_on = DateField(null=True)

    class Meta:
        table_name = "contact_block"
        constraints = [one_of("channel", Channel)]


class LetterNow(Model):
    """How a letter stands, derived, for lists.

    `state` is one of the life cycle. `due_on` is the day by which something is to be done about it: released, decided,
    proven; 9999-12-31 where nothing is. `stops` are the rules that refuse it, as codes with a space between.
    """

    letter_id = BigIntegerField(primary_key=True)
    case_id = BigIntegerField(index=True)
    state = TextField()
    due_on = DateField()
    stops = TextField()
    grade = TextField()

    class Meta:
        table_name = "letter_now"
        legacy_table_names = False
        indexes = ((("state", "due_on", "letter_id"), False), (("due_on", "letter_id"), False))


__all__ = [
    "ContactBlock",
    "Dispatch",
    "DispatchWay",
    "Doubt",
    "Letter",
    "LetterClaim",
    "LetterEnclosure",
    "LetterNow",
    "LetterOverride",
    "PrintBatch",
    "ReturnedAs",
]
