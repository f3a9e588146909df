"""What lies before the court in the sample office: proceedings, the titles that came of them, and measures."""

from datetime import date
from decimal import Decimal

from casebook.domain.calendar import next_working_day
from casebook.domain.component import Component
from casebook.domain.court.facts import CourtEventKind, Decision, MeasureKind, ProceedingKind, TitleKind
from casebook.domain.money import Cents, from_decimal
from casebook.jobs.sample_file import Entry, SampleFile
from casebook.store.actions.care import CheckRecourse, Looked
from casebook.store.actions.court_advice import DecideCourt
from casebook.store.actions.court_events import RecordCourtEvent
from casebook.store.actions.evidence import SetEvidence
from casebook.store.actions.measures import MeasureFacts, TakeMeasure
from casebook.store.actions.proceedings import Asked, OpenProceeding, ProceedingFacts
from casebook.store.actions.titles import AwardFacts, RecordTitle
from casebook.store.database import Database
from casebook.store.models.care import Recourse
from casebook.store.models.claims import EvidenceKind, EvidenceStatus
from casebook.store.queries import bookings, court, court_advice
from casebook.store.queries.bookings import ClaimSheet
from casebook.store.queries.court_advice import AdviceFacts
from casebook.store.transaction import Actor

_BAILIFF = "SELECT a.party_id FROM agency a JOIN party p ON p.id = a.party_id WHERE p.name = ?"
_TITLED = "SELECT min(x.claim_id) FROM title t JOIN title_claim x ON x.title_id = t.id WHERE t.case_id = ?"


def write(database: Database, actor: Actor, day: date) -> None:
    """Bring before the court what the file says, on the days it says; its bailiffs are agencies that are there."""
    _Office(database, actor, day).work()


class _Office(SampleFile):
    """The office that sues."""

    name = "court.toml"

    def proceeding(self, entry: Entry) -> None:
        """A proceeding that was decided on, what happened in it, and the title that came of it."""
        case_id, debtor_id = self._case(entry["debtor"]), self._debtor(entry["debtor"])
        opened = self._on(entry["opened"])
        sheets = bookings.sheets(self._database, case_id, opened)
        self._decide(case_id, sheets, entry)
        facts = ProceedingFacts(entry["court"], entry["number"], self._bailiff(entry))
        asked = tuple(Asked(sheet.claim_id, debtor_id) for sheet in sheets)
        id_ = self._act(OpenProceeding(case_id, ProceedingKind(entry["kind"]), asked, facts), opened)
        for one in entry["events"]:
            self._event(id_, one)
        if "title" in entry:
            self._title(id_, sheets, entry["title"])

    def measure(self, entry: Entry) -> None:
        """What a bailiff was told to do by the title of a case."""
        case_id, debtor_id = self._case(entry["debtor"]), self._debtor(entry["debtor"])
        cost, on = from_decimal(Decimal(entry["cost"])), self._court_day(entry["on"])
        facts = MeasureFacts(
            on,
            self._bailiff(entry),
            entry["third_party"],
            cost_cents=cost,
            charged_cents=cost,
            note=entry["note"],
        )
        claim_id = self._database.value(_TITLED, (case_id,))
        self._act(TakeMeasure(claim_id, debtor_id, MeasureKind(entry["kind"]), facts), on)

    def _decide(self, case_id: int, sheets: list[ClaimSheet], entry: Entry) -> None:
        """Look at the debtor and at what proves the claims, and let a lead decide on the sheet of that day."""
        assessed, decided = entry["assessed"], entry["decided"]
        day, on = self._on(assessed["on"]), self._on(decided["on"])
        self._assess(case_id, assessed, day)
        odds, recovery = decided["odds"], decided["recovery"]
        for sheet in sheets:
            listed = SetEvidence(sheet.claim_id, EvidenceKind(entry["evidence"]), EvidenceStatus.PRESENT)
            self._act(listed, day)
        looked = tuple(Looked(source, Recourse(found)) for source, found in entry["recourse"].items())
        self._act(CheckRecourse(case_id, day, looked), day)
        facts = AdviceFacts(tuple(sheet.claim_id for sheet in sheets), odds, recovery)
        advice = court_advice.sheet(self._database, case_id, facts, on)
        text, net = court.sheet_text(advice.lines), advice.expected.net
        self._act(DecideCourt(case_id, Decision.GO, text, odds, recovery, net, decided["reason"]), on)

    def _event(self, id_: int, one: Entry) -> None:
        """Something that happened, or a day the court set; it is recorded by the day it was known."""
        kind, on = CourtEventKind(one["kind"]), self._court_day(one["on"])
        known = min(on, self._day)
        event_id = self._act(RecordCourtEvent(kind, on, id_, text=one.get("text", "")), known)
        if "done" in one:
            done = self._court_day(one["done"])
            self._act(RecordCourtEvent(CourtEventKind.DONE, done, id_, answers_id=event_id), done)

    def _title(self, id_: int, sheets: list[ClaimSheet], title: Entry) -> None:
        """A title that awards the principal of all that was asked."""
        awards = tuple(
            AwardFacts(sheet.claim_id, Component.PRINCIPAL, asked, asked)
            for sheet in sheets
            if (asked := Cents(sheet.open.principal))
        )
        costs = from_decimal(Decimal(title["costs"]))
        on = self._court_day(title["on"])
        self._act(RecordTitle(id_, TitleKind(title["kind"]), on, awards, costs_cents=costs), on)

    def _court_day(self, days: int) -> date:
        """Return the first day from there on that a court sits, and a bailiff serves."""
        return next_working_day(self._on(days), self._database.law.holidays)

    def _bailiff(self, entry: Entry) -> int:
        party_id: int = self._database.value(_BAILIFF, (entry["bailiff"],))
        return party_id
