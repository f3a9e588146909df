"""What was imported, from which file, and what a later list says otherwise."""

from enum import StrEnum

from peewee import BigIntegerField, DateField, IntegerField, TextField

from casebook.store.models.base import Edited, Record, one_of, ref
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim
from casebook.store.models.money import Payment
from casebook.store.models.parties import Creditor


class RunState(StrEnum):
    """How an import stands; one that was killed stays running until the same file is imported again."""

    RUNNING = "running"
    DONE = "done"


class ProposalState(StrEnum):
    """Whether a person accepted what a list says."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


class ImportRun(Edited):
    """One import of one file."""

    kind = TextField()
    profile = TextField()
    file_name = TextField()
    sha256 = TextField(index=True)
    on_day = DateField()
    state = TextField(default=RunState.RUNNING)
    rows = IntegerField(default=0)
    added = IntegerField(default=0)
    unchanged = IntegerField(default=0)
    proposed = IntegerField(default=0)
    skipped = IntegerField(default=0)
    refused = IntegerField(default=0)

    class Meta:
        table_name = "import_run"
        constraints = [one_of("state", RunState)]


class ImportedItem(Edited):
    """A claim as its list has it: `key` finds it again, `content` tells whether the list changed it since."""

    creditor_id = ref(Creditor, index=False)
    key = TextField()
    claim_id = ref(Claim)
    content = TextField()
    run_id = ref(ImportRun)

    class Meta:
        table_name = "imported_item"
        indexes = ((("creditor_id", "key"), True),)


class ImportedRecord(Record):
    """A record of history that was imported: never twice. `payment_id` is the payment that it turned out to be."""

    kind = TextField()
    key = TextField()
    run_id = ref(ImportRun)
    payment_id = ref(Payment, null=True)

    class Meta:
        table_name = "imported_record"
        indexes = ((("kind", "key"), True),)


class Proposal(Edited):
    """What a list says and we do not: a difference, a payment, an absent item. A person accepts or dismisses it."""

    run_id = ref(ImportRun)
    case_id = ref(Case, null=True)
    claim_id = ref(Claim, null=True)
    code = TextField()
    parameters = TextField()
    key = TextField(unique=True)
    cents = BigIntegerField(null=True)
    state = TextField(default=ProposalState.PROPOSED)
    decided_on = DateField(null=True)
    reason = TextField(default="")

    class Meta:
        table_name = "proposal"
        indexes = ((("state", "code", "id"), False),)
        constraints = [one_of("state", ProposalState)]
