"""Claims: what is owed to which entity, how it was agreed, who else is liable, and the evidence."""

from enum import StrEnum

from peewee import SQL, BigIntegerField, BlobField, DateField, TextField

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.documents import Direction, DocumentKind
from casebook.domain.limitation.facts import SlateException
from casebook.store.models.base import Edited, Record, flag, one_of, ref
from casebook.store.models.cases import Case
from casebook.store.models.parties import Creditor, Party


class RateKind(StrEnum):
    """Which interest a claim bears."""

    STATUTORY = "statutory"
    COMMERCIAL = "commercial"
    CONTRACTUAL = "contractual"


class Relation(StrEnum):
    """By what relation somebody other than the debtor of the case is liable for a claim."""

    JOINT = "joint"
    PART = "part"
    SPOUSE = "spouse"
    PARTNER = "partner"
    HEIR = "heir"
    GUARANTOR = "guarantor"


class EvidenceKind(StrEnum):
    """What may have to be proven."""

    AGREEMENT = "agreement"
    CONDITIONS = "conditions"
    DELIVERY = "delivery"
    INVOICE_SENT = "invoice_sent"
    PRICE = "price"
    RETENTION = "retention"
    GUARANTEE = "guarantee"


class EvidenceStatus(StrEnum):
    """Whether a piece of evidence is there."""

    PRESENT = "present"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"


class Document(Edited):
    """A file by name; its bytes lie in `document_content` and are known by their SHA-256.

    `case_id` is the case it was added to, null for what came in another way. `on_day` is the day it bears itself, `who`
    the one it is from or to, `proves` what it may prove (`domain.documents.kept`); all null where nobody said.
    """

    case_id = ref(Case, null=True)
    name = TextField()
    media_type = TextField()
    sha256 = TextField(index=True)
    size = BigIntegerField()
    kind = TextField(null=True)
    on_day = DateField(null=True)
    direction = TextField(null=True)
    who = TextField(null=True)
    proves = TextField(null=True)

    class Meta:
        table_name = "document"
        constraints = [one_of("kind", DocumentKind), one_of("direction", Direction)]


class Claim(Edited):
    """A claim of a creditor on the debtor of a case.

    `kind` is a kind of the law of limitation or `unknown`; `capacity` and `agreed` are null where they are not known,
    and what rests on them abstains. `agreed` says where the last day of payment comes from,
    `agreed_in` the document. `law` is the country whose law governs it. In a currency other than the euro the
    principal stays outside the ledger in `foreign_cents`, and interest and allocation abstain. `title_of` names the
    claim that a judgment took the place of, `main` the claim that a guarantee ends with. `not_pursued`: written off
    and let go; `ended_on`: remitted, discharged or withdrawn. `slate_exception`: why no clean slate covers it.
    """

    case_id = ref(Case)
    creditor_id = ref(Creditor)
    number = TextField(index=True)
    kind = TextField()
    capacity = TextField(null=True)
    agreed = TextField(null=True)
    agreed_in_id = ref(Document, null=True, index=False)
    law = TextField(default="NL")
    currency = TextField(default="EUR")
    foreign_cents = BigIntegerField(null=True)
    principal_cents = BigIntegerField()
    invoice_on = DateField(null=True)
    received_on = DateField(null=True)
    due_on = DateField(null=True)
    supplied_from = DateField(null=True)
    supplied_until = DateField(null=True)
    place = TextField(default="")
    order_number = TextField(default="")
    product_group = TextField(default="")
    description = TextField(default="")
    rate_kind = TextField(default=RateKind.STATUTORY)
    rate = TextField(null=True)
    interest_frozen_on = DateField(null=True)
    notice_received_on = DateField(null=True)
    notice_last_day = DateField(null=True)
    refused_on = DateField(null=True)
    large_debtor_small_creditor = BigIntegerField(null=True)
    long_term_express = BigIntegerField(null=True)
    title_of_id = ref("self", null=True)
    main_id = ref("self", null=True)
    placed = flag()
    not_pursued = flag()
    imported = flag()
    ended_on = DateField(null=True)
    slate_exception = TextField(null=True)

    class Meta:
        table_name = "claim"
        indexes = ((("creditor_id", "number"), False), (("kind", "case_id"), False))
        constraints = [
            one_of("capacity", Capacity),
            one_of("agreed", Agreed),
            one_of("rate_kind", RateKind),
            one_of("slate_exception", SlateException),
            SQL("CHECK (principal_cents >= 0)"),
            SQL("CHECK ((currency = 'EUR') = (foreign_cents IS NULL))"),
        ]


class ClaimDay(Edited):
    """A day a term of limitation may run from, other than the last day of payment: `known_on`, `judged_on` …"""

    claim_id = ref(Claim, index=False)
    name = TextField()
    on_day = DateField()

    class Meta:
        table_name = "claim_day"
        indexes = ((("claim_id", "name"), True),)


# Claims are looked for by the day of the judgment only.
ClaimDay.add_index(
    ClaimDay.index(ClaimDay.on_day, ClaimDay.claim_id, name="claim_day_judged", where=SQL("name = 'judged_on'"))
)


class Liability(Edited):
    """Somebody else who is liable for a claim, for how much and from when.

    `capacity` and `spouse_consented` matter for a guarantor (BW 1:88, 7:857); `share` is a percentage as text.
    `most_cents` is what he is good for: of all claims together for which he agreed to it, or with `most_each` (0 or 1)
    of each apart; with `most_beside` (0 or 1) interest and costs come on top of it.
    """

    claim_id = ref(Claim)
    party_id = ref(Party)
    relation = TextField()
    share = TextField(null=True)
    most_cents = BigIntegerField(null=True)
    most_each = flag(constraints=[SQL("DEFAULT 0")])
    most_beside = flag(constraints=[SQL("DEFAULT 0")])
    capacity = TextField(null=True)
    in_writing = flag()
    spouse_consented = BigIntegerField(null=True)
    notified_on = DateField(null=True)
    from_on = DateField(null=True)
    until_on = DateField(null=True)

    class Meta:
        table_name = "liability"
        constraints = [one_of("relation", Relation)]


class Assignment(Edited):
    """A claim that went over to another creditor: it may be collected by him from the notice to the debtor on."""

    claim_id = ref(Claim)
    from_creditor = TextField()
    to_creditor = TextField()
    on_day = DateField()
    notified_on = DateField(null=True)

    class Meta:
        table_name = "assignment"


class Evidence(Edited):
    """A piece of evidence for a claim: there, missing or not needed."""

    claim_id = ref(Claim, index=False)
    kind = TextField()
    status = TextField()
    document_id = ref(Document, null=True, index=False)
    note = TextField(default="")

    class Meta:
        table_name = "evidence"
        indexes = ((("claim_id", "kind"), True),)
        constraints = [
            one_of("kind", EvidenceKind),
            one_of("status", EvidenceStatus),
        ]


class DocumentContent(Record):
    """The bytes of a document, once for each content."""

    sha256 = TextField(unique=True)
    content = BlobField()

    class Meta:
        table_name = "document_content"
