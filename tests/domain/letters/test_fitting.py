"""Which letters fit how a case stands, with why."""

from datetime import date

import pytest

from casebook.domain.letters.fitting import Fit, Situation, fitting
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.purposes import KINDS

K = LetterKind
ON = date(2026, 11, 2)


def kinds(of: Situation) -> list[LetterKind]:
    return [fit.kind for fit in fitting(of)]


def test_each_kind_is_for_one_thing() -> None:
    found = [kind for some in KINDS.values() for kind in some]
    assert sorted(found) == sorted(LetterKind)


def test_what_needs_work_comes_before_the_next_step() -> None:
    of = Situation(signals=[("signal.limitation", {"until": ON})], owes=True)
    assert fitting(of)[0] == Fit(K.INTERRUPTION, "signal.limitation", {"until": ON})
    assert kinds(of) == [K.INTERRUPTION, K.REMINDER]


@pytest.mark.parametrize(
    ("of", "next_kind"),
    [
        (Situation(owes=True), K.REMINDER),
        (Situation(owes=True, sent={K.REMINDER: ON}, in_default=False), K.NOTICE_OF_DEFAULT),
        (Situation(owes=True, sent={K.REMINDER: ON}, consumer=True, in_default=True), K.FOURTEEN_DAY),
        (Situation(owes=True, sent={K.REMINDER: ON}, in_default=True), K.DEMAND),
        # Who is not known to be in default is not sent a letter that holds only in default.
        (Situation(owes=True, sent={K.NOTICE_OF_DEFAULT: ON}, consumer=True, in_default=False), K.DEMAND),
        (Situation(owes=True, sent={K.DEMAND: ON}, consumer=True), K.HANDING_OVER),
    ],
)
def test_the_next_step_follows_the_last_that_was_sent(of: Situation, next_kind: LetterKind) -> None:
    assert kinds(of) == [next_kind]


def test_the_next_step_says_after_what() -> None:
    (fit,) = fitting(Situation(owes=True, sent={K.REMINDER: ON}, in_default=True))
    assert (fit.code, fit.parameters) == ("letter_fit.after", {"letter": "letter_kind_reminder", "on": ON})


@pytest.mark.parametrize("track", ["insolvency", "counselling", "estate", "agency", "court", "arrangement"])
def test_nobody_is_pressed_while_something_else_goes_on(track: str) -> None:
    assert K.REMINDER not in kinds(Situation(owes=True, tracks=[track]))


def test_nothing_is_asked_of_who_owes_nothing() -> None:
    assert kinds(Situation()) == []


def test_a_guarantor_is_asked_where_the_debtor_cannot_be() -> None:
    """Fw 160; 300: what became unenforceable against the debtor still is owed by who is liable beside him."""
    assert kinds(Situation(liable=["guarantor"])) == [K.GUARANTOR_DEMAND]


def test_what_waits_in_the_house_is_not_written_again() -> None:
    assert kinds(Situation(owes=True, prepared=[K.REMINDER])) == []


def test_a_complaint_is_answered_as_one_and_a_request_as_the_other() -> None:
    of = Situation(
        signals=[("signal.request_answer", {"kind": "complaint"}), ("signal.request_answer", {"kind": "access"})]
    )
    assert kinds(of) == [K.COMPLAINT_DECIDED, K.DATA_REQUEST_ANSWER]


def test_others_who_are_liable_get_their_own() -> None:
    assert kinds(Situation(owes=True, liable=["guarantor", "partner"]))[1:] == [K.GUARANTOR_DEMAND, K.CO_DEBTOR_DEMAND]
