"""Batches of direct debits: made, looked at, written for the bank, sent; and what the bank refused."""

import os
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from casebook import format as form
from casebook import paths
from casebook.domain.calendar import Term, add
from casebook.domain.direct_debit import word_of
from casebook.store.actions.debit_batches import (
    BatchNotSent,
    ClearBatch,
    LeaveOut,
    MakeBatch,
    SendBatch,
    WithdrawBatch,
)
from casebook.store.actions.debit_returns import CollectionRefused
from casebook.store.actions.direct_debit import SetDebitIdentity
from casebook.store.database import Database
from casebook.store.debit_terms import DebitTerm
from casebook.store.perform import Done
from casebook.store.queries import direct_debit
from casebook.store.queries.direct_debit import BatchCard, BatchRow, CollectionRow, Collector
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import Line, Span, head, line
from casebook.ui.widgets.fields import DayField, Field, LongTextField, TextField
from casebook.ui.widgets.menu import Entry, keyed
from casebook.ui.work.debit_notice import announce_all, untold_of
from casebook.ui.work.payoff_lines import grouped
from casebook.ui.work.seen import SeenRow

Act = Callable[[], Awaitable[bool]]
# So many batches are named in the menu, and so far ahead a new one reaches until another day is typed.
_NAMED, _AHEAD = "123456789", Term(7, "days")


async def batches(desk: Desk) -> str | None:
    """Show the batches there are, let one be made or seen to, and return what is said of it; None for nothing."""
    collectors, rows = await desk.read(_read)
    entries: list[Entry[Act]] = []
    for key, one in keyed("nopqrs", [one for one in collectors if one.identifier]):
        entries.append(Entry(partial(_new, desk, one), key, desk.say("debits.new", code=one.code)))
    for key, row in keyed(_NAMED, rows[: len(_NAMED)]):
        entries.append(Entry(partial(_batch, desk, row.id), key, _short(row, desk)))
    for key, one in keyed("efgh", collectors):
        entries.append(Entry(partial(_identity, desk, one), key, desk.say("debits.identity", code=one.code)))
    act = await desk.ask(Pick(desk, desk.say("debits.heading"), entries, about=desk.say("debits.about")))
    return desk.say("debits.done") if act is not None and await act() else None


def _read(database: Database) -> tuple[list[Collector], list[BatchRow]]:
    return direct_debit.collectors(database), direct_debit.batches(database)


async def _identity(desk: Desk, one: Collector) -> bool:
    identifier = TextField(desk.say("debits.identifier"), one.identifier, required=True)
    iban = TextField(desk.say("debits.own_iban"), grouped(one.iban) if one.iban else "", required=True)
    bic = TextField(desk.say("debits.bic"), one.bic)

    async def again() -> Collector | None:
        return next(
            (now for now in await desk.read(direct_debit.collectors) if now.creditor_id == one.creditor_id), None
        )

    def told(now: Collector | None) -> str:
        return "" if now is None else " · ".join(filter(None, (now.identifier, grouped(now.iban), now.bic)))

    row = SeenRow(desk, one, again, told)
    dialog = Form(
        desk,
        _as_heading(desk.say("debits.identity", code=one.code)),
        [identifier, iban, bic],
        lambda: SetDebitIdentity(
            one.creditor_id, identifier.value, iban.value, bic.value, row.row.version if row.row else None
        ),
        renew=row.renew,
    )
    return await desk.ask(dialog) is not None


async def _new(desk: Desk, one: Collector) -> bool:
    """Ask up to which day, show what would be collected and what not, and make the batch."""
    until = DayField(desk.say("debits.until"), desk, add(desk.day, _AHEAD))

    def look(database: Database, done: Done) -> Sequence[Line]:
        card = direct_debit.batch(database, done.result.batch_id, desk.day)
        left = direct_debit.due(database, one.creditor_id, until.value, desk.day)
        return [] if card is None else [*card_lines(card, desk), *not_collected(left, desk)]

    dialog = Form(
        desk,
        _as_heading(desk.say("debits.new", code=one.code)),
        [until],
        lambda: MakeBatch(one.creditor_id, until.value),
        foresee=look,
    )
    done = await desk.ask(dialog)
    if done is None:
        return False
    await _batch(desk, done.result.batch_id)
    return True


async def _batch(desk: Desk, batch_id: int) -> bool:
    """Show a batch and what can be done with it, and do it."""
    card = await desk.read(direct_debit.batch, batch_id, desk.day)
    if card is None:
        return False
    entries = [Entry[Act](partial(_look, desk, card), "b", desk.say("debits.look")), *_acts(desk, card)]
    act = await desk.ask(Pick(desk, _heading(card, desk), entries, about="\n".join(_about(card, desk))))
    return act is not None and await act()


def _acts(desk: Desk, card: BatchCard) -> Iterator[Entry[Act]]:
    row = card.batch
    if row.withdrawn_on is not None:
        return
    yield Entry(partial(_write, desk, card), "w", desk.say("debits.write"))
    if row.sent_on is None:
        yield Entry(partial(_send, desk, card), "s", desk.say("debits.send"))
        if untold := untold_of(card):
            yield Entry(partial(announce_all, desk, card), "a", desk.say("debits.tell_untold", count=len(untold)))
        yield Entry(partial(_leave_out, desk, card), "x", desk.say("debits.leave_out"))
        if card.stopped:
            said = desk.say("debits.clear", count=len(card.stopped))
            yield Entry(partial(_at_once, desk, ClearBatch(row.id, row.version)), "c", said)
        yield Entry(
            partial(_why, desk, card, "debits.withdraw", lambda why: WithdrawBatch(row.id, row.version, why)),
            "W",
            desk.say("debits.withdraw"),
        )
    else:
        yield Entry(partial(_refused, desk, card), "r", desk.say("debits.refused"))
        yield Entry(
            partial(_why, desk, card, "debits.not_sent", lambda why: BatchNotSent(row.id, row.version, why)),
            "n",
            desk.say("debits.not_sent"),
        )


async def _look(desk: Desk, card: BatchCard) -> bool:
    await desk.ask(Reader(desk, _heading(card, desk), list(card_lines(card, desk))))
    return False


async def _at_once(desk: Desk, command: object) -> bool:
    await desk.act(command)
    return True


async def _write(desk: Desk, card: BatchCard) -> bool:
    """Write the file for the bank to the person's own folder; what may not go any more is left out before."""
    from casebook.jobs import direct_debit as jobs

    folder, actor = paths.exports(os.environ), desk.session.actor
    path, written = await desk.write(jobs.write_in, actor, desk.day, card.batch.id, folder)
    desk.tell(desk.say("debits.written", file=str(path), until=written.card.send_by))
    # What was left out shows in the list.
    return written.left_out > 0


async def _send(desk: Desk, card: BatchCard) -> bool:
    on = DayField(desk.say("debits.sent_on"), desk, desk.day, past=True)
    dialog = Form(
        desk,
        _heading(card, desk),
        [on],
        lambda: SendBatch(card.batch.id, card.batch.version, on.value),
        about=[*(line(said) for said in _about(card, desk)), line(desk.say("debits.send_means"))],
    )
    return await desk.ask(dialog) is not None


async def _why(desk: Desk, card: BatchCard, code: str, command: Callable[[str], object]) -> bool:
    why = LongTextField(desk.say("arrangements.why"), required=True)
    about = [line(_as_heading(desk.say(code))), *(line(said) for said in _about(card, desk))]
    dialog = Form(desk, _heading(card, desk), [why], lambda: command(why.value), about=about)
    return await desk.ask(dialog) is not None


async def _leave_out(desk: Desk, card: BatchCard) -> bool:
    one = await _which(desk, card)
    if one is None:
        return False
    return await _why(desk, card, "debits.leave_out", lambda why: LeaveOut(one.id, one.version, why))


async def _refused(desk: Desk, card: BatchCard) -> bool:
    one = await _which(desk, card)
    if one is None:
        return False
    on = DayField(desk.say("debits.refused_on"), desk, desk.day, past=True)
    code = TextField(desk.say("debits.code"), required=True)
    fields: list[Field[Any]] = [on, code]
    dialog = Form(
        desk,
        _heading(card, desk),
        fields,
        lambda: CollectionRefused(one.id, one.version, on.value, code.value),
        about=[line(_as_heading(desk.say("debits.refused"))), line(_collection(one, desk))],
    )
    return await desk.ask(dialog) is not None


async def _which(desk: Desk, card: BatchCard) -> CollectionRow | None:
    some = [one for one in card.collections if one.left_out_on is None and one.returned_on is None]
    entries = [Entry(one, "", _collection(one, desk)) for one in some]
    return await desk.ask(Pick(desk, desk.say("debits.which"), entries, search=True))


def _as_heading(said: str) -> str:
    return f"{said[0].upper()}{said[1:]}"


def _heading(card: BatchCard, desk: Desk) -> str:
    return f"{desk.say('debits.batch')} {card.batch.message}"


def _short(row: BatchRow, desk: Desk) -> str:
    return desk.say(
        "debits.short",
        message=row.message,
        code=row.code,
        count=row.collections,
        cents=row.cents,
        state=_state(row),
    )


def _state(row: BatchRow) -> str:
    if row.withdrawn_on is not None:
        return "batch_withdrawn"
    if row.sent_on is None:
        return "batch_to_send"
    return "batch_came_back" if row.returned else "batch_sent"


def _about(card: BatchCard, desk: Desk) -> Iterator[str]:
    yield _short(card.batch, desk)
    if card.batch.sent_on is not None:
        yield desk.say("debits.sent", on=card.batch.sent_on)
    elif card.send_by is not None and card.batch.withdrawn_on is None:
        yield desk.say("debits.send_by", until=card.send_by)


def card_lines(card: BatchCard, desk: Desk) -> Iterator[Line]:
    """Yield a batch with its collections, and for each what is the matter with it."""
    for said in _about(card, desk):
        yield line(said)
    rules = desk.session.database.law.direct_debit
    for one in card.collections:
        yield line(_collection(one, desk), hang=2)
        if card.batch.sent_on is not None and one.left_out_on is None and one.returned_on is None:
            until, latest = rules.returnable_until(one.collect_on), rules.unauthorised_until(one.collect_on)
            yield line(Span("  " + desk.say("debits.returnable", until=until, latest=latest), "quiet"), hang=4)
        if one.id in card.stopped:
            yield line(Span("  ! " + desk.say("debits.may_not", why=card.stopped[one.id]), "due"), hang=4)
        if one.id in card.untold:
            yield line(Span("  ! " + _untold(one, card.untold[one.id], desk), "due"), hang=4)
        if one.left_out_on is not None:
            yield line(Span("  " + _left_out(one, desk), "quiet"), hang=4)
        if one.returned_on is not None:
            about = {"on": one.returned_on, "code": one.return_code, "why": word_of(one.return_code)}
            yield line(Span("  ! " + desk.say("debits.came_back", **about), "due"), hang=4)


def not_collected(left: Sequence[DebitTerm], desk: Desk) -> Iterator[Line]:
    """Yield the terms that may not be collected, with the reason."""
    if left:
        yield line()
        yield head(desk.say("debits.not_collected"))
    for one in left:
        about = {"number": one.number, "name": clean_line(one.name), "term": one.term, "cents": one.rest}
        yield line(desk.say("debits.term", **about, why=one.why_not), hang=2)


def _untold(one: CollectionRow, on: date | None, desk: Desk) -> str:
    by = desk.session.database.law.direct_debit.tell_by(one.collect_on)
    return desk.say("debits.untold", until=by) if on is None else desk.say("debits.told_late", on=on, until=by)


def _left_out(one: CollectionRow, desk: Desk) -> str:
    because = one.left_out_because
    # Written by a person, or the word of what stopped it.
    why = desk.say(f"word.{because}") if because.startswith(("debit_", "mandate_")) else clean_line(because)
    return desk.say("debits.left_out", on=one.left_out_on, why=why)


def _collection(one: CollectionRow, desk: Desk) -> str:
    on, cents = form.day(one.collect_on, desk.language), form.money(one.cents, desk.language)
    term = desk.say("debits.of_term", number=one.term)
    return " · ".join([on, cents, one.number, clean_line(one.name), term, one.mandate])
