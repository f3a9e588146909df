"""What happened to the clocks: events, whom and what they reach, and how far they can be proven. Only ever added."""

from peewee import BigIntegerField, DateField, TextField

from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.limitation.facts import Outcome, Proof
from casebook.domain.limitation.grade import Grade
from casebook.store.models.base import Edited, Record, flag, one_of, ref
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim, Document
from casebook.store.models.parties import Party


class LimitationEvent(Record):
    """An event of limitation law. One that belongs to another record (`origin`) is written by its actions only.

    `kind` is an act, `legal_action`, `insolvency` or `extension`; `regime` and `ground` are of the last two.
    `replaces` names the event that this one corrects.
    """

    case_id = ref(Case)
    kind = TextField()
    on_day = DateField(null=True)
    received_on = DateField(null=True)
    until_on = DateField(null=True)
    regime = TextField(null=True)
    ground = TextField(null=True)
    clean_slate = flag()
    outcome = TextField(null=True)
    ended_on = DateField(null=True)
    followed_up_on = DateField(null=True)
    follow_up_outcome = TextField(null=True)
    origin = TextField(null=True)
    origin_id = BigIntegerField(null=True)
    replaces_id = ref("self", null=True)
    document_id = ref(Document, null=True, index=False)
    note = TextField(default="")

    class Meta:
        table_name = "limitation_event"


class Reach(Record):
    """A debtor an event reaches; with a claim or a kind of clock only that one, without them all of the case."""

    event_id = ref(LimitationEvent)
    party_id = ref(Party, index=False)
    claim_id = ref(Claim, null=True)
    clock = TextField(null=True)

    class Meta:
        table_name = "reach"


class ProofMark(Record):
    """How far an event can be proven from now on; the last mark counts."""

    event_id = ref(LimitationEvent)
    proof = TextField()
    grade = TextField(null=True)
    on_day = DateField()
    reason = TextField(default="")
    document_id = ref(Document, null=True, index=False)

    class Meta:
        table_name = "proof_mark"
        constraints = [one_of("proof", Proof), one_of("grade", Grade)]


class Reliance(Edited):
    """A lead relies on a claimed end: the clock is quiet until the day of review."""

    claim_id = ref(Claim)
    party_id = ref(Party, index=False)
    clock = TextField()
    reason = TextField()
    review_on = DateField()
    ended_on = DateField(null=True)

    class Meta:
        table_name = "reliance"
        constraints = [one_of("clock", ClockKind)]


__all__ = ["Grade", "LimitationEvent", "Outcome", "Proof", "ProofMark", "Reach", "Reliance"]
