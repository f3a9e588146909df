"""Complaints, and what somebody asks about data on him: received, told that it came in, answered within its term."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from casebook.store.actions.person_requests import (
    AcknowledgeRequest,
    AnswerRequest,
    ExtendRequest,
    ReceiveRequest,
    WithdrawRequest,
)
from casebook.store.models.care import RequestKind, RequestOutcome
from casebook.store.queries import care, choices
from casebook.store.queries.care import RequestRow
from casebook.store.queries.case import CaseCard
from casebook.text import clean_line
from casebook.ui.case_tabs.about.care import request_lines
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, LongTextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work import erasing, person_export
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.debtor_rows import Another, pick_row
from casebook.ui.work.kinds import words_of

_LETTERS = dict(zip(RequestKind, "cirwbog", strict=True))
# What is answered with all that is kept of him.
_OF_ALL_DATA = frozenset({RequestKind.ACCESS, RequestKind.PORTABILITY})


async def person_requests(desk: Desk, card: CaseCard, party_id: int) -> bool:
    """Ask which request it is about and what is done with it, or receive one."""
    waiting = [one for one in await desk.read(care.requests, card.case_id) if one.is_open]
    heading = _heading(desk, card, "care.requests")
    chosen = await pick_row(desk, heading, waiting, lambda one: _told(one, desk), desk.say("care.another_request"))
    match chosen:
        case None:
            return False
        case Another():
            return await _receive(desk, card, party_id)
        case RequestRow():
            return await _act_on(desk, card, chosen)


async def _receive(desk: Desk, card: CaseCard, party_id: int) -> bool:
    kinds = [Entry(kind, _LETTERS[kind], desk.say(f"word.{kind}")) for kind in RequestKind]
    kind = await desk.ask(Pick(desk, _heading(desk, card, "care.which_request"), kinds))
    return kind is not None and await receive(desk, card, party_id, kind)


def _as_asked(command: ReceiveRequest) -> object:
    return command


async def receive(  # noqa: PLR0913 what is known of it already
    desk: Desk,
    card: CaseCard,
    party_id: int,
    kind: RequestKind,
    said: str = "",
    *,
    received_on: date | None = None,
    made: Callable[[ReceiveRequest], object] = _as_asked,
) -> bool:
    """Record what somebody asks, of a kind that is known; what he `said` already stands in the form.

    `made` makes of it the command by which it is recorded where it came in another way than by what one was told.
    """
    speakers = await desk.read(choices.speakers, card.case_id, desk.day)
    party = ChoiceField(
        desk.say("care.of_whom"),
        [(one.party_id, clean_line(one.name)) for one in speakers],
        party_id,
        when=lambda: len(speakers) > 1,
    )
    on = DayField(desk.say("care.received_on"), desk, received_on or desk.day, past=True)
    text = LongTextField(desk.say("care.what_asked"), said, required=True)
    fields: list[Field[Any]] = [text, on, party]
    heading = f"{_heading(desk, card, 'care.receive')} · {desk.say(f'word.{kind}')}"
    return (
        await desk.ask(
            Form(
                desk,
                heading,
                fields,
                lambda: made(ReceiveRequest(card.case_id, party.value, kind, on.value, text.value)),
                foresee=lambda database, done: [
                    one
                    for row in care.requests(database, card.case_id)
                    if row.request_id == done.result
                    for one in request_lines(database, row, desk)
                ],
            )
        )
        is not None
    )


async def _act_on(desk: Desk, card: CaseCard, row: RequestRow) -> bool:
    entries = [Entry(act, key, desk.say(f"care.{act}")) for act, key in _acts(row)]
    heading = _told(row, desk)
    act = await desk.ask(Pick(desk, heading, entries))
    if act is None:
        return False
    on = DayField(desk.say("care.on"), desk, desk.day, past=True)
    match act:
        case "export":
            await person_export.write(desk, row)
            return True
        case "export_enclosed":
            await person_export.keep(desk, card, row)
            return True
        case "erase":
            return await erasing.of_request(desk, row)
        case "acknowledge":
            form = Form(desk, heading, [on], lambda: AcknowledgeRequest(row.request_id, row.version, on.value))
        case "withdraw":
            form = Form(desk, heading, [on], lambda: WithdrawRequest(row.request_id, row.version, on.value))
        case "extend":
            reason = LongTextField(desk.say("care.reason"), required=True)
            form = Form(
                desk,
                heading,
                [reason, on],
                lambda: ExtendRequest(row.request_id, row.version, on.value, reason.value),
                foresee=lambda database, _: [
                    one
                    for found in care.requests(database, card.case_id)
                    if found.request_id == row.request_id
                    for one in request_lines(database, found, desk)
                ],
            )
        case _:
            answer = LongTextField(desk.say("care.answer_text"), required=True)
            words = words_of(RequestOutcome, desk, {one: f"request_{one}" for one in RequestOutcome})
            outcome = AnswerField(desk, desk.say("care.outcome"), words)
            form = Form(
                desk,
                heading,
                [outcome, answer, on],
                lambda: AnswerRequest(row.request_id, row.version, on.value, outcome.answer, answer.value),
            )
    return await desk.ask(form) is not None


def _acts(row: RequestRow) -> Iterator[tuple[str, str]]:
    yield "answer", "a"
    if row.kind in _OF_ALL_DATA:
        yield "export", "f"
        yield "export_enclosed", "b"
    if row.kind is RequestKind.ERASURE:
        yield "erase", "v"
    if row.acknowledged_on is None:
        yield "acknowledge", "o"
    if row.kind is not RequestKind.COMPLAINT and row.extended_on is None:
        yield "extend", "e"
    yield "withdraw", "w"


def _told(row: RequestRow, desk: Desk) -> str:
    return desk.say("care.request", kind=row.kind, on=row.received_on, party=row.party)


def _heading(desk: Desk, card: CaseCard, code: str) -> str:
    return f"{desk.say(code)} · {card.number} {clean_line(card.name)}"
