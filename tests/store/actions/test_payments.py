"""Payments: where they go and why, that they add up, and what is refused."""

from datetime import date, timedelta

import pytest

from casebook.domain.component import Component
from casebook.domain.limitation.facts import Proof
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store.actions.claims import AddClaim
from casebook.store.actions.ledger import ChargeCosts
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent, VoidEvent
from casebook.store.actions.payments import AllocateRest, CorrectPayment, RecordPayment, ReversePayment
from casebook.store.actions.receipts import ChosenLine, Receipt
from casebook.store.actions.undo import RedoStep, UndoStep
from casebook.store.models.claims import Relation
from casebook.store.perform import perform
from tests.store.actions.desk import DUE, FACTS, INVOICED, TODAY, Desk, at_once


def events(desk: Desk, payment_id: int) -> list[tuple[int, int, str]]:
    """Return the claims and parties that the events of a payment reach, with the last mark of each."""
    return desk.database.fetch(
        "SELECT r.claim_id, r.party_id, (SELECT m.proof FROM proof_mark m WHERE m.event_id = e.id"
        " ORDER BY m.id DESC LIMIT 1) FROM limitation_event e JOIN reach r ON r.event_id = e.id"
        " WHERE e.origin = 'payment' AND e.origin_id = ? AND e.kind = 'part_payment' ORDER BY r.id",
        (payment_id,),
    )


def test_the_oldest_due_claim_is_paid_first_and_costs_before_principal(desk: Desk) -> None:
    newer = desk.claim("2", 10000, due_on=DUE + timedelta(days=5))
    older = desk.claim("1", 10000)
    desk.act(ChargeCosts(older, Component.COLLECTION_COSTS, Cents(4000), DUE, "WIK"))
    booked = desk.pay(15000)
    assert desk.allocated(booked.payment_id) == [
        (older, 4000, "allocation.oldest"),
        (older, 10000, "allocation.oldest"),
        (newer, 1000, "allocation.last"),
    ]
    assert (desk.total(older), desk.total(newer), booked.unallocated) == (0, 9000, 0)


def test_the_debtor_says_which_claim_he_pays(desk: Desk) -> None:
    older, newer = desk.claim("1", 10000), desk.claim("2", 10000, due_on=DUE + timedelta(days=5))
    desk.pay(4000, designation=(newer,))
    assert (desk.total(older), desk.total(newer)) == (10000, 6000)


def test_what_nothing_is_open_for_stays_unallocated_and_still_adds_up(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    booked = desk.pay(12500)
    assert desk.allocated(booked.payment_id)[-1] == (None, 2500, "payment.unallocated")
    assert booked.unallocated == 2500
    assert desk.total(claim) == 0


def test_a_payment_of_an_earlier_day_does_not_pay_what_a_later_one_paid_already(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    desk.pay(10000, TODAY)
    assert desk.pay(3000, DUE).unallocated == 3000
    assert desk.total(claim) == 0


def test_a_payment_from_before_the_claim_waits_and_is_allocated_to_it_later(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    booked = desk.pay(4000, INVOICED - timedelta(days=3))
    assert booked.unallocated == 4000
    desk.act(AllocateRest(booked.payment_id, (claim,), "vooruitbetaling"))
    assert desk.balance(claim, TODAY - timedelta(days=1)).total == 10000
    assert desk.total(claim) == 6000


def test_a_deviation_needs_a_reason_and_is_warned_of(desk: Desk) -> None:
    older, newer = desk.claim("1", 10000), desk.claim("2", 10000, due_on=DUE + timedelta(days=5))
    lines = (ChosenLine(newer, Component.PRINCIPAL, Cents(4000)),)
    with pytest.raises(Refused, match=r"given\.no_reason"):
        desk.pay(5000, lines=lines)
    booked = desk.pay(5000, lines=lines, reason="afspraak met de debiteur")
    assert desk.allocated(booked.payment_id) == [
        (newer, 4000, "payment.deviation"),
        (None, 1000, "payment.unallocated"),
    ]
    assert [caution.code for caution in booked.cautions] == ["payment.deviates"]
    assert desk.total(older) == 10000


def test_lines_as_the_statute_has_them_deviate_from_nothing(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    booked = desk.pay(4000, lines=(ChosenLine(claim, Component.PRINCIPAL, Cents(4000)),))
    assert desk.allocated(booked.payment_id) == [(claim, 4000, "allocation.last")]


def test_a_claim_that_has_possibly_lapsed_is_paid_only_by_a_persons_choice(desk: Desk) -> None:
    """Invariant 13: a voluntary payment is welcome."""
    claim = desk.claim("1", 10000)
    desk.database.execute(
        "UPDATE clock_now SET safe_until = ? WHERE claim_id = ? AND clock = 'principal'",
        (TODAY - timedelta(days=2), claim),
    )
    booked = desk.pay(4000)
    assert booked.unallocated == 4000
    assert [caution.code for caution in booked.cautions] == ["allocation.lapsed_passed_over", "allocation.unallocated"]
    assert booked.cautions[0].parameters["claim"] == "1"


@pytest.mark.parametrize(
    ("refusal", "receipt"),
    [
        ("given.amount", Receipt(TODAY, Cents(0))),
        ("given.amount", Receipt(TODAY, Cents(-100))),
        ("given.day_ahead", Receipt(TODAY + timedelta(days=1), Cents(100))),
        ("payment.not_of_case", Receipt(TODAY, Cents(100), designation=(999,))),
        ("payment.more_than_paid", Receipt(TODAY, Cents(100), lines=(ChosenLine(1, Component.PRINCIPAL, Cents(101)),))),
        (
            "payment.more_than_open",
            Receipt(TODAY, Cents(99999), lines=(ChosenLine(1, Component.PRINCIPAL, Cents(10001)),), reason="x"),
        ),
        ("store.no_record", Receipt(TODAY, Cents(100), payer_id=999)),
    ],
)
def test_what_is_refused(desk: Desk, refusal: str, receipt: Receipt) -> None:
    assert desk.claim("1", 10000) == 1
    with pytest.raises(Refused, match=refusal.replace(".", r"\.")):
        desk.act(RecordPayment(desk.case, receipt))
    assert desk.database.value("SELECT count(*) FROM payment") == 0


def test_a_claim_in_another_currency_is_not_paid(desk: Desk) -> None:
    claim = desk.act(AddClaim(desk.case, desk.creditor, Cents(10000), FACTS, currency="USD"))
    assert desk.pay(500).unallocated == 500
    with pytest.raises(Refused, match=r"claim\.foreign_currency"):
        desk.pay(500, designation=(claim,))


def test_a_key_is_booked_once_also_after_it_was_reversed(desk: Desk) -> None:
    desk.claim("1", 10000)
    booked = desk.pay(100, key="NL01-7")
    with pytest.raises(Refused, match=r"payment\.booked"):
        desk.pay(100, key="NL01-7")
    desk.act(ReversePayment(booked.payment_id, "vergissing"))
    with pytest.raises(Refused, match=r"payment\.booked"):
        desk.pay(100, key="NL01-7")


def test_of_one_key_at_once_in_two_cases_one_is_booked(desk: Desk) -> None:
    receipt = Receipt(TODAY, Cents(100))
    commands = [RecordPayment(case, receipt, "NL01-7") for case in (desk.case, desk.second_case())]
    assert at_once(desk, commands) == ["done", "payment.booked"]


def test_two_payments_alike_on_one_day_both_count(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    desk.pay(100)
    desk.pay(100)
    assert desk.total(claim) == 9800


def test_money_that_went_back_was_there_until_that_day(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    paid_on, back_on = DUE, DUE + timedelta(days=10)
    booked = desk.pay(4000, paid_on)
    reversal = desk.act(ReversePayment(booked.payment_id, "gestorneerd", back_on))
    assert desk.balance(claim, back_on - timedelta(days=1)).total == 6000
    assert desk.balance(claim, back_on).total == 10000
    assert desk.allocated(reversal) == [(claim, -4000, "payment.reversed")]


@pytest.mark.parametrize("back_on", [DUE - timedelta(days=1), TODAY + timedelta(days=1)])
def test_money_does_not_go_back_before_it_came_or_tomorrow(desk: Desk, back_on: date) -> None:
    booked = desk.pay(4000, DUE)
    with pytest.raises(Refused, match=r"given\.day"):
        desk.act(ReversePayment(booked.payment_id, "gestorneerd", back_on))


def test_a_payment_is_reversed_once_and_a_reversal_never(desk: Desk) -> None:
    booked = desk.pay(4000)
    reversal = desk.act(ReversePayment(booked.payment_id, "vergissing"))
    with pytest.raises(Refused, match=r"payment\.reversed_before"):
        desk.act(ReversePayment(booked.payment_id, "nog eens"))
    with pytest.raises(Refused, match=r"payment\.is_reversal"):
        desk.act(ReversePayment(reversal, "terug"))
    with pytest.raises(Refused, match=r"payment\.reversed_before"):
        desk.act(AllocateRest(booked.payment_id, (), "rest"))


def test_a_correction_is_a_reversal_and_a_new_payment_in_one_line_of_the_log(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    wrong = desk.pay(4000, DUE, key="K")
    lines = desk.database.value("SELECT count(*) FROM log")
    right = desk.act(CorrectPayment(wrong.payment_id, Receipt(DUE, Cents(400)), "typefout"))
    assert desk.database.value("SELECT count(*) FROM log") == lines + 1
    assert desk.balance(claim, DUE).total == 9600
    assert desk.database.fetch("SELECT cents, reverses_id, reason FROM payment ORDER BY id") == [
        (4000, None, ""),
        (-4000, wrong.payment_id, "typefout"),
        (400, None, "typefout"),
    ]
    with pytest.raises(Refused, match=r"payment\.reversed_before"):
        desk.act(CorrectPayment(wrong.payment_id, Receipt(DUE, Cents(40)), "toch niet"))
    assert right.payment_id != wrong.payment_id


def test_the_rest_goes_to_chosen_claims_and_no_further_than_what_is_open(desk: Desk) -> None:
    booked = desk.pay(12500)
    claim, other = desk.claim("1", 10000), desk.claim("2", 5000)
    after = desk.act(AllocateRest(booked.payment_id, (claim,), "nagekomen factuur"))
    assert after.unallocated == 2500
    assert (desk.total(claim), desk.total(other)) == (0, 5000)
    with pytest.raises(Refused, match=r"payment\.nothing_to_pay"):
        desk.act(AllocateRest(booked.payment_id, (claim,), "nog eens"))
    desk.act(AllocateRest(booked.payment_id, (other,), "de rest"))
    with pytest.raises(Refused, match=r"payment\.nothing_left"):
        desk.act(AllocateRest(booked.payment_id, (other,), "nog eens"))


def insolvent(desk: Desk, since: date) -> int:
    facts = EventFacts("insolvency", since, (Reached(desk.debtor),), regime="bankruptcy")
    event: int = desk.act(RecordEvent(desk.case, facts))
    return event


@pytest.mark.parametrize("since", [TODAY, TODAY - timedelta(days=1), DUE])
def test_money_received_in_an_insolvency_is_kept_apart_without_a_choice(desk: Desk, since: date) -> None:
    claim = desk.claim("1", 10000)
    insolvent(desk, since)
    booked = desk.pay(4000)
    assert booked.unallocated == 4000
    assert desk.allocated(booked.payment_id) == [(None, 4000, "payment.insolvency_withheld")]
    assert [caution.code for caution in booked.cautions] == ["payment.insolvency"]
    with pytest.raises(Refused, match=r"payment\.insolvency_withheld"):
        desk.act(AllocateRest(booked.payment_id, (claim,), "toch"))
    desk.act(AllocateRest(booked.payment_id, (claim,), "toch", insolvency_choice="curator stemt in"))
    assert desk.total(claim) == 6000


def test_a_recorded_choice_allocates_money_received_in_an_insolvency(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    insolvent(desk, DUE)
    desk.pay(4000, insolvency_choice="betaald door een derde")
    assert desk.total(claim) == 6000
    assert desk.database.value("SELECT reason FROM payment") == "betaald door een derde"


def test_a_claim_from_after_the_insolvency_and_money_from_before_it_are_not_kept_apart(desk: Desk) -> None:
    earlier = desk.claim("1", 10000)
    insolvent(desk, DUE)
    later = desk.claim("2", 5000, supplied_from=DUE, invoice_on=DUE, due_on=DUE)
    desk.pay(1000, DUE - timedelta(days=1))
    desk.pay(1000, lines=(ChosenLine(later, Component.PRINCIPAL, Cents(1000)),), reason="boedelschuld")
    assert (desk.total(earlier), desk.total(later)) == (9000, 4000)


def test_an_insolvency_that_turned_out_void_keeps_nothing_apart(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    desk.act(VoidEvent(insolvent(desk, DUE), "vernietigd in hoger beroep"))
    desk.pay(4000)
    assert desk.total(claim) == 6000


def test_an_insolvency_known_from_another_case_of_the_debtor_counts(desk: Desk) -> None:
    desk.claim("1", 10000)
    facts = EventFacts("insolvency", DUE, (Reached(desk.debtor),), regime="wsnp")
    desk.act(RecordEvent(desk.second_case(), facts))
    assert desk.pay(4000).unallocated == 4000


def test_a_part_payment_proposes_that_the_debtor_acknowledges_what_he_paid(desk: Desk) -> None:
    older, newer = desk.claim("1", 10000), desk.claim("2", 10000, due_on=DUE + timedelta(days=5))
    booked = desk.pay(12000)
    asserted = Proof.ASSERTED.value
    assert events(desk, booked.payment_id) == [(older, desk.debtor, asserted), (newer, desk.debtor, asserted)]
    desk.act(ReversePayment(booked.payment_id, "vergissing"))
    void = Proof.VOID.value
    assert events(desk, booked.payment_id) == [(older, desk.debtor, void), (newer, desk.debtor, void)]


def test_the_event_follows_a_payment_whose_reversal_was_taken_back(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    first = desk.pay(4000).payment_id
    desk.act(ReversePayment(first, "vergissing"))
    desk.act(UndoStep(desk.database.value("SELECT max(step) FROM log")))
    assert events(desk, first) == [(claim, desk.debtor, "asserted")]
    booked_anew = desk.database.value("SELECT max(id) FROM payment")
    desk.act(ReversePayment(booked_anew, "toch een vergissing"))
    assert events(desk, first) == [(claim, desk.debtor, "void")]


def test_allocating_the_rest_proposes_an_acknowledgement_of_the_claims_that_are_new(desk: Desk) -> None:
    first = desk.claim("1", 10000)
    booked = desk.pay(12000)
    second = desk.claim("2", 10000)
    desk.act(AllocateRest(booked.payment_id, (second,), "rest"))
    assert [claim for claim, _, _ in events(desk, booked.payment_id)] == [first, second]


def test_only_who_owes_a_claim_can_acknowledge_it_by_paying(desk: Desk) -> None:
    guaranteed, other = desk.claim("1", 10000), desk.claim("2", 10000)
    guarantor, uncle = desk.party("Borg"), desk.party("Oom")
    desk.act(AddLiability(guaranteed, Liable(guarantor, Relation.GUARANTOR)))
    by_guarantor = desk.pay(20000, payer_id=guarantor)
    assert events(desk, by_guarantor.payment_id) == [(guaranteed, guarantor, "asserted")]
    desk.act(ReversePayment(by_guarantor.payment_id, "vergissing"))
    assert events(desk, desk.pay(20000, payer_id=uncle).payment_id) == []
    assert (desk.total(guaranteed), desk.total(other)) == (0, 0)


def test_a_payment_with_a_key_that_was_taken_back_is_done_again(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    command = RecordPayment(desk.case, Receipt(TODAY, Cents(4000)), "NL01-7")
    step = perform(desk.database, desk.actor, TODAY, command).step
    assert step is not None
    for _ in range(2):
        desk.act(UndoStep(step))
        assert desk.total(claim) == 10000
        step = perform(desk.database, desk.actor, TODAY, RedoStep(step)).step
        assert step is not None
        assert desk.total(claim) == 6000
    with pytest.raises(Refused, match=r"payment\.booked"):
        desk.act(command)


def test_the_key_of_a_payment_by_hand_is_cleaned(desk: Desk) -> None:
    desk.pay(100, key=" NL01\x1b[31m-7 ")
    desk.pay(100, key=" ")
    desk.pay(100, key="")
    assert desk.database.fetch("SELECT key FROM payment ORDER BY id") == [("NL01-7",), (None,), (None,)]


def test_of_two_payments_alike_each_keeps_its_own_event(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    first, second = desk.pay(4000).payment_id, desk.pay(4000).payment_id
    desk.act(ReversePayment(first, "vergissing"))
    desk.act(UndoStep(desk.database.value("SELECT max(step) FROM log")))
    desk.act(ReversePayment(second, "dubbel"))
    assert events(desk, first) == [(claim, desk.debtor, "asserted")]
    assert events(desk, second) == [(claim, desk.debtor, "void")]


def test_the_event_follows_a_payment_that_went_back_on_another_day_and_did_not(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    first = desk.pay(4000, DUE).payment_id
    for _ in range(2):
        standing = desk.database.value("SELECT max(id) FROM payment WHERE cents > 0")
        desk.act(ReversePayment(standing, "gestorneerd", TODAY))
        assert events(desk, first) == [(claim, desk.debtor, "void")]
        desk.act(UndoStep(desk.database.value("SELECT max(step) FROM log")))
        assert events(desk, first) == [(claim, desk.debtor, "asserted")]
    assert desk.total(claim) == 6000


def test_what_was_allocated_after_the_money_went_back_was_owed_all_along(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    yesterday = TODAY - timedelta(days=1)
    early = desk.pay(4000, INVOICED - timedelta(days=3)).payment_id
    desk.act(AllocateRest(early, (claim,), "vooruitbetaling"))
    desk.act(ReversePayment(early, "gestorneerd", yesterday))
    assert [desk.balance(claim, day).total for day in (INVOICED, yesterday, TODAY)] == [10000, 10000, 10000]


def test_money_of_an_insolvent_payer_is_kept_apart_too(desk: Desk) -> None:
    claim, guarantor = desk.claim("1", 10000), desk.party("Borg")
    desk.act(AddLiability(claim, Liable(guarantor, Relation.GUARANTOR)))
    bankrupt = EventFacts("insolvency", DUE, (Reached(guarantor),), regime="bankruptcy")
    desk.act(RecordEvent(desk.case, bankrupt))
    assert desk.pay(4000, payer_id=guarantor).unallocated == 4000
    assert desk.pay(3000).unallocated == 0


def test_a_payment_is_an_outward_act(desk: Desk) -> None:
    desk.database.execute("UPDATE cases SET moves = 2, version = version + 1")
    desk.pay(100)
    assert desk.database.fetch("SELECT moves FROM cases") == [(0,)]


def test_what_was_open_then_and_what_came_later_are_acknowledged_once(desk: Desk) -> None:
    booked = desk.pay(15000, DUE)
    claim = desk.claim("1", 10000)
    desk.act(ChargeCosts(claim, Component.COURT_COSTS, Cents(300), TODAY, "griffierecht"))
    desk.act(AllocateRest(booked.payment_id, (claim,), "rest"))
    assert desk.total(claim) == 0
    assert events(desk, booked.payment_id) == [(claim, desk.debtor, "asserted")]
