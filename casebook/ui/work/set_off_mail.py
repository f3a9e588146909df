"""The declaration of set-off, prepared in the language of the debtor: a person reads and sends it (BW 6:127 lid 1)."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from casebook.domain.money import Cents
from casebook.store.contra import ContraRow
from casebook.store.queries.payees import Payee
from casebook.ui.work.letter_parts import signed
from casebook.words import LANGUAGES, say


class Declared(NamedTuple):
    """What a declaration says: to whom, about which case, of which creditor, what we owe, and what goes to each claim.

    `shares` are the numbers of claims with the amount and the day from which it works.
    """

    name: str
    case_number: str
    language: str | None
    payee: Payee
    item: ContraRow
    shares: tuple[tuple[str, Cents, date | None], ...]


def declaration(about: Declared, _on: date) -> list[str]:
    """Return the lines of the declaration."""
    return list(_lines(about))


def _lines(about: Declared) -> Iterator[str]:
    language = about.language if about.language in LANGUAGES else LANGUAGES[0]

    def said(code: str, **parameters: object) -> str:
        return say(code, parameters, language)

    item, total = about.item, Cents(sum(cents for _, cents, _ in about.shares))
    yield said("mail.set_off_subject", number=about.case_number)
    yield ""
    yield said("mail.set_off_to", name=about.name)
    yield ""
    yield said(
        "mail.set_off_owed",
        creditor=about.payee.name,
        kind=item.kind,
        number=item.number,
        on=item.on_day,
        cents=item.left,
    )
    yield said("mail.set_off_declared", cents=total)
    yield ""
    for number, cents, since in about.shares:
        yield said("mail.set_off_share", number=number, cents=cents, since=since)
    yield ""
    yield said("mail.set_off_effect")
    rest = Cents(item.left - total)
    if rest:
        yield said("mail.set_off_rest", cents=rest)
    yield said("mail.set_off_objection")
    yield ""
    yield said("mail.arrangement_regards")
    yield ""
    yield from signed((about.payee,), said)
