"""Incoming post: what came in, its parts, the text of documents, and what was decided on it."""

from enum import StrEnum

from peewee import SQL, BigIntegerField, CompositeKey, DateField, IntegerField, Model, TextField

from casebook.domain.post.candidates import PostMethod
from casebook.domain.post.nature import PostNature
from casebook.domain.post.unread import Unread
from casebook.store.models.base import Edited, Record, one_of, ref
from casebook.store.models.care import PersonRequest
from casebook.store.models.cases import Case
from casebook.store.models.claims import Document
from casebook.store.models.disputes import Dispute
from casebook.store.models.letters import Dispatch
from casebook.store.models.people import Person


class PostDecision(StrEnum):
    """What became of something that came in."""

    FILED = "filed"
    REQUEST = "request"
    COMPLAINT = "complaint"
    REPLY = "reply"
    RETURNED = "returned"
    DISPUTE = "dispute"
    NOT_OURS = "not_ours"


class PostItem(Edited):
    """A letter or mail as it came in: the original is its document; the same content twice is it once.

    `source` is the path it was taken from. What a mail says of itself is kept as it says so: `sent_on` may be any day,
    and is null for what is no mail. `quoted` are the message ids it answers or quotes, with a space between.
    `nature` is what it is that no person wrote; of a mail of ours that did not arrive, `in_reply_to` is that one.
    `unread` is why the text of it could not be read. `dispatch_id`, `request_id` and `dispute_id` are what it was
    decided on, or what came of it.
    """

    sha256 = TextField(unique=True)
    document_id = ref(Document)
    arrived_on = DateField()
    source = TextField(default="")
    from_name = TextField(default="")
    from_mail = TextField(default="")
    mailed_to = TextField(default="")
    subject = TextField(default="")
    message_id = TextField(default="", index=True)
    in_reply_to = TextField(default="")
    quoted = TextField(default="")
    sent_on = DateField(null=True)
    unread = TextField(null=True)
    nature = TextField(null=True)
    decided_on = DateField(null=True)
    decided_by_id = ref(Person, null=True, index=False)
    decision = TextField(null=True)
    case_id = ref(Case, null=True)
    reason = TextField(default="")
    dispatch_id = ref(Dispatch, null=True)
    request_id = ref(PersonRequest, null=True)
    dispute_id = ref(Dispute, null=True)

    class Meta:
        table_name = "post_item"
        constraints = [
            one_of("unread", Unread),
            one_of("nature", PostNature),
            one_of("decision", PostDecision),
            SQL("CHECK ((decided_on IS NULL) = (decision IS NULL))"),
        ]
        indexes = ((("decided_on", "id"), False),)


# What waits: few, of however many there were.
PostItem.add_index(
    PostItem.index(
        PostItem.arrived_on,
        PostItem.id,
        name="post_item_waiting",
        where=SQL("decided_on IS NULL"),
    )
)


class PostPart(Edited):
    """Something attached to a mail, as a document of its own; `position` counts from 1."""

    item_id = ref(PostItem)
    document_id = ref(Document)
    position = IntegerField()
    unread = TextField(null=True)

    class Meta:
        table_name = "post_part"
        constraints = [one_of("unread", Unread)]


class DocumentText(Record):
    """The text of a page of a document, once for each content; pages count from 1.

    The first page says why there is no text, or not all of it.
    """

    sha256 = TextField()
    page = IntegerField()
    text = TextField()
    unread = TextField(null=True)

    class Meta:
        table_name = "document_text"
        constraints = [one_of("unread", Unread)]
        indexes = ((("sha256", "page"), True),)


class PostCandidate(Model):
    """A case that an item which waits may be for, derived; `rank` counts from 1, the likeliest.

    `why` is JSON, as `casebook.store.post.stored` reads it. `told`: likely enough that the case itself says so.
    """

    item_id = BigIntegerField()
    rank = IntegerField()
    case_id = BigIntegerField(index=True)
    method = TextField()
    confidence = IntegerField()
    why = TextField()
    party_id = BigIntegerField(null=True)
    told = IntegerField()

    class Meta:
        table_name = "post_candidate"
        primary_key = CompositeKey("item_id", "case_id")
        constraints = [one_of("method", PostMethod)]
        legacy_table_names = False


__all__ = [
    "DocumentText",
    "PostCandidate",
    "PostDecision",
    "PostItem",
    "PostMethod",
    "PostNature",
    "PostPart",
    "Unread",
]
