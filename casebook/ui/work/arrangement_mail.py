"""The letters about a payment arrangement, prepared in the language of the debtor: a person reads and sends them."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.arrangement.terms import PlanInterest, Rhythm
from casebook.domain.money import Cents
from casebook.store.queries.payees import Payee
from casebook.ui.work.letter_parts import signed
from casebook.ui.work.payoff_lines import grouped
from casebook.words import LANGUAGES, say


class LetterTerm(NamedTuple):
    """A term as a letter names it; `left` is what of it is not paid."""

    number: int
    due_on: date
    cents: Cents
    left: Cents


class Letter(NamedTuple):
    """What letters say of an arrangement: to whom, about which case and claims, to whom is paid, what was agreed."""

    name: str
    number: str
    language: str | None
    payees: tuple[Payee, ...]
    total: Cents
    rhythm: Rhythm
    terms: tuple[LetterTerm, ...]
    interest: PlanInterest
    costs_included: bool
    remission: Cents
    by_direct_debit: bool
    claims: tuple[str, ...]
    replaces_on: date | None = None

    def say(self, code: str, /, **parameters: object) -> str:
        """Return a sentence in the language of the debtor, in Dutch where he has another one or none is known."""
        return say(code, parameters, self.language if self.language in LANGUAGES else LANGUAGES[0])


def proposal(letter: Letter, until: date) -> list[str]:
    """Return the letter that proposes the arrangement; it holds until a day."""
    body = [
        letter.say("mail.arrangement_proposal"),
        *_claims(letter),
        "",
        *_schedule(letter),
        "",
        *_conditions(letter),
        *_replaces(letter, "mail.arrangement_would_replace"),
        letter.say("mail.arrangement_no_fee"),
        "",
        letter.say("mail.arrangement_agree_until", on=until),
        letter.say("mail.debit_place"),
        letter.say("mail.debit_signature"),
    ]
    return _framed(letter, body, [letter.say("mail.arrangement_other_amount")])


def confirmation(letter: Letter, agreed_on: date) -> list[str]:
    """Return the letter that confirms what was agreed on a day."""
    body = [
        letter.say("mail.arrangement_confirmed", on=agreed_on),
        *_claims(letter),
        "",
        *_schedule(letter),
        "",
        *_conditions(letter),
        *_replaces(letter, "mail.arrangement_replaces"),
        "",
        *_pay_to(letter),
        "",
        letter.say("mail.arrangement_if_late"),
    ]
    return _framed(letter, body, [letter.say("mail.arrangement_questions")])


def notice(letter: Letter, behind: Cents, late: Sequence[LetterTerm], until: date) -> list[str]:
    """Return the letter that says what is behind, and until when it can be put right."""
    body = [
        letter.say("mail.arrangement_behind", cents=behind),
        *(letter.say("mail.arrangement_late_term", number=one.number, on=one.due_on, cents=one.left) for one in late),
        "",
        letter.say("mail.arrangement_pay_until", cents=behind, on=until),
        *_pay_to(letter),
        "",
        letter.say("mail.arrangement_else_ends"),
        *_remission_void(letter),
    ]
    return _framed(
        letter, body, [letter.say("mail.arrangement_paid_already"), letter.say("mail.arrangement_questions")]
    )


def ended(letter: Letter, on: date, behind: Cents, left: Cents, until: date) -> list[str]:
    """Return the letter that says that the arrangement was ended on a day, and what is to be paid until when."""
    body = [
        letter.say("mail.arrangement_ended", on=on, cents=behind),
        letter.say("mail.arrangement_all_due", cents=left, on=until),
        *([letter.say("mail.arrangement_interest_again")] if letter.interest is PlanInterest.FROZEN else []),
        *_remission_void(letter),
        "",
        *_pay_to(letter),
        letter.say("mail.arrangement_go_on"),
    ]
    return _framed(letter, body, [letter.say("mail.arrangement_call")])


def thanks(letter: Letter, claims: Sequence[str]) -> list[str]:
    """Return the letter that thanks who kept his arrangement; nothing more is to be paid for these of its claims."""
    body = [
        letter.say("mail.arrangement_kept"),
        *([letter.say("mail.arrangement_remitted", cents=letter.remission)] if letter.remission else []),
        *([letter.say("mail.arrangement_done", numbers=claims)] if claims else []),
        "",
        letter.say("mail.arrangement_thanks"),
    ]
    return _framed(letter, body, [])


def discharge(letter: Letter, claims: Sequence[str], *, others_remain: bool) -> list[str]:
    """Return the letter of discharge for these claims; `others_remain`: others who owe them still do."""
    body = [
        letter.say("mail.arrangement_discharge", numbers=claims),
        *([letter.say("mail.arrangement_remitted", cents=letter.remission)] if letter.remission else []),
        *([letter.say("mail.arrangement_others_remain")] if others_remain else []),
    ]
    return _framed(letter, body, [])


def announcement(letter: Letter, terms: Sequence[LetterTerm]) -> list[str]:
    """Return the letter that announces direct debits; the days of the terms are those on which they are collected."""
    to = letter.payees[0].name if letter.payees else ""
    return _framed(
        letter,
        [
            *(
                letter.say("mail.arrangement_debit", name=to, cents=one.left, on=one.due_on, number=one.number)
                for one in terms
            ),
            letter.say("mail.arrangement_debit_funds"),
        ],
        [letter.say("mail.arrangement_questions")],
    )


def _framed(letter: Letter, body: Sequence[str], last: Sequence[str]) -> list[str]:
    """Return a letter with its salutation and its end; between its parts stands an empty line."""
    return [
        letter.say("mail.arrangement_subject", number=letter.number),
        "",
        letter.say("mail.arrangement_dear", name=letter.name),
        "",
        *body,
        "",
        *([*last, ""] if last else []),
        letter.say("mail.arrangement_regards"),
        "",
        *signed(letter.payees, letter.say),
    ]


def _schedule(letter: Letter) -> Iterator[str]:
    first, last = letter.terms[0], letter.terms[-1]
    rhythm = f"every_{letter.rhythm}"
    count = len(letter.terms)
    yield letter.say("mail.arrangement_total", cents=letter.total, count=count, rhythm=rhythm)
    for one in letter.terms if count <= _LISTED else (first, letter.terms[1], last):
        yield letter.say("mail.arrangement_term", number=one.number, cents=one.cents, on=one.due_on)
        if count > _LISTED and one is letter.terms[1]:
            yield letter.say("mail.arrangement_and_so_on", cents=one.cents, rhythm=rhythm)


# So many terms are named one by one: three years of months.
_LISTED = 36


def _claims(letter: Letter) -> Iterator[str]:
    if letter.claims:
        yield letter.say("mail.arrangement_invoices", count=len(letter.claims), numbers=letter.claims)


def _conditions(letter: Letter) -> Iterator[str]:
    yield letter.say(f"mail.arrangement_interest_{letter.interest}")
    if letter.costs_included:
        yield letter.say("mail.arrangement_costs")
    if letter.remission:
        yield letter.say("mail.arrangement_remission", cents=letter.remission)
    if letter.by_direct_debit:
        yield letter.say("mail.arrangement_by_debit")


def _replaces(letter: Letter, code: str) -> Iterator[str]:
    if letter.replaces_on is not None:
        yield letter.say(code, on=letter.replaces_on)


def _pay_to(letter: Letter) -> Iterator[str]:
    for payee in letter.payees:
        if payee.ibans:
            yield letter.say("mail.arrangement_account", iban=grouped(payee.ibans[0]), name=payee.name)
        else:
            yield letter.say("mail.arrangement_no_account", name=payee.name)
    yield letter.say("mail.arrangement_reference", number=letter.number)


def _remission_void(letter: Letter) -> Iterator[str]:
    if letter.remission:
        yield letter.say("mail.arrangement_remission_void", cents=letter.remission)
