"""Claims: added, changed, withdrawn; their days, who else is liable, costs, credits, evidence."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from casebook.domain.capacity import Capacity
from casebook.domain.component import Component
from casebook.domain.default import Agreed
from casebook.domain.money import Cents
from casebook.errors import Refused, Stale
from casebook.store.actions.claim_days import NamedDay, SetClaimDay
from casebook.store.actions.claims import AddClaim, ChangeClaim, FreezeInterest, WithdrawClaim, facts_of
from casebook.store.actions.evidence import SetEvidence
from casebook.store.actions.ledger import ChargeCosts, CorrectEntry, CreditClaim, ReverseEntry
from casebook.store.actions.liabilities import AddLiability, EndLiability, Liable
from casebook.store.actions.write_offs import WriteOff
from casebook.store.models.claims import Claim, Document, EvidenceKind, EvidenceStatus, RateKind, Relation
from tests.store.actions.desk import DUE, FACTS, INVOICED, TODAY, Desk, at_once

NEXT_WEEK = TODAY + timedelta(days=7)


def test_the_principal_is_charged_on_the_day_of_the_invoice(desk: Desk) -> None:
    claim = desk.claim("1", 12345)
    assert desk.balance(claim, INVOICED - timedelta(days=1)).total == 0
    assert desk.balance(claim, INVOICED).principal == 12345


@pytest.mark.parametrize(("due_on", "charged_on"), [(DUE, DUE), (None, TODAY), (NEXT_WEEK, TODAY)])
def test_without_an_invoice_it_is_charged_on_the_last_day_of_payment_or_today(
    desk: Desk, due_on: date | None, charged_on: date
) -> None:
    claim = desk.claim("1", 100, invoice_on=None, due_on=due_on)
    assert desk.balance(claim, charged_on - timedelta(days=1)).total == 0
    assert desk.balance(claim, charged_on).total == 100


def test_a_claim_in_another_currency_stays_outside_the_ledger(desk: Desk) -> None:
    desk.act(AddClaim(desk.case, desk.creditor, Cents(12345), FACTS, currency="USD"))
    assert desk.database.fetch("SELECT currency, foreign_cents, principal_cents FROM claim") == [("USD", 12345, 0)]
    assert desk.database.value("SELECT count(*) FROM ledger_entry") == 0


@pytest.mark.parametrize(
    ("refusal", "facts"),
    [
        ("claim.no_number", {"number": " \x1b[2J"}),
        ("claim.kind", {"kind": "loan"}),
        ("claim.law", {"law": "Nederland"}),
        ("claim.rate_kind", {"rate": "8"}),
        ("claim.rate_kind", {"rate_kind": RateKind.CONTRACTUAL}),
        ("claim.rate", {"rate_kind": RateKind.CONTRACTUAL, "rate": "8%"}),
        ("claim.rate", {"rate_kind": RateKind.CONTRACTUAL, "rate": "NaN"}),
        ("claim.rate", {"rate_kind": RateKind.CONTRACTUAL, "rate": "-1"}),
        ("given.days_order", {"due_on": INVOICED - timedelta(days=1)}),
        ("given.days_order", {"received_on": INVOICED - timedelta(days=1)}),
        ("given.days_order", {"supplied_from": DUE, "supplied_until": INVOICED}),
        ("given.days_order", {"notice_received_on": DUE, "notice_last_day": INVOICED}),
        ("store.no_record", {"agreed_in_id": 999}),
        ("store.no_record", {"title_of_id": 999}),
    ],
)
def test_facts_that_cannot_be(desk: Desk, refusal: str, facts: dict[str, Any]) -> None:
    with pytest.raises(Refused, match=refusal.replace(".", r"\.")):
        desk.act(AddClaim(desk.case, desk.creditor, Cents(100), replace(FACTS, **facts)))


@pytest.mark.parametrize(
    ("refusal", "command"),
    [
        ("given.amount", {"cents": 0}),
        ("claim.currency", {"currency": "euro"}),
        ("claim.day_name", {"days": (NamedDay("due_on", DUE),)}),
        ("given.days_order", {"days": (NamedDay("event_on", DUE), NamedDay("known_on", INVOICED))}),
        ("store.no_record", {"creditor_id": 999}),
        ("store.no_record", {"case_id": 999}),
    ],
)
def test_commands_that_cannot_be(desk: Desk, refusal: str, command: dict[str, Any]) -> None:
    with pytest.raises(Refused, match=refusal.replace(".", r"\.")):
        desk.act(replace(AddClaim(desk.case, desk.creditor, Cents(100), FACTS), **command))
    assert desk.database.value("SELECT count(*) FROM claim") == 0


def test_a_number_is_used_once_by_a_creditor(desk: Desk) -> None:
    first, second = desk.claim("1", 100), desk.claim("2", 100)
    with pytest.raises(Refused, match=r"claim\.number_used"):
        desk.claim(" 1 ", 100)
    with pytest.raises(Refused, match=r"claim\.number_used"):
        desk.act(ChangeClaim(second, 1, replace(FACTS, number="1")))
    desk.act(ChangeClaim(first, 1, replace(FACTS, number="1", place="Utrecht")))


def test_of_one_number_at_once_in_two_cases_one_is_added(desk: Desk) -> None:
    commands = [AddClaim(case, desk.creditor, Cents(100), FACTS) for case in (desk.case, desk.second_case())]
    assert at_once(desk, commands) == ["claim.number_used", "done"]


def test_text_is_cleaned_and_a_rate_is_kept_exactly(desk: Desk) -> None:
    desk.claim("1", 100, place="[/b]\x1b]0;x\x07\nUtrecht", law="nl", rate_kind=RateKind.CONTRACTUAL, rate="8.50")
    assert desk.database.fetch("SELECT place, law, rate FROM claim") == [("[/b] Utrecht", "NL", "8.50")]


def test_a_change_of_a_claim_that_somebody_else_changed_is_refused(desk: Desk) -> None:
    claim = desk.claim("1", 100)
    desk.act(ChangeClaim(claim, 1, replace(FACTS, number="1", kind="unknown")))
    with pytest.raises(Stale) as stale:
        desk.act(ChangeClaim(claim, 1, replace(FACTS, number="1", place="Utrecht")))
    assert stale.value.changed["kind"] == "unknown"


def test_facts_go_into_a_claim_and_come_out_of_it_alike(desk: Desk) -> None:
    main = desk.claim("0", 100)
    facts = replace(
        FACTS,
        kind="guarantee",
        capacity=Capacity.CONSUMER,
        agreed=Agreed.NONE,
        supplied_from=INVOICED,
        order_number="7",
        main_id=main,
        refused_on=DUE,
        rate_kind=RateKind.CONTRACTUAL,
        rate="4",
    )
    claim = desk.act(AddClaim(desk.case, desk.creditor, Cents(100), facts))
    assert facts_of(desk.transaction().get(Claim, claim)) == facts


def test_a_corrected_invoice_day_moves_the_charge(desk: Desk) -> None:
    claim, earlier = desk.claim("1", 100), INVOICED - timedelta(days=10)
    desk.act(ChangeClaim(claim, 1, replace(FACTS, number="1", invoice_on=earlier)))
    assert desk.balance(claim, earlier - timedelta(days=1)).total == 0
    assert desk.balance(claim, earlier).total == 100
    assert desk.balance(claim, INVOICED).total == 100


def test_no_claim_is_its_own_main_claim(desk: Desk) -> None:
    claim = desk.claim("1", 100)
    with pytest.raises(Refused, match=r"claim\.of_itself"):
        desk.act(ChangeClaim(claim, 1, replace(FACTS, number="1", main_id=claim)))


def test_what_is_open_of_a_withdrawn_claim_is_credited(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    desk.act(ChargeCosts(claim, Component.COURT_COSTS, Cents(500), DUE, "griffierecht"))
    desk.pay(3000)
    desk.act(WithdrawClaim(claim, 1, "verkeerde debiteur"))
    assert desk.total(claim) == 0
    assert str(desk.database.value("SELECT ended_on FROM claim")) == TODAY.isoformat()
    with pytest.raises(Refused, match=r"claim\.ended"):
        desk.act(WithdrawClaim(claim, 2, "nog eens"))
    with pytest.raises(Refused, match=r"claim\.ended"):
        desk.act(ChargeCosts(claim, Component.COURT_COSTS, Cents(500), DUE, "x"))


def test_a_claim_that_is_due_only_later_is_withdrawn_whole(desk: Desk) -> None:
    claim = desk.claim("1", 10000, invoice_on=NEXT_WEEK, due_on=NEXT_WEEK)
    desk.act(WithdrawClaim(claim, 1, "bestelling geannuleerd"))
    assert desk.balance(claim, NEXT_WEEK).total == 0


def test_only_a_lead_withdraws_a_claim(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    with pytest.raises(Refused, match=r"actions\.role"):
        desk.as_handler(WithdrawClaim(claim, 1, "x"))


def test_a_day_is_set_changed_and_taken_away_by_who_saw_it(desk: Desk) -> None:
    claim = desk.claim("1", 100, kind="damages")
    desk.act(SetClaimDay(claim, "known_on", INVOICED))
    with pytest.raises(Stale):
        desk.act(SetClaimDay(claim, "known_on", DUE))
    desk.act(SetClaimDay(claim, "known_on", DUE, version=1))
    with pytest.raises(Stale):
        desk.act(SetClaimDay(claim, "known_on", None, version=1))
    with pytest.raises(Refused, match=r"given\.days_order"):
        desk.act(SetClaimDay(claim, "event_on", TODAY))
    desk.act(SetClaimDay(claim, "known_on", None, version=2))
    assert desk.database.value("SELECT count(*) FROM claim_day") == 0
    with pytest.raises(Stale):
        desk.act(SetClaimDay(claim, "known_on", DUE, version=2))


def test_interest_is_frozen_and_runs_again(desk: Desk) -> None:
    claim = desk.claim("1", 100)
    desk.act(FreezeInterest(claim, 1, TODAY, "regeling"))
    assert str(desk.database.value("SELECT interest_frozen_on FROM claim")) == TODAY.isoformat()
    desk.act(FreezeInterest(claim, 2, None, "regeling verbroken"))
    assert desk.database.value("SELECT interest_frozen_on FROM claim") is None


def test_frozen_interest_makes_a_claim_the_least_burdensome(desk: Desk) -> None:
    frozen, other = desk.claim("1", 10000), desk.claim("2", 10000, due_on=DUE + timedelta(days=5))
    desk.act(FreezeInterest(frozen, 1, INVOICED, "regeling"))
    assert [claim for claim, *_ in desk.allocated(desk.pay(4000).payment_id)] == [other]


def test_the_claim_with_the_highest_agreed_rate_is_paid_first(desk: Desk) -> None:
    desk.claim("1", 10000)
    dear = desk.claim("2", 10000, due_on=TODAY, rate_kind=RateKind.CONTRACTUAL, rate="24")
    assert desk.allocated(desk.pay(4000).payment_id) == [(dear, 4000, "allocation.most_burdensome")]


@pytest.mark.parametrize(
    ("refusal", "liable"),
    [
        ("claim.share", {"share": "0"}),
        ("claim.share", {"share": "100.01"}),
        ("claim.share", {"share": "half"}),
        ("given.amount", {"most_cents": Cents(0)}),
        ("given.days_order", {"from_on": DUE, "until_on": INVOICED}),
        ("store.no_record", {"party_id": 999}),
    ],
)
def test_liabilities_that_cannot_be(desk: Desk, refusal: str, liable: dict[str, Any]) -> None:
    claim = desk.claim("1", 100)
    good = Liable(desk.party("Borg"), Relation.GUARANTOR)
    with pytest.raises(Refused, match=refusal.replace(".", r"\.")):
        desk.act(AddLiability(claim, replace(good, **liable)))


def test_somebody_is_liable_in_one_way_once_at_a_time(desk: Desk) -> None:
    claim, partner = desk.claim("1", 100), desk.party("Vennoot")
    first = desk.act(AddLiability(claim, Liable(partner, Relation.PARTNER, share="33.3")))
    with pytest.raises(Refused, match=r"claim\.liable_twice"):
        desk.act(AddLiability(claim, Liable(partner, Relation.PARTNER, from_on=DUE)))
    desk.act(AddLiability(claim, Liable(partner, Relation.GUARANTOR, most_cents=Cents(50))))
    desk.act(EndLiability(first, 1, INVOICED, "uitgetreden"))
    desk.act(AddLiability(claim, Liable(partner, Relation.PARTNER, from_on=DUE)))
    with pytest.raises(Stale):
        desk.act(EndLiability(first, 1, DUE, "x"))
    assert Decimal(desk.database.value("SELECT share FROM liability WHERE id = ?", (first,))) == Decimal("33.3")


def test_the_debtor_is_not_liable_beside_himself(desk: Desk) -> None:
    with pytest.raises(Refused, match=r"claim\.debtor_himself"):
        desk.act(AddClaim(desk.case, desk.creditor, Cents(1), FACTS, liable=(Liable(desk.debtor, Relation.JOINT),)))


@pytest.mark.parametrize(
    ("refusal", "command"),
    [
        ("claim.no_costs", {"component": Component.INTEREST}),
        ("given.amount", {"cents": Cents(0)}),
        ("given.day_ahead", {"on_day": NEXT_WEEK}),
        ("given.no_reason", {"reason": " "}),
        ("store.no_record", {"claim_id": 999}),
    ],
)
def test_costs_that_are_not_charged(desk: Desk, refusal: str, command: dict[str, Any]) -> None:
    good = ChargeCosts(desk.claim("1", 100), Component.COLLECTION_COSTS, Cents(4000), DUE, "WIK")
    with pytest.raises(Refused, match=refusal.replace(".", r"\.")):
        desk.act(replace(good, **command))


def test_no_costs_are_added_to_a_claim_that_has_possibly_lapsed(desk: Desk) -> None:
    """Invariant 13."""
    claim = desk.claim("1", 100, invoice_on=date(2010, 1, 1), due_on=date(2010, 2, 1))
    with pytest.raises(Refused, match=r"claim\.lapsed_no_costs"):
        desk.act(ChargeCosts(claim, Component.COLLECTION_COSTS, Cents(4000), TODAY, "WIK"))


def test_no_more_is_credited_than_is_open_of_the_component(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    desk.act(ChargeCosts(claim, Component.COLLECTION_COSTS, Cents(4000), DUE, "WIK"))
    desk.pay(5000)
    with pytest.raises(Refused, match=r"claim\.credit_too_much") as refused:
        desk.act(CreditClaim(claim, Cents(9001), TODAY, "creditnota"))
    assert refused.value.parameters["most"] == 9000
    desk.act(CreditClaim(claim, Cents(9000), TODAY, "creditnota"))
    assert desk.total(claim) == 0


def entry_of(desk: Desk, claim: int) -> int:
    entry: int = desk.database.value("SELECT id FROM ledger_entry WHERE claim_id = ? ORDER BY id LIMIT 1", (claim,))
    return entry


def test_costs_are_reversed_once(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    costs = desk.act(ChargeCosts(claim, Component.COLLECTION_COSTS, Cents(4000), DUE, "WIK"))
    reversal = desk.act(ReverseEntry(costs, "geen veertiendagenbrief"))
    assert desk.balance(claim, DUE).total == 10000
    with pytest.raises(Refused, match=r"entry\.reversed"):
        desk.act(ReverseEntry(costs, "nog eens"))
    with pytest.raises(Refused, match=r"entry\.kind"):
        desk.act(ReverseEntry(reversal, "terug"))


def test_the_principal_is_corrected_and_never_reversed(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    with pytest.raises(Refused, match=r"entry\.principal"):
        desk.act(ReverseEntry(entry_of(desk, claim), "x"))
    desk.act(CorrectEntry(entry_of(desk, claim), Cents(1000), INVOICED, "komma verkeerd"))
    assert desk.balance(claim, INVOICED).total == 1000
    assert desk.database.value("SELECT principal_cents FROM claim") == 1000
    with pytest.raises(Refused, match=r"entry\.reversed"):
        desk.act(CorrectEntry(entry_of(desk, claim), Cents(10), INVOICED, "x"))


def test_what_was_paid_already_is_not_corrected_away(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    desk.pay(6000)
    with pytest.raises(Refused, match=r"entry\.below_zero") as refused:
        desk.act(CorrectEntry(entry_of(desk, claim), Cents(1000), INVOICED, "x"))
    assert refused.value.parameters["amount"] == 5000
    assert desk.total(claim) == 4000


def test_an_entry_of_a_payment_is_corrected_only_with_the_payment(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    desk.pay(6000)
    entry = desk.database.value("SELECT id FROM ledger_entry WHERE kind = 'payment'")
    for command in (ReverseEntry(entry, "x"), CorrectEntry(entry, Cents(1), TODAY, "x")):
        with pytest.raises(Refused, match=r"entry\.kind"):
            desk.act(command)
    assert desk.total(claim) == 4000


def test_evidence_is_set_by_who_saw_how_it_stood(desk: Desk) -> None:
    claim = desk.claim("1", 100)
    with desk.database.peewee.atomic():
        document = desk.transaction().add(Document, name="bon.pdf", media_type="application/pdf", sha256="0", size=1)
    missing = SetEvidence(claim, EvidenceKind.DELIVERY, EvidenceStatus.MISSING)
    desk.act(missing)
    with pytest.raises(Stale):
        desk.act(missing)
    with pytest.raises(Refused, match=r"claim\.evidence_there"):
        desk.act(replace(missing, version=1, document_id=document))
    desk.act(SetEvidence(claim, EvidenceKind.DELIVERY, EvidenceStatus.PRESENT, document, "getekend", version=1))
    assert desk.database.fetch("SELECT status, document_id, note FROM evidence") == [("present", document, "getekend")]


def test_writing_off_and_charging_are_about_what_is_there(desk: Desk) -> None:
    with pytest.raises(Refused, match=r"store\.no_record"):
        desk.act(WriteOff(999, Cents(1), "x"))


def test_what_is_credited_of_a_claim_stays_within_the_mandate_also_in_parts(desk: Desk) -> None:
    claim = desk.claim("1", 1_000_00)
    credit = desk.as_handler(CreditClaim(claim, Cents(200_00), TODAY, "creditnota"))
    with pytest.raises(Refused, match=r"mandate\.exceeded"):
        desk.as_handler(CreditClaim(claim, Cents(50_01), TODAY, "creditnota"))
    with pytest.raises(Refused, match=r"mandate\.exceeded"):
        desk.as_handler(CorrectEntry(credit, Cents(250_01), TODAY, "toch meer"))
    desk.as_handler(CorrectEntry(credit, Cents(250_00), TODAY, "toch meer"))
    desk.act(CreditClaim(claim, Cents(500_00), TODAY, "creditnota"))
    assert desk.total(claim) == 250_00


def test_a_credit_in_small_corrections_is_one_credit(desk: Desk) -> None:
    claim = desk.claim("1", 1_000_00)
    booked = desk.as_handler(CorrectEntry(entry_of(desk, claim), Cents(850_00), INVOICED, "te hoog"))
    with pytest.raises(Refused, match=r"mandate\.exceeded"):
        desk.as_handler(CorrectEntry(booked, Cents(749_99), INVOICED, "nog te hoog"))
    desk.as_handler(CorrectEntry(booked, Cents(750_00), INVOICED, "nog te hoog"))
    with pytest.raises(Refused, match=r"mandate\.exceeded"):
        desk.as_handler(CreditClaim(claim, Cents(1), TODAY, "creditnota"))


def test_a_credit_that_was_reversed_leaves_room_in_the_mandate(desk: Desk) -> None:
    claim = desk.claim("1", 1_000_00)
    desk.as_handler(ReverseEntry(desk.as_handler(CreditClaim(claim, Cents(250_00), TODAY, "x")), "vergissing"))
    desk.as_handler(CreditClaim(claim, Cents(250_00), TODAY, "creditnota"))
    assert desk.total(claim) == 750_00


def test_neither_a_correction_nor_a_reversal_gets_round_the_mandate_for_credits(desk: Desk) -> None:
    claim = desk.claim("1", 1_000_00)
    costs = desk.act(ChargeCosts(claim, Component.COURT_COSTS, Cents(300_00), TODAY, "griffierecht"))
    for command in (
        ReverseEntry(costs, "x"),
        CorrectEntry(costs, Cents(1), TODAY, "x"),
        CorrectEntry(entry_of(desk, claim), Cents(1), INVOICED, "x"),
    ):
        with pytest.raises(Refused, match=r"mandate\.exceeded"):
            desk.as_handler(command)
    desk.as_handler(CorrectEntry(costs, Cents(50_00), TODAY, "te hoog"))
    desk.as_handler(CorrectEntry(entry_of(desk, claim), Cents(5_000_00), INVOICED, "komma verkeerd"))


def test_a_claim_is_withdrawn_within_the_mandate_for_credits(desk: Desk) -> None:
    with pytest.raises(Refused, match=r"mandate\.nobody"):
        desk.act(WithdrawClaim(desk.claim("1", 10_000_01), 1, "verkeerde debiteur"))
    desk.act(WithdrawClaim(desk.claim("2", 10_000_00), 1, "verkeerde debiteur"))


def test_costs_are_charged_while_only_the_clock_against_somebody_else_has_lapsed(desk: Desk) -> None:
    claim, partner = desk.claim("1", 10000), desk.party("Vennoot")
    desk.act(AddLiability(claim, Liable(partner, Relation.PARTNER)))
    lapse = "UPDATE clock_now SET state = 'possibly_lapsed' WHERE claim_id = ? AND debtor_id = ?"
    desk.database.execute(lapse, (claim, partner))
    # Nor does it matter that the oldest interest has lapsed.
    desk.database.execute(
        "INSERT INTO clock_now (claim_id, debtor_id, clock, case_id, listed, state, safe_rank, open_cents, holds_until)"
        " SELECT claim_id, ?, 'interest', case_id, listed, state, safe_rank, open_cents, holds_until"
        " FROM clock_now WHERE debtor_id = ?",
        (desk.debtor, partner),
    )
    costs = desk.act(ChargeCosts(claim, Component.COURT_COSTS, Cents(100), TODAY, "griffierecht"))
    desk.database.execute(lapse, (claim, desk.debtor))
    with pytest.raises(Refused, match=r"claim\.lapsed_no_costs"):
        desk.act(CorrectEntry(costs, Cents(101), TODAY, "meer"))
    desk.act(CorrectEntry(costs, Cents(99), TODAY, "minder"))


def test_a_claim_of_which_a_list_did_not_say_how_it_was_agreed_is_changed(desk: Desk) -> None:
    claim = desk.claim("1", 100)
    desk.database.execute("UPDATE claim SET capacity = NULL, agreed = NULL, version = 2")
    known = desk.transaction().get(Claim, claim)
    desk.act(ChangeClaim(claim, 2, replace(facts_of(known), order_number="PO-7")))
    assert desk.database.fetch("SELECT capacity, agreed, order_number FROM claim") == [(None, None, "PO-7")]


def test_the_same_relation_begins_again_only_after_the_last_day(desk: Desk) -> None:
    claim, partner = desk.claim("1", 100), desk.party("Vennoot")
    desk.act(AddLiability(claim, Liable(partner, Relation.PARTNER, until_on=DUE)))
    with pytest.raises(Refused, match=r"claim\.liable_twice"):
        desk.act(AddLiability(claim, Liable(partner, Relation.PARTNER, from_on=DUE)))
    desk.act(AddLiability(claim, Liable(partner, Relation.PARTNER, from_on=DUE + timedelta(days=1))))
