"""What lies before the court in the sample office: proceedings, the titles that came of them, and measures."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from casebook.domain.component import Component
from casebook.domain.court.facts import CourtEventKind, Decision, MeasureKind, ProceedingKind, TitleKind
from casebook.domain.money import Cents, from_decimal
from casebook.domain.routes.facts import WhyUnpaid
from casebook.paths import sample_data
from casebook.store.actions.assessment import RecordAssessment
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
from casebook.store.perform import perform
from casebook.store.queries import bookings, court, court_advice
from casebook.store.queries.bookings import ClaimSheet
from casebook.store.queries.court_advice import AdviceFacts
from casebook.store.transaction import Actor

_CASE = """
    SELECT c.id, c.debtor_id FROM cases c JOIN party p ON p.id = c.debtor_id WHERE p.name = ? AND c.state <> 'closed'
"""
_BAILIFF = "SELECT a.party_id FROM agency a JOIN party p ON p.id = a.party_id WHERE p.name = ?"
_TITLED = "SELECT min(x.claim_id) FROM title t JOIN title_claim x ON x.title_id = t.id WHERE t.case_id = ?"
Entry = Mapping[str, Any]


def write(database: Database, actor: Actor, day: date) -> None:
    """Bring before the court what the file says, on the days it says; its bailiffs are agencies that are there."""
    text = (sample_data() / "office" / "court.toml").read_text("utf-8")
    office = _Office(database, actor, day)
    for kind, entries in tomllib.loads(text).items():
        do: Callable[[Entry], None] = getattr(office, kind)
        for entry in entries:
            do(entry)


class _Office:
    """The office that sues: each kind of entry of the file is a method of that name."""

    def __init__(self, database: Database, actor: Actor, day: date) -> None:
        self._database, self._actor, self._day = database, actor, day

    def proceeding(self, entry: Entry) -> None:
        """A proceeding that was decided on, what happened in it, and the title that came of it."""
        case_id, debtor_id = self._case(entry)
        opened = entry["opened"]
        sheets = bookings.sheets(self._database, case_id, self._on(opened))
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
        case_id, debtor_id = self._case(entry)
        cost = from_decimal(Decimal(entry["cost"]))
        facts = MeasureFacts(
            self._on(entry["on"]),
            self._bailiff(entry),
            entry["third_party"],
            cost_cents=cost,
            charged_cents=cost,
            note=entry["note"],
        )
        claim_id = self._database.value(_TITLED, (case_id,))
        self._act(TakeMeasure(claim_id, debtor_id, MeasureKind(entry["kind"]), facts), entry["on"])

    def _decide(self, case_id: int, sheets: list[ClaimSheet], entry: Entry) -> None:
        """Look at the debtor and at what proves the claims, and let a lead decide on the sheet of that day."""
        assessed, decided = entry["assessed"], entry["decided"]
        beliefs, direction, concession, room = assessed["scores"]
        why, day = WhyUnpaid(assessed["why"]), self._on(assessed["on"])
        self._act(RecordAssessment(case_id, day, beliefs, direction, concession, room, why), assessed["on"])
        on, odds, recovery = decided["on"], decided["odds"], decided["recovery"]
        for sheet in sheets:
            listed = SetEvidence(sheet.claim_id, EvidenceKind(entry["evidence"]), EvidenceStatus.PRESENT)
            self._act(listed, assessed["on"])
        looked = tuple(Looked(source, Recourse(found)) for source, found in entry["recourse"].items())
        self._act(CheckRecourse(case_id, day, looked), assessed["on"])
        facts = AdviceFacts(tuple(sheet.claim_id for sheet in sheets), odds, recovery)
        advice = court_advice.sheet(self._database, case_id, facts, self._on(on))
        text, net = court.sheet_text(advice.lines), advice.expected.net
        self._act(DecideCourt(case_id, Decision.GO, text, odds, recovery, net, decided["reason"]), on)

    def _event(self, id_: int, one: Entry) -> None:
        """Something that happened, or a day the court set; it is recorded by the day it was known."""
        kind, on, known = CourtEventKind(one["kind"]), self._on(one["on"]), min(0, one["on"])
        event_id = self._act(RecordCourtEvent(kind, on, id_, text=one.get("text", "")), known)
        if "done" in one:
            done = self._on(one["done"])
            self._act(RecordCourtEvent(CourtEventKind.DONE, done, id_, answers_id=event_id), one["done"])

    def _title(self, id_: int, sheets: list[ClaimSheet], title: Entry) -> None:
        """A title that awards the principal of all that was asked."""
        awards = tuple(
            AwardFacts(sheet.claim_id, Component.PRINCIPAL, asked, asked)
            for sheet in sheets
            if (asked := Cents(sheet.open.principal))
        )
        costs = from_decimal(Decimal(title["costs"]))
        given = RecordTitle(id_, TitleKind(title["kind"]), self._on(title["on"]), awards, costs_cents=costs)
        self._act(given, title["on"])

    def _bailiff(self, entry: Entry) -> int:
        party_id: int = self._database.value(_BAILIFF, (entry["bailiff"],))
        return party_id

    def _case(self, entry: Entry) -> tuple[int, int]:
        ((case_id, debtor_id),) = self._database.fetch(_CASE, (entry["debtor"],))
        return case_id, debtor_id

    def _on(self, days: int) -> date:
        return self._day + timedelta(days)

    def _act(self, command: object, days: int = 0) -> Any:
        return perform(self._database, self._actor, self._on(days), command).result
