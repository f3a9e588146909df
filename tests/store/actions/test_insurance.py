"""Credit insurance: what a policy asks of a claim is never forgotten."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.proof import ReturnedAs
from casebook.domain.money import Cents
from casebook.jobs import insurer_letters, letter_offer
from casebook.jobs.drafting import Wanted
from casebook.store.actions.dispatch_proof import ReturnedDispatch
from casebook.store.actions.insurance import (
    AddCover,
    AddPolicy,
    ChangeCover,
    EndPolicy,
    RecordInsuranceStep,
    RemoveInsuranceStep,
)
from casebook.store.case_facts import load
from casebook.store.models.insurance import SETTLING, InsuranceStep
from casebook.store.queries import insurance
from casebook.store.refresh import derived
from tests.store.actions.desk import DUE, TODAY, Desk
from tests.store.actions.outgoing import Post
from tests.store.actions.refusal import refused

SINCE = date(2026, 1, 1)
POLICY = AddPolicy(0, 0, "P-1", 60, 120, 90, consent_needed=True, from_on=SINCE)
DAY = timedelta(days=1)
# Far enough that everything is asked, and the time to report is over.
LATER = TODAY + timedelta(days=60)


@pytest.fixture
def policy(desk: Desk) -> int:
    """A policy that wants to hear after 60 days and to have the claim after 120."""
    insurer = desk.party("Atradius")
    added: int = desk.act(replace(POLICY, creditor_id=desk.creditor, insurer_id=insurer))
    return added


def asked(desk: Desk, on: date = LATER) -> list[tuple[str, str, str]]:
    (record,) = load(desk.database, [desk.case])
    found = derived(record, on, desk.database.law).signals
    return sorted((row[2], str(row[5]), str(row[6])) for row in found if "insurance" in row[2])


def test_what_a_policy_asks_is_a_signal_ten_days_before_it_is_too_late(desk: Desk, policy: int) -> None:
    claim = desk.claim("I-1", 100_000)
    cover = desk.act(AddCover(policy, desk.debtor, Cents(500_000), SINCE))
    report, hand_over = DUE + timedelta(days=60), DUE + timedelta(days=120)
    ten = timedelta(days=10)
    to_report = ("signal.insurance_report", str(report), str(report - ten))
    to_hand_over = ("signal.insurance_hand_over", str(hand_over), str(hand_over - ten))
    late = ("signal.insurance_report_passed", str(report), "None")
    assert asked(desk, report - 2 * ten - DAY) == []
    assert asked(desk, report - 2 * ten) == [to_report]
    assert asked(desk, report) == [to_report]
    assert asked(desk) == [to_hand_over, late]
    step = RecordInsuranceStep(desk.case, cover, (claim,), InsuranceStep.OVERDUE_REPORTED, TODAY)
    (act,) = desk.act(step)
    assert asked(desk) == [to_hand_over]
    desk.act(RemoveInsuranceStep(act, 1, "verkeerd dossier"))
    assert asked(desk) == [to_hand_over, late]


def test_the_letter_that_leaves_tells_the_insurer(desk: Desk, policy: int) -> None:
    """What is overdue is reported first, then handed over; what nobody got told nobody."""
    claims = [desk.claim(f"I-{at}", 100_000) for at in (1, 2)]
    cover, post = desk.act(AddCover(policy, desk.debtor, Cents(500_000), SINCE)), Post(desk, TODAY)
    insurer: int = desk.database.value("SELECT insurer_id FROM insurance_policy WHERE id = ?", (policy,))
    post.lives(insurer)

    def letter(**more: Any) -> tuple[int, Wanted]:
        known = insurer_letters.wanted(desk.database, desk.case, desk.debtor, cover)
        assert known is not None
        given: dict[str, Any] = {name: getattr(known, name) for name in ("claim_ids", "to", "extras")}
        (one,) = post.prepare(LetterKind.INSURER_NOTICE, **given, origin=known.origin, origin_id=cover, **more)
        return one, known

    def acts() -> list[tuple[int, InsuranceStep, date]]:
        return sorted((act.claim_id, act.step, act.on_day) for act in insurance.acts(desk.database, desk.case))

    assert LetterKind.INSURER_NOTICE in [fit.kind for fit in letter_offer.fits(desk.database, TODAY, desk.case)]
    first, known = letter()
    assert (known.to, known.extras["policy"], known.extras["insured_limit"]) == (insurer, "P-1", 500_000)
    post.release(first)
    assert acts() == []
    post.send_all(first)
    reported = [(claim, InsuranceStep.OVERDUE_REPORTED, TODAY) for claim in claims]
    assert acts() == reported
    assert [one.duties.report_by for one in insurance.claims(desk.database, desk.case)] == [None, None]
    second, _ = letter()
    post.release(second)
    post.send_all(second)
    assert acts() == sorted([*reported, *((claim, InsuranceStep.HANDED_OVER, TODAY) for claim in claims)])
    assert asked(desk) == []
    way = post.card(second).dispatches[0]
    post.act(ReturnedDispatch(way.dispatch_id, way.version, TODAY, ReturnedAs.MOVED))
    assert acts() == reported
    other = desk.party("Ander")
    post.lives(other)
    wrong = {"extras": known.extras, "origin": known.origin, "origin_id": cover, "to": other}
    refused("insurance.other_insurer", lambda _: post.prepare(LetterKind.INSURER_NOTICE, **wrong), None)
    wrong |= {"to": insurer, "extras": {**known.extras, "insurance_step": "paid_out"}}
    refused("insurance.no_step", lambda _: post.prepare(LetterKind.INSURER_NOTICE, **wrong), None)


@pytest.mark.parametrize("step", sorted(SETTLING))
def test_after_some_steps_nothing_is_left_to_do_towards_the_insurer(
    desk: Desk, policy: int, step: InsuranceStep
) -> None:
    claim = desk.claim("I-1", 100_000)
    cover = desk.act(AddCover(policy, desk.debtor, Cents(500_000), SINCE))
    cents = Cents(90_000) if step is InsuranceStep.PAID_OUT else None
    desk.act(RecordInsuranceStep(desk.case, cover, (claim,), step, TODAY, cents=cents))
    assert asked(desk) == []


def test_a_claim_that_is_paid_or_came_about_outside_the_cover_asks_nothing(desk: Desk, policy: int) -> None:
    desk.claim("I-1", 100_000, invoice_on=date(2025, 12, 31), due_on=date(2026, 1, 31))
    desk.act(AddCover(policy, desk.debtor, Cents(500_000), SINCE))
    assert asked(desk) == []
    # Of a debtor who is covered in time, nothing is asked of what came about after the policy ended either.
    ended = desk.act(
        replace(POLICY, creditor_id=desk.creditor, insurer_id=desk.party("Coface"), until_on=DUE - 31 * DAY)
    )
    desk.act(AddCover(ended, desk.debtor, Cents(500_000), SINCE))
    desk.claim("I-2", 5_000)
    assert len(asked(desk)) == 2
    (insured,) = insurance.claims(desk.database, desk.case)
    assert (insured.number, insured.open_cents) == ("I-2", 5_000)
    desk.pay(5_000, designation=(insured.claim_id,))
    assert asked(desk) == []


def test_a_cover_lies_in_its_policy_and_beside_no_other(desk: Desk, policy: int) -> None:
    refused("insurance.outside_policy", desk.act, AddCover(policy, desk.debtor, Cents(1), date(2025, 12, 31)))
    cover = desk.act(AddCover(policy, desk.debtor, Cents(500_000), SINCE, TODAY))
    refused("insurance.covered_already", desk.act, AddCover(policy, desk.debtor, Cents(1), TODAY))
    desk.act(AddCover(policy, desk.debtor, Cents(1), TODAY + timedelta(days=1)))
    desk.act(ChangeCover(cover, 1, Cents(250_000), TODAY))
    assert [row.limit for row in insurance.covers(desk.database, desk.debtor)] == [1, 250_000]
    refused("given.amount", desk.act, ChangeCover(cover, 2, Cents(0), TODAY))
    refused("insurance.covered_already", desk.act, ChangeCover(cover, 2, Cents(1), TODAY + timedelta(days=1)))
    refused("insurance.covered_already", desk.act, ChangeCover(cover, 2, Cents(1)))
    desk.act(EndPolicy(policy, 1, TODAY))
    assert insurance.policies(desk.database, TODAY + timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("insurance.no_number", {"number": " "}),
        ("insurance.days", {"overdue_days": 0}),
        ("insurance.days", {"overdue_days": 121}),
        ("insurance.percent", {"covered_percent": 101}),
    ],
)
def test_a_policy_says_what_it_asks(desk: Desk, code: str, changed: dict[str, object]) -> None:
    facts: dict[str, object] = {"number": "P-2", "overdue_days": 60, "covered_percent": 90} | changed
    insurer = desk.party("Atradius")
    made = AddPolicy(desk.creditor, insurer, hand_over_days=120, consent_needed=True, from_on=SINCE, **facts)  # type: ignore[arg-type]  # as the table has them
    refused(code, desk.act, made)


def test_a_step_is_about_claims_that_the_policy_covers(desk: Desk, policy: int) -> None:
    claim, other = desk.claim("I-1", 100_000), desk.claim("I-2", 100_000)
    cover = desk.act(AddCover(policy, desk.debtor, Cents(500_000), SINCE))
    paid = RecordInsuranceStep(desk.case, cover, (claim,), InsuranceStep.PAID_OUT, TODAY)
    refused("insurance.amount", desk.act, paid)
    both = RecordInsuranceStep(desk.case, cover, (claim, other), InsuranceStep.PAID_OUT, TODAY, cents=Cents(1))
    refused("insurance.amount", desk.act, both)
    refused("insurance.no_claim", desk.act, RecordInsuranceStep(desk.case, cover, (), InsuranceStep.HANDED_OVER, TODAY))
    stranger = desk.act(AddCover(policy, desk.party("Ander"), Cents(1), SINCE))
    step = RecordInsuranceStep(desk.case, stranger, (claim,), InsuranceStep.HANDED_OVER, TODAY)
    refused("insurance.other_debtor", desk.act, step)
    before = desk.claim("I-0", 1, invoice_on=SINCE - DAY)
    step = RecordInsuranceStep(desk.case, cover, (claim, before), InsuranceStep.HANDED_OVER, TODAY)
    assert refused("insurance.not_covered", desk.act, step)["number"] == "I-0"
