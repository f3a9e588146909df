"""The invoices of an agency: one is recorded beside what is due, put right, and accepted or disputed."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

from casebook.domain.placements.facts import FeeEvent
from casebook.domain.placements.invoices import InvoiceDecision
from casebook.store.actions.fee_invoices import ChangeFeeInvoice, DecideFeeInvoice, InvoiceFacts, RecordFeeInvoice
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import choices, placement_money
from casebook.store.queries.choices import DocumentChoice
from casebook.store.queries.fee_invoices import FeeInvoiceRow
from casebook.store.queries.placements import PlacementCard
from casebook.text import clean_line
from casebook.ui.case_tabs.fee_invoice_lines import decided, held_words, invoice_lines, short
from casebook.ui.case_tabs.placement_lines import short as placement_short
from casebook.ui.case_tabs.placement_money_lines import money_lines
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Foresee, Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import EMPTY, Line, line
from casebook.ui.widgets.fields import AmountField, ChoiceField, DayField, Field, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.debtor_rows import key_at
from casebook.ui.work.kinds import words_of
from casebook.ui.work.security_form import ValueField

Act = Callable[[], Awaitable[bool]]
_EVENTS = {one: f"fee_event_{one}" for one in FeeEvent}
_DECISIONS = {one: f"invoice_{one}" for one in InvoiceDecision}


class _Facts:
    """The fields of an invoice."""

    def __init__(
        self, desk: Desk, one: PlacementCard, documents: Sequence[DocumentChoice], row: FeeInvoiceRow | None = None
    ) -> None:
        say = desk.say
        event = row.event if row else _likely(one)
        self._event = AnswerField[FeeEvent](desk, say("agency.fee_event"), words_of(FeeEvent, desk, _EVENTS), event)
        self._number = TextField(say("fee_invoice.number"), row.number if row else "", required=True)
        self._on = DayField(say("fee_invoice.on"), desk, row.on if row else desk.day, past=True)
        self._cents = AmountField(say("fee_invoice.cents"), desk, row.cents if row else None)
        self._vat = ValueField(say("fee_invoice.vat_field"), desk, row.vat if row else None, zero=True)
        none: tuple[int | None, str] = (None, say("arrangements.no_document"))
        options = [none, *((one.document_id, clean_line(one.name)) for one in documents)]
        known = row.document_id if row else None
        self._document = ChoiceField[int | None](
            say("fee_invoice.document"), options, known, when=lambda: bool(documents)
        )

    @property
    def fields(self) -> list[Field[Any]]:
        """The fields, in the order in which one fills them in."""
        return [self._event, self._number, self._on, self._cents, self._vat, self._document]

    @property
    def facts(self) -> InvoiceFacts:
        """What was typed. Raises `InputError`."""
        vat = self._vat.value if self._vat.known else None
        return InvoiceFacts(
            self._event.answer, self._on.value, self._number.value, self._cents.value, vat, self._document.value
        )


async def invoices(desk: Desk, one: PlacementCard) -> bool:
    """Ask what is done about the invoices of a placement, and do it; without any a new one is recorded."""
    if not one.invoices:
        return await _new(desk, one)
    return await _chosen(desk, one, list(_entries(desk, one)))


async def _chosen(desk: Desk, one: PlacementCard, entries: Sequence[Entry[Act]]) -> bool:
    act = await desk.ask(Pick(desk, _heading(desk, one), entries))
    return act is not None and await act()


def _entries(desk: Desk, one: PlacementCard) -> Iterator[Entry[Act]]:
    """Yield the invoices, those that nobody decided on first, a new one, and putting one right."""
    waiting = sorted(one.invoices, key=lambda row: (row.decision is not None, row.on, row.id))
    for at, row in enumerate(waiting):
        yield Entry[Act](_deciding(desk, one, row), key_at(at), f"{short(row, desk)} · {decided(row, desk)}")
    yield Entry[Act](lambda: _new(desk, one), "n", desk.say("fee_invoice.do_new"))
    yield Entry[Act](lambda: _put_right(desk, one, waiting), "w", desk.say("fee_invoice.do_change"))


async def _put_right(desk: Desk, one: PlacementCard, rows: Sequence[FeeInvoiceRow]) -> bool:
    if len(rows) == 1:
        return await _change(desk, one, rows[0])
    entries = [Entry[Act](_changing(desk, one, row), key_at(at), short(row, desk)) for at, row in enumerate(rows)]
    return await _chosen(desk, one, entries)


def _deciding(desk: Desk, one: PlacementCard, row: FeeInvoiceRow) -> Act:
    return lambda: _decide(desk, one, row)


def _changing(desk: Desk, one: PlacementCard, row: FeeInvoiceRow) -> Act:
    return lambda: _change(desk, one, row)


async def _new(desk: Desk, one: PlacementCard) -> bool:
    """Ask what an invoice asks, shown beside what is due for it, and record it."""
    facts = _Facts(desk, one, await desk.read(choices.documents, one.row.case_id))
    form = Form(
        desk,
        _heading(desk, one),
        facts.fields,
        lambda: RecordFeeInvoice(one.row.id, facts.facts),
        about=_about(desk, one),
        foresee=_beside(desk, one, None),
        derive=False,
    )
    return await desk.ask(form) is not None


async def _change(desk: Desk, one: PlacementCard, row: FeeInvoiceRow) -> bool:
    """Ask what an invoice asks as it should be."""
    facts = _Facts(desk, one, await desk.read(choices.documents, one.row.case_id), row)
    form = Form(
        desk,
        _heading(desk, one),
        facts.fields,
        lambda: ChangeFeeInvoice(row.id, row.version, facts.facts),
        about=[line(desk.say("fee_invoice.change_about")), EMPTY],
        foresee=_beside(desk, one, row.id),
        derive=False,
    )
    return await desk.ask(form) is not None


async def _decide(desk: Desk, one: PlacementCard, row: FeeInvoiceRow) -> bool:
    """Show an invoice beside what is due for it, and ask what is decided."""
    say = desk.say
    decision = AnswerField[InvoiceDecision](
        desk, say("fee_invoice.decision"), words_of(InvoiceDecision, desk, _DECISIONS)
    )
    accepts = InvoiceDecision.ACCEPTED
    agreed = ValueField(say("fee_invoice.agreed_field"), desk, None, zero=True, when=lambda: decision.value is accepts)
    reason = TextField(say("fee_invoice.reason"))

    def command() -> DecideFeeInvoice:
        chosen = decision.answer
        cents = agreed.value if chosen is accepts and agreed.known else None
        return DecideFeeInvoice(row.id, row.version, chosen, cents, reason.value)

    about = [*invoice_lines(one.reconciled, [row], desk), EMPTY]
    form = Form(
        desk,
        _heading(desk, one),
        [decision, agreed, reason],
        command,
        about=about,
        foresee=_money(desk, one),
        derive=False,
    )
    return await desk.ask(form) is not None


def _likely(one: PlacementCard) -> FeeEvent | None:
    """Return what an invoice will be for: the only thing that happened beside what was kept of what came in."""
    happened = {fee.earned.event for fee in one.reconciled.fees} - {FeeEvent.RECEIVED}
    return happened.pop() if len(happened) == 1 else None


def _heading(desk: Desk, one: PlacementCard) -> str:
    return desk.say("fee_invoice.of", what=placement_short(one, desk))


def _about(desk: Desk, one: PlacementCard) -> list[Line]:
    """Return what is due and was kept so far, where anything is."""
    lines = list(money_lines(one.reconciled, desk))
    return [*lines, EMPTY] if lines else []


def _beside(desk: Desk, one: PlacementCard, invoice_id: int | None) -> Foresee:
    """Return what shows an invoice beside what is due for the same."""
    placement_id, on = one.row.id, desk.day

    def look(database: Database, done: Done) -> list[Line]:
        id_ = done.result if invoice_id is None else invoice_id
        found = placement_money.reconciled(database, [placement_id], on)[placement_id]
        return [line(held_words(held, desk)) for held in found.held if held.invoice.id == id_]

    return look


def _money(desk: Desk, one: PlacementCard) -> Foresee:
    """Return what shows the fees of a placement as they are then."""
    placement_id, on = one.row.id, desk.day

    def look(database: Database, _done: Done) -> list[Line]:
        return list(money_lines(placement_money.reconciled(database, [placement_id], on)[placement_id], desk))

    return look
