"""Going to court in the story in which every command is given."""

from datetime import timedelta
from typing import TYPE_CHECKING

from casebook.domain.component import Component
from casebook.domain.court.facts import (
    CourtEventKind,
    Decision,
    MeasureKind,
    MeasureOutcome,
    ProceedingKind,
    TitleKind,
)
from casebook.domain.money import Cents
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.court_advice import DecideCourt
from casebook.store.actions.court_events import CorrectCourtEvent, RecordCourtEvent, VoidCourtEvent
from casebook.store.actions.measures import ChangeMeasure, MeasureFacts, TakeMeasure
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.proceedings import Asked, ChangeProceeding, OpenProceeding, ProceedingFacts
from casebook.store.actions.titles import AwardFacts, RecordTitle
from casebook.store.actions.titles_known import KnowTitle
from casebook.store.queries import court, court_advice
from casebook.store.queries.court_advice import AdviceFacts
from tests.store.book import DUE, TODAY

if TYPE_CHECKING:
    from tests.store.queries.played import Play

_E = CourtEventKind


def before_court(play: "Play") -> None:
    """Decide to sue, summon, get a judgment for a part of it, and have an account attached."""
    debtor = play(AddParty(PartyFacts("Gedaagde Bouw")))
    bailiff = play(AddParty(PartyFacts("Deurwaarder De Wit")))
    case = play(OpenCase(debtor, TODAY, owner_person_id=play.book.actor.person))
    claim = play(
        AddClaim(case, play.book.creditor, Cents(80_000), ClaimFacts("DV-1", "contract", None, None, due_on=DUE))
    )
    advice = court_advice.sheet(play.database, case, AdviceFacts((claim,), 80, 60), TODAY)
    sheet = court.sheet_text(advice.lines)
    play(DecideCourt(case, Decision.GO, sheet, 80, 60, advice.expected.net, "sterke zaak"))
    facts = ProceedingFacts("Rechtbank Amsterdam, kanton", bailiff_id=bailiff)
    without = "hij reageert op niets"
    asked = (Asked(claim, debtor),)
    one = play(OpenProceeding(case, ProceedingKind.KANTON, asked, facts, without_assessment=without))
    play(
        ChangeProceeding(
            one,
            play.version("proceeding", one),
            ProceedingFacts("Rechtbank Amsterdam", "123/26-4", None, "", Cents(34_000), TODAY),
        )
    )
    play(RecordCourtEvent(_E.SERVED, TODAY - timedelta(days=40), one))
    day = play(RecordCourtEvent(_E.DOCKET, TODAY + timedelta(days=7), one, text="conclusie van repliek"))
    play.done(CorrectCourtEvent(day, TODAY + timedelta(days=9), "de griffie schreef het anders"))
    noted = play(RecordCourtEvent(_E.HEARING, TODAY + timedelta(days=30), one))
    play.done(VoidCourtEvent(noted, "van een andere zaak"))
    awards = (AwardFacts(claim, Component.PRINCIPAL, Cents(80_000), Cents(75_000)),)
    given_on = TODAY - timedelta(days=5)
    title = play(RecordTitle(one, TitleKind.JUDGMENT, given_on, awards, (), "V-1", Cents(4_000), credit=True))
    play(RecordCourtEvent(_E.ELSEWHERE, TODAY - timedelta(days=3), title_id=title))
    before = ClaimFacts("DV-2", "judgment", None, None)
    known = play(AddClaim(case, play.book.creditor, Cents(60_000), before))
    play(KnowTitle(known, TitleKind.JUDGMENT, TODAY - timedelta(days=900), "Rechtbank Utrecht", "V-0"))
    titled = play.database.value("SELECT claim_id FROM title_claim WHERE title_id = ?", (title,))
    taken = MeasureFacts(TODAY, bailiff, "ING", cost_cents=Cents(9_000))
    measure = play(TakeMeasure(titled, debtor, MeasureKind.BANK, taken))
    came = MeasureFacts(
        TODAY,
        bailiff,
        "ING",
        statement_on=TODAY,
        cost_cents=Cents(9_000),
        charged_cents=Cents(9_000),
        outcome=MeasureOutcome.NOTHING,
        outcome_on=TODAY,
        next_step="loonbeslag",
        next_on=TODAY + timedelta(days=14),
    )
    play(ChangeMeasure(measure, play.version("measure", measure), came))
