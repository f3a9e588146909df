"""Relying on the claimed end of a clock, and the days of a claim that a term runs from."""

from casebook import format as form_of
from casebook.store.actions.claim_days import CLAIM_DAYS, SetClaimDay
from casebook.store.actions.reliance import EndReliance, RelyOn
from casebook.store.case_clocks import Standing
from casebook.store.queries import bookings, recorded
from casebook.store.queries.bookings import ClaimSheet
from casebook.store.queries.recorded import DayRow, RelianceRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.fields import DayField, OptionalDayField, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.claim_fields import pick_claim
from casebook.ui.work.limitation_moves import ends_of
from casebook.ui.work.limitation_subject import Subject
from casebook.ui.work.seen import SeenRow

_MANY = 9


async def rely(desk: Desk, subject: Subject) -> bool:
    """Ask on which claimed end one relies, why and until when; without the mandate for it approval is asked."""
    clocks = [clock for clock in subject.before.clocks if _has_gap(clock)]
    if not clocks:
        desk.tell(desk.say("limitation_form.no_gap"), trouble=True)
        return False
    heading = subject.heading("limitation_form.rely", desk)
    entries = [Entry(clock, _key(place), _clock_text(clock, subject, desk)) for place, clock in enumerate(clocks)]
    clock = await desk.ask(Pick(desk, heading, entries, search=len(entries) > _MANY))
    if clock is None:
        return False
    reason = TextField(desk.say("limitation_form.reason"), required=True)
    review = DayField(desk.say("limitation_form.review"), desk)
    form = Form(
        desk,
        heading,
        [reason, review],
        lambda: RelyOn(clock.claim.id, clock.debtor_id, clock.kind, reason.value, review.value),
        foresee=subject.foresee(desk, event=False),
    )
    return await desk.ask(form) is not None


async def end_reliance(desk: Desk, subject: Subject) -> bool:
    """Ask on which claimed end nobody relies any more, and why; who is no lead asks one."""
    relied = await desk.read(recorded.reliances, subject.card.case_id)
    if not relied:
        desk.tell(desk.say("limitation_form.no_reliance"), trouble=True)
        return False
    heading = subject.heading("limitation_form.end", desk)
    entries = [Entry(row, _key(place), _reliance_text(row, desk)) for place, row in enumerate(relied)]
    row = await desk.ask(Pick(desk, heading, entries, search=len(entries) > _MANY))
    if row is None:
        return False
    reason = TextField(desk.say("limitation_form.reason"), required=True)
    form = Form(
        desk,
        heading,
        [reason],
        lambda: EndReliance(row.reliance_id, row.version, reason.value),
        foresee=subject.foresee(desk, event=False),
    )
    return await desk.ask(form) is not None


async def claim_days(desk: Desk, subject: Subject) -> bool:
    """Ask for a day of a claim that its term may run from."""
    heading = subject.heading("limitation_form.days", desk)
    sheets = await desk.read(bookings.sheets, subject.card.case_id, desk.day)
    if not sheets:
        desk.tell(desk.say("limitation_form.no_claims"), trouble=True)
        return False
    claim = await pick_claim(desk, heading, sheets, lambda one: one.open.total)
    if claim is None:
        return False
    known = await _days(desk, claim.claim_id)
    names = [name for name in CLAIM_DAYS if name in known or name in _starts(desk, subject, claim)]
    if not names:
        desk.tell(desk.say("limitation_form.only_due", number=claim.number), trouble=True)
        return False
    entries = [Entry(name, _key(place), _day_text(name, known.get(name), desk)) for place, name in enumerate(names)]
    name = await desk.ask(Pick(desk, heading, entries, search=len(entries) > _MANY))
    if name is None:
        return False
    return await _set_day(desk, subject, claim, name, known.get(name))


async def _set_day(desk: Desk, subject: Subject, claim: ClaimSheet, name: str, row: DayRow | None) -> bool:
    on = OptionalDayField(desk.say("limitation_form.day"), desk, row.on_day if row else None, past=True)

    async def again() -> DayRow | None:
        return (await _days(desk, claim.claim_id)).get(name)

    seen = SeenRow(desk, row, again, lambda now: _day_text(name, now, desk))
    form = Form(
        desk,
        f"{clean_line(claim.number)} · {desk.say(f'word.{name}')}",
        [on],
        lambda: SetClaimDay(claim.claim_id, name, on.value, seen.row.version if seen.row else None),
        foresee=subject.foresee(desk, event=False),
        renew=seen.renew,
    )
    return await desk.ask(form) is not None


async def _days(desk: Desk, claim_id: int) -> dict[str, DayRow]:
    return {row.name: row for row in await desk.read(recorded.days, claim_id)}


def _starts(desk: Desk, subject: Subject, claim: ClaimSheet) -> tuple[str, ...]:
    """Return the days that the term of a claim may run from; where its kind has no rule, all of them."""
    kinds = {clock.claim.id: clock.claim.kind for clock in subject.before.clocks}
    rule = desk.session.database.law.limitation.kinds.get(kinds.get(claim.claim_id, ""))
    if rule is None:
        return CLAIM_DAYS
    value = rule.applied(desk.day).value
    return (*value.starts, value.longest.start) if value.longest else value.starts


def _has_gap(clock: Standing) -> bool:
    ends = clock.finding.value.ends
    return ends.safe_until is not None and (ends.claimed_until is None or ends.claimed_until > ends.safe_until)


def _key(place: int) -> str:
    return str(place + 1) if place < _MANY else ""


def _clock_text(clock: Standing, subject: Subject, desk: Desk) -> str:
    kind = desk.say(f"word.{clock.kind}")
    name = clean_line(subject.names[clock.debtor_id], 24)
    return f"{clean_line(clock.claim.number, 16)} {kind} · {name} · {ends_of(clock, desk)}"


def _reliance_text(row: RelianceRow, desk: Desk) -> str:
    clock = f"{clean_line(row.claim_number, 16)} {desk.say(f'word.{row.clock}')}"
    review = form_of.day(row.review_on, desk.language)
    return f"{clock} · {clean_line(row.debtor, 24)} · {review} · {clean_line(row.reason)}"


def _day_text(name: str, row: DayRow | None, desk: Desk) -> str:
    return f"{desk.say(f'word.{name}')}: {form_of.day(row.on_day, desk.language) if row else '-'}"
