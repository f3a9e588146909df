"""The title of the bank inbox: how much waits, how much of it is ready, and how far the bank is known."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from casebook import format as form
from casebook.domain.money import ZERO, Cents
from casebook.store.database import Database
from casebook.store.queries import bank_decided, bank_inbox, choices, freshness
from casebook.store.queries.bank_inbox import Inbox
from casebook.store.queries.choices import CreditorChoice
from casebook.store.queries.freshness import BankKnown
from casebook.store.queries.listing import Count, added
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.prose import Span
from casebook.ui.screens.today import by


class Standing(NamedTuple):
    """How much waits, how much of it came in, for which entities, and how far the bank is known."""

    counts: Inbox
    came: Cents
    creditors: tuple[CreditorChoice, ...]
    known: BankKnown | None


def read_standing(database: Database, day: date, creditor_id: int | None) -> Standing:
    """Return how the bank inbox stands on a day, of all or of one creditor."""
    with database.snapshot():
        return Standing(
            bank_inbox.count(database, creditor_id),
            bank_decided.waiting(database, creditor_id),
            tuple(choices.creditors(database)),
            freshness.bank_until(database, day),
        )


def lists(
    standing: Standing | None, shown: str, creditor_id: int | None, others: Iterable[str], desk: Desk
) -> Iterator[Span]:
    """Yield the lists there are, and which of them is shown: what waits, of one entity or all, and the `others`."""
    names = list(others)
    number = "" if standing is None else _number(added(standing.counts), desk)
    waiting = desk.say("bank_inbox.waiting", number=number).strip()
    yield Span(f" {desk.say('place.bank')} ▸ ")
    creditors = () if standing is None else standing.creditors
    of = next((one for one in creditors if one.creditor_id == creditor_id), None)
    if of is not None:
        yield Span(f"{clean_line(of.code)} ", "strong")
    yield Span(waiting, "quiet" if shown in names else "strong")
    for name in names:
        yield Span(" · ", "quiet")
        yield Span(desk.say(f"bank_inbox.{name}"), "strong" if name == shown else "quiet")


def counts(standing: Standing, desk: Desk, *, wide: bool) -> Iterator[Span]:
    """Yield how far the bank is known, how much is ready and, where there is room for both, how much came in."""
    known = standing.known
    if known is not None:
        yield _known(known, desk) if wide else _known_briefly(known, desk)
        yield Span("    " if wide else " · ", "quiet")
    ready = standing.counts.ready
    yield Span(desk.say("bank_inbox.ready", number=_number(ready, desk)), "strong" if ready.number else "quiet")
    if standing.came > ZERO and (wide or known is None):
        yield Span(" · ", "quiet")
        yield Span(form.money(standing.came, desk.language))
    yield Span(" ")


def _known(known: BankKnown, desk: Desk) -> Span:
    if known.until_on is None:
        return Span(f"! {desk.say('bank_inbox.not_known')}", "due")
    return _until(desk.say("bank_inbox.known", on=by(known.until_on, desk)), known)


def _known_briefly(known: BankKnown, desk: Desk) -> Span:
    if known.until_on is None:
        return Span(f"! {desk.say('bank_inbox.not_known_briefly')}", "due")
    return _until(desk.say("bank_inbox.known_briefly", on=by(known.until_on, desk)), known)


def _until(said: str, known: BankKnown) -> Span:
    return Span(f"! {said}", "due") if known.late else Span(f"{said} ✓", "quiet")


def _number(count: Count, desk: Desk) -> str:
    return form.number(count.number, desk.language) + ("+" if count.more else "")
