"""Claims that lie with an agency: each placement with who guards limitation, and what happened with it by its day."""

from peewee import SQL, BigIntegerField, DateField, IntegerField, TextField

from casebook.domain.placements.facts import Arm, Guard, ReportSource
from casebook.store.models.agencies import Agency
from casebook.store.models.base import Edited, Record, one_of, ref
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim, Document
from casebook.store.models.imports import ImportRun
from casebook.store.models.letters import Letter
from casebook.store.models.money import Payment


class PlacementBatch(Edited):
    """Placements that were made together; `share_percent` of them went to the challenger, chosen by the `seed`."""

    name = TextField()
    made_on = DateField()
    champion_agency_id = ref(Agency)
    challenger_agency_id = ref(Agency, null=True)
    share_percent = IntegerField(null=True)
    seed = IntegerField(null=True)

    class Meta:
        table_name = "placement_batch"
        constraints = [
            SQL("CHECK ((challenger_agency_id IS NULL) = (share_percent IS NULL))"),
            SQL("CHECK ((challenger_agency_id IS NULL) = (seed IS NULL))"),
            SQL("CHECK (share_percent BETWEEN 0 AND 100)"),
        ]


class Placement(Edited):
    """Claims of a case that lie with an agency, or are about to; how it stands follows from its events.

    `guard` is who sees to limitation, `reference` how the agency calls it. `next_due_on` (9999-12-31 for none) and
    `ended_on` follow from the events and reports, and are kept for lists.
    """

    case_id = ref(Case)
    agency_id = ref(Agency)
    guard = TextField()
    reference = TextField(default="", index=True)
    batch_id = ref(PlacementBatch, null=True)
    arm = TextField(null=True)
    next_due_on = DateField()
    ended_on = DateField(null=True)

    class Meta:
        table_name = "placement"
        indexes = ((("next_due_on", "id"), False),)
        constraints = [
            one_of("guard", Guard),
            one_of("arm", Arm),
            SQL("CHECK (arm IS NULL OR batch_id IS NOT NULL)"),
        ]


class PlacedClaim(Edited):
    """A claim of a placement, with what was open when it was prepared; `ended_on` is when it came back or ended.

    `last_entry_id` is the last entry of its ledger by then, 0 for none: what came after it was not placed.
    """

    placement_id = ref(Placement, index=False)
    claim_id = ref(Claim)
    principal_cents = BigIntegerField()
    interest_cents = BigIntegerField()
    costs_cents = BigIntegerField()
    ended_on = DateField(null=True)
    last_entry_id = BigIntegerField(null=True)

    class Meta:
        table_name = "placed_claim"
        indexes = ((("placement_id", "claim_id"), True),)


# A claim lies with one agency at a time.
PlacedClaim.add_index(
    PlacedClaim.index(PlacedClaim.claim_id, name="placed_claim_now", unique=True, where=SQL("ended_on IS NULL"))
)


class PlacementEvent(Record):
    """What happened with a placement, by its day. Only ever added.

    `code` is an instruction or why it was closed, by the kind. `cents` is what was paid, or what it costs. `voids`
    names an event that did not happen, or that this one corrects; `reason` is why. `recorded_on` is the day on which it
    was written down.
    """

    placement_id = ref(Placement)
    kind = TextField()
    on_day = DateField()
    until_on = DateField(null=True)
    cents = BigIntegerField(null=True)
    code = TextField(null=True)
    text = TextField(default="")
    letter_id = ref(Letter, null=True)
    payment_id = ref(Payment, null=True)
    document_id = ref(Document, null=True, index=False)
    voids_id = ref("self", null=True)
    reason = TextField(default="")
    recorded_on = DateField()

    class Meta:
        table_name = "placement_event"


class AgencyReport(Record):
    """What an agency reported of a placement as of a day, null where it said nothing of it. Only ever added.

    `phase` and `next_action` are its own words. `run_id` is the import of a file it came in. `voids_id` names the
    report that this one takes the place of. `recorded_on` is the day on which it was written down.
    """

    placement_id = ref(Placement)
    on_day = DateField()
    phase = TextField(default="")
    open_cents = BigIntegerField(null=True)
    received_cents = BigIntegerField(null=True)
    remitted_cents = BigIntegerField(null=True)
    costs_cents = BigIntegerField(null=True)
    next_action = TextField(default="")
    next_on = DateField(null=True)
    source = TextField()
    run_id = ref(ImportRun, null=True)
    recorded_on = DateField()
    voids_id = ref("self", null=True)

    class Meta:
        table_name = "agency_report"
        constraints = [one_of("source", ReportSource)]
