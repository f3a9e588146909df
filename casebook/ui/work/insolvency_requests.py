"""What whoever acts in a proceeding asks of us: received, and what is done about each until it is acknowledged."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency.facts import COUNSELLED, EventKind
from casebook.domain.insolvency.requests import OFFERS, RequestKind, RequestState, Way
from casebook.errors import Refused
from casebook.jobs import request_letters
from casebook.store.actions.insolvency_answers import AcknowledgeInsolvencyRequest, AnswerInsolvencyRequest
from casebook.store.actions.insolvency_events import RecordInsolvencyEvent
from casebook.store.actions.insolvency_offers import ReviewClawBack, VoteOnProposal
from casebook.store.actions.insolvency_requests import (
    AssignInsolvencyRequest,
    ChangeInsolvencyRequest,
    ExtendInsolvencyRequest,
    ReceiveInsolvencyRequest,
    WithdrawInsolvencyRequest,
)
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import case, choices, insolvency_requests
from casebook.store.queries.case import CaseCard
from casebook.store.queries.insolvency_requests import Asking, RequestRow
from casebook.text import clean_line
from casebook.ui.case_tabs.request_lines import short, weighed_lines
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import Line
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, LongTextField, OptionalDayField, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work import letters
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.debtor_rows import Another, pick_row
from casebook.ui.work.kinds import words_of
from casebook.ui.work.letter_settings import letter_settings
from casebook.ui.work.scheme_remission import ChooseVat

Act = Callable[[Desk, RequestRow], Awaitable[bool]]
_KIND = {one: f"request_of_{one}" for one in RequestKind}
_WAY = {one: f"way_{one}" for one in Way}


async def of_case(desk: Desk, card: CaseCard) -> bool:
    """Ask which request of a case it is about and what is done with it, or receive one."""
    found = await desk.read(insolvency_requests.of_case, card.case_id)
    left = [one for one in found if one.course.is_open or one.course.acknowledged_on is None]
    waiting = [one for one in left if one.withdrawn_on is None]
    heading = desk.say("asked.menu", number=card.number, name=card.name)
    chosen = await pick_row(desk, heading, waiting, lambda one: short(one, desk), desk.say("asked.new"))
    match chosen:
        case None:
            return False
        case Another():
            return await receive(desk, card)
        case row:
            return await act_on(desk, row)


def _as_asked(command: ReceiveInsolvencyRequest) -> object:
    return command


class Known(NamedTuple):
    """What is known of a request before it is recorded: what stands there, the day it came in, who asks what."""

    said: str = ""
    on: date | None = None
    sender: int | None = None
    kind: RequestKind | None = None
    as_of: date | None = None


async def receive(
    desk: Desk,
    card: CaseCard,
    known: Known | None = None,
    made: Callable[[ReceiveInsolvencyRequest], object] = _as_asked,
) -> bool:
    """Ask what is asked of us, and record it; of a proposal also what is offered.

    What is `known` stands in the form already. `made` makes of it the command by which it is recorded where it came by
    post.
    """
    who = await desk.read(insolvency_requests.asking, card.case_id, desk.day)
    if not who:
        raise Refused("insolvency_request.nobody", source=HOUSE_RULE, number=card.number)
    say = desk.say
    known = known or Known()
    first = next((one for one in who if one.party_id == known.sender), who[0])
    asker = ChoiceField[Asking](say("asked.by"), [(one, clean_line(one.name)) for one in who], first)
    kind = AnswerField[RequestKind](desk, say("asked.kind"), words_of(RequestKind, desk, _KIND), known.kind)
    received_on = DayField(say("asked.received_on"), desk, known.on or desk.day, past=True)
    as_of = OptionalDayField(say("asked.as_of"), desk, known.as_of, when=lambda: kind.value is RequestKind.BALANCE)
    way = AnswerField[Way](
        desk, say("asked.way"), words_of(Way, desk, _WAY), when=lambda: kind.value is RequestKind.PROPOSAL
    )
    offered = TextField(say("asked.offered"), when=lambda: kind.value is RequestKind.PROPOSAL)
    asked_by = OptionalDayField(say("asked.asked_by"), desk)
    reference = TextField(say("asked.reference"))
    text = LongTextField(say("asked.text"), known.said)

    def command() -> object:
        balance, proposal = kind.answer is RequestKind.BALANCE, kind.answer is RequestKind.PROPOSAL
        return made(
            ReceiveInsolvencyRequest(
                asker.value.insolvency_id,
                card.case_id,
                asker.value.party_id,
                kind.answer,
                received_on.value,
                text.value,
                reference.value,
                as_of.value if balance else None,
                asked_by.value,
                way.answer if proposal else None,
                offered.value if proposal else None,
            )
        )

    fields: list[Field[Any]] = [kind, received_on, as_of, way, offered, reference, asked_by, text]
    if len(who) > 1:
        fields.insert(0, asker)
    heading = say("asked.receive_heading", number=card.number, name=card.name)
    return await desk.ask(Form(desk, heading, fields, command)) is not None


async def act_on(desk: Desk, row: RequestRow) -> bool:
    """Ask what is done with a request, and do it; nothing is done with one that is over."""
    if row.course.state in (RequestState.ACKNOWLEDGED, RequestState.WITHDRAWN):
        raise Refused("insolvency_request.over", source=HOUSE_RULE)
    entries = [Entry[Act](act, key, desk.say(code)) for act, key, code in _acts(row)]
    act = await desk.ask(Pick(desk, short(row, desk), entries))
    return act is not None and await act(desk, row)


def _acts(row: RequestRow) -> list[tuple[Act, str, str]]:
    if row.answered_on is not None:
        return [(_acknowledge, "o", "asked.do_acknowledge")]
    found: list[tuple[Act, str, str]] = []
    if row.insolvency in COUNSELLED:
        found.append((_authority, "g", "asked.do_authority"))
    if row.kind in OFFERS:
        found.append((_vote, "s", "asked.do_vote"))
    if row.kind is RequestKind.CLAW_BACK:
        found.append((_review, "r", "asked.do_review"))
    return [
        (answer, "a", "asked.do_answer"),
        *found,
        (_assign, "t", "asked.do_assign"),
        (_extend, "u", "asked.do_extend"),
        (_otherwise, "b", "asked.do_otherwise"),
        (_change, "c", "asked.do_change"),
        (_withdraw, "w", "asked.do_withdraw"),
    ]


async def answer(desk: Desk, row: RequestRow) -> bool:
    """Write the letter that answers a request: a balance is in it already, from the ledger of its day.

    What is missing for that is said, and can be recorded, before anything is typed.
    """
    ready, card = await _ready(desk, row), await desk.read(case.card, row.case_id)
    if ready is None or card is None:
        return False
    row = ready
    settings = letter_settings(desk)
    reading = desk.read(request_letters.wanted, row, desk.day, settings)
    wanted = await desk.meanwhile(desk.say("letter_page.composing"), reading)
    return await letters.write(desk, card, request_letters.kind_of(row.kind), replace(wanted, settings=settings))


async def _ready(desk: Desk, row: RequestRow) -> RequestRow | None:
    """Return a request that may be answered; what is missing for that is said, and asked. None where one turned back.

    Raises `Refused` for one that cannot be, whatever is recorded.
    """
    found: RequestRow | None = row
    recorded = set[str]()
    while found is not None:
        try:
            await desk.rehearse(AnswerInsolvencyRequest(found.id, found.version, desk.day, "-"), lambda *_: None)
        except Refused as refused:
            if refused.code not in _MISSING:
                raise
            if refused.code in recorded:
                # It waits for somebody's approval.
                return None
            recorded.add(refused.code)
            act, key, code = _MISSING[refused.code]
            entry = Entry[Act](act, key, desk.say(code))
            chosen = await desk.ask(Pick(desk, short(found, desk), [entry], about=desk.told(refused)))
            if chosen is None or not await chosen(desk, found):
                return None
            found = await desk.read(insolvency_requests.request, found.id)
        else:
            return found
    return None


async def _authority(desk: Desk, row: RequestRow) -> bool:
    on = DayField(desk.say("asked.on"), desk, desk.day, past=True)

    def command() -> RecordInsolvencyEvent:
        return RecordInsolvencyEvent(row.insolvency_id, EventKind.AUTHORITY_SEEN, on.value)

    return await _asked(desk, row, [on], command)


async def _vote(desk: Desk, row: RequestRow) -> bool:
    say = desk.say
    offered = TextField(say("asked.offered"), row.offered_percent or "", required=True)
    expected = TextField(say("asked.expected"), row.expected_percent or "")
    votes = [(True, say("asked.for_it")), (False, say("asked.against_it"))]
    favour = AnswerField[bool](desk, say("asked.vote"), votes)
    vat = ChooseVat(desk, row.vat_route, when=lambda: favour.value is True)
    reason = LongTextField(say("asked.reason"), row.decided_because, required=True)

    def command() -> VoteOnProposal:
        route = vat.value if favour.answer else None
        percents = expected.value or None, offered.value
        return VoteOnProposal(row.id, row.version, favour.answer, reason.value, *percents, route)

    def look(database: Database, _: Done) -> list[Line]:
        now = insolvency_requests.request(database, row.id)
        if now is None:
            return []
        found = insolvency_requests.weighed(database, now, desk.day, now.offered_percent, now.expected_percent)
        return [] if found is None else list(weighed_lines(found, desk))

    fields: list[Field[Any]] = [offered, expected, favour, vat, reason]
    heading = f"{short(row, desk)} · {row.number}"
    return await desk.ask(Form(desk, heading, fields, command, foresee=look)) is not None


async def _review(desk: Desk, row: RequestRow) -> bool:
    text = LongTextField(desk.say("asked.review"), row.review, required=True)
    return await _asked(desk, row, [text], lambda: ReviewClawBack(row.id, row.version, text.value))


async def _assign(desk: Desk, row: RequestRow) -> bool:
    people = await desk.read(choices.persons, desk.day)
    options = [(one.id, clean_line(one.name)) for one in people]
    owner = AnswerField[int](desk, desk.say("asked.owner"), options, row.owner_person_id)
    return await _asked(desk, row, [owner], lambda: AssignInsolvencyRequest(row.id, row.version, owner.answer))


async def _extend(desk: Desk, row: RequestRow) -> bool:
    until = DayField(desk.say("asked.until"), desk)
    reason = LongTextField(desk.say("asked.reason"), required=True)
    return await _asked(
        desk, row, [until, reason], lambda: ExtendInsolvencyRequest(row.id, row.version, until.value, reason.value)
    )


async def _otherwise(desk: Desk, asked: RequestRow) -> bool:
    row = await _ready(desk, asked)
    if row is None:
        return False
    text = LongTextField(desk.say("asked.answer_text"), required=True)
    on = DayField(desk.say("asked.on"), desk, desk.day, past=True)
    return await _asked(
        desk, row, [text, on], lambda: AnswerInsolvencyRequest(row.id, row.version, on.value, text.value)
    )


async def _change(desk: Desk, row: RequestRow) -> bool:
    say = desk.say
    received_on = DayField(say("asked.received_on"), desk, row.received_on, past=True)
    as_of = OptionalDayField(say("asked.as_of"), desk, row.as_of, when=lambda: row.kind is RequestKind.BALANCE)
    asked_by = OptionalDayField(say("asked.asked_by"), desk, row.asked_by)
    reference = TextField(say("asked.reference"), row.reference)
    text = LongTextField(say("asked.text"), row.text)
    reason = TextField(say("asked.reason"), required=True)

    def command() -> ChangeInsolvencyRequest:
        as_at = as_of.value if row.kind is RequestKind.BALANCE else None
        return ChangeInsolvencyRequest(
            row.id, row.version, received_on.value, reason.value, text.value, reference.value, as_at, asked_by.value
        )

    return await _asked(desk, row, [received_on, as_of, asked_by, reference, text, reason], command)


async def _acknowledge(desk: Desk, row: RequestRow) -> bool:
    on = DayField(desk.say("asked.on"), desk, desk.day, past=True)
    return await _asked(desk, row, [on], lambda: AcknowledgeInsolvencyRequest(row.id, row.version, on.value))


async def _withdraw(desk: Desk, row: RequestRow) -> bool:
    reason = LongTextField(desk.say("asked.reason"), required=True)
    on = DayField(desk.say("asked.on"), desk, desk.day, past=True)
    return await _asked(
        desk, row, [reason, on], lambda: WithdrawInsolvencyRequest(row.id, row.version, on.value, reason.value)
    )


async def _asked(desk: Desk, row: RequestRow, fields: list[Field[Any]], command: Callable[[], object]) -> bool:
    return await desk.ask(Form(desk, f"{short(row, desk)} · {row.number}", fields, command)) is not None


# What is missing before an answer, by the code that refuses it, and what records it.
_MISSING: dict[str, tuple[Act, str, str]] = {
    "insolvency_request.authority_unseen": (_authority, "g", "asked.do_authority"),
    "insolvency_request.undecided": (_vote, "s", "asked.do_vote"),
    "insolvency_request.unreviewed": (_review, "r", "asked.do_review"),
}
