"""The account manager: who he is, what he is asked and answers; and the way to the advice on orders."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from casebook.domain.calendar import add_working_days
from casebook.domain.relation.segment import Sector
from casebook.store.actions.customers import CustomerFacts, SetCustomer
from casebook.store.actions.sales_questions import (
    AnswerSalesQuestion,
    AskSales,
    DecideSalesQuestion,
    WithdrawSalesQuestion,
)
from casebook.store.database import Database
from casebook.store.models.cases import CaseState
from casebook.store.perform import Done
from casebook.store.queries import intake, relation
from casebook.store.queries.case import CaseCard
from casebook.store.queries.relation import AdviceRow, CustomerCard, QuestionRow
from casebook.text import clean, clean_line
from casebook.ui.case_tabs.relation_words import advice_words, question_state
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, LongTextField, OptionalDayField, TextField
from casebook.ui.widgets.menu import Entry, keyed
from casebook.ui.work import orders
from casebook.ui.work.kinds import words_of
from casebook.ui.work.seen import SeenRow

_LONGEST = 60


class _Known(NamedTuple):
    customer: CustomerCard | None
    sales_contact: str
    questions: list[QuestionRow]
    advice: AdviceRow | None


async def sales(desk: Desk, card: CaseCard) -> bool:
    """Ask what there is to do with sales, and do it."""
    known = await desk.read(_read, card)
    heading = desk.say("sales.heading", number=card.number, name=card.name)
    chosen = await desk.ask(Pick[Any](desk, heading, list(_entries(desk, card, known)), about=_about(desk, known)))
    match chosen:
        case None:
            return False
        case "ask":
            return await _ask(desk, card, known)
        case ("answer", QuestionRow() as question):
            return await _answer(desk, card, question)
        case ("decide", QuestionRow() as question):
            return await _decide(desk, card, question)
        case ("withdraw", QuestionRow() as question):
            return await _withdraw(desk, card, question)
        case "customer":
            return await _customer(desk, card, known.customer)
        case "advise":
            return await orders.advise(desk, card, known.advice)
        case work:
            assert known.advice is not None
            done: bool = await work(desk, card, known.advice)
            return done


def _read(database: Database, card: CaseCard) -> _Known:
    with database.snapshot():
        came = intake.intake(database, card.case_id)
        return _Known(
            relation.customer(database, card.debtor_id),
            came.sales_contact if came else "",
            relation.questions(database, card.case_id),
            relation.advice_in_force(database, card.debtor_id),
        )


def _entries(desk: Desk, card: CaseCard, known: _Known) -> Iterator[Entry[Any]]:
    say = desk.say
    if card.state is not CaseState.CLOSED:
        yield Entry("ask", "q", say("sales.ask"))
    waiting = [one for one in known.questions if one.waits]
    for key, one in keyed("123456789", waiting):
        yield Entry(("answer", one), key, say("sales.answer", name=one.asked_of, question=_short(one.question)))
    undecided = [one for one in known.questions if one.answered_on and one.decided_on is None]
    for key, one in keyed("uvw", undecided):
        yield Entry(("decide", one), key, say("sales.decide", name=one.asked_of, question=_short(one.question)))
    for key, one in keyed("xyz", waiting):
        yield Entry(("withdraw", one), key, say("sales.withdraw", name=one.asked_of, question=_short(one.question)))
    yield Entry("advise", "a", say("sales.advise" if known.advice is None else "sales.advise_other"))
    if known.advice is not None:
        if known.advice.done_on is None:
            yield Entry(orders.done, "d", say("sales.done"))
        if known.advice.until_on is not None:
            yield Entry(orders.prolong, "p", say("sales.prolong"))
        yield Entry(orders.end, "e", say("sales.end"))
    yield Entry("customer", "m", say("sales.customer"))


def _about(desk: Desk, known: _Known) -> str:
    return "" if known.advice is None else desk.say("sales.now", advice=advice_words(desk, known.advice))


def _short(text: str) -> str:
    return clean_line(text, _LONGEST)


async def _ask(desk: Desk, card: CaseCard, known: _Known) -> bool:
    law = desk.session.database.law
    by = add_working_days(desk.day, law.defaults.sales.applied(desk.day).value.answer, law.holidays)
    manager = known.customer.manager_name if known.customer else ""
    name = TextField(desk.say("sales.asked_of"), manager or known.sales_contact, required=True)
    question = LongTextField(desk.say("sales.question"), required=True)
    answer_by = DayField(desk.say("sales.answer_by"), desk, by)
    fields: list[Field[Any]] = [name, question, answer_by]
    heading = desk.say("sales.ask_heading", number=card.number, name=card.name)
    form = Form(desk, heading, fields, lambda: AskSales(card.case_id, name.value, question.value, answer_by.value))
    return await desk.ask(form) is not None


async def _answer(desk: Desk, card: CaseCard, row: QuestionRow) -> bool:
    on = DayField(desk.say("sales.answered_on"), desk, desk.day, past=True)
    answer = LongTextField(desk.say("sales.answer_is"), required=True)
    decision = LongTextField(desk.say("sales.decision_open"))
    seen = _seen(desk, card, row)
    return await _of_question(
        desk,
        card,
        row,
        [answer, on, decision],
        lambda: AnswerSalesQuestion(row.question_id, _version(seen, row), on.value, answer.value, decision.value),
        seen=seen,
    )


async def _decide(desk: Desk, card: CaseCard, row: QuestionRow) -> bool:
    decision = LongTextField(desk.say("sales.decision"), required=True)
    seen = _seen(desk, card, row)
    return await _of_question(
        desk,
        card,
        row,
        [decision],
        lambda: DecideSalesQuestion(row.question_id, _version(seen, row), decision.value),
        seen=seen,
    )


async def _withdraw(desk: Desk, card: CaseCard, row: QuestionRow) -> bool:
    reason = TextField(desk.say("life.reason"), required=True)
    seen = _seen(desk, card, row)
    return await _of_question(
        desk,
        card,
        row,
        [reason],
        lambda: WithdrawSalesQuestion(row.question_id, _version(seen, row), reason.value),
        seen=seen,
    )


async def _of_question(  # noqa: PLR0913 each says another thing of the form
    desk: Desk,
    card: CaseCard,
    row: QuestionRow,
    fields: list[Field[Any]],
    command: Callable[[], object],
    *,
    seen: SeenRow[QuestionRow],
) -> bool:
    """Show what was asked, and answered, above the fields."""
    about = [line(clean(row.question))]
    if row.answer:
        about.append(line(Span(desk.say("sales.was_answered") + " ", "quiet"), clean(row.answer)))
    heading = desk.say("sales.question_heading", name=row.asked_of, number=card.number)
    return await desk.ask(Form(desk, heading, fields, command, about=about, renew=seen.renew)) is not None


def _seen(desk: Desk, card: CaseCard, row: QuestionRow) -> SeenRow[QuestionRow]:
    async def again() -> QuestionRow | None:
        found = await desk.read(relation.questions, card.case_id)
        return next((one for one in found if one.question_id == row.question_id), None)

    return SeenRow(desk, row, again, lambda now: question_state(desk, now))


def _version(seen: SeenRow[QuestionRow], row: QuestionRow) -> int:
    return seen.row.version if seen.row else row.version


async def _customer(desk: Desk, card: CaseCard, known: CustomerCard | None) -> bool:
    sectors = words_of(Sector, desk, {one: f"sector_{one}" for one in Sector})
    name = TextField(desk.say("sales.manager"), known.manager_name if known else "")
    mail = TextField(desk.say("sales.mail"), known.manager_mail if known else "")
    phone = TextField(desk.say("sales.phone"), known.manager_phone if known else "")
    sector = ChoiceField[Sector | None](
        desk.say("sales.sector"),
        [(None, desk.say("sales.sector_unknown")), *sectors],
        known.sector if known else None,
    )
    since = OptionalDayField(desk.say("sales.since"), desk, known.since_on if known else None, past=True)
    fields: list[Field[Any]] = [name, mail, phone, sector, since]

    async def again() -> CustomerCard | None:
        return await desk.read(relation.customer, card.debtor_id)

    def told(now: CustomerCard | None) -> str:
        return desk.say("sales.manager_now", name=now.manager_name if now else "")

    seen = SeenRow(desk, known, again, told)

    def command() -> SetCustomer:
        facts = CustomerFacts(sector.value, since.value, name.value, mail.value, phone.value)
        return SetCustomer(card.case_id, facts, seen.row.version if seen.row else None)

    def look(database: Database, _done: Done) -> Sequence[Line]:
        then = intake.segment_why(database, card.case_id, desk.day)
        return [line("→ ", desk.say("sales.segment_then", segment=f"segment_{then.value}"))]

    heading = desk.say("sales.customer_heading", name=card.name)
    return await desk.ask(Form(desk, heading, fields, command, foresee=look, renew=seen.renew)) is not None
