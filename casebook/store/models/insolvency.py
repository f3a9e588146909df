"""Insolvency proceedings and debt counselling: one row for each, who acts in it, and what happened by its day."""

from peewee import SQL, BigIntegerField, DateField, IntegerField, TextField

from casebook.domain.insolvency.facts import Kind, Match, PersonRole, Source
from casebook.domain.insolvency.requests import RequestKind, Way
from casebook.store.models.arrangements import VatRoute
from casebook.store.models.base import Edited, Record, one_of, ref
from casebook.store.models.cases import Case
from casebook.store.models.claims import Document
from casebook.store.models.letters import Letter
from casebook.store.models.parties import Party, Representation
from casebook.store.models.people import Person


class Insolvency(Edited):
    """A proceeding of one party; its stage and days follow from its events.

    `number` is as the register writes it, empty where there is none. `confirmed_on` is null while it is only signalled.
    `matched_by` says by what it was taken for one of this party. A conversion names what it went on from as its
    `predecessor`. `next_due_on` (9999-12-31 for none) and `ended_on` follow from the events, and are kept for lists.
    """

    party_id = ref(Party)
    kind = TextField()
    number = TextField(default="", index=True)
    court = TextField(default="")
    predecessor_id = ref("self", null=True)
    known_on = DateField()
    confirmed_on = DateField(null=True)
    matched_by = TextField()
    source = TextField()
    document_id = ref(Document, null=True, index=False)
    note = TextField(default="")
    next_due_on = DateField()
    ended_on = DateField(null=True)

    class Meta:
        table_name = "insolvency"
        indexes = ((("next_due_on", "id"), False), (("known_on", "id"), False))
        constraints = [one_of("kind", Kind), one_of("matched_by", Match), one_of("source", Source)]


class InsolvencyPerson(Edited):
    """Who does what in a proceeding, and when. All but a judge are a party, and act for the debtor."""

    insolvency_id = ref(Insolvency)
    role = TextField()
    name = TextField()
    party_id = ref(Party, null=True)
    representation_id = ref(Representation, null=True)
    from_on = DateField(null=True)
    until_on = DateField(null=True)

    class Meta:
        table_name = "insolvency_person"
        constraints = [
            one_of("role", PersonRole),
            SQL("CHECK ((party_id IS NULL) = (role = 'judge'))"),
            SQL("CHECK ((representation_id IS NULL) = (party_id IS NULL))"),
        ]


class InsolvencyEvent(Record):
    """What happened in a proceeding, by the day of the court. Only ever added.

    `outcome` is how it ended. `voids` names an event that did not happen, or that this one corrects; what voids another
    may be void itself. `reason` is why it does. `recorded_on` is the day on which it was written down.
    """

    insolvency_id = ref(Insolvency)
    kind = TextField()
    on_day = DateField()
    until_on = DateField(null=True)
    outcome = TextField(null=True)
    text = TextField(default="")
    document_id = ref(Document, null=True, index=False)
    voids_id = ref("self", null=True)
    reason = TextField(default="")
    recorded_on = DateField()

    class Meta:
        table_name = "insolvency_event"


class InsolvencyRequest(Edited):
    """What somebody who acts in a proceeding asks of us. How far it is, and that it is overdue, are derived.

    `as_of` is the day on which a balance is asked, `asked_by` the day he asked an answer by. What of our claim is
    offered, and what may be expected without the offer, are percentages as text; `remission_cents` is what a vote in
    favour lets go of once it was kept, `vat_route` how the VAT on that is dealt with. `reviewed_on` is when a lead had
    seen to the law of a claw-back. `letter_id` is the letter that answered it. `next_due_on` (9999-12-31 once it is
    answered or withdrawn) follows from the others and is kept for lists.
    """

    insolvency_id = ref(Insolvency)
    case_id = ref(Case)
    party_id = ref(Party)
    kind = TextField()
    received_on = DateField()
    text = TextField(default="")
    reference = TextField(default="")
    as_of = DateField(null=True)
    asked_by = DateField(null=True)
    document_id = ref(Document, null=True, index=False)
    owner_person_id = ref(Person, null=True)
    extended_until = DateField(null=True)
    extended_because = TextField(default="")
    way = TextField(null=True)
    offered_percent = TextField(null=True)
    expected_percent = TextField(null=True)
    in_favour = IntegerField(null=True)
    decided_on = DateField(null=True)
    decided_because = TextField(default="")
    reviewed_on = DateField(null=True)
    review = TextField(default="")
    answered_on = DateField(null=True)
    answer = TextField(default="")
    letter_id = ref(Letter, null=True, index=False)
    acknowledged_on = DateField(null=True)
    withdrawn_on = DateField(null=True)
    withdrawn_because = TextField(default="")
    next_due_on = DateField()
    remission_cents = BigIntegerField(null=True)
    vat_route = TextField(null=True)

    class Meta:
        table_name = "insolvency_request"
        indexes = ((("next_due_on", "id"), False), (("received_on", "id"), False))
        constraints = [
            one_of("kind", RequestKind),
            one_of("way", Way),
            one_of("vat_route", VatRoute),
            SQL("CHECK (answered_on IS NULL OR withdrawn_on IS NULL)"),
            SQL("CHECK ((decided_on IS NULL) = (in_favour IS NULL))"),
        ]
