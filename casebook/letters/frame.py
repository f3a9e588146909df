"""What stands around and between the words of a letter, in its language: the same on paper and on a terminal."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from casebook import format as form
from casebook.domain.letters.facts import LetterFacts, LetterText, Sender, StatedClaim
from casebook.domain.money import Cents
from casebook.letters.marking import on_a_line
from casebook.words import say


class Labelled(NamedTuple):
    """A value and what it is."""

    label: str
    value: str


class Table(NamedTuple):
    """The claims one by one and together. Every column from `amounts_from` on is an amount."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]
    amounts_from: int


class Frame(NamedTuple):
    """The letterhead, the window, the references, the table of claims and the payment block of a letter.

    `specification` is None and `payment` empty where the letter has none.
    """

    sender: str
    letterhead: tuple[str, ...]
    identity: tuple[str, ...]
    address: tuple[str, ...]
    references: tuple[Labelled, ...]
    subject: str
    specification: Table | None
    payment: tuple[Labelled, ...]


def frame(text: LetterText) -> Frame:
    """Return what stands around the words of a letter, all of it text on one line each."""
    facts = text.facts
    return Frame(
        sender=on_a_line(facts.sender.name),
        letterhead=_lines(facts.sender.lines),
        identity=_identity(facts.sender, facts.language),
        address=_lines(facts.addressee.lines) or (on_a_line(facts.addressee.name),),
        references=_references(text),
        subject=on_a_line(text.subject),
        specification=_specification(facts) if text.specified else None,
        payment=_payment(text) if text.asks else (),
    )


def _identity(sender: Sender, language: str) -> tuple[str, ...]:
    return tuple(
        f"{label} {value}"
        for label, value in _told(
            [
                ("letter.kvk", sender.kvk),
                ("letter.vat_id", sender.vat_id),
                ("letter.iban", form.iban(sender.iban)),
                ("letter.phone", sender.phone),
                ("letter.mail", sender.mail),
                ("letter.website", sender.website),
            ],
            language,
        )
    )


def _references(text: LetterText) -> tuple[Labelled, ...]:
    facts = text.facts
    # A payment reference on a letter that is not about money would read as a request to pay.
    about_money = text.asks or text.specified or facts.reference in text.body
    return _told(
        [
            ("letter.date", form.long_day(facts.on, facts.language)),
            ("letter.case", facts.case_number),
            ("letter.reference", facts.reference if about_money else ""),
            ("letter.handled_by", facts.writer.name),
            ("letter.phone", facts.writer.phone),
            ("letter.mail", facts.writer.mail),
        ],
        facts.language,
    )


def _payment(text: LetterText) -> tuple[Labelled, ...]:
    facts = text.facts
    return _told(
        [
            ("letter.amount", form.money(text.asks, facts.language)),
            ("letter.iban", form.iban(facts.sender.iban)),
            ("letter.in_name_of", facts.sender.name),
            ("letter.reference", facts.reference),
            ("letter.pay_link", facts.pay_link),
        ],
        facts.language,
    )


def _specification(facts: LetterFacts) -> Table:
    def day(claim: StatedClaim, which: str) -> str:
        on = claim.invoice_on if which == "invoice_on" else claim.due_on
        return form.day(on, facts.language) if on else ""

    amounts: Sequence[tuple[str, Callable[[StatedClaim], Cents], Cents]] = (
        ("letter.head_principal", lambda claim: claim.principal, facts.principal),
        ("letter.head_interest", lambda claim: claim.interest, facts.interest),
        ("letter.head_costs", lambda claim: claim.costs, facts.costs),
        ("letter.head_open", lambda claim: claim.open, facts.total),
    )
    # Interest and costs that nobody asks for would raise questions.
    shown = [one for one in amounts if one[0] not in {"letter.head_interest", "letter.head_costs"} or one[2]]
    shown = shown if len(shown) > 2 else shown[-1:]
    heads = ("letter.head_number", "letter.head_invoice_on", "letter.head_due_on", *(one[0] for one in shown))
    return Table(
        head=tuple(say(head, {}, facts.language) for head in heads),
        rows=tuple(
            (
                on_a_line(claim.number),
                day(claim, "invoice_on"),
                day(claim, "due_on"),
                *(form.money(of(claim), facts.language) for _, of, _ in shown),
            )
            for claim in facts.claims
        ),
        total=(
            say("letter.head_total", {}, facts.language),
            "",
            "",
            *(form.money(total, facts.language) for _, _, total in shown),
        ),
        amounts_from=3,
    )


def _told(said: Sequence[tuple[str, str]], language: str) -> tuple[Labelled, ...]:
    return tuple(Labelled(say(code, {}, language), on_a_line(value)) for code, value in said if value)


def _lines(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(filter(None, map(on_a_line, lines)))
