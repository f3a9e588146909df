"""What we owe the debtor: recorded, changed, paid out or withdrawn."""

from collections.abc import Sequence
from typing import Any

from casebook.store import contra
from casebook.store.actions.contra_items import AddContraItem, ChangeContraItem, PayOutContraItem, WithdrawContraItem
from casebook.store.contra import ContraRow
from casebook.store.database import Database
from casebook.store.models.books import ContraKind
from casebook.store.queries import choices, payees, set_offs
from casebook.store.queries.case import CaseCard
from casebook.text import clean_line
from casebook.ui.case_tabs.about.contra import item_line, item_name
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import Line
from casebook.ui.widgets.fields import AmountField, ChoiceField, DayField, Field, OptionalDayField, TextField, yes_field
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.kinds import words_of
from casebook.ui.work.seen import SeenRow


async def add(desk: Desk, card: CaseCard) -> bool:
    """Ask what we owe the debtor, and record it."""
    creditors = await desk.read(choices.creditors)
    own = await desk.read(payees.payees, card.case_id)
    first = next((payee.creditor_id for payee in own.values()), creditors[0].creditor_id)
    options = [(one.creditor_id, clean_line(one.name)) for one in creditors]
    creditor = ChoiceField(desk.say("contra.creditor"), options, first)
    facts = _Facts(desk)

    def command() -> AddContraItem:
        return AddContraItem(creditor.value, card.debtor_id, *facts.values)

    form = Form(
        desk,
        _heading(desk, card, "contra.add"),
        [creditor, *facts.fields],
        command,
        foresee=lambda database, _: _all(database, card, desk),
    )
    return await desk.ask(form) is not None


async def change(desk: Desk, card: CaseCard, owed: Sequence[ContraRow]) -> bool:
    """Ask which item was changed, paid out or withdrawn, and record that."""
    item = await pick_item(desk, card, owed)
    if item is None:
        return False
    entries = [
        Entry("change", "w", desk.say("contra.change")),
        Entry("pay_out", "b", desk.say("contra.pay_out")),
        *([] if item.set_off else [Entry("withdraw", "i", desk.say("contra.withdraw"))]),
    ]
    match await desk.ask(Pick(desk, f"{item_name(item, desk)}", entries)):
        case "change":
            return await _change(desk, card, item)
        case "pay_out":
            return await _pay_out(desk, card, item)
        case "withdraw":
            return await _withdraw(desk, card, item)
        case _:
            return False


async def pick_item(desk: Desk, card: CaseCard, owed: Sequence[ContraRow]) -> ContraRow | None:
    """Ask which item; where there is one, that is the one."""
    if len(owed) == 1:
        return owed[0]
    entries = [Entry(one, "", item_name(one, desk)) for one in owed]
    return await desk.ask(Pick(desk, _heading(desk, card, "contra.which"), entries, search=True))


class _Facts:
    """The fields of an item."""

    def __init__(self, desk: Desk, item: ContraRow | None = None) -> None:
        kind = item.kind if item else ContraKind.CREDIT_NOTE
        self.kind = ChoiceField(desk.say("contra.kind"), words_of(ContraKind, desk), kind)
        self.number = TextField(desk.say("contra.number"), item.number if item else "", required=True)
        self.cents = AmountField(desk.say("money.amount"), desk, item.cents if item else None)
        self.on = DayField(desk.say("contra.on"), desk, item.on_day if item else desk.day, past=True)
        self.due = OptionalDayField(desk.say("contra.due_on"), desk, item.due_on if item else None)
        self.contested = yes_field(desk.say("contra.is_contested"), desk, yes=bool(item and item.contested))
        self.note = TextField(desk.say("contra.note"), item.note if item else "")

    @property
    def fields(self) -> list[Field[Any]]:
        return [self.kind, self.number, self.cents, self.on, self.due, self.contested, self.note]

    @property
    def values(self) -> tuple[Any, ...]:
        return (
            self.kind.value,
            self.number.value,
            self.cents.value,
            self.on.value,
            self.due.value,
            self.contested.value,
            self.note.value,
        )


async def _change(desk: Desk, card: CaseCard, item: ContraRow) -> bool:
    facts, seen = _Facts(desk, item), _seen(desk, card, item)
    form = Form(
        desk,
        _heading(desk, card, "contra.change"),
        facts.fields,
        lambda: ChangeContraItem(item.item_id, (seen.row or item).version, *facts.values),
        foresee=lambda database, _: _all(database, card, desk),
        renew=seen.renew,
    )
    return await desk.ask(form) is not None


async def _pay_out(desk: Desk, card: CaseCard, item: ContraRow) -> bool:
    on, seen = DayField(desk.say("contra.paid_out_on"), desk, desk.day, past=True), _seen(desk, card, item)
    form = Form(
        desk,
        _heading(desk, card, "contra.pay_out"),
        [on],
        lambda: PayOutContraItem(item.item_id, (seen.row or item).version, on.value),
        about=[item_line(item, desk)],
        renew=seen.renew,
    )
    return await desk.ask(form) is not None


async def _withdraw(desk: Desk, card: CaseCard, item: ContraRow) -> bool:
    reason, seen = TextField(desk.say("money.reason"), required=True), _seen(desk, card, item)
    form = Form(
        desk,
        _heading(desk, card, "contra.withdraw"),
        [reason],
        lambda: WithdrawContraItem(item.item_id, (seen.row or item).version, reason.value),
        about=[item_line(item, desk)],
        renew=seen.renew,
    )
    return await desk.ask(form) is not None


def _seen(desk: Desk, card: CaseCard, item: ContraRow) -> SeenRow[ContraRow]:
    async def again() -> ContraRow | None:
        found = await desk.read(contra.of_party, card.debtor_id)
        return next((one for one in found if one.item_id == item.item_id), None)

    return SeenRow(desk, item, again, lambda now: item_name(now or item, desk))


def _all(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return all that we owe the debtor as it is then."""
    return [item_line(item, desk) for item in set_offs.owed_in(database, card.case_id)]


def _heading(desk: Desk, card: CaseCard, code: str) -> str:
    return f"{desk.say(code)} · {card.number} {clean_line(card.name)}"
