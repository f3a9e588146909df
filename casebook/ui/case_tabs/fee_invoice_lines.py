"""How invoices of an agency are told: what each asks, beside what is due for the same, and what was decided on it."""

from collections.abc import Iterator, Sequence

from casebook.domain.money import Cents
from casebook.domain.placements.invoices import Held, InvoiceDecision
from casebook.domain.placements.reconciling import Reconciliation
from casebook.store.queries.fee_invoices import FeeInvoiceRow
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import day
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, line


def invoice_lines(found: Reconciliation, rows: Sequence[FeeInvoiceRow], desk: Desk) -> Iterator[Line]:
    """Yield the invoices of a placement by their days; one that never was stays to be seen, and says so."""
    by_id = {one.invoice.id: one for one in found.held}
    if rows:
        yield line("  ", Span(desk.say("fee_invoice.heading"), "head"))
    for row in rows:
        style = "quiet" if row.decision is InvoiceDecision.MISTAKEN else ""
        told = f"{short(row, desk)} · {decided(row, desk)}"
        yield line(Span(f"  {day(row.on, desk)}  ", style), Span(told, style), hang=4)
        if (one := by_id.get(row.id)) is not None:
            yield line("    ", held_words(one, desk), hang=4)


def short(row: FeeInvoiceRow, desk: Desk) -> str:
    """Return an invoice in a few words: its number, what for, and what it asks."""
    said = desk.say("fee_invoice.short", number=clean_line(row.number), event=f"fee_event_{row.event}", cents=row.cents)
    return said if row.vat is None else said + desk.say("placement.with_vat", cents=row.vat)


def decided(row: FeeInvoiceRow, desk: Desk) -> str:
    """Return what was decided on an invoice, when and why, or that nobody did."""
    if row.decision is None:
        return desk.say("fee_invoice.undecided")
    said = desk.say("fee_invoice.decided", decision=f"invoice_{row.decision}", on=row.decided_on)
    if row.agreed is not None and row.agreed != row.cents:
        said += f" {desk.say('fee_invoice.for_less', cents=row.agreed)}"
    return f"{said} · {clean_line(row.reason)}" if row.reason else said


def held_words(one: Held, desk: Desk) -> Span:
    """Return what is due for what an invoice asks, by which terms, and how that differs."""
    said = desk.say("fee_invoice.due", cents=one.expected)
    if one.agreed_on is not None:
        said += desk.say("fee_invoice.by_terms", on=one.agreed_on)
    elif not one.expected:
        said = desk.say("fee_invoice.nothing_due")
    if not one.difference:
        return Span(f"{said}: {desk.say('fee_invoice.equal')}")
    code = "fee_invoice.more" if one.difference > 0 else "fee_invoice.less"
    told = f"{said}: {desk.say(code, cents=Cents(abs(one.difference)))}"
    return Span(told, "due" if one.difference > 0 and one.invoice.decision is None else "")
