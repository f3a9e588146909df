"""Entries of the bank that book nothing new: confirmed, taken back, paid back, handed over, not ours; and undone."""

from collections.abc import Callable, Sequence
from typing import Any

from casebook import format as form
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.matching.candidate import Proposed
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store.actions.bank_assignments import ConfirmEntry
from casebook.store.actions.bank_refunds import DismissEntry, HandToEstate, RefundEntry
from casebook.store.actions.bank_returns import ReturnEntry
from casebook.store.actions.bank_undo import UndoUse
from casebook.store.queries import case, choices
from casebook.store.queries.bank_entry import EntryCard, EntryUse
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import money
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import line
from casebook.ui.widgets.fields import AmountField, Field, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.bank_case import ask_case
from casebook.ui.work.bank_foreseen import foreseen
from casebook.ui.work.bank_form import EntryForm
from casebook.ui.work.bank_lines import heading, told, use_said


async def confirm(desk: Desk, card: EntryCard) -> bool:
    """Ask which payment, booked already, an entry is."""
    payment = await _payment(desk, card, Proposed.CONFIRM, "bank_form.which_confirmed")
    if payment is None:
        return False
    reason = TextField(desk.say("bank_form.remark"))
    return await _form(
        desk, card, "bank_form.confirm", [reason], lambda: ConfirmEntry(card.entry_id, payment, reason.value)
    )


async def take_back(desk: Desk, card: EntryCard) -> bool:
    """Ask which payment a debit takes back."""
    payment = await _payment(desk, card, Proposed.RETURN, "bank_form.which_returned")
    if payment is None:
        return False
    reason = TextField(desk.say("bank_form.reason"), _code(card), required=True)
    return await _form(
        desk, card, "bank_form.return", [reason], lambda: ReturnEntry(card.entry_id, payment, reason.value)
    )


async def refund(desk: Desk, card: EntryCard) -> bool:
    """Ask how much of an entry is paid back, and why."""
    cents, reason = _amount(desk, card), _reason(desk)
    return await _form(
        desk,
        card,
        "bank_form.refund" if card.cents > 0 else "bank_form.refunded",
        [cents, reason],
        lambda: RefundEntry(card.entry_id, cents.value, reason.value),
    )


async def hand_to_estate(desk: Desk, card: EntryCard) -> bool:
    """Ask how much of an entry belongs to an estate, in which case, and why."""
    case_id = await ask_case(desk, card, desk.say("bank_form.whose_estate"))
    if case_id is None:
        return False
    cents, reason = _amount(desk, card), _reason(desk)
    return await _form(
        desk,
        card,
        "bank_form.estate",
        [cents, reason],
        lambda: HandToEstate(card.entry_id, cents.value, reason.value, case_id),
    )


async def dismiss(desk: Desk, card: EntryCard) -> bool:
    """Ask why an entry is nothing of ours."""
    reason = _reason(desk)
    return await _form(desk, card, "bank_form.not_ours", [reason], lambda: DismissEntry(card.entry_id, reason.value))


async def undo(desk: Desk, card: EntryCard) -> bool:
    """Ask which use of an entry was wrong, and why."""
    standing = [use for use in card.uses if use.undone_on is None]
    if len(standing) == 1:
        return await undo_use(desk, card, standing[0])
    entries = [Entry(use, "", use_said(use, desk)) for use in standing]
    use: EntryUse | None = await desk.ask(Pick(desk, desk.say("bank_form.which_use"), entries, search=True))
    return use is not None and await undo_use(desk, card, use)


async def undo_use(desk: Desk, card: EntryCard, use: EntryUse) -> bool:
    """Ask why a use of an entry was wrong, show what is reversed, and undo it."""
    reason = _reason(desk)
    dialog = EntryForm(
        desk,
        desk.say("bank_form.undo", heading=heading(card, desk)),
        [reason],
        lambda: UndoUse(use.use_id, use.version, reason.value),
        about=[line(use_said(use, desk), hang=2)],
        foresee=await foreseen(desk, card),
        of=card,
    )
    return await desk.ask(dialog) is not None


async def _form(
    desk: Desk, card: EntryCard, code: str, fields: Sequence[Field[Any]], command: Callable[[], object]
) -> bool:
    dialog = EntryForm(
        desk,
        desk.say(code, heading=heading(card, desk)),
        fields,
        command,
        about=told(card, desk),
        foresee=await foreseen(desk, card),
        of=card,
    )
    return await desk.ask(dialog) is not None


async def _payment(desk: Desk, card: EntryCard, what: Proposed, code: str) -> int | None:
    """Ask for a payment: those that were found in front, else those of a case that one looks for.

    Raises `Refused` where that has none.
    """
    found = [one for one in card.candidates if one.proposed is what and one.payment_id is not None]
    entries: list[Entry[int]] = []
    for one in found:
        if one.payment_id is not None and one.paid_on is not None and one.paid is not None:
            said = desk.say("bank_entry.payment", on=one.paid_on, amount=one.paid)
            entries.append(Entry(one.payment_id, "", f"{clean_line(one.number)} {clean_line(one.debtor)} · {said}"))
    elsewhere = -1
    if entries:
        entries.append(Entry(elsewhere, "", desk.say("bank_form.of_another_case")))
        chosen = await desk.ask(Pick(desk, desk.say(code), entries, search=True))
        if chosen != elsewhere:
            return chosen
    case_id = await ask_case(desk, card, desk.say(code))
    if case_id is None:
        return None
    booked = await desk.read(choices.payments, case_id)
    if not booked:
        about = await desk.read(case.card, case_id)
        name, number = (about.name, about.number) if about is not None else ("", "")
        raise Refused("bank_entry.no_payment", source=HOUSE_RULE, number=number, name=name)
    alike = sorted(booked, key=lambda one: one.cents != abs(card.rest))
    offered = [
        Entry(
            one.payment_id,
            "",
            " · ".join(
                filter(
                    None,
                    (
                        form.day(one.on_day, desk.language),
                        money(one.cents, desk),
                        clean_line(one.payer),
                        clean_line(one.reference),
                    ),
                )
            ),
        )
        for one in alike
    ]
    return await desk.ask(Pick(desk, desk.say(code), offered, search=True))


def _amount(desk: Desk, card: EntryCard) -> AmountField:
    return AmountField(desk.say("bank_form.amount"), desk, Cents(abs(card.rest)) or card.free or None)


def _reason(desk: Desk) -> TextField:
    return TextField(desk.say("bank_form.reason"), required=True)


def _code(card: EntryCard) -> str:
    """Return what the bank says of why money came back, to go on from."""
    return clean_line(card.return_code or "")
