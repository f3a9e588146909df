"""Disputes: part of a claim is contested and not chased; the claim itself, and its clocks, go on."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from casebook.domain.disputes import Decision
from casebook.domain.money import Cents
from casebook.store.actions.cases import CloseCase
from casebook.store.actions.dispute_course import (
    CloseDispute,
    CreditDispute,
    DecideDispute,
    EscalateDispute,
    SettleDispute,
    WithdrawDispute,
)
from casebook.store.actions.disputes import (
    AnswerDispute,
    AskDepartment,
    ChangeDispute,
    ContestedPart,
    RegisterDispute,
)
from casebook.store.actions.holds import CloseTrack
from casebook.store.actions.ledger import CorrectEntry, ReverseEntry
from casebook.store.actions.people import AddPerson, DeactivatePerson
from casebook.store.actions.undo import RedoStep, UndoStep, last_step
from casebook.store.disputed import contested
from casebook.store.models.cases import Closing
from casebook.store.models.disputes import DisputeReason, RootCause
from casebook.store.perform import perform
from casebook.store.queries import disputes
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.refusal import refused

SINCE = date(2022, 3, 3)
DAY = timedelta(days=1)


def registered(desk: Desk, claim: int, cents: int, since: date = TODAY, **more: Any) -> int:
    parts = (ContestedPart(claim, Cents(cents)),)
    dispute: int = desk.act(RegisterDispute(desk.case, DisputeReason.DAMAGED, parts, since, **more))
    return dispute


def version(desk: Desk, dispute: int) -> int:
    return desk.version("dispute", dispute)


def decided(desk: Desk, dispute: int, decision: Decision, *accepted: ContestedPart) -> None:
    cause = RootCause.CARRIER
    desk.act(DecideDispute(dispute, version(desk, dispute), decision, "beoordeeld", TODAY, accepted, cause))


def amounts(desk: Desk, claim: int) -> tuple[int, int, int, int]:
    """What was contested at first, what was credited, what is contested still, what is chased."""
    found = contested(desk.database, [claim], TODAY)[claim].value
    return found.registered, found.credited, found.contested, found.uncontested


def signals(desk: Desk) -> list[tuple[str, str | None]]:
    query = "SELECT code, due_on FROM signal WHERE case_id = ? AND code LIKE 'signal.dispute%' ORDER BY code"
    return [(code, str(on)) for code, on in desk.database.fetch(query, (desk.case,))]


def open_tracks(desk: Desk) -> list[str]:
    query = "SELECT kind FROM track WHERE case_id = ? AND closed_on IS NULL"
    return [kind for (kind,) in desk.database.fetch(query, (desk.case,))]


def test_half_of_an_invoice_is_contested_and_only_the_other_half_is_chased(desk: Desk) -> None:
    claim = desk.claim("F-1", 620_000, invoice_on=date(2021, 12, 13), due_on=date(2022, 1, 12))
    clocks = (
        "SELECT clock, state, safe_until, claimed_until, open_cents FROM clock_now WHERE claim_id = ? ORDER BY clock"
    )
    before = desk.database.fetch(clocks, (claim,))
    dispute = registered(desk, claim, 310_000, SINCE, department="Logistiek", with_department_on=date(2022, 3, 4))
    assert amounts(desk, claim) == (310_000, 0, 310_000, 310_000)
    # Limitation runs for the whole claim, and says so.
    assert desk.database.fetch(clocks, (claim,)) == before
    assert [row[-1] for row in before] == [620_000] * len(before)
    # 5 working days after 4 March, 20 after 3 March.
    assert signals(desk) == [("signal.dispute_decision", "2022-03-31"), ("signal.dispute_department", "2022-03-12")]
    desk.act(CreditDispute(dispute, claim, Cents(100_000), TODAY, "creditnota 17"))
    assert amounts(desk, claim) == (310_000, 100_000, 210_000, 310_000)
    assert desk.total(claim) == 520_000


def test_a_payment_pays_what_is_not_contested_first(desk: Desk) -> None:
    claim = desk.claim("F-1", 620_000)
    registered(desk, claim, 310_000)
    desk.pay(300_000)
    assert amounts(desk, claim)[2:] == (310_000, 10_000)
    desk.pay(60_000)
    assert amounts(desk, claim)[2:] == (260_000, 0)


def test_disputes_that_overlap_contest_no_more_than_is_open(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000)
    first, second = registered(desk, claim, 80_000), registered(desk, claim, 70_000)
    assert amounts(desk, claim) == (150_000, 0, 100_000, 0)
    left = {one.dispute_id: one.left for one in disputes.of_case(desk.database, desk.case, TODAY)}
    assert left == {first: 80_000, second: 20_000}
    decided(desk, first, Decision.REJECTED)
    assert amounts(desk, claim)[2:] == (70_000, 30_000)


def test_what_is_rejected_is_chased_again_and_what_is_accepted_is_credited(desk: Desk) -> None:
    claim, other = desk.claim("F-1", 100_000), desk.claim("F-2", 50_000)
    parts = (ContestedPart(claim, Cents(60_000)), ContestedPart(other, Cents(50_000)))
    dispute = desk.act(RegisterDispute(desk.case, DisputeReason.WRONG_PRICE, parts, TODAY))
    decided(desk, dispute, Decision.PARTLY, ContestedPart(claim, Cents(20_000)))
    assert amounts(desk, claim)[2:] == (20_000, 80_000)
    assert amounts(desk, other)[2:] == (0, 50_000)
    settling = SettleDispute(dispute, version(desk, dispute), "prijs aangepast", TODAY)
    assert refused("dispute.not_credited", desk.act, settling)["amount"] == 20_000
    refused("dispute.credit_too_much", desk.act, CreditDispute(dispute, claim, Cents(20_001), TODAY, "te veel"))
    desk.act(CreditDispute(dispute, claim, Cents(20_000), TODAY, "creditnota"))
    desk.act(settling)
    assert amounts(desk, claim) == (0, 20_000, 0, 80_000)
    assert open_tracks(desk) == []
    assert signals(desk) == []


def test_the_life_of_a_dispute(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000)
    dispute = registered(desk, claim, 40_000, date(2026, 11, 2))
    assert open_tracks(desk) == ["dispute"]
    assert signals(desk) == []
    desk.act(AskDepartment(dispute, version(desk, dispute), "Kwaliteit", date(2026, 11, 12)))
    assert signals(desk) == [("signal.dispute_department", "2026-11-20")]
    desk.act(AnswerDispute(dispute, version(desk, dispute), "foto's laten schade zien", TODAY))
    assert signals(desk) == []
    desk.act(EscalateDispute(dispute, version(desk, dispute), "welles nietes"))
    assert signals(desk) == [("signal.dispute_escalated", "2026-11-21")]
    assert desk.database.value("SELECT to_lead FROM case_now WHERE case_id = ?", (desk.case,)) == 1
    decided(desk, dispute, Decision.REJECTED)
    assert signals(desk) == [("signal.dispute_settle", "2026-11-21")]
    desk.act(SettleDispute(dispute, version(desk, dispute), "uitgelegd", TODAY, close=False))
    assert signals(desk) == [("signal.dispute_close", "2026-11-21")]
    desk.act(CloseDispute(dispute, version(desk, dispute)))
    assert (signals(desk), open_tracks(desk)) == ([], [])
    sheet = disputes.of_case(desk.database, desk.case, TODAY)[0]
    assert (sheet.course.state, sheet.department, sheet.root_cause) == ("closed", "Kwaliteit", RootCause.CARRIER)
    assert desk.database.value("SELECT next_due_on FROM dispute WHERE id = ?", (dispute,)) in {"9999-12-31", date.max}


def test_the_track_stays_open_while_another_dispute_is(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000)
    first, second = registered(desk, claim, 40_000), registered(desk, claim, 10_000)
    desk.act(WithdrawDispute(first, version(desk, first), "was een vergissing", TODAY))
    track = desk.database.value("SELECT id FROM track WHERE case_id = ?", (desk.case,))
    refused("track.dispute_open", desk.act, CloseTrack(track, desk.version("track", track), "klaar"))
    refused("case.disputed", desk.act, CloseCase(desk.case, desk.version("cases", desk.case), Closing.TRANSFERRED))
    desk.act(WithdrawDispute(second, version(desk, second), "ook", TODAY))
    assert open_tracks(desk) == []


def test_a_changed_term_holds_until_another_department_is_asked(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000)
    dispute = registered(desk, claim, 40_000, date(2026, 11, 2), department="Logistiek")
    until = date(2026, 12, 24)
    facts = (DisputeReason.DAMAGED, RootCause.PICKING, desk.actor.person, date(2026, 11, 2), until, date(2027, 1, 8))
    desk.act(ChangeDispute(dispute, version(desk, dispute), *facts, "magazijn telt eerst"))  # type: ignore[arg-type]  # it acts as a person
    sheet = disputes.of_case(desk.database, desk.case, TODAY)[0]
    assert sheet.terms == (until, date(2027, 1, 8))
    desk.act(AskDepartment(dispute, version(desk, dispute), "  LOGISTIEK ", TODAY))
    sheet = disputes.of_case(desk.database, desk.case, TODAY)[0]
    assert (sheet.department, sheet.terms) == ("Logistiek", (date(2026, 11, 27), date(2027, 1, 8)))


def test_a_credit_that_is_corrected_or_reversed_stays_with_its_dispute(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000)
    dispute = registered(desk, claim, 60_000)
    entry = desk.act(CreditDispute(dispute, claim, Cents(10_000), TODAY, "creditnota"))
    corrected = desk.act(CorrectEntry(entry, Cents(25_000), TODAY, "bedrag"))
    assert amounts(desk, claim) == (60_000, 25_000, 35_000, 40_000)
    desk.act(ReverseEntry(corrected, "vervallen"))
    assert amounts(desk, claim) == (60_000, 0, 60_000, 40_000)
    assert desk.actor.person is not None
    assert desk.actor.person is not None
    assert desk.actor.person is not None
    desk.act(UndoStep(last_step(desk.database, desk.actor.person) or 0))
    assert amounts(desk, claim) == (60_000, 25_000, 35_000, 40_000)


def test_undo_takes_back_the_registering_after_the_credit(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000)
    dispute = registered(desk, claim, 60_000)
    step = last_step(desk.database, desk.actor.person or 0) or 0
    desk.act(CreditDispute(dispute, claim, Cents(10_000), TODAY, "creditnota"))
    desk.act(UndoStep(last_step(desk.database, desk.actor.person or 0) or 0))
    desk.act(UndoStep(step))
    assert (contested(desk.database, [claim], TODAY), open_tracks(desk)) == ({}, [])
    assert desk.balance(claim).total == 100_000
    desk.act(RedoStep(step))
    assert amounts(desk, claim) == (60_000, 0, 60_000, 40_000)


def test_what_is_refused(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000)
    one, cause = ContestedPart(claim, Cents(1)), RootCause.PICKING
    for parts, code in (
        ((), "dispute.no_claim"),
        ((one, one), "dispute.claim_twice"),
        ((ContestedPart(claim, Cents(100_001)),), "dispute.too_much"),
    ):
        refused(code, desk.act, RegisterDispute(desk.case, DisputeReason.DAMAGED, parts, TODAY))
    nowhere = RegisterDispute(desk.case, DisputeReason.DAMAGED, (one,), TODAY, with_department_on=TODAY)
    refused("dispute.no_department", desk.act, nowhere)
    dispute = registered(desk, claim, 60_000)
    refused("dispute.not_asked", desk.act, AnswerDispute(dispute, 1, "x", TODAY))
    refused("dispute.no_department", desk.act, AskDepartment(dispute, 1, " ", TODAY))
    refused("dispute.not_decided", desk.act, SettleDispute(dispute, 1, "x", TODAY))
    refused("dispute.not_settled", desk.act, CloseDispute(dispute, 1))
    refused("dispute.no_root_cause", desk.act, DecideDispute(dispute, 1, Decision.UPHELD, "x", TODAY))
    refused("dispute.not_in_part", desk.act, DecideDispute(dispute, 1, Decision.PARTLY, "x", TODAY, (), cause))
    desk.act(CreditDispute(dispute, claim, Cents(20_000), TODAY, "creditnota"))
    refused("dispute.less_than_credited", desk.act, DecideDispute(dispute, 1, Decision.REJECTED, "x", TODAY))
    decided(desk, dispute, Decision.UPHELD)
    again = DecideDispute(dispute, version(desk, dispute), Decision.REJECTED, "x", TODAY)
    refused("dispute.decided", desk.act, again)
    refused("dispute.decided_today", desk.act, EscalateDispute(dispute, version(desk, dispute), "x"))
    other = desk.claim("F-2", 100)
    refused("dispute.not_contested", desk.act, CreditDispute(dispute, other, Cents(1), TODAY, "x"))
    desk.act(WithdrawDispute(dispute, version(desk, dispute), "x", TODAY))
    refused("dispute.ended", desk.act, CloseDispute(dispute, version(desk, dispute)))


def test_a_credit_for_a_dispute_is_within_the_mandate_of_the_claim(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000)
    dispute = registered(desk, claim, 60_000)
    desk.as_handler(CreditDispute(dispute, claim, Cents(20_000), TODAY, "creditnota"))
    refused("mandate.exceeded", desk.as_handler, CreditDispute(dispute, claim, Cents(10_000), TODAY, "nog een"))


def test_a_credit_for_a_dispute_is_not_corrected_beyond_what_it_contests(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000)
    dispute = registered(desk, claim, 60_000)
    credit = desk.act(CreditDispute(dispute, claim, Cents(20_000), TODAY, "creditnota"))
    more = CorrectEntry(credit, Cents(60_001), TODAY, "toch meer")
    assert refused("dispute.credit_too_much", desk.act, more)["most"] == 60_000
    credit = desk.act(replace(more, cents=Cents(60_000)))
    desk.act(CorrectEntry(credit, Cents(50_000), TODAY, "toch minder"))
    assert contested(desk.database, [claim], TODAY)[claim].value.contested == 10_000


def test_what_was_contested_on_a_day_is_what_was_known_of_that_day(desk: Desk) -> None:
    claim = desk.claim("F-1", 620_000)
    began, ruled = TODAY - 20 * DAY, TODAY - 10 * DAY
    dispute = registered(desk, claim, 310_000, began)
    part = ContestedPart(claim, Cents(50_000))
    decision = DecideDispute(dispute, 1, Decision.PARTLY, "deels", ruled, (part,), RootCause.CARRIER)
    desk.act(decision)
    desk.act(SettleDispute(dispute, 2, "korting", TODAY - DAY, otherwise=True))
    days = (began - DAY, began, ruled - DAY, ruled, TODAY - 2 * DAY, TODAY - DAY)
    found = [contested(desk.database, [claim], day) for day in days]
    chased = [one[claim].value.uncontested if one else None for one in found]
    assert chased == [None, 310_000, 310_000, 570_000, 570_000, 620_000]


def test_the_track_says_what_the_debtor_says(desk: Desk) -> None:
    registered(desk, desk.claim("F-1", 1_000), 1_000, text="drie dozen\nkapot \x1b[31m")
    assert desk.database.value("SELECT opened_because FROM track") == "drie dozen kapot"


def test_the_track_is_open_since_the_first_day_on_which_anything_is_contested(desk: Desk) -> None:
    claim = desk.claim("F-1", 620_000)

    def since() -> date:
        return date.fromisoformat(str(desk.database.value("SELECT opened_on FROM track")))

    registered(desk, claim, 10_000, TODAY - 9 * DAY)
    assert since() == TODAY - 9 * DAY
    registered(desk, claim, 10_000)
    assert since() == TODAY - 9 * DAY
    registered(desk, claim, 10_000, SINCE)
    assert since() == SINCE
    assert desk.actor.person is not None
    desk.act(UndoStep(last_step(desk.database, desk.actor.person) or 0))
    assert since() == TODAY - 9 * DAY


def test_a_first_day_comes_before_everything_that_happened(desk: Desk) -> None:
    dispute = registered(desk, desk.claim("F-1", 1_000), 1_000, TODAY - 9 * DAY)
    escalation = EscalateDispute(dispute, 1, "te groot voor mij")
    perform(desk.database, desk.actor, TODAY - 5 * DAY, escalation)
    owner = desk.actor.person
    assert owner is not None
    changed = ChangeDispute(dispute, 2, DisputeReason.DAMAGED, None, owner, TODAY - 4 * DAY, None, None, "typefout")
    refused("given.days_order", desk.act, changed)
    desk.act(replace(changed, registered_on=TODAY - 5 * DAY))


def test_days_and_reasons_are_held_to_the_rules(desk: Desk) -> None:
    claim, began = desk.claim("F-1", 10_000), TODAY - 9 * DAY
    before, parts = began - DAY, (ContestedPart(claim, Cents(1_000)),)
    asked = RegisterDispute(desk.case, DisputeReason.DAMAGED, parts, began, "", "Logistiek", before)
    refused("given.days_order", desk.act, asked)
    refused("given.day_ahead", desk.act, replace(asked, with_department_on=TODAY + DAY))
    dispute = registered(desk, claim, 1_000, began)
    refused("given.days_order", desk.act, AskDepartment(dispute, 1, "Logistiek", before))
    desk.act(AskDepartment(dispute, 1, "Logistiek", began + DAY))
    refused("given.days_order", desk.act, AnswerDispute(dispute, 2, "klopt", began))
    refused("given.days_order", desk.act, WithdrawDispute(dispute, 2, "betaald", before))
    part = CreditDispute(dispute, claim, Cents(1), before, "creditnota")
    assert refused("given.days_order", desk.act, part)["second"] == "credited_on"
    owner = desk.actor.person
    assert owner is not None
    changed = ChangeDispute(dispute, 2, DisputeReason.DAMAGED, None, owner, began, None, None, "afgesproken")
    refused("given.no_reason", desk.act, replace(changed, because=" "))
    refused("given.days_order", desk.act, replace(changed, department_until=began))
    refused("given.days_order", desk.act, replace(changed, decision_until=before))
    refused("given.day_ahead", desk.act, replace(changed, registered_on=TODAY + DAY))


def test_who_left_gets_no_dispute(desk: Desk) -> None:
    dispute = registered(desk, desk.claim("F-1", 10_000), 1_000)
    gone = desk.act(AddPerson("weg", "Wim Weg"))
    desk.act(DeactivatePerson(gone, 1))
    changed = ChangeDispute(dispute, 1, DisputeReason.DAMAGED, None, gone, TODAY, None, None, "neemt over")
    refused("person.inactive", desk.act, changed)


def test_what_was_escalated_is_decided_after_that_and_what_is_settled_is_not_escalated(desk: Desk) -> None:
    claim, began = desk.claim("F-1", 10_000), TODAY - 9 * DAY
    dispute = registered(desk, claim, 1_000, began)
    decision = DecideDispute(dispute, 1, Decision.PARTLY, "deels", began - DAY, (), RootCause.CARRIER)
    refused("given.days_order", desk.act, decision)
    too_much = (ContestedPart(claim, Cents(1_001)),)
    refused("dispute.accepted_too_much", desk.act, replace(decision, on_day=began, accepted=too_much))
    perform(desk.database, desk.actor, TODAY - 5 * DAY, EscalateDispute(dispute, 1, "te groot"))
    refused("dispute.escalated", desk.act, EscalateDispute(dispute, 2, "nog eens"))
    rejected = replace(decision, version=2, decision=Decision.REJECTED, on_day=TODAY - 6 * DAY)
    refused("given.days_order", desk.act, rejected)
    desk.act(replace(rejected, on_day=TODAY - 4 * DAY))
    refused("given.days_order", desk.act, SettleDispute(dispute, 3, "klaar", TODAY - 5 * DAY))
    desk.act(SettleDispute(dispute, 3, "klaar", TODAY, close=False))
    refused("dispute.settled", desk.act, SettleDispute(dispute, 4, "klaar", TODAY))
    refused("dispute.settled", desk.act, EscalateDispute(dispute, 4, "toch"))
    refused("dispute.settled", desk.act, WithdrawDispute(dispute, 4, "toch", TODAY))
