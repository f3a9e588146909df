"""How an arrangement goes on: its notices, terms that are let go, a stop for a time, its end when it is not kept."""

from collections.abc import Callable
from datetime import date
from typing import Any

from casebook import format as form
from casebook.domain.arrangement.standing import TermNow
from casebook.domain.calendar import add, next_working_day
from casebook.domain.money import ZERO, Cents
from casebook.store.actions.arrangement_course import (
    BreakArrangement,
    ResumeArrangement,
    SendNotice,
    SuspendArrangement,
    WaiveTerm,
    WithdrawNotice,
)
from casebook.store.database import Database
from casebook.store.models.cases import Channel
from casebook.store.models.parties import PartyKind
from casebook.store.perform import Done
from casebook.store.queries import arrangement_standing, payoff
from casebook.store.queries.arrangement_standing import NoticeRow, Standing
from casebook.store.queries.case import CaseCard
from casebook.ui.case_tabs.telling import day as day_said
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Foresee, Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, LongTextField
from casebook.ui.widgets.menu import Entry, keyed
from casebook.ui.work.arrangement_mail import LetterTerm, ended, notice
from casebook.ui.work.arrangement_seen import about, ask_why, foreseen, heading, letter_of, seen, version
from casebook.ui.work.kinds import words_of
from casebook.ui.work.letter_page import LetterPage
from casebook.ui.work.letter_sent import record

# How a letter goes out.
_BY = (Channel.LETTER, Channel.MAIL)
_KEYS = "123456789abcdefghilmnopqrstuvwxyz"


async def give_notice(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Show the letter that says what is behind, and record when and how it was sent."""
    letter = await letter_of(desk, card, standing)
    behind = standing.now.behind
    late = [LetterTerm(one.number, one.due_on, one.cents, one.rest) for one in _late(standing, desk.day)]
    until = await desk.rehearse(
        SendNotice(standing.plan.id, standing.plan.version, desk.day, _BY[0]), _until(desk, card)
    )
    page = LetterPage(
        desk,
        heading("arrangements.notice", desk, card),
        lambda day: notice(letter, behind, late, day),
        until,
    )
    await desk.ask(page)
    if not page.sent:
        return False
    row = seen(desk, card, standing)
    on = DayField(desk.say("arrangements.sent_on"), desk, desk.day, past=True)
    channel = ChoiceField(desk.say("arrangements.channel"), words_of(_BY, desk), _BY[0])
    pay_until = DayField(desk.say("arrangements.pay_until"), desk, page.day)
    fields: list[Field[Any]] = [on, channel, pay_until]
    dialog = Form(
        desk,
        heading("arrangements.notice_sent_heading", desk, card),
        fields,
        lambda: SendNotice(standing.plan.id, version(row), on.value, channel.value, pay_until.value),
        about=about(desk, standing),
        foresee=foreseen(desk, card, standing.plan.id),
        renew=row.renew,
    )
    return await desk.ask(dialog) is not None


async def withdraw_notice(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Ask why a notice no longer counts, and withdraw it."""
    row = _notice_of(standing)
    return await ask_why(
        desk,
        card,
        standing,
        "arrangements.withdraw_notice",
        lambda _, why: WithdrawNotice(row.id, row.version, why),
    )


async def break_up(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Show what the end of the arrangement does, ask why, end it, and show the letter that says so."""
    row = seen(desk, card, standing)
    reason = LongTextField(desk.say("arrangements.why"), desk.say("arrangements.not_kept"), required=True)
    dialog = Form(
        desk,
        heading("arrangements.break", desk, card),
        [reason],
        lambda: BreakArrangement(standing.plan.id, version(row), reason.value),
        about=[*about(desk, standing), *_consequences(desk, standing)],
        foresee=_due_at_once(desk, card, standing),
        renew=row.renew,
    )
    if await desk.ask(dialog) is None:
        return False
    letter, behind = await letter_of(desk, card, standing), standing.now.behind
    left = await desk.read(_asked, card.case_id, standing, desk.day)
    code = heading("arrangements.ended_letter", desk, card)
    page = LetterPage(desk, code, lambda until: ended(letter, desk.day, behind, left, until), _pay_all_by(desk, card))
    await desk.ask(page)
    if page.sent:
        await record(desk, card, standing.plan.party_id, code, "arrangements.ended_sent")
    return True


async def waive(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Ask which term is let go and why, and let go what is not paid of it."""
    open_terms = [one for one in standing.now.terms if one.rest > 0]
    entries = [Entry(one, key, _term_said(one, desk)) for key, one in keyed(_KEYS, open_terms)]
    chosen = await desk.ask(Pick(desk, heading("arrangements.waive", desk, card), entries))
    if chosen is None:
        return False
    term_version = standing.versions[chosen.id]
    will = desk.say("arrangements.will_waive", number=chosen.number, cents=chosen.rest)
    return await ask_why(
        desk,
        card,
        standing,
        "arrangements.waive",
        lambda _, why: WaiveTerm(chosen.id, term_version, why),
        does=[line(Span("→ ", "due"), will, hang=2)],
    )


async def suspend(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Ask why nothing is asked under the arrangement for a time, and suspend it."""
    id_ = standing.plan.id
    return await ask_why(
        desk, card, standing, "arrangements.suspend", lambda version, why: SuspendArrangement(id_, version, why)
    )


async def resume(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Ask why the arrangement goes on, and let it."""
    id_ = standing.plan.id
    return await ask_why(
        desk, card, standing, "arrangements.resume", lambda version, why: ResumeArrangement(id_, version, why)
    )


def _asked(database: Database, case_id: int, standing: Standing, day: date) -> Cents:
    """Return what is to be paid on the claims that an arrangement covers, with the interest that runs."""
    found = payoff.payoff(database, case_id, day)
    covered = {one.claim_id for one in standing.claims}
    return Cents(sum(one.total for one in found.lines if one.claim_id in covered)) if found is not None else ZERO


def _due_at_once(desk: Desk, card: CaseCard, standing: Standing) -> Foresee:
    """Return what shows what is to be paid at once when the arrangement has ended."""
    stands = foreseen(desk, card, standing.plan.id)

    def look(database: Database, done: Done) -> list[Line]:
        left = _asked(database, card.case_id, standing, desk.day)
        return [*stands(database, done), line("→ ", desk.say("arrangements.will_be_due", cents=left), hang=2)]

    return look


def _pay_all_by(desk: Desk, card: CaseCard) -> date:
    """Return the day that the letter names: as long as a notice gives, to a legal person as to a business."""
    law = desk.session.database.law
    house = law.defaults.arrangement.applied(desk.day).value
    term = house.notice_business if card.debtor_kind is PartyKind.LEGAL else house.notice_consumer
    return next_working_day(add(desk.day, term), law.holidays)


def _until(desk: Desk, card: CaseCard) -> Callable[[Database, Done], date]:
    """Return what reads until when a notice that goes out today can be put right, by the settings."""

    def look(database: Database, _done: Done) -> date:
        found = arrangement_standing.of_case(database, card.case_id, desk.day)
        sent = max((one for standing in found for one in standing.notices if one.pay_until), key=lambda one: one.id)
        assert sent.pay_until is not None
        return sent.pay_until

    return look


def _late(standing: Standing, day: date) -> list[TermNow]:
    return [one for one in standing.now.terms if one.rest > 0 and one.late_from <= day]


def _notice_of(standing: Standing) -> NoticeRow:
    running = standing.now.notice
    assert running is not None, "offered only where one runs"
    return next(one for one in standing.notices if one.id == running.id)


def _consequences(desk: Desk, standing: Standing) -> list[Line]:
    """Return what the end of an arrangement does."""
    plan, say = standing.plan, desk.say
    said: list[str] = []
    if plan.remission_cents:
        said.append(say("arrangements.will_void", cents=plan.remission_cents))
    if any(one.froze_interest for one in standing.claims):
        said.append(say("arrangements.will_run"))
    said.append(say("arrangements.will_offer_tracks"))
    return [line(Span("→ ", "due"), one, hang=2) for one in said]


def _term_said(one: TermNow, desk: Desk) -> str:
    rest = form.money(one.rest, desk.language)
    number, state = desk.say("debits.of_term", number=one.number), desk.say(f"word.term_{one.state}")
    return f"{number} · {day_said(one.due_on, desk)} · {rest} · {state}"
