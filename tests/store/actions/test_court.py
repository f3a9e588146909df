"""Going to court: decided, summoned, judged, enforced; what follows from a day moves when that is corrected."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.component import Component
from casebook.domain.court.dues import DueKind
from casebook.domain.court.facts import (
    CourtEventKind,
    Decision,
    MeasureKind,
    MeasureOutcome,
    ProceedingKind,
    TitleKind,
)
from casebook.domain.court.proceeding import ProceedingStage
from casebook.domain.court.stays import Way
from casebook.domain.court.title import TitleStage
from casebook.domain.insolvency.facts import EndKind, EventKind, Kind, Source
from casebook.domain.limitation.facts import Proof
from casebook.domain.limitation.grade import Grade
from casebook.domain.money import Cents
from casebook.store.actions.court_advice import DecideCourt
from casebook.store.actions.court_events import CorrectCourtEvent, Corrected, RecordCourtEvent, VoidCourtEvent
from casebook.store.actions.insolvencies import AnnulInsolvency, RecordInsolvency
from casebook.store.actions.insolvency_events import RecordInsolvencyEvent, VoidInsolvencyEvent
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.actions.measures import ChangeMeasure, MeasureFacts, TakeMeasure
from casebook.store.actions.proceedings import Asked, OpenProceeding, ProceedingFacts
from casebook.store.actions.titles import AwardFacts, RecordTitle
from casebook.store.actions.undo import RedoStep, UndoStep, last_step
from casebook.store.actions.unwinding import UnwindInsolvency
from casebook.store.models.claims import Relation
from casebook.store.queries import court, court_advice
from casebook.store.queries.court import CourtPage, ProceedingCard, TitleCard
from casebook.store.queries.court_advice import AdviceFacts
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.refusal import refused

E = CourtEventKind
SERVED = date(2026, 6, 1)
GIVEN = date(2026, 9, 1)


def page(desk: Desk) -> CourtPage:
    return court.of_case(desk.database, desk.case, TODAY)


def begun(desk: Desk, claim: int, *parties: int, kind: ProceedingKind = ProceedingKind.KANTON) -> int:
    """Begin a proceeding without a decision or an assessment, which a lead may."""
    asked = tuple(Asked(claim, party) for party in parties or (desk.debtor,))
    facts = ProceedingFacts("Rechtbank", "123/26")
    id_: int = desk.act(OpenProceeding(desk.case, kind, asked, facts, "spoed", "spoed"))
    return id_


def happened(desk: Desk, proceeding: int, kind: CourtEventKind, on: date, **more: Any) -> int:
    id_: int = desk.act(RecordCourtEvent(kind, on, proceeding, **more))
    return id_


def judged(desk: Desk, proceeding: int, claim: int, awarded: int, asked: int = 100_000, **more: Any) -> int:
    awards = (AwardFacts(claim, Component.PRINCIPAL, Cents(asked), Cents(awarded)),)
    kind = more.pop("kind", TitleKind.JUDGMENT)
    id_: int = desk.act(RecordTitle(proceeding, kind, more.pop("on", GIVEN), awards, **more))
    return id_


def titled(desk: Desk, title: int) -> int:
    claim: int = desk.database.value("SELECT min(claim_id) FROM title_claim WHERE title_id = ?", (title,))
    return claim


def ends(desk: Desk, claim: int) -> Mapping[int, tuple[str, str]]:
    """Return the safe and the claimed end of the clock of a claim, by the debtor."""
    query = "SELECT debtor_id, safe_until, claimed_until FROM clock_now WHERE claim_id = ? AND clock <> 'interest'"
    return {debtor: (str(safe), str(claimed)) for debtor, safe, claimed in desk.database.fetch(query, (claim,))}


def signals(desk: Desk) -> dict[str, str]:
    query = "SELECT code, due_on FROM signal WHERE case_id = ? AND code LIKE 'signal.court%'"
    return {code.removeprefix("signal.court_"): str(on) for code, on in desk.database.fetch(query, (desk.case,))}


def dues(desk: Desk) -> dict[DueKind, date]:
    found = page(desk)
    cards: list[ProceedingCard | TitleCard] = [*found.proceedings, *found.titles]
    return {due.kind: due.on for card in cards for due in card.standing.dues if due.done_on is None}


def test_a_decision_is_a_leads_and_keeps_what_was_shown(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000)
    advice = court_advice.sheet(desk.database, desk.case, AdviceFacts((claim,), 80, 50), TODAY)
    # 350 court fee of 2026 up to 1.500, 120 writ, 150 own work, 250 enforcement, by the tables.
    assert (advice.expected.income, advice.expected.costs) == (40_000, 35_000 + 12_000 + 15_000 + 25_000)
    assert advice.expected.net == 40_000 - 87_000
    assert advice.court is ProceedingKind.KANTON
    decided = DecideCourt(desk.case, Decision.GO, court.sheet_text(advice.lines), 80, 50, advice.expected.net, "ja")
    refused("mandate.none", desk.as_handler, decided)
    desk.act(decided)
    kept = page(desk).decisions[0]
    assert (kept.sheet, kept.expected, kept.decision) == (advice.lines, advice.expected.net, Decision.GO)


def test_what_no_table_says_is_not_made_up(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000)
    advice = court_advice.sheet(desk.database, desk.case, AdviceFacts((claim,), 80, 50), date(2027, 1, 2))
    assert advice.expected.net is None
    assert {"court_sheet.fee_not_read", "court_sheet.net_unknown"} <= {one.code for one in advice.lines}
    dear = desk.claim("F-2", 3_000_000)
    assert court_advice.sheet(desk.database, desk.case, AdviceFacts((dear,), 80, 50), TODAY).court is (
        ProceedingKind.DISTRICT
    )


def test_the_sheet_says_what_stands_in_the_way(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000, invoice_on=date(2026, 4, 1), due_on=date(2026, 5, 1))
    old = desk.claim("F-2", 100_000, invoice_on=date(2019, 4, 1), due_on=date(2019, 5, 1))
    desk.act(RecordInsolvency(desk.debtor, Kind.BANKRUPTCY, date(2026, 11, 17), Source.LETTER, date(2026, 11, 17)))
    advice = court_advice.sheet(desk.database, desk.case, AdviceFacts((claim, old), 80, 50), TODAY)
    said = {one.code.removeprefix("court_sheet."): one for one in advice.lines}
    assert said["limitation"].parameters == {"on": date(2031, 5, 1)}
    assert said["limitation_unsure"].parameters == {"number": "F-2"}
    assert (said["insolvent"].source, said["insolvent"].weak) == ("Fw 33", True)
    assert (said["no_claim"].source, said["no_claim"].weak) == ("Fw 26; Fw 110", True)


def test_without_a_decision_a_handler_does_not_sue(desk: Desk) -> None:
    asked = (Asked(desk.claim("F-1", 100_000), desk.debtor),)
    facts = ProceedingFacts()
    refused("assessment.missing", desk.act, OpenProceeding(desk.case, ProceedingKind.KANTON, asked, facts))
    refused(
        "proceeding.not_decided",
        desk.act,
        OpenProceeding(desk.case, ProceedingKind.KANTON, asked, facts, without_assessment="spoed"),
    )
    refused(
        "mandate.none",
        desk.as_handler,
        OpenProceeding(desk.case, ProceedingKind.KANTON, asked, facts, "spoed", "spoed"),
    )


def test_a_summons_is_pending_and_a_judgment_is_a_title_of_twenty_years(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000, invoice_on=date(2021, 10, 1), due_on=date(2021, 10, 1))
    one = begun(desk, claim)
    happened(desk, one, E.SERVED, SERVED)
    # The claimed end only: whether it is granted is not known yet.
    assert ends(desk, claim) == {desk.debtor: ("2026-10-01", "2031-06-01")}
    title = judged(desk, one, claim, 100_000, costs_cents=Cents(5_000))
    assert ends(desk, titled(desk, title)) == {desk.debtor: ("2046-09-01", "2046-09-01")}
    assert desk.balance(titled(desk, title)).of(Component.COURT_COSTS) == 5_000
    assert desk.total(claim) == 100_000
    found = page(desk)
    assert found.proceedings[0].standing.stage is ProceedingStage.GRANTED
    assert found.titles[0].open == 105_000
    assert signals(desk) == {"serve": "2026-09-15"}
    sound(desk)


def test_what_is_rejected_is_said_and_credited_only_where_that_is_asked(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000)
    one = begun(desk, claim)
    happened(desk, one, E.SERVED, SERVED)
    step = last_step(desk.database, desk.actor.person or 0)
    judged(desk, one, claim, 60_000, credit=True, on=date(2026, 10, 12))
    assert desk.total(claim) == 60_000
    award = page(desk).titles[0].recorded.awards[0]
    assert (award.asked, award.awarded) == (100_000, 60_000)
    # Three months, counted from date to date.
    assert dues(desk)[DueKind.APPEAL] == date(2027, 1, 12)
    desk.act(UndoStep(last_step(desk.database, desk.actor.person or 0) or 0))
    assert desk.total(claim) == 100_000
    assert page(desk).titles == ()
    assert last_step(desk.database, desk.actor.person or 0) == step
    assert ends(desk, claim)[desk.debtor][1] == "2031-10-01"
    sound(desk)


def test_nothing_awarded_is_no_title_and_may_be_brought_again_within_six_months(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000, invoice_on=date(2021, 11, 30), due_on=date(2021, 11, 30))
    one = begun(desk, claim)
    happened(desk, one, E.SERVED, SERVED)
    awards = (AwardFacts(claim, Component.PRINCIPAL, Cents(100_000), Cents(0)),)
    refused("title.nothing_awarded", desk.act, RecordTitle(one, TitleKind.JUDGMENT, GIVEN, awards))
    happened(desk, one, E.REJECTED, GIVEN)
    assert (dues(desk)[DueKind.FOLLOW_UP], dues(desk)[DueKind.APPEAL]) == (date(2027, 3, 1), date(2026, 12, 1))
    assert ends(desk, claim) == {desk.debtor: ("2026-11-30", "2026-11-30")}
    again = begun(desk, claim)
    happened(desk, again, E.SERVED, date(2026, 11, 2))
    outcome = "SELECT follow_up_outcome FROM limitation_event WHERE origin_id = ? AND origin = 'proceeding'"
    assert desk.database.value(f"{outcome} ORDER BY id DESC", (one,)) == "pending"
    judged(desk, again, claim, 100_000, on=TODAY)
    # Granted after all: the first proceeding counts too, and the title stands.
    assert desk.database.value(f"{outcome} ORDER BY id DESC", (one,)) == "granted"
    sound(desk)


def test_the_main_claim_moves_with_the_attachment_and_what_was_done_is_told(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000)
    one = begun(desk, claim, kind=ProceedingKind.CONSERVATORY)
    happened(desk, one, E.LEAVE, date(2026, 11, 2), days=14)
    attached = happened(desk, one, E.ATTACHED, date(2026, 11, 12))
    assert dues(desk) == {DueKind.MAIN_CLAIM: date(2026, 11, 26)}
    assert signals(desk) == {"main_claim": "2026-11-26"}
    happened(desk, one, E.MAIN_CLAIM, date(2026, 11, 20))
    assert dues(desk) == {}
    corrected: Corrected = desk.act(CorrectCourtEvent(attached, date(2026, 11, 5), "exploot gezien"))
    moved = corrected.moved[0]
    assert (moved.was, moved.now, moved.done_on) == (date(2026, 11, 26), date(2026, 11, 19), date(2026, 11, 20))
    assert moved.late
    # An attachment that was not made asks for nothing.
    gone = desk.act(VoidCourtEvent(corrected.event_id, "niet gelegd"))
    assert [(one.was, one.now) for one in gone] == [(date(2026, 11, 19), None)]


def test_a_day_of_the_court_is_done_before_and_after_it_is_corrected(desk: Desk) -> None:
    one = begun(desk, desk.claim("F-1", 100_000))
    happened(desk, one, E.SERVED, SERVED)
    docket = happened(desk, one, E.DOCKET, date(2026, 11, 25))
    # Five working days before it, so that it is urgent today.
    band = "SELECT band FROM case_now WHERE case_id = ?"
    assert (signals(desk), desk.database.value(band, (desk.case,))) == ({"docket": "2026-11-25"}, 1)
    desk.act(RecordCourtEvent(E.DONE, TODAY, one, answers_id=docket))
    assert signals(desk) == {}
    corrected: Corrected = desk.act(CorrectCourtEvent(docket, date(2026, 11, 20), "verkeerd gelezen"))
    assert [(m.kind, m.done_on, m.late) for m in corrected.moved] == [(DueKind.DOCKET, TODAY, True)]
    assert signals(desk) == {}


@pytest.mark.parametrize(
    ("kind", "until"),
    [(E.IN_PERSON, "2026-11-02"), (E.KNOWN, "2026-11-02"), (E.EXECUTED, "2026-11-02"), (E.ELSEWHERE, None)],
)
def test_the_term_of_objection_begins_with_service_in_person_or_an_act_of_knowledge(
    desk: Desk, kind: CourtEventKind, until: str | None
) -> None:
    claim = desk.claim("F-1", 100_000)
    one = begun(desk, claim)
    happened(desk, one, E.SERVED, SERVED)
    title = judged(desk, one, claim, 100_000, kind=TitleKind.DEFAULT_JUDGMENT)
    # Four weeks end on Saturday 31 October: Monday (Atw 1).
    event = desk.act(RecordCourtEvent(kind, date(2026, 10, 3), title_id=title))
    standing = page(desk).titles[0].standing
    assert standing.objection == (date.fromisoformat(until) if until else None)
    if until is not None:
        assert standing.stage is TitleStage.FINAL
        corrected: Corrected = desk.act(CorrectCourtEvent(event, date(2026, 11, 4), "exploot gezien"))
        assert corrected.moved[0].now == date(2026, 12, 2)
        assert page(desk).titles[0].standing.stage is not TitleStage.FINAL


def test_a_judgment_that_is_corrected_moves_its_clock(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000)
    one = begun(desk, claim)
    happened(desk, one, E.SERVED, SERVED)
    title = judged(desk, one, claim, 100_000)
    given = desk.database.value("SELECT id FROM court_event WHERE title_id = ? AND kind = 'given'", (title,))
    desk.act(CorrectCourtEvent(given, date(2026, 9, 8), "afschrift gezien"))
    assert ends(desk, titled(desk, title)) == {desk.debtor: ("2046-09-08", "2046-09-08")}
    ended = "SELECT ended_on FROM limitation_event WHERE origin = 'proceeding' ORDER BY id DESC"
    assert str(desk.database.value(ended)) == "2026-09-08"
    desk.act(UndoStep(last_step(desk.database, desk.actor.person or 0) or 0))
    assert ends(desk, titled(desk, title)) == {desk.debtor: ("2046-09-01", "2046-09-01")}
    desk.act(RedoStep(desk.database.value("SELECT max(undoes) FROM log")))
    assert ends(desk, titled(desk, title)) == {desk.debtor: ("2046-09-08", "2046-09-08")}


def test_a_settlement_record_is_no_judgment(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000)
    one = begun(desk, claim)
    happened(desk, one, E.SERVED, SERVED)
    title = judged(desk, one, claim, 100_000, kind=TitleKind.SETTLEMENT_RECORD)
    # Five years, not twenty (HR 27-11-2015).
    assert ends(desk, titled(desk, title)) == {desk.debtor: ("2031-09-01", "2031-09-01")}


def test_a_title_is_against_those_it_names_only(desk: Desk) -> None:
    """A firm and a partner: the summons names both, the judgment the partner."""
    claim, partner = desk.claim("F-1", 100_000), desk.party("A. de Waard")
    desk.act(AddLiability(claim, Liable(partner, Relation.PARTNER)))
    one = begun(desk, claim, desk.debtor, partner)
    happened(desk, one, E.SERVED, SERVED)
    title = judged(desk, one, claim, 100_000, party_ids=(partner,))
    assert set(ends(desk, titled(desk, title))) == {partner}
    # Against the firm it was not granted, and its own clock runs on.
    assert ends(desk, claim)[desk.debtor] == ("2031-10-01", "2031-10-01")
    outcomes = "SELECT outcome FROM limitation_event WHERE origin = 'proceeding' ORDER BY id DESC LIMIT 2"
    assert {outcome for (outcome,) in desk.database.fetch(outcomes)} == {"granted", "rejected"}
    refused(
        "measure.no_title",
        desk.act,
        TakeMeasure(titled(desk, title), desk.debtor, MeasureKind.SERVICE, MeasureFacts(TODAY)),
    )


def test_trial_six_a_firm_and_its_partners(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000, invoice_on=date(2022, 12, 15), due_on=date(2022, 12, 15))
    first, second = desk.party("A. de Waard"), desk.party("B. de Waard")
    desk.act(AddLiability(claim, Liable(first, Relation.PARTNER)))
    desk.act(AddLiability(claim, Liable(second, Relation.PARTNER, until_on=date(2024, 6, 30))))
    on = date(2026, 11, 10)
    demand = EventFacts("demand", on, (Reached(desk.debtor, claim),), received_on=on)
    desk.act(RecordEvent(desk.case, demand, Grade.STRONG))
    assert ends(desk, claim) == {
        desk.debtor: ("2031-11-10", "2031-11-10"),
        first: ("2027-12-15", "2031-11-10"),
        second: ("2027-12-15", "2031-11-10"),
    }
    one = begun(desk, claim, desk.debtor, first)
    happened(desk, one, E.SERVED, date(2026, 11, 11))
    title = judged(desk, one, claim, 100_000, on=date(2026, 11, 12))
    desk.act(RecordCourtEvent(E.IN_PERSON, date(2026, 11, 13), title_id=title))
    desk.act(RecordInsolvency(desk.debtor, Kind.BANKRUPTCY, date(2026, 11, 17), Source.LETTER, date(2026, 11, 17)))
    facts = MeasureFacts(TODAY, third_party="ING")
    refused("stay.attach", desk.act, TakeMeasure(titled(desk, title), desk.debtor, MeasureKind.BANK, facts))
    desk.act(TakeMeasure(titled(desk, title), first, MeasureKind.BANK, facts))
    refused("event.not_liable", desk.act, TakeMeasure(titled(desk, title), second, MeasureKind.BANK, facts))
    # Who was not summoned keeps his own clock, as far as it was.
    assert ends(desk, claim)[second] == ("2027-12-15", "2031-11-10")


def test_measures_wait_for_service_and_for_the_command(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000)
    one = begun(desk, claim)
    happened(desk, one, E.SERVED, SERVED)
    title = judged(desk, one, claim, 100_000)
    refused(
        "measure.not_served",
        desk.act,
        TakeMeasure(titled(desk, title), desk.debtor, MeasureKind.BANK, MeasureFacts(TODAY)),
    )
    desk.act(RecordCourtEvent(E.ELSEWHERE, TODAY - timedelta(days=1), title_id=title))
    refused(
        "measure.command",
        desk.act,
        TakeMeasure(titled(desk, title), desk.debtor, MeasureKind.GOODS, MeasureFacts(TODAY)),
    )
    refused(
        "mandate.none",
        desk.as_handler,
        TakeMeasure(titled(desk, title), desk.debtor, MeasureKind.PETITION, MeasureFacts(TODAY)),
    )
    desk.act(RecordCourtEvent(E.QUASHED, TODAY, title_id=title))
    refused(
        "measure.not_enforceable",
        desk.act,
        TakeMeasure(titled(desk, title), desk.debtor, MeasureKind.BANK, MeasureFacts(TODAY)),
    )
    # What was quashed is no title any more: the claim has its own clock again.
    assert ends(desk, titled(desk, title)) == {}


def test_a_garnishment_asks_for_a_statement_and_what_it_cost_is_charged_once(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000)
    one = begun(desk, claim)
    happened(desk, one, E.SERVED, SERVED)
    title = judged(desk, one, claim, 100_000)
    of = titled(desk, title)
    desk.act(RecordCourtEvent(E.ELSEWHERE, date(2026, 9, 10), title_id=title))
    on = date(2026, 10, 1)
    exempt: dict[str, Any] = {"exempt_cents": Cents(219_142), "exempt_from": on}
    taken = MeasureFacts(on, third_party="Werkgever B.V.", **exempt)
    measure = desk.act(TakeMeasure(of, desk.debtor, MeasureKind.GARNISHMENT, taken))
    # Two weeks (Rv 476a), and twelve months for the part that stays with him.
    card = page(desk).measures[0]
    assert (card.standing.statement_due, card.standing.exempt_until) == (date(2026, 10, 15), date(2027, 9, 30))
    assert signals(desk)["statement"] == "2026-10-15"
    enforced = "SELECT count(*) FROM limitation_event WHERE origin = 'measure' AND kind = 'enforcement'"
    assert desk.database.value(enforced) == 1
    more: dict[str, Any] = {
        **exempt,
        "third_party": "Werkgever B.V.",
        "cost_cents": Cents(12_000),
        "charged_cents": Cents(10_000),
    }
    came = MeasureFacts(on, statement_on=TODAY, outcome=MeasureOutcome.PROCEEDS, outcome_on=TODAY, **more)
    desk.act(ChangeMeasure(measure, desk.version("measure", measure), came))
    desk.act(ChangeMeasure(measure, desk.version("measure", measure), came))
    assert desk.balance(of).of(Component.ENFORCEMENT_COSTS) == 10_000
    assert "statement" not in signals(desk)
    # The day of the attachment was another: the term of the third party is counted from it.
    other = MeasureFacts(date(2026, 10, 20), **more)
    desk.act(ChangeMeasure(measure, desk.version("measure", measure), other))
    assert page(desk).measures[0].standing.statement_due == date(2026, 11, 3)
    sound(desk)


def test_a_writ_of_interruption_counts_when_it_was_served_and_not_before(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000, invoice_on=date(2022, 1, 31), due_on=date(2022, 1, 31))
    writ = desk.act(TakeMeasure(claim, desk.debtor, MeasureKind.INTERRUPTION, MeasureFacts(date(2026, 11, 16))))
    assert ends(desk, claim)[desk.debtor] == ("2027-01-31", "2027-01-31")
    served = MeasureFacts(date(2026, 11, 16), outcome=MeasureOutcome.DONE, outcome_on=date(2026, 11, 19))
    desk.act(ChangeMeasure(writ, desk.version("measure", writ), served))
    assert ends(desk, claim)[desk.debtor] == ("2031-11-19", "2031-11-19")
    proof = "SELECT proof FROM proof_mark ORDER BY id DESC"
    assert desk.database.value(proof) == Proof.PROVEN


def test_a_title_on_which_nothing_was_done_for_a_year_is_told(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000, invoice_on=date(2024, 1, 1), due_on=date(2024, 1, 1))
    one = begun(desk, claim)
    happened(desk, one, E.SERVED, date(2025, 1, 2))
    title = judged(desk, one, claim, 100_000, on=date(2025, 8, 1))
    desk.act(RecordCourtEvent(E.IN_PERSON, date(2025, 9, 1), title_id=title))
    assert signals(desk) == {"idle": "2026-09-01"}
    desk.pay(100_000)
    assert signals(desk) == {}


def bankrupt(desk: Desk, kind: Kind = Kind.BANKRUPTCY) -> int:
    known = RecordInsolvency(desk.debtor, kind, date(2026, 11, 17), Source.LETTER, date(2026, 11, 17))
    id_: int = desk.act(known)
    return id_


def test_a_bankrupt_is_not_sued_but_by_a_way_of_the_law_on_the_word_of_a_lead(desk: Desk) -> None:
    """Fw 26: who wants payment from the estate files his claim. Who is beside him can be sued (Fw 136)."""
    claim, beside = desk.claim("F-1", 100_000), desk.party("A. de Waard")
    desk.act(AddLiability(claim, Liable(beside, Relation.GUARANTOR)))
    bankrupt(desk)

    def sue(*parties: int, kind: ProceedingKind = ProceedingKind.KANTON, **more: Any) -> OpenProceeding:
        asked = tuple(Asked(claim, party) for party in parties)
        return OpenProceeding(desk.case, kind, asked, ProceedingFacts("Rechtbank"), "spoed", "spoed", **more)

    stopped = refused("stay.sue", desk.act, sue(desk.debtor))
    assert stopped["since"] == date(2026, 11, 17)
    assert stopped["ways"] == ["way_estate_debt", "way_later_claim", "way_no_payment"]
    refused("stay.sue", desk.act, sue(beside, desk.debtor))
    refused("stay.attach", desk.act, sue(desk.debtor, kind=ProceedingKind.CONSERVATORY))
    # A way without a word, a way that is none here, and where the law leaves none.
    refused("stay.sue", desk.act, sue(desk.debtor, way=Way.ESTATE_DEBT))
    refused("stay.way", desk.act, sue(desk.debtor, way=Way.SECURITY, despite_insolvency="pandrecht"))
    petition = sue(desk.debtor, kind=ProceedingKind.PETITION, way=Way.LATER_CLAIM, despite_insolvency="nieuw")
    refused("stay.way", desk.act, petition)
    refused("stay.petition_closed_unsure", desk.act, sue(desk.debtor, kind=ProceedingKind.PETITION))
    estate = sue(desk.debtor, way=Way.ESTATE_DEBT, despite_insolvency="huur van na de datum")
    refused("mandate.none", desk.as_handler, estate)
    desk.act(estate)
    desk.act(sue(beside))
    assert "huur van na de datum" in str(desk.database.value("SELECT max(body) FROM log_body WHERE body LIKE '%huur%'"))


def test_a_suspension_bars_no_claim_but_taking(desk: Desk) -> None:
    """Fw 231 lid 1: it keeps nobody from bringing a claim."""
    claim = desk.claim("F-1", 100_000)
    bankrupt(desk, Kind.SUSPENSION)
    one = begun(desk, claim)
    happened(desk, one, E.SERVED, TODAY)
    assert page(desk).proceedings[0].standing.stage is ProceedingStage.PENDING
    asked = (Asked(claim, desk.debtor),)
    attach = OpenProceeding(desk.case, ProceedingKind.CONSERVATORY, asked, ProceedingFacts(), "spoed", "spoed")
    refused("stay.attach", desk.act, attach)


def test_what_is_pending_rests_by_a_bankruptcy_and_comes_back_when_that_is_annulled(desk: Desk) -> None:
    """Fw 29: no day of it is missed while it rests, and nobody loses sight of it."""
    one = begun(desk, desk.claim("F-1", 100_000))
    happened(desk, one, E.SERVED, SERVED)
    happened(desk, one, E.DOCKET, date(2026, 11, 19))
    on_list = "SELECT next_due_on FROM proceeding"
    assert (signals(desk), str(desk.database.value(on_list))) == ({"docket": "2026-11-19"}, "2026-11-19")
    id_ = bankrupt(desk)
    standing = page(desk).proceedings[0].standing
    assert (standing.stage, [due.on for due in standing.resting]) == (
        ProceedingStage.SUSPENDED,
        [date(2026, 11, 19)],
    )
    assert (signals(desk), str(desk.database.value(on_list))) == ({"tell_court": "2026-11-17"}, "2026-11-17")
    happened(desk, one, E.SUSPENDED, TODAY)
    assert (signals(desk), str(desk.database.value(on_list))) == ({}, "9999-12-31")
    desk.act(AnnulInsolvency(id_, desk.version("insolvency", id_), TODAY, EndKind.ANNULLED, "hoger beroep"))
    assert (signals(desk), str(desk.database.value(on_list))) == ({"docket": "2026-11-19"}, "2026-11-19")
    sound(desk)


def test_an_unwinding_records_which_attachments_lapse_and_an_annulment_lets_them_revive(desk: Desk) -> None:
    """Fw 33 lid 2; a third party has to say nothing more."""
    claim = desk.claim("F-1", 100_000)
    one = begun(desk, claim)
    happened(desk, one, E.SERVED, SERVED)
    title = judged(desk, one, claim, 100_000)
    desk.act(RecordCourtEvent(E.ELSEWHERE, date(2026, 9, 10), title_id=title))
    facts = MeasureFacts(date(2026, 11, 2), third_party="ING", next_step="bellen", next_on=TODAY)
    desk.act(TakeMeasure(titled(desk, title), desk.debtor, MeasureKind.BANK, facts))
    before = signals(desk)
    assert before.keys() >= {"statement", "measure_next"}
    id_ = bankrupt(desk)
    desk.act(UnwindInsolvency(id_, desk.version("insolvency", id_), "faillissement"))
    row = page(desk).measures[0].row
    assert (row.lapsed_on, row.lapsed_by, row.outcome) == (date(2026, 11, 17), "bankruptcy", None)
    assert not {"statement", "measure_next"} & signals(desk).keys()
    item = desk.database.fetch("SELECT outcome, text FROM insolvency_item WHERE kind = 'measure'")
    assert list(item) == [("lapsed", "Fw 33 lid 2")]
    # One of before that comes to be known now is not refused: it was taken in time, and lapsed.
    early = MeasureFacts(date(2026, 11, 10), third_party="Rabobank")
    desk.act(TakeMeasure(titled(desk, title), desk.debtor, MeasureKind.BANK, early))
    assert [one.row.lapsed_by for one in page(desk).measures] == ["bankruptcy", "bankruptcy"]
    desk.act(AnnulInsolvency(id_, desk.version("insolvency", id_), TODAY, EndKind.ANNULLED, "hoger beroep"))
    assert [one.row.lapsed_on for one in page(desk).measures] == [None, None]
    assert signals(desk).items() >= before.items()
    sound(desk)


def test_an_attachment_rests_in_a_suspension_until_that_is_definitive(desk: Desk) -> None:
    """Fw 230 lid 1 and 2; and back where it was not definitive."""
    claim = desk.claim("F-1", 100_000)
    one = begun(desk, claim)
    happened(desk, one, E.SERVED, SERVED)
    title = judged(desk, one, claim, 100_000)
    desk.act(RecordCourtEvent(E.ELSEWHERE, date(2026, 9, 10), title_id=title))
    taken = MeasureFacts(date(2026, 11, 2), third_party="ING")
    desk.act(TakeMeasure(titled(desk, title), desk.debtor, MeasureKind.BANK, taken))
    id_ = bankrupt(desk, Kind.SUSPENSION)
    desk.act(UnwindInsolvency(id_, desk.version("insolvency", id_), "surseance"))
    held = "SELECT outcome FROM insolvency_item WHERE kind = 'measure'"
    assert (page(desk).measures[0].row.lapsed_on, desk.database.value(held)) == (None, "held")
    definitive = desk.act(RecordInsolvencyEvent(id_, EventKind.DEFINITIVE, date(2026, 11, 19)))
    assert (page(desk).measures[0].row.lapsed_on, desk.database.value(held)) == (date(2026, 11, 19), "lapsed")
    desk.act(VoidInsolvencyEvent(definitive, "van een ander"))
    assert (page(desk).measures[0].row.lapsed_on, desk.database.value(held)) == (None, "held")
    sound(desk)
