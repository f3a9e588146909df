"""How an arrangement goes on: its notices, terms that are let go, a stop for a time, its end when it is not kept."""

from datetime import date

from casebook import format as form
from casebook.domain.arrangement.standing import TermNow
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.money import ZERO, Cents
from casebook.store.actions.arrangement_course import (
    BreakArrangement,
    ResumeArrangement,
    SuspendArrangement,
    WaiveTerm,
    WithdrawNotice,
)
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import payoff
from casebook.store.queries.arrangement_standing import NoticeRow, Standing
from casebook.store.queries.case import CaseCard
from casebook.ui.case_tabs.telling import day as day_said
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Foresee, Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.fields import LongTextField
from casebook.ui.widgets.menu import Entry, keyed
from casebook.ui.work import letter_known
from casebook.ui.work.arrangement_seen import about, ask_why, foreseen, heading, seen, version

_KEYS = "123456789abcdefghilmnopqrstuvwxyz"


async def give_notice(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Show the letter that says what is behind, and prepare it: once it left the notice runs."""
    return await letter_known.of_plan(desk, card, standing.plan.id, LetterKind.PLAN_NOTICE)


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
    """Show what the end of the arrangement does, ask why, end it, and prepare the letter that says so."""
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
    await letter_known.of_plan(desk, card, standing.plan.id, LetterKind.PLAN_ENDED, behind=standing.now.behind)
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
