"""Advice on orders: given, carried out by sales, prolonged and ended."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from casebook.domain.calendar import add_months
from casebook.errors import InputError
from casebook.store.actions.order_advice import (
    AdviseOrders,
    ConfirmOrderAdvice,
    EndOrderAdvice,
    ProlongOrderAdvice,
)
from casebook.store.database import Database
from casebook.store.models.relation import OrderAdviceKind
from casebook.store.perform import Done
from casebook.store.queries import relation
from casebook.store.queries.case import CaseCard
from casebook.store.queries.relation import AdviceRow
from casebook.ui.case_tabs.relation_words import advice_state, advice_words
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.prose import Line, line
from casebook.ui.widgets.fields import AmountField, DayField, Field, OptionalDayField, TextField
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.kinds import words_of
from casebook.ui.work.seen import SeenRow

_WITH_AMOUNT = (OrderAdviceKind.DEPOSIT, OrderAdviceKind.LIMIT)


async def advise(desk: Desk, card: CaseCard, known: AdviceRow | None) -> bool:
    """Ask on which terms orders may be taken, why and until when; it takes the place of what holds now."""
    kinds = words_of(OrderAdviceKind, desk, {one: f"advice_{one}" for one in OrderAdviceKind})
    kind = AnswerField[OrderAdviceKind](desk, desk.say("advice.kind"), kinds)
    amount = AmountField(desk.say("advice.amount"), desk, when=lambda: kind.value in _WITH_AMOUNT)
    days = TextField(desk.say("advice.days"), required=True, when=lambda: kind.value is OrderAdviceKind.SHORTER_TERM)
    reason = TextField(desk.say("life.reason"), required=True)
    until = OptionalDayField(desk.say("advice.until_when"), desk, add_months(desk.day, 3))
    fields: list[Field[Any]] = [kind, amount, days, reason, until]

    def command() -> AdviseOrders:
        chosen = kind.answer
        return AdviseOrders(
            card.case_id,
            chosen,
            reason.value,
            amount.value if chosen in _WITH_AMOUNT else None,
            _number(desk, days.value) if chosen is OrderAdviceKind.SHORTER_TERM else None,
            until.value,
        )

    def look(database: Database, _done: Done) -> Sequence[Line]:
        now = relation.advice_in_force(database, card.debtor_id)
        assert now is not None
        lines = [line("→ ", advice_words(desk, now)), line("→ ", desk.say("advice.will_act", by=now.act_by))]
        if known is not None:
            lines.append(line("→ ", desk.say("advice.will_replace", advice=advice_words(desk, known))))
        return lines

    heading = desk.say("advice.heading", number=card.number, name=card.name)
    return await desk.ask(Form(desk, heading, fields, command, foresee=look)) is not None


async def done(desk: Desk, card: CaseCard, row: AdviceRow) -> bool:
    """Ask on which day sales did as advised, and who says so."""
    customer = await desk.read(relation.customer, card.debtor_id)
    on = DayField(desk.say("advice.done_on"), desk, desk.day, past=True)
    by = TextField(desk.say("advice.done_by"), customer.manager_name if customer else "", required=True)
    seen = _seen(desk, card, row)
    form = Form(
        desk,
        desk.say("advice.done_heading", number=card.number, name=card.name),
        [on, by],
        lambda: ConfirmOrderAdvice(row.advice_id, _version(seen, row), on.value, by.value),
        about=[line(advice_words(desk, row))],
        renew=seen.renew,
    )
    return await desk.ask(form) is not None


async def prolong(desk: Desk, card: CaseCard, row: AdviceRow) -> bool:
    """Ask until when an advice goes on, and why."""
    assert row.until_on is not None
    until = OptionalDayField(desk.say("advice.until_when"), desk, _later(row.until_on, desk.day))
    reason = TextField(desk.say("life.reason"), required=True)
    seen = _seen(desk, card, row)
    form = Form(
        desk,
        desk.say("advice.prolong_heading", number=card.number, name=card.name),
        [until, reason],
        lambda: ProlongOrderAdvice(row.advice_id, _version(seen, row), reason.value, until.value),
        about=[line(advice_words(desk, row))],
        renew=seen.renew,
    )
    return await desk.ask(form) is not None


async def end(desk: Desk, card: CaseCard, row: AdviceRow) -> bool:
    """Ask why an advice holds no longer."""
    reason = TextField(desk.say("life.reason"), required=True)
    seen = _seen(desk, card, row)
    form = Form(
        desk,
        desk.say("advice.end_heading", number=card.number, name=card.name),
        [reason],
        lambda: EndOrderAdvice(row.advice_id, _version(seen, row), reason.value),
        about=[line(advice_words(desk, row))],
        renew=seen.renew,
    )
    return await desk.ask(form) is not None


def _later(until: date, day: date) -> date:
    return add_months(max(until, day), 3)


def _seen(desk: Desk, card: CaseCard, row: AdviceRow) -> SeenRow[AdviceRow]:
    async def again() -> AdviceRow | None:
        found = await desk.read(relation.advices, card.debtor_id)
        return next((one for one in found if one.advice_id == row.advice_id), None)

    def told(now: AdviceRow | None) -> str:
        if now is None or now.ended_on is not None:
            return desk.say("advice.has_ended")
        return f"{advice_words(desk, now)} · {advice_state(desk, now)}"

    return SeenRow(desk, row, again, told)


def _version(seen: SeenRow[AdviceRow], row: AdviceRow) -> int:
    return seen.row.version if seen.row else row.version


def _number(desk: Desk, text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 3:
        raise InputError("advice.no_days", place=desk.say("advice.days"))
    return int(text)
