"""How a kept arrangement ends: what a remission reaches, completion with it, and aftercare with its letters."""

from collections.abc import Callable, Sequence
from typing import Any

from casebook.errors import CasebookError
from casebook.store.actions.arrangement_end import (
    AnswerRemission,
    ChooseVat,
    CompleteArrangement,
    DischargeArrangement,
    TellSales,
    ThankArrangement,
)
from casebook.store.actions.arrangement_reopening import ReopenArrangement
from casebook.store.database import Database
from casebook.store.models.arrangements import RemissionAnswerKind, VatRoute
from casebook.store.models.cases import Channel
from casebook.store.perform import Done
from casebook.store.queries import arrangement_standing
from casebook.store.queries.arrangement_standing import Standing
from casebook.store.queries.case import CaseCard
from casebook.store.remission import BesideRow
from casebook.text import clean_line
from casebook.ui.case_tabs.arrangement_lines import beside_said
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.prose import Line, line
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, LongTextField, TextField
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.arrangement_mail import discharge as discharge_letter
from casebook.ui.work.arrangement_mail import thanks as thanks_letter
from casebook.ui.work.arrangement_seen import about, ask_why, foreseen, heading, letter_of, numbers, seen, version
from casebook.ui.work.asking import Asking
from casebook.ui.work.kinds import words_of
from casebook.ui.work.letter_page import LetterPage

# How a letter goes out.
_BY = (Channel.LETTER, Channel.MAIL)
_ANSWERS = {one: f"remission_{one}" for one in RemissionAnswerKind}
# In cells: the name of one who stands beside the debtor.
_NAME = 20


async def answer(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Ask for every guarantor, co-debtor, security and insurer what the remission does to it, and for the VAT."""
    plan = standing.plan
    answers = [
        (one, _answer_field(desk, one), TextField("  " + desk.say("arrangements.text"), one.text))
        for one in standing.beside
    ]
    row = seen(desk, card, standing)
    vat = AnswerField[VatRoute](
        desk,
        desk.say("arrangements.vat"),
        words_of(VatRoute, desk, {one: f"vat_{one}" for one in VatRoute}),
        plan.vat_route,
    )
    fields: list[Field[Any]] = []
    for _, chosen, text in answers:
        fields += [chosen, text]

    def commands() -> list[object]:
        asked: list[object] = [
            AnswerRemission(plan.id, one.beside, one.beside_id, chosen.answer, text.value)
            for one, chosen, text in answers
            if (chosen.answer, text.value) != (one.answer, one.text)
        ]
        if vat.answer is not plan.vat_route:
            asked.append(ChooseVat(plan.id, version(row), vat.answer))
        return asked

    async def act(asked: Sequence[object]) -> Done:
        """Perform the answers as one step."""
        done = Done(None, None, None)
        for _, outcome in await desk.act_all(asked, lambda _: None):
            if isinstance(outcome, CasebookError):
                raise outcome
            done = outcome
        return done

    dialog = Form(
        desk,
        heading("arrangements.answer", desk, card),
        [*fields, vat],
        commands,
        about=[*about(desk, standing), *(line(beside_said(one, desk)) for one in standing.beside)],
        renew=row.renew,
        act=act,
    )
    return await desk.ask(dialog) is not None


async def complete(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Show what is booked when the arrangement is completed, and complete it, or ask for approval."""
    row, asking = seen(desk, card, standing), Asking(desk)
    reason = TextField(desk.say("arrangements.remark"))
    fields: list[Field[Any]] = [reason, *asking.fields]

    def command() -> object:
        asked = CompleteArrangement(standing.plan.id, version(row), reason.value)
        return asking.instead_of(asked, reason.value or desk.say("arrangements.complete"))

    dialog = Form(
        desk,
        heading("arrangements.complete", desk, card),
        fields,
        command,
        about=about(desk, standing),
        foresee=asking.foreseen(_booked(desk, card, standing)),
        refused=asking.refused,
        renew=row.renew,
    )
    return await desk.ask(dialog) is not None


async def thank(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Show the letter that thanks the debtor, and record that it went out."""
    letter, claims = await letter_of(desk, card, standing), numbers(standing)
    page = LetterPage(desk, heading("arrangements.thank", desk, card), lambda _: thanks_letter(letter, claims))
    await desk.ask(page)
    if not page.sent:
        return False
    id_ = standing.plan.id
    return await _sent(
        desk,
        card,
        standing,
        "arrangements.thank",
        lambda seen_version, on, channel: ThankArrangement(id_, seen_version, on, channel),
    )


async def no_thanks(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Ask why no thank-you goes out."""
    row = seen(desk, card, standing)
    reason = LongTextField(desk.say("arrangements.why"), required=True)
    dialog = Form(
        desk,
        heading("arrangements.no_thanks", desk, card),
        [reason],
        lambda: ThankArrangement(standing.plan.id, version(row), desk.day, None, reason.value),
        about=about(desk, standing),
        renew=row.renew,
    )
    return await desk.ask(dialog) is not None


async def reopen(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Ask why a kept arrangement goes on, with what that takes back shown first."""
    id_ = standing.plan.id
    return await ask_why(
        desk, card, standing, "arrangements.reopen", lambda seen_version, why: ReopenArrangement(id_, seen_version, why)
    )


async def tell_sales(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Ask on which day the account manager was told that the arrangement was kept."""
    row = seen(desk, card, standing)
    on = DayField(desk.say("arrangements.told_on"), desk, desk.day, past=True)
    dialog = Form(
        desk,
        heading("arrangements.tell_sales", desk, card),
        [on],
        lambda: TellSales(standing.plan.id, version(row), on.value),
        about=about(desk, standing),
        renew=row.renew,
    )
    return await desk.ask(dialog) is not None


async def discharge(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Show the letter of discharge, and record that it went out."""
    letter, claims = await letter_of(desk, card, standing), numbers(standing)
    remain = any(one.answer is not RemissionAnswerKind.RELEASED for one in standing.beside)
    page = LetterPage(
        desk,
        heading("arrangements.discharge", desk, card),
        lambda _: discharge_letter(letter, claims, others_remain=remain),
    )
    await desk.ask(page)
    if not page.sent:
        return False
    id_ = standing.plan.id
    return await _sent(
        desk,
        card,
        standing,
        "arrangements.discharge",
        lambda seen_version, on, channel: DischargeArrangement(id_, seen_version, on, channel),
    )


async def _sent(
    desk: Desk, card: CaseCard, standing: Standing, code: str, command: Callable[[int, Any, Channel], object]
) -> bool:
    """Ask when and how a letter went out, and record it."""
    row = seen(desk, card, standing)
    on = DayField(desk.say("arrangements.sent_on"), desk, desk.day, past=True)
    channel = ChoiceField(desk.say("arrangements.channel"), words_of(_BY, desk), _BY[0])
    fields: list[Field[Any]] = [on, channel]
    dialog = Form(
        desk,
        heading(code, desk, card),
        fields,
        lambda: command(version(row), on.value, channel.value),
        about=about(desk, standing),
        renew=row.renew,
    )
    return await desk.ask(dialog) is not None


def _answer_field(desk: Desk, one: BesideRow) -> AnswerField[RemissionAnswerKind]:
    label = f"{clean_line(one.name, _NAME)}"
    return AnswerField[RemissionAnswerKind](desk, label, words_of(RemissionAnswerKind, desk, _ANSWERS), one.answer)


def _booked(desk: Desk, card: CaseCard, standing: Standing) -> Callable[[Database, Done], Sequence[Line]]:
    """Return what shows which entries completion books, and how the arrangement stands then."""
    before = {one.claim_id: one.open_now for one in standing.claims}
    stands = foreseen(desk, card, standing.plan.id)

    def look(database: Database, done: Done) -> Sequence[Line]:
        found = arrangement_standing.of_case(database, card.case_id, desk.day)
        now = next(one for one in found if one.plan.id == standing.plan.id)
        lines = [
            line(
                "→ ", desk.say("arrangements.will_remit", number=one.number, cents=before[one.claim_id] - one.open_now)
            )
            for one in now.claims
            if before[one.claim_id] != one.open_now
        ]
        return [*lines, *stands(database, done)]

    return look
