"""The ledger of a case: the entries on all its claims, the newest first, with what was open after each.

Of each payment it says where it came from: the entry of the bank, or who else reported it.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from casebook import format as form
from casebook.domain.ledger import EntryKind
from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.queries import claim_about, entries, month_closings, payments
from casebook.store.queries.entries import CaseEntryRow, Origin
from casebook.store.queries.listing import Page
from casebook.store.queries.payments import Allocated, PaymentRow
from casebook.text import clean, clean_line
from casebook.ui.case_tabs.tab import Beside, ListTab, Opened
from casebook.ui.case_tabs.telling import day, day_width, money, part
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, labelled, line
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.source import Windows
from casebook.ui.widgets.windowed_list import Shape

_LABEL = 22
# In cells: what a day, as long as it is written in a language, and the kind of an entry have together.
_DAY_AND_KIND = 22


class LedgerLine(NamedTuple):
    """A line of the list: an entry, what was open on all claims after it, and where its payment came from, if any.

    `late` is the end of the month that was closed before the entry was recorded in it, None for one in time.
    """

    entry: CaseEntryRow
    balance: Cents
    origin: Origin | None
    late: date | None = None


class EntryFound(NamedTuple):
    """The payment that an entry belongs to and where it went, None for an entry of no payment."""

    payment: PaymentRow | None
    allocated: Allocated | None


class LedgerTab(ListTab[LedgerLine]):
    """The entries as a list."""

    NAME = "ledger"
    KEY = "case.money"
    NEWEST_FIRST = True

    def shape(self) -> Shape[LedgerLine]:
        """Return the columns of the ledger."""
        desk = self.desk
        return Shape(
            (
                Column("entry_list.day", day_width(desk), lambda row: day(row.entry.on_day, desk), style=_style),
                Column("entry_list.claim", 10, lambda row: row.entry.claim_number, share=1, style=_style, tail=True),
                Column(
                    "entry_list.kind", _DAY_AND_KIND - day_width(desk), lambda row: _kind(row.entry, desk),
                    style=_style,
                ),
                Column("entry_list.component", 13, lambda row: desk.say(f"word.{row.entry.component}"), style=_style),
                Column(
                    "entry_list.amount", 11, lambda row: form.amount(row.entry.cents, desk.language),
                    right=True, style=_style,
                ),
                Column("entry_list.balance", 11, lambda row: form.amount(row.balance, desk.language), right=True),
                Column("entry_list.about", 14, lambda row: told(row, desk), share=3, spare=1, style=_style),
                Column("entry_list.creditor", 18, lambda row: row.entry.creditor, share=1, spare=2, style=_style),
            ),
            lambda row: row.entry.entry_id,
            "entry_list.empty",
        )  # fmt: skip

    def windows(self) -> Windows[LedgerLine]:
        """Return the entries with the balance after each."""

        def join(database: Database, page: Page[CaseEntryRow]) -> list[LedgerLine]:
            after = entries.balances(database, self.case_id, page)
            origins = entries.origins(database, [row.payment_id for row in page.rows if row.payment_id is not None])
            late = month_closings.after_closing(database, [row.entry_id for row in page.rows])
            return [
                LedgerLine(row, after[row.entry_id], origins.get(row.payment_id or 0), late.get(row.entry_id))
                for row in page.rows
            ]

        return Beside(entries.entries(self.case_id), join, lambda row: row.entry)

    async def opened(self, row: LedgerLine) -> Opened:
        """Return the page about an entry."""
        desk, entry = self.desk, row.entry
        found = await desk.read(read_entry, self.case_id, entry.entry_id)
        heading = desk.say("entry_page.heading", number=entry.claim_number, kind=entry.kind)
        return Opened(heading, entry_lines(row, found, desk))


def told(row: LedgerLine, desk: Desk) -> str:
    """Return whether an entry takes another back or was taken back, where it came from, and why it was made."""
    sign = ""
    if row.entry.reverses_id is not None:
        sign = desk.say("entry_list.reverses")
    elif row.entry.reversed_by_id is not None:
        sign = desk.say("entry_list.reversed")
    late = "" if row.late is None else f"! {desk.say('closing.late_sign')}"
    return " · ".join(filter(None, (late, sign, *_came_from(row.origin, desk), row.entry.reason)))


def _came_from(origin: Origin | None, desk: Desk) -> Iterator[str]:
    if origin is None:
        return
    of_bank = [text for text in (origin.bank_name, origin.bank_text) if text]
    told_with = [text for text in (origin.payer_name, origin.reference) if text]
    yield from of_bank or told_with or [desk.say(f"word.{origin.source}")]


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


def entry_lines(row: LedgerLine, found: EntryFound, desk: Desk) -> list[Line]:
    """Return the page about an entry."""
    say = desk.say
    lines = part(say("entry_page.entry"), [*_entry(row.entry, desk), _fact("balance", money(row.balance, desk), desk)])
    if row.late is not None:
        lines.insert(-1, line("  ", Span("! " + say("closing.late", until=row.late), "due"), hang=4))
    if found.payment is not None and found.allocated is not None:
        lines += part(say("entry_page.payment"), list(_payment(found.payment, desk)))
        lines += part(say("entry_page.bank"), list(_bank(row.origin, desk)))
        lines += part(say("entry_page.allocated"), list(_allocated(found.allocated, desk)))
    return lines[:-1]


def _style(row: LedgerLine) -> str:
    return "quiet" if row.entry.reverses_id is not None or row.entry.reversed_by_id is not None else ""


def _kind(row: CaseEntryRow, desk: Desk) -> str:
    """Return what an entry is, with a sign where it was taken back; one that takes back is called so."""
    word = _called(row, desk)
    return f"✗ {word}" if row.reversed_by_id is not None else word


def _called(row: CaseEntryRow, desk: Desk) -> str:
    """Return what an entry is; the credit of a set-off is called one."""
    is_set_off = row.set_off_id is not None and row.kind is EntryKind.CREDIT
    return desk.say("word.entry_set_off" if is_set_off else f"word.{row.kind}")


def _entry(row: CaseEntryRow, desk: Desk) -> Iterator[Line]:
    yield _fact("day", day(row.on_day, desk), desk)
    yield _fact("kind", _called(row, desk), desk)
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


def _bank(origin: Origin | None, desk: Desk) -> Iterator[Line]:
    """Yield what the bank told of the money."""
    if origin is None or origin.bank_on is None:
        return
    for name, value in (
        ("day", day(origin.bank_on, desk)),
        ("account", clean_line(origin.bank_account or "")),
        ("payer", clean_line(origin.bank_name or "")),
        ("iban", clean_line(origin.bank_iban or "")),
        ("text", clean(origin.bank_text or "")),
    ):
        if value:
            yield _fact(name, value, desk)


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
