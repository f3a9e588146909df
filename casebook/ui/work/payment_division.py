"""Where a payment goes, in lines: each part with the step that chose it and its article, and what went nowhere."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from casebook import format as form
from casebook.domain.finding import Caution
from casebook.domain.money import ZERO, Cents
from casebook.store.database import Database
from casebook.store.queries import bookings
from casebook.store.queries.bookings import ClaimSheet
from casebook.store.queries.case import CaseCard
from casebook.store.queries.payments import Allocated
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, labelled, line
from casebook.ui.widgets.columns import cell
from casebook.words import say

_MOST_NAMED = 6
_LONGEST_NUMBER = 20


class _Row(NamedTuple):
    number: str
    component: str
    cents: Cents
    why: str
    source: str


def division_lines(desk: Desk, allocated: Allocated, cautions: Sequence[Caution]) -> Iterator[Line]:
    """Yield where a payment goes: a line for each part with its basis and article, the rest, and what to beware of."""
    within = Span(f" · {desk.say('money.within')}", "quiet") if allocated.parts else ""
    yield line(Span(desk.say("money.goes"), "head"), within)
    rows = [
        _Row(clean_line(part.claim_number), desk.say(f"word.{part.component}"), part.cents, part.why, part.source)
        for part in allocated.parts
    ]
    if allocated.rest:
        first = allocated.rests[0]
        # First, where it is seen: the debtor paid it, and nothing is the less for it.
        rows.insert(0, _Row(desk.say("money.nowhere"), "", allocated.rest, first.why, first.source))
    numbers = min(_LONGEST_NUMBER, max(cell_len(row.number) for row in rows))
    components = max(cell_len(row.component) for row in rows)
    amounts = max(len(form.amount(row.cents, desk.language)) for row in rows)
    for row in rows:
        amount = form.amount(row.cents, desk.language).rjust(amounts)
        told = f"{cell(row.number, numbers)} {cell(row.component, components)} {amount}"
        style = "strong" if row.component else "due"
        yield line(Span(told, style), f"  {desk.say(row.why)}", Span(f" · {row.source}", "quiet"), hang=2)
    for caution in cautions:
        told = say(caution.code, caution.parameters, desk.language)
        yield line(Span(f"! {told}", "due"), Span(f"  {caution.source}", "quiet"), hang=2)


def open_line(desk: Desk, database: Database, card: CaseCard) -> Line:
    """Return what is open on all claims of a case."""
    return labelled(desk.say("money.open_then"), form.money(_open(_sheets(desk, database, card)), desk.language))


def open_claims(desk: Desk, sheets: Sequence[ClaimSheet]) -> list[Line]:
    """Return the claims on which something is open, the oldest due first, as many as fit on a few lines."""
    owed = [sheet for sheet in sheets if sheet.open.total > 0]
    named = [f"{clean_line(one.number)} {form.money(one.open.total, desk.language)}" for one in owed[:_MOST_NAMED]]
    if len(owed) > _MOST_NAMED:
        named.append(desk.say("money.more_claims", count=len(owed) - _MOST_NAMED))
    return [labelled(desk.say("money.open"), " · ".join(named) or desk.say("money.none_open"))]


def _sheets(desk: Desk, database: Database, card: CaseCard) -> list[ClaimSheet]:
    return bookings.sheets(database, card.case_id, desk.day)


def _open(sheets: Sequence[ClaimSheet]) -> Cents:
    return Cents(sum((sheet.open.total for sheet in sheets), ZERO))
