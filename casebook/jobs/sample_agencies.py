"""Who collects for the sample office: what lies with each agency, at every stage, and the list of one of them."""

from datetime import date, timedelta
from decimal import Decimal

from casebook.domain.money import from_decimal
from casebook.domain.placements.facts import AgencyKind, FeeBasis, FeeEvent, Guard, PlacementEventKind
from casebook.exchange.agencies import profile as profiles
from casebook.jobs import agency_list
from casebook.jobs.sample_file import Entry, SampleFile
from casebook.paths import sample_data
from casebook.store import agency_runs
from casebook.store.actions.addresses import Place
from casebook.store.actions.agencies import AgencyFacts, RegisterAgency, SetAgencyFee
from casebook.store.actions.evidence import SetEvidence
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.placement_events import (
    AnnounceRecall,
    RecordPlacementEvent,
    RecordReport,
    ReportFacts,
    TellDirectPayment,
)
from casebook.store.actions.placements import PreparePlacement, RecordPlacement
from casebook.store.actions.receipts import Receipt
from casebook.store.database import Database
from casebook.store.models.claims import EvidenceKind, EvidenceStatus
from casebook.store.queries import bookings, placements
from casebook.store.transaction import Actor

# What was agreed with an agency holds since before anything was placed there.
_AGREED = timedelta(days=-730)


def write(database: Database, actor: Actor, day: date) -> None:
    """Register the agencies of the file and place with them what it says, on the days it says."""
    _Office(database, actor, day).work()


class _Office(SampleFile):
    """The office that places."""

    name = "agencies.toml"

    def __init__(self, database: Database, actor: Actor, day: date) -> None:
        super().__init__(database, actor, day)
        self._agencies: dict[str, int] = {}

    def agency(self, entry: Entry) -> None:
        """Who collects for us, and what was agreed with him."""
        until, files = entry.get("registered_until"), entry.get("files", "")
        facts = AgencyFacts(
            AgencyKind(entry["kind"]),
            entry.get("wki_number", ""),
            None if until is None else self._on(until),
            entry.get("update_days"),
            contact=entry["contact"],
            report_profile=files,
            inventory_profile=files,
        )
        place = Place(**entry["address"])
        id_ = self._act(RegisterAgency(facts, name=entry["name"], place=place, mail=entry["mail"]))
        self._agencies[entry["name"]] = id_
        for fee in entry["fees"]:
            cents = from_decimal(Decimal(fee["amount"])) if "amount" in fee else None
            event, basis, percent = FeeEvent(fee["event"]), FeeBasis(fee["basis"]), fee.get("percent", "")
            terms = SetAgencyFee(id_, self._day + _AGREED, event, basis, percent, cents, vat_percent=fee["vat_percent"])
            self._act(terms)

    def placement(self, entry: Entry) -> None:
        """Claims of a case that lie with an agency, and what happened since."""
        case_id = self._case(entry["debtor"])
        id_ = self._prepared(case_id, entry) if "prepared" in entry else self._recorded(case_id, entry)
        for on in entry.get("reported", ()):
            self._report(id_, on, entry)
        if "paid" in entry:
            self._paid(id_, case_id, entry["paid"])
        for one in entry.get("then", ()):
            until = None if "until" not in one else self._on(one["until"])
            kind, on = PlacementEventKind(one["kind"]), self._on(one["on"])
            self._act(RecordPlacementEvent(id_, kind, on, until, one.get("code"), one.get("text", "")), on)
        if "recall" in entry:
            self._recall(id_, entry["recall"])

    def list(self, entry: Entry) -> None:
        """What an agency says it has of us."""
        held = agency_list.Import(
            self._database,
            self._actor,
            self._day,
            sample_data() / "office" / entry["file"],
            profiles.load("agency-nl"),
            agency_runs.find_agency(self._database, entry["agency"]),
            self._on(entry["as_of"]),
        )
        agency_list.run(held)

    def _recorded(self, case_id: int, entry: Entry) -> int:
        agency_id, guard = self._agencies[entry["agency"]], Guard(entry.get("guard", Guard.US))
        sent = self._on(entry["sent"])
        id_: int = self._act(RecordPlacement(case_id, agency_id, guard, sent, reference=entry["reference"]), sent)
        return id_

    def _prepared(self, case_id: int, entry: Entry) -> int:
        """Prepare a placement with what is asked before one; `announced` is how it was known to the debtor before."""
        assessed, on = entry["assessed"], self._on(entry["prepared"])
        self._assess(case_id, assessed, self._on(assessed["on"]))
        for sheet in bookings.sheets(self._database, case_id, on):
            for kind in entry["evidence"]:
                self._act(SetEvidence(sheet.claim_id, EvidenceKind(kind), EvidenceStatus.PRESENT), on)
        agency_id, announced = self._agencies[entry["agency"]], entry["announced"]
        id_: int = self._act(PreparePlacement(case_id, agency_id, Guard.US, unannounced=announced), on)
        return id_

    def _report(self, id_: int, on: int, entry: Entry) -> None:
        following = entry["next"] if "next" in entry and on == entry["reported"][-1] else None
        facts = ReportFacts(
            self._on(on),
            entry["phase"],
            next_action=following["action"] if following else "",
            next_on=self._on(following["on"]) if following else None,
        )
        self._act(RecordReport(id_, facts), self._on(on))

    def _paid(self, id_: int, case_id: int, paid: Entry) -> None:
        """A payment that came to us, and the day on which the agency was told."""
        on, told = self._on(paid["on"]), self._on(paid["told"])
        receipt = Receipt(on, from_decimal(Decimal(paid["amount"])))
        booked = self._act(RecordPayment(case_id, receipt), on)
        self._act(TellDirectPayment(id_, booked.payment_id, told), told)

    def _recall(self, id_: int, recall: Entry) -> None:
        on = self._on(recall["on"])
        card = placements.card(self._database, id_, on)
        assert card is not None
        assert card.recall.fee is not None, "its agency is paid for a recall"
        cost, until = card.recall.fee.total, self._on(recall["until"])
        self._act(AnnounceRecall(id_, card.row.version, on, cost, recall["reason"], until), on)
