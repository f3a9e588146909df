"""How a kept arrangement ends: what a remission reaches, completion with it, and aftercare with its letters."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any

from casebook.domain.letters.kinds import LetterKind
from casebook.errors import CasebookError, Stale
from casebook.store.actions.arrangement_end import (
    AnswerRemission,
    ChooseVat,
    CompleteArrangement,
    TellSales,
    ThankArrangement,
)
from casebook.store.actions.arrangement_reopening import ReopenArrangement
from casebook.store.database import Database
from casebook.store.models.arrangements import RemissionAnswerKind, VatRoute
from casebook.store.perform import Done
from casebook.store.queries import arrangement_standing, claim_vat
from casebook.store.queries.arrangement_standing import Standing
from casebook.store.queries.case import CaseCard
from casebook.store.remission import BesideRow
from casebook.text import clean_line
from casebook.ui.case_tabs.arrangement_lines import beside_said
from casebook.ui.desk import Desk
from casebook.ui.dialogs.ask_approval import ask_approval, may_be_asked
from casebook.ui.dialogs.form import Form
from casebook.ui.prose import Line, line
from casebook.ui.widgets.fields import DayField, Field, LongTextField, TextField, yes_field
from casebook.ui.work import letter_known
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.arrangement_seen import about, foreseen, heading, seen, version
from casebook.ui.work.kinds import words_of
from casebook.ui.work.vat import unrated_lines

_ANSWERS = {one: f"remission_{one}" for one in RemissionAnswerKind}
# In cells: the name of one who stands beside the debtor, and the least of it that stands before the number of a claim.
_NAME, _SHORT = 20, 6


async def answer(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Ask for every guarantor, co-debtor, security and insurer what the remission does to it, and for the VAT."""
    plan = standing.plan
    several = {name for name, count in Counter(one.name for one in standing.beside).items() if count > 1}
    answers = [
        (one, _answer_field(desk, one, several), TextField("  " + desk.say("arrangements.text"), one.text))
        for one in standing.beside
    ]
    covered = {one.claim_id for one in standing.claims}
    unrated = [one for one in await desk.read(claim_vat.unrated, card.case_id) if one.claim_id in covered]
    row = seen(desk, card, standing, lambda now: _answers_said(now, desk))
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
        versions = {(one.beside, one.beside_id): one.version for one in row.row.beside} if row.row else {}
        asked: list[object] = [
            AnswerRemission(
                plan.id,
                one.beside,
                one.beside_id,
                chosen.answer,
                text.value,
                versions.get((one.beside, one.beside_id)),
            )
            for one, chosen, text in answers
            if (chosen.answer, text.value) != (one.answer, one.text)
        ]
        if vat.answer is not plan.vat_route:
            asked.append(ChooseVat(plan.id, version(row), vat.answer))
        return asked

    dialog = Form(
        desk,
        heading("arrangements.answer", desk, card),
        [*fields, vat],
        commands,
        about=[
            *about(desk, standing),
            *(line(beside_said(one, desk)) for one in standing.beside),
            *unrated_lines(desk, unrated),
        ],
        renew=row.renew,
        act=partial(_as_one_step, desk),
    )
    return await desk.ask(dialog) is not None


async def _as_one_step(desk: Desk, answers: Sequence[object]) -> Done:
    """Perform answers as one step; for what is beyond the mandate approval is asked."""
    done = Done(None, None, None)
    for one, outcome in await desk.act_all(answers, lambda _: None):
        if isinstance(outcome, Stale):
            # Of several records a form tells no difference by columns: how they stand now is said in words.
            raise Stale(outcome.code, changed=outcome.changed, row=None, **outcome.parameters)
        if not isinstance(outcome, CasebookError):
            done = outcome
        elif may_be_asked(one, outcome):
            done = await ask_approval(desk, one, outcome) or done
        else:
            raise outcome
    return done


async def complete(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Show what is booked when the arrangement is completed, and complete it, or ask for approval."""
    row = seen(desk, card, standing)
    reason = TextField(desk.say("arrangements.remark"))
    is_short = bool(standing.now.rest) and standing.plan.party_is_debtor
    let_go = yes_field(desk.say("arrangements.let_go_rest"), desk, yes=is_short, when=lambda: is_short)
    fields: list[Field[Any]] = [let_go, reason]

    def command() -> CompleteArrangement:
        return CompleteArrangement(standing.plan.id, version(row), reason.value, is_short and let_go.value)

    dialog = Form(
        desk,
        heading("arrangements.complete", desk, card),
        fields,
        command,
        about=about(desk, standing),
        foresee=_booked(desk, card, standing),
        renew=row.renew,
    )
    return await desk.ask(dialog) is not None


async def thank(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Show the letter that thanks who kept the arrangement, and prepare it."""
    return await letter_known.of_plan(desk, card, standing.plan.id, LetterKind.THANK_YOU)


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
    row = seen(desk, card, standing)
    reason = LongTextField(desk.say("arrangements.why"), required=True)
    dialog = Form(
        desk,
        heading("arrangements.reopen", desk, card),
        [reason],
        lambda: ReopenArrangement(standing.plan.id, version(row), reason.value),
        about=about(desk, standing),
        foresee=_booked(desk, card, standing),
        renew=row.renew,
    )
    return await desk.ask(dialog) is not None


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
    """Show the letter of discharge, and prepare it."""
    return await letter_known.of_plan(desk, card, standing.plan.id, LetterKind.DISCHARGE)


def _answer_field(desk: Desk, one: BesideRow, several: Collection[str]) -> AnswerField[RemissionAnswerKind]:
    """Return the field for the answer of one; who stands there for `several` claims is named with the claim."""
    label = clean_line(one.name, _NAME)
    if one.name in several:
        number = clean_line(one.number, _NAME - _SHORT)
        label = f"{clean_line(one.name, max(_SHORT, _NAME - 1 - len(number)))} {number}"
    return AnswerField[RemissionAnswerKind](desk, label, words_of(RemissionAnswerKind, desk, _ANSWERS), one.answer)


def _answers_said(standing: Standing, desk: Desk) -> str:
    """Return what was answered of each who stands beside the debtor, and for the VAT."""
    said = [
        f"{clean_line(one.name)}: {desk.say(f'word.{_ANSWERS[one.answer]}')}"
        for one in standing.beside
        if one.answer is not None
    ]
    if standing.plan.vat_route is not None:
        said.append(f"{desk.say('arrangements.vat')}: {desk.say(f'word.vat_{standing.plan.vat_route}')}")
    return " · ".join(said)


def _booked(desk: Desk, card: CaseCard, standing: Standing) -> Callable[[Database, Done], Sequence[Line]]:
    """Return what shows what is remitted, or is owed again, on each claim, and how the arrangement stands then."""
    before = {one.claim_id: one.open_now for one in standing.claims}
    stands = foreseen(desk, card, standing.plan.id)

    def look(database: Database, done: Done) -> Sequence[Line]:
        found = arrangement_standing.of_case(database, card.case_id, desk.day)
        now = next(one for one in found if one.plan.id == standing.plan.id)
        lines = []
        for one in now.claims:
            remitted = before[one.claim_id] - one.open_now
            code = "arrangements.will_remit" if remitted > 0 else "arrangements.will_owe"
            if remitted:
                lines.append(line("→ ", desk.say(code, number=one.number, cents=abs(remitted))))
        return [*lines, *stands(database, done)]

    return look
