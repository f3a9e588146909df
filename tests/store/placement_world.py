"""An office that places claims with an agency: cases with a claim each, and what happens with the placements."""

from datetime import date
from pathlib import Path
from typing import Any

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.money import Cents
from casebook.domain.placements.facts import AgencyKind, FeeBasis, FeeEvent, Guard, PlacementEventKind
from casebook.domain.placements.reconciling import Reconciliation
from casebook.exchange.agencies import profile as profiles
from casebook.jobs import agency_list, agency_reports
from casebook.jobs.agency_list import Held
from casebook.jobs.import_report import Report
from casebook.store import agency_runs, balances
from casebook.store.actions.agencies import AgencyFacts, RegisterAgency, SetAgencyFee
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.parties import AddCreditor, AddParty, CreditorFacts, PartyFacts
from casebook.store.actions.placement_events import AnnounceRecall, RecordPlacementEvent
from casebook.store.actions.placements import PreparePlacement
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.queries import placement_money
from casebook.store.transaction import Actor
from tests.store.actions.statement import Bank

TODAY = date(2026, 11, 21)
INVOICED, DUE = date(2026, 9, 1), date(2026, 10, 1)
WHY = "proef"
E = PlacementEventKind


class PlacementWorld:
    """An agency that keeps 15 % of what it receives, and cases whose claims lie with it."""

    def __init__(self, database: Database, actor: Actor, folder: Path) -> None:
        self.database, self.actor, self._folder = database, actor, folder
        party = self.act(AddParty(PartyFacts("Wij B.V.")))
        self.creditor: int = self.act(AddCreditor(party, CreditorFacts("WIJ")))
        self.bank = Bank(database, actor, self.creditor)
        facts = AgencyFacts(AgencyKind.BAILIFF, report_profile="agency-nl", inventory_profile="agency-nl")
        self.agency: int = self.act(RegisterAgency(facts, name="Incasso Snel"))
        self.agency_party: int = self.database.value("SELECT party_id FROM agency WHERE id = ?", (self.agency,))
        self.act(SetAgencyFee(self.agency, date(2026, 1, 1), FeeEvent.RECEIVED, FeeBasis.PERCENT, "15"))
        recall = SetAgencyFee(self.agency, date(2026, 1, 1), FeeEvent.RECALL, FeeBasis.FIXED, cents=Cents(25_00))
        self.act(recall)
        self._files = 0

    def act(self, command: object) -> Any:
        """Perform a command today and return its result."""
        return perform(self.database, self.actor, TODAY, command).result

    def case(self, number: str, cents: int, name: str = "") -> tuple[int, int]:
        """Return a case and its claim."""
        debtor = self.act(AddParty(PartyFacts(name or f"Debiteur {number}")))
        case_id: int = self.act(OpenCase(debtor, TODAY, owner_person_id=self.actor.person))
        return case_id, self.claim(case_id, number, cents)

    def claim(self, case_id: int, number: str, cents: int) -> int:
        """Add a claim to a case and return its id."""
        facts = ClaimFacts(number, "contract", Capacity.BUSINESS, Agreed.CONTRACT, invoice_on=INVOICED, due_on=DUE)
        claim_id: int = self.act(AddClaim(case_id, self.creditor, Cents(cents), facts))
        return claim_id

    def placed(self, case_id: int, *, sent: bool = True, batch: int | None = None) -> int:
        """Place the claims of a case, and with `sent` let the agency have accepted them."""
        placement_id: int = self.act(self.prepare(case_id, (), Guard.AGENCY, batch))
        if sent:
            self.happened(placement_id, E.SENT)
            self.happened(placement_id, E.ACCEPTED)
        return placement_id

    def prepare(
        self, case_id: int, claims: tuple[int, ...], guard: Guard, batch: int | None = None
    ) -> PreparePlacement:
        """Return the command that places claims, whatever is lacking."""
        return PreparePlacement(
            case_id,
            self.agency,
            guard,
            claims,
            without_assessment=WHY,
            unannounced=WHY,
            without_evidence=WHY,
            unregistered=WHY,
            placement_batch_id=batch,
        )

    def happened(self, placement_id: int, kind: PlacementEventKind, **more: Any) -> int:
        """Record that something happened with a placement today."""
        event_id: int = self.act(RecordPlacementEvent(placement_id, kind, TODAY, **more))
        return event_id

    def recall(self, placement_id: int, cents: int = 25_00) -> None:
        """Recall a placement."""
        version = self.database.value("SELECT version FROM placement WHERE id = ?", (placement_id,))
        self.act(AnnounceRecall(placement_id, version, TODAY, Cents(cents), WHY))
        self.happened(placement_id, E.RECALLED)

    def number(self, case_id: int) -> str:
        """Return the number of a case."""
        number: str = self.database.value("SELECT number FROM cases WHERE id = ?", (case_id,))
        return number

    def file(self, *rows: str) -> Path:
        """Return a file with some rows."""
        self._files += 1
        path = self._folder / f"bureau{self._files}.csv"
        path.write_text("\n".join([*rows, ""]), "utf-8")
        return path

    def report(self, *rows: str, **more: Any) -> Report:
        """Bring in a file of reports: number, day, phase, open, received."""
        file = self.file("Uw kenmerk;Stand per;Fase;Openstaand;Ontvangen", *rows)
        return self.reported(file, **more)

    def reported(self, file: Path, **more: Any) -> Report:
        """Bring in a file of reports."""
        agency, profile = agency_runs.find_agency(self.database, "Incasso"), profiles.load("agency-nl")
        return agency_reports.run(
            agency_reports.Import(self.database, self.actor, TODAY, file, profile, agency, **more)
        )

    def listed(self, *rows: str, as_of: date = TODAY, **more: Any) -> Held:
        """Hold a list against ours: number, their number, name, amount, state."""
        return self.held(self.file("Uw kenmerk;Ons dossier;Debiteur;Hoofdsom;Status", *rows), as_of, **more)

    def held(self, file: Path, as_of: date = TODAY, **more: Any) -> Held:
        """Hold a list in a file against ours."""
        agency, profile = agency_runs.find_agency(self.database, "Incasso"), profiles.load("agency-nl")
        wanted = agency_list.Import(self.database, self.actor, TODAY, file, profile, agency, as_of, **more)
        return agency_list.run(wanted)

    def reconciled(self, placement_id: int) -> Reconciliation:
        """Return what became of what was placed."""
        return placement_money.reconciled(self.database, [placement_id], TODAY)[placement_id]

    def open(self, *claim_ids: int) -> int:
        """Return what is open on claims by their ledgers."""
        return sum(balance.total for balance in balances.open_balances(self.database, claim_ids, TODAY).values())

    def fetch(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return [tuple(row) for row in self.database.fetch(sql, values)]
