"""What goes on in the cases of the sample office beside what its lists say, so that every screen has something."""

from datetime import date
from decimal import Decimal

from casebook.domain.disputes import Decision
from casebook.domain.money import Cents, from_decimal
from casebook.domain.relation.intake import Criterion
from casebook.domain.service import Sector
from casebook.jobs import sample_debits
from casebook.jobs.sample_debits import Collected
from casebook.jobs.sample_file import LARGEST, Entry, SampleFile
from casebook.jobs.sample_plans import SamplePlan
from casebook.store.actions.care import BanArrangements, CheckRecourse, Looked, RecordVulnerability
from casebook.store.actions.cases import SetSleeping
from casebook.store.actions.dispute_course import DecideDispute
from casebook.store.actions.disputes import ContestedPart, RegisterDispute
from casebook.store.actions.estates import AddHeir, OpenEstate
from casebook.store.actions.finances import RequireFinances
from casebook.store.actions.insurance import AddCover, AddPolicy
from casebook.store.actions.intakes import RegisterIntake
from casebook.store.actions.order_advice import AdviseOrders
from casebook.store.actions.owners import HandOverCase
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.person_requests import ReceiveRequest
from casebook.store.actions.sales_questions import AskSales
from casebook.store.actions.service import AnnounceSuspension, PrepareSuspension
from casebook.store.actions.tags import SetTags
from casebook.store.database import Database
from casebook.store.models.assessment import FinanceKind, Supports
from casebook.store.models.care import Acceptance, Recourse, RequestKind
from casebook.store.models.disputes import DisputeReason, RootCause
from casebook.store.models.relation import OrderAdviceKind
from casebook.store.queries import bookings
from casebook.store.transaction import Actor


class SampleDesk(SampleFile):
    """The sample office at work on a day; `collected` is what the bank reports of direct debits afterwards."""

    name = "desk.toml"

    def __init__(self, database: Database, actor: Actor, day: date) -> None:
        super().__init__(database, actor, day)
        self.collected: list[Collected] = []

    def _version(self, case_id: int) -> int:
        version: int = self._database.value("SELECT version FROM cases WHERE id = ?", (case_id,))
        return version

    def team_case(self, entry: Entry) -> None:
        """Cases that wait for somebody of a team."""
        team_id = self._database.value("SELECT id FROM team WHERE name = ?", (entry["team"],))
        for debtor in entry["debtors"]:
            case_id = self._case(debtor)
            self._act(HandOverCase(case_id, self._version(case_id), owner_team_id=team_id))

    def tag(self, entry: Entry) -> None:
        """Words on a case."""
        self._act(SetTags(self._case(entry["debtor"]), tuple(entry["words"])))

    def dispute(self, entry: Entry) -> None:
        """A dispute on a part of the largest claim, in percent, and how it was decided."""
        case_id, since = self._case(entry["debtor"]), self._on(entry["since"])
        ((claim_id, cents),) = self._database.fetch(LARGEST, (case_id,))
        part = ContestedPart(claim_id, Cents(int(cents) * entry["part"] // 100))
        reason, department = DisputeReason(entry["reason"]), entry["department"]
        dispute_id = self._act(
            RegisterDispute(case_id, reason, (part,), since, entry["text"], department, with_department_on=since)
        )
        if "decision" in entry:
            accepted = (ContestedPart(claim_id, Cents(int(cents) * entry["accepted"] // 100)),)
            decision, cause = Decision(entry["decision"]), RootCause(entry["cause"])
            self._act(DecideDispute(dispute_id, 1, decision, entry["text"], self._on(-1), accepted, cause))

    def suspension(self, entry: Entry) -> None:
        """A service that was announced to be suspended, for all that is open."""
        case_id = self._case(entry["debtor"])
        claims = tuple(one.claim_id for one in bookings.sheets(self._database, case_id, self._day))
        id_ = self._act(PrepareSuspension(case_id, Sector(entry["sector"]), entry["service"], claims))
        self._act(AnnounceSuspension(id_, 1, self._on(entry["announced"]), self._on(entry["effect"])))

    def assessment(self, entry: Entry) -> None:
        """How a debtor was judged."""
        self._assess(self._case(entry["debtor"]), entry, self._day)

    def finance(self, entry: Entry) -> None:
        """What a debtor was asked to show."""
        kinds = tuple(map(FinanceKind, entry["kinds"]))
        needed = self._on(entry["needed"])
        self._act(RequireFinances(self._case(entry["debtor"]), kinds, Supports.PLAN, needed, requested=True))

    def question(self, entry: Entry) -> None:
        """What sales was asked."""
        answer_by = max(self._day, self._on(entry["answer_by"]))
        self._act(AskSales(self._case(entry["debtor"]), entry["asked_of"], entry["question"], answer_by))

    def advice(self, entry: Entry) -> None:
        """What sales was advised."""
        kind, until = OrderAdviceKind(entry["kind"]), self._on(entry["until"])
        self._act(AdviseOrders(self._case(entry["debtor"]), kind, entry["reason"], until_on=until))

    def request(self, entry: Entry) -> None:
        """What a debtor asks for himself."""
        case_id, kind = self._case(entry["debtor"]), RequestKind(entry["kind"])
        party_id, received = self._debtor(entry["debtor"]), self._on(entry["received"])
        self._act(ReceiveRequest(case_id, party_id, kind, received, entry["text"]))

    def vulnerability(self, entry: Entry) -> None:
        """What makes a debtor vulnerable."""
        party_id, until = self._debtor(entry["debtor"]), self._on(entry["days"])
        self._act(RecordVulnerability(party_id, entry["text"], self._day, entry["how"], until))

    def estate(self, entry: Entry) -> None:
        """A debtor who died, and his heirs."""
        party_id, died = self._debtor(entry["debtor"]), self._on(entry["died"])
        estate_id = self._act(OpenEstate(party_id, died, self._day, entry["source"], entry["source"]))
        for heir in entry["heirs"]:
            parts, whole = heir["share"]
            heir_id = self._act(AddParty(PartyFacts(heir["name"])))
            self._act(AddHeir(estate_id, heir_id, Acceptance(heir["acceptance"]), parts=parts, whole=whole))

    def arrangement(self, entry: Entry) -> None:
        """An arrangement, and what became of it."""
        debtor = entry["debtor"]
        plan = SamplePlan(self._database, self._actor, self._day, self._case(debtor), self._debtor(debtor))
        plan.make(entry)

    def direct_debit(self, entry: Entry) -> None:
        """A batch that the bank got; what it reports of it is kept for its statements."""
        self.collected += sample_debits.collect(self._database, self._actor, self._day, entry)

    def ban(self, entry: Entry) -> None:
        """A debtor no arrangement is agreed with."""
        self._act(BanArrangements(self._debtor(entry["debtor"]), entry["reason"], self._on(entry["since"])))

    def asleep(self, entry: Entry) -> None:
        """A case that sleeps, and when recourse was looked for last."""
        case_id = self._case(entry["debtor"])
        self._act(SetSleeping(case_id, self._version(case_id), sleeping=True))
        sources = self._database.law.defaults.sleeping.applied(self._day).value.sources
        looked = tuple(Looked(source, Recourse.NONE) for source in sources)
        self._act(CheckRecourse(case_id, self._on(entry["checked"]), looked))

    def insurance(self, entry: Entry) -> None:
        """A policy and whom it covers."""
        since = self._on(entry["since"])
        creditor_id = self._database.value("SELECT id FROM creditor WHERE code = ?", (entry["creditor"],))
        policy = AddPolicy(
            creditor_id,
            self._act(AddParty(PartyFacts(entry["insurer"]))),
            entry["number"],
            entry["overdue_days"],
            entry["hand_over_days"],
            entry["percent"],
            consent_needed=True,
            from_on=since,
        )
        policy_id = self._act(policy)
        for cover in entry["covers"]:
            limit = from_decimal(Decimal(cover["limit"]))
            self._act(AddCover(policy_id, self._debtor(cover["debtor"]), limit, since))

    def intake(self, entry: Entry) -> None:
        """A debtor whom regular credit control hands over."""
        debtor_id = self._act(AddParty(PartyFacts(entry["debtor"])))
        since, criterion, owner = self._on(entry["since"]), Criterion(entry["criterion"]), self._actor.person
        by, tried = entry["handed_over_by"], entry["tried"]
        self._act(RegisterIntake(debtor_id, by, since, criterion, tried, owner_person_id=owner))
