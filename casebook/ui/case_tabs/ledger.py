"""The ledger of a case: the entries on all its claims, the newest first, and where each came from."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from casebook import format as form
from casebook.store.database import Database
from casebook.store.queries import claim_about, entries, payments
from casebook.store.queries.entries import CaseEntryRow
from casebook.store.queries.listing import Page
from casebook.store.queries.payments import Allocated, PaymentRow
from casebook.text import clean, clean_line
from casebook.ui.case_tabs.tab import ListTab, Opened
from casebook.ui.case_tabs.telling import day, day_width, money, part
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, labelled, line
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.windowed_list import Shape, Windows

_LABEL = 22


class EntryFound(NamedTuple):
    """The payment that an entry belongs to and where it went, None for an entry of no payment."""

    payment: PaymentRow | None
    allocated: Allocated | None


class LedgerTab(ListTab[CaseEntryRow]):
    """The entries as a list."""

    NAME = "ledger"
    NEWEST_FIRST = True

    def shape(self) -> Shape[CaseEntryRow]:
        """Return the columns of the ledger."""
        desk = self.desk
        return Shape(
            (
                Column("entry_list.day", day_width(desk), lambda row: day(row.on_day, desk), style=_style),
                Column("entry_list.claim", 12, lambda row: row.claim_number, share=1, style=_style),
                Column("entry_list.kind", 12, lambda row: desk.say(f"word.{row.kind}"), style=_style),
                Column("entry_list.component", 13, lambda row: desk.say(f"word.{row.component}"), style=_style),
                Column(
                    "entry_list.amount", 12, lambda row: form.amount(row.cents, desk.language), right=True, style=_style
                ),
                Column("entry_list.reason", 6, lambda row: told(row, desk), share=2, spare=1, style=_style),
                Column("entry_list.creditor", 18, lambda row: row.creditor, share=1, spare=2, style=_style),
            ),
            lambda row: row.entry_id,
            "entry_list.empty",
        )

    def windows(self) -> Windows[CaseEntryRow]:
        """Return the entries."""
        return entries.entries(self.case_id)

    async def opened(self, row: CaseEntryRow) -> Opened:
        """Return the page about an entry."""
        desk = self.desk
        found = await desk.read(read_entry, self.case_id, row.entry_id)
        heading = desk.say("entry_page.heading", number=row.claim_number, kind=row.kind)
        return Opened(heading, entry_lines(row, found, desk))


def told(row: CaseEntryRow, desk: Desk) -> str:
    """Return whether an entry takes another back or was taken back, and why it was made."""
    sign = ""
    if row.reverses_id is not None:
        sign = desk.say("entry_list.reverses")
    elif row.reversed_by_id is not None:
        sign = desk.say("entry_list.reversed")
    return " · ".join(filter(None, (sign, row.reason)))


def read_entry(database: Database, case_id: int, entry_id: int) -> EntryFound:
    """Return what an entry belongs to."""
    with database.snapshot():
        place = claim_about.payment_of(database, entry_id)
        if place is None:
            return EntryFound(None, None)
        page = payments.payments(case_id).around(database, (place.on_day, place.payment_id), 2)
        payment = next((row for row in page.rows if row.payment_id == place.payment_id), None)
        if payment is None:
            return EntryFound(None, None)
        return EntryFound(payment, payments.allocated(database, Page((payment,), False, False))[payment.payment_id])


def entry_lines(row: CaseEntryRow, found: EntryFound, desk: Desk) -> list[Line]:
    """Return the page about an entry."""
    say = desk.say
    lines = part(say("entry_page.entry"), list(_entry(row, desk)))
    if found.payment is not None and found.allocated is not None:
        lines += part(say("entry_page.payment"), list(_payment(found.payment, desk)))
        lines += part(say("entry_page.allocated"), list(_allocated(found.allocated, desk)))
    return lines[:-1]


def _style(row: CaseEntryRow) -> str:
    return "quiet" if row.reverses_id is not None or row.reversed_by_id is not None else ""


def _entry(row: CaseEntryRow, desk: Desk) -> Iterator[Line]:
    yield _fact("day", day(row.on_day, desk), desk)
    yield _fact("kind", desk.say(f"word.{row.kind}"), desk)
    yield _fact("component", desk.say(f"word.{row.component}"), desk)
    yield _fact("amount", money(row.cents, desk), desk)
    yield _fact("creditor", clean_line(row.creditor), desk)
    if row.reverses_id is not None:
        yield _fact("state", desk.say("entry_page.reverses"), desk)
    elif row.reversed_by_id is not None:
        yield _fact("state", desk.say("entry_page.reversed"), desk)
    if row.reason:
        yield _fact("reason", clean(row.reason), desk)


def _payment(row: PaymentRow, desk: Desk) -> Iterator[Line]:
    payer = " / ".join(dict.fromkeys(clean_line(name) for name in (row.payer, row.payer_name) if name))
    yield _fact("received", desk.say("value.payment", cents=row.cents, on=row.on_day), desk)
    for name, value in (
        ("payer", payer),
        ("iban", row.iban or ""),
        ("reference", clean_line(row.reference, 200)),
        ("source", desk.say(f"word.{row.source}")),
        ("reason", clean(row.reason)),
    ):
        if value:
            yield _fact(name, value, desk)
    if not row.stands:
        said = _back(row.returned_on, desk)
        because = f" · {clean_line(row.reversed_because, 200)}" if row.reversed_because else ""
        yield labelled("  " + desk.say("entry_page.state"), Span(said + because, "due"), _LABEL)


def _back(on: date | None, desk: Desk) -> str:
    return desk.say("entry_page.returned", on=on) if on is not None else desk.say("entry_page.never")


def _allocated(found: Allocated, desk: Desk) -> Iterator[Line]:
    for one in found.parts:
        to = f"{clean_line(one.claim_number)} · {desk.say(f'word.{one.component}')}"
        yield _basis(one.cents, to, desk.say(one.why), one.source, desk)
    for rest in found.rests:
        yield _basis(rest.cents, desk.say("entry_page.not_allocated"), desk.say(rest.why), rest.source, desk)


def _basis(cents: int, to: str, why: str, source: str, desk: Desk) -> Line:
    amount = form.amount(cents, desk.language).rjust(13)
    return line(f"  {amount}  {to}", Span(f" · {why}  {source}", "quiet"), hang=17)


def _fact(name: str, value: str, desk: Desk) -> Line:
    return labelled("  " + desk.say(f"entry_page.{name}"), value, _LABEL)
