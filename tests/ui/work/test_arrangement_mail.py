"""The letters about an arrangement: in the language of the debtor, with amounts, days, account and reference."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.arrangement.terms import PlanInterest, Rhythm
from casebook.domain.money import ZERO, Cents
from casebook.store.queries.payees import Payee
from casebook.ui.work.arrangement_mail import (
    Letter,
    LetterTerm,
    announcement,
    confirmation,
    discharge,
    ended,
    notice,
    proposal,
    thanks,
)

FIRST = date(2026, 12, 28)
OURS = Payee(1, "Meelbloem B.V.", ("NL92DEMO0900000201",))
WITHOUT_ACCOUNT = Payee(2, "Lampenlicht B.V.", ())


def weekly(count: int, **facts: Any) -> Letter:
    """An arrangement of so many weeks of 25,00 with somebody who reads English."""
    terms = tuple(
        LetterTerm(number, FIRST + timedelta(weeks=number - 1), Cents(2_500), Cents(2_500))
        for number in range(1, count + 1)
    )
    letter = Letter(
        "J. Smith",
        "2026-0012",
        "en",
        (OURS,),
        Cents(2_500 * count),
        Rhythm.WEEKLY,
        terms,
        PlanInterest.FROZEN,
        True,
        Cents(10_000),
        True,
        ("2026.0101", "2026.0102"),
    )
    return letter._replace(**facts)


def test_a_proposal_says_terms_conditions_and_until_when_it_holds() -> None:
    text = "\n".join(proposal(weekly(3), date(2026, 12, 5)))
    for said in (
        "Dear J. Smith,",
        "about these invoices: 2026.0101",
        "You pay €75.00 in 3 instalments, one every week:",
        "3. €25.00, by 11 Jan 2027 at the latest",
        "no interest is added",
        "you need not pay the last €100.00",
        "a mandate with your signature",
        "by 5 Dec 2026 at the latest",
        "Signature: ……",
        "Meelbloem B.V.",
    ):
        assert said in text


def test_of_a_long_arrangement_the_letter_names_the_first_terms_and_the_last() -> None:
    text = proposal(weekly(60), date(2026, 12, 5))
    terms = [line for line in text if line[:2] in ("1.", "2.", "3.", "59", "60")]
    assert [line.split()[0] for line in terms] == ["1.", "2.", "60."]
    assert "   and so on: €25.00 every week" in text


@pytest.mark.parametrize("language", [None, "nl", "de"])
def test_who_has_no_language_of_ours_is_written_to_in_dutch(language: str | None) -> None:
    text = "\n".join(confirmation(weekly(2, language=language), date(2026, 12, 1)))
    assert "Geachte J. Smith," in text
    assert "Betaal aan Meelbloem B.V., op rekening NL92 DEMO 0900 0002 01." in text
    assert "Zet bij uw betaling altijd dit kenmerk: 2026-0012" in text


def test_a_notice_names_each_late_term_and_what_is_at_stake() -> None:
    letter = weekly(3)
    text = "\n".join(notice(letter, Cents(5_000), letter.terms[:2], date(2027, 1, 20)))
    assert "You are €50.00 behind:" in text
    assert "- instalment 2: €25.00, to be paid on 4 Jan 2027" in text
    assert "Pay €50.00 by 20 Jan 2027 at the latest." in text
    assert "You then also have to pay the €100.00" in text


def test_the_end_says_what_is_due_and_interest_only_where_it_stood_still() -> None:
    letter, on, until = weekly(3), date(2027, 2, 1), date(2027, 2, 15)
    frozen = "\n".join(ended(letter, on, Cents(5_000), Cents(17_500), until))
    without = letter._replace(interest=PlanInterest.RUNNING, remission=ZERO)
    running = "\n".join(ended(without, on, Cents(5_000), Cents(17_500), until))
    assert "That is €175.00. Pay it by 15 Feb 2027 at the latest." in frozen
    assert "If you do not pay, we go on collecting this amount." in frozen
    assert "Interest is charged after all" in frozen
    assert "Interest" not in running
    assert "also have to pay" not in running


def test_aftercare_thanks_and_discharges_for_these_invoices_only() -> None:
    letter, claims = weekly(3), ["F-1", "F-2"]
    assert "for these invoices: F-1, F-2." in "\n".join(thanks(letter, claims))
    alone = "\n".join(discharge(letter, claims, others_remain=False))
    beside = "\n".join(discharge(letter, claims, others_remain=True))
    assert "We keep our rights against others" in beside
    assert "rights against others" not in alone


def test_an_announcement_says_day_and_amount_and_each_creditor_is_paid_apart() -> None:
    letter = weekly(3, payees=(OURS, WITHOUT_ACCOUNT))
    assert "On 28 Dec 2026 Meelbloem B.V. collects €25.00 from your account." in "\n".join(
        announcement(letter, letter.terms[:1])
    )
    assert "Pay to: Lampenlicht B.V." in confirmation(letter, date(2026, 12, 1))


def test_a_letter_says_where_who_signs_it_is_reached_as_far_as_that_is_known() -> None:
    by_phone, both = OURS._replace(phone="010 0000001"), WITHOUT_ACCOUNT._replace(phone="06 1", mail="in@example.nl")
    said = thanks(weekly(3, payees=(by_phone, both, WITHOUT_ACCOUNT, by_phone)), [])
    names = ["Meelbloem B.V.", "Phone 010 0000001", "Lampenlicht B.V.", "Phone 06 1, e-mail in@example.nl"]
    assert said[said.index("Meelbloem B.V.") :] == [*names, "Lampenlicht B.V."]


def test_terms_in_the_place_of_others_say_of_which_day_those_are() -> None:
    new = weekly(3, replaces_on=date(2026, 8, 14))
    assert "If you agree, this arrangement replaces the one of 14 Aug 2026." in "\n".join(proposal(new, FIRST))
    assert "This arrangement replaces the one of 14 Aug 2026." in confirmation(new, FIRST)
    assert "replaces" not in "\n".join([*proposal(weekly(3), FIRST), *confirmation(weekly(3), FIRST)])


def test_where_something_stays_open_thanks_say_of_no_claim_that_it_is_paid() -> None:
    assert not [line for line in thanks(weekly(3), []) if "2026.0101" in line or "invoices" in line]
