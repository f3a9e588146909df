"""What is decided about expiring claims: seen, assigned, relied on, let run out or guarded again; each on many."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.limitation.clocks import ClockKind
from casebook.errors import Refused
from casebook.store.actions.reliance import RelyOn
from casebook.store.actions.reviews import AcceptLapse, AssignClocks, EndLapseAcceptance, SeeClock, WhichClock
from casebook.store.models.cases import NextKind
from casebook.store.models.people import Role
from casebook.store.perform import Done
from casebook.store.queries import reviews
from casebook.store.queries.marked import marked
from casebook.store.queries.radar import ClockRow
from casebook.text import clean_line
from casebook.ui.clock_reviewed import remaining
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import EMPTY, Line, Span, line
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.bulk import CountField
from casebook.ui.work.kinds import words_of
from casebook.ui.work.one_step import OneStep
from casebook.ui.work.owner import ask_owner

# So many are named before it is done; of more only how many there are.
_NAMED = 4
# How far ahead a reliance is looked at again, unless one says otherwise.
_REVIEWED_AFTER = timedelta(90)


Ask = Callable[[Desk, Sequence[ClockRow]], Awaitable[str | None]]


class Deciding(NamedTuple):
    """Clocks that something is decided about; of those that were `skipped` the code says why."""

    heading: str
    rows: Sequence[ClockRow]
    skipped: int = 0
    skipped_code: str = ""


async def see(desk: Desk, rows: Sequence[ClockRow]) -> str | None:
    """Ask why nothing has to be done now about clocks, and keep that they were seen."""
    note = TextField(desk.say("review.note"))
    return await _decide(
        desk,
        Deciding("review.see_heading", rows),
        [note],
        lambda: [SeeClock(row.claim_id, row.debtor_id, row.kind, note.value) for row in rows],
    )


async def assign(desk: Desk, rows: Sequence[ClockRow]) -> str | None:
    """Ask who works clocks, what he does and by when; of a case they are given together."""
    owner = await ask_owner(desk, desk.say("review.assign_heading", count=len(rows)))
    if owner is None:
        return None
    case_ids = list(dict.fromkeys(row.case_id for row in rows))
    cases = await desk.read(marked, case_ids)
    on = DayField(desk.say("next.on"), desk, _soonest(rows, desk.day))
    kind = ChoiceField(desk.say("next.kind"), words_of(NextKind, desk), NextKind.INTERRUPT)
    note = TextField(desk.say("next.note"))

    def commands() -> list[object]:
        return [
            AssignClocks(
                one.case_id,
                one.version,
                tuple(WhichClock(row.claim_id, row.debtor_id, row.kind) for row in rows if row.case_id == one.case_id),
                on.value,
                kind.value,
                note.value,
                owner.person_id,
                owner.team_id,
            )
            for one in cases
        ]

    return await _decide(desk, Deciding("review.assign_heading", rows), [on, kind, note], commands, owner.name)


async def rely(desk: Desk, rows: Sequence[ClockRow]) -> str | None:
    """Ask a lead why he relies on the claimed ends of clocks, and until when."""
    _lead_only(desk)
    with_gap = [row for row in rows if _has_gap(row)]
    if not with_gap:
        raise Refused("review.no_gap", source=HOUSE_RULE)
    reason = TextField(desk.say("limitation_form.reason"), required=True)
    review = DayField(desk.say("limitation_form.review"), desk, desk.day + _REVIEWED_AFTER)
    with_interest = await desk.read(reviews.told_with, [row.claim_id for row in with_gap])

    def commands() -> list[object]:
        # What is told with the principal is relied on with it.
        kinds = [
            (row, kind)
            for row in with_gap
            for kind in dict.fromkeys(
                (row.kind, ClockKind.INTEREST) if (row.claim_id, row.debtor_id) in with_interest else (row.kind,)
            )
        ]
        return [RelyOn(row.claim_id, row.debtor_id, kind, reason.value, review.value) for row, kind in kinds]

    deciding = Deciding("review.rely_heading", with_gap, len(rows) - len(with_gap), "review.without_gap")
    return await _decide(desk, deciding, [reason, review], commands)


async def accept(desk: Desk, rows: Sequence[ClockRow]) -> str | None:
    """Ask a lead why he lets clocks run out; what remains against others is shown first."""
    _lead_only(desk)
    open_ones = [row for row in rows if not row.accepted]
    if not open_ones:
        raise Refused("review.all_accepted", source=HOUSE_RULE)
    reason = TextField(desk.say("limitation_form.reason"), required=True)
    about: list[Line] = []
    for row in open_ones[:_NAMED]:
        others = await desk.read(reviews.beside, row.claim_id)
        about += [line(Span(f"{row.case_number} ", "quiet"), *one.spans) for one in remaining(row, others, desk)]
    about.append(line(Span(desk.say("review.accepting"), "due")))
    return await _decide(
        desk,
        Deciding("review.accept_heading", open_ones, len(rows) - len(open_ones), "review.were_accepted"),
        [reason],
        lambda: [AcceptLapse(row.claim_id, row.debtor_id, row.kind, reason.value) for row in open_ones],
        about=about,
    )


async def guard_again(desk: Desk, rows: Sequence[ClockRow]) -> str | None:
    """Ask a lead why clocks are guarded again that were let run out."""
    _lead_only(desk)
    keys = {(row.claim_id, row.debtor_id): row for row in rows}
    found = await desk.read(reviews.acceptances, list(dict.fromkeys(row.claim_id for row in rows)))
    found = [one for one in found if (one.claim_id, one.debtor_id) in keys]
    if not found:
        raise Refused("review.none_accepted", source=HOUSE_RULE)
    reason = TextField(desk.say("limitation_form.reason"), required=True)
    return await _decide(
        desk,
        Deciding(
            "review.guard_heading",
            list({(one.claim_id, one.debtor_id): keys[one.claim_id, one.debtor_id] for one in found}.values()),
        ),
        [reason],
        lambda: [EndLapseAcceptance(one.acceptance_id, one.version, reason.value) for one in found],
    )


async def decide(desk: Desk, rows: Sequence[ClockRow]) -> str | None:
    """Ask what is decided about clocks, and do it; what is not asked here is asked of the case."""
    entries: list[Entry[Ask]] = [
        Entry(rely, "v", desk.say("review.rely")),
        Entry(accept, "a", desk.say("review.accept")),
        Entry(guard_again, "w", desk.say("review.guard_again")),
        Entry(assign, "f", desk.say("review.give")),
        Entry(see, "g", desk.say("review.look")),
    ]
    if len(rows) == 1:
        entries.append(Entry(_of_case, "d", desk.say("review.of_case")))
    chosen = await desk.ask(Pick(desk, desk.say("review.decide_heading", count=len(rows)), entries))
    return None if chosen is None else await chosen(desk, rows)


async def _of_case(desk: Desk, rows: Sequence[ClockRow]) -> str | None:
    from casebook.store.queries import case
    from casebook.ui.work.limitation import limitation

    card = await desk.read(case.card, rows[0].case_id)
    if card is None or not await limitation(desk, card):
        return None
    return desk.say("work.saved", number=card.number, name=card.name)


async def _decide(  # noqa: PLR0913 each says another thing of what is asked
    desk: Desk,
    deciding: Deciding,
    fields: Sequence[Field[Any]],
    commands: Callable[[], Sequence[object]],
    owner: str = "",
    *,
    about: Sequence[Line] = (),
) -> str | None:
    """Ask once and do it for all as one step; return what is said then, None where one turned back."""
    step, count = OneStep(desk), len(deciding.rows)

    async def act(many: Sequence[object]) -> Done:
        done = await step.act(many)
        errors = step.errors
        if len(errors) == len(many):
            # Nothing was done: what was typed stays.
            raise errors[0]
        return done

    form = Form(
        desk,
        desk.say(deciding.heading, count=count) + (f" · {clean_line(owner)}" if owner else ""),
        [*fields, CountField(desk, count, "review.other_count")],
        commands,
        about=[*_about(deciding, desk), *about, EMPTY],
        act=act,
    )
    if await desk.ask(form) is None:
        return None
    if step.errors:
        lines = [line("✗ ", desk.told(one), hang=2) for one in step.errors]
        await desk.ask(Reader(desk, desk.say("bulk.refused_heading", count=len(lines)), lines))
    return desk.say("review.decided", count=count)


def _about(deciding: Deciding, desk: Desk) -> list[Line]:
    named = [f"{row.case_number} {clean_line(row.name)}" for row in deciding.rows]
    named = list(dict.fromkeys(named))
    more = len(named) - _NAMED
    said = desk.say("bulk.named_more" if more > 0 else "bulk.named", cases=named[:_NAMED], count=max(0, more))
    lines = [line(said)]
    if deciding.skipped:
        lines.append(line(Span(desk.say(deciding.skipped_code, count=deciding.skipped), "due")))
    return lines


def _soonest(rows: Sequence[ClockRow], day: date) -> date:
    """Return by when clocks are to be worked: in a week, sooner where one ends before that, today where all have."""
    first = min((row.safe_until for row in rows if row.safe_until and row.safe_until > day), default=day)
    return min(first, day + timedelta(7))


def _has_gap(row: ClockRow) -> bool:
    return row.safe_until is not None and (row.claimed_until is None or row.claimed_until > row.safe_until)


def _lead_only(desk: Desk) -> None:
    if Role.LEAD not in desk.session.actor.roles:
        raise Refused("actions.role", source=HOUSE_RULE, role=Role.LEAD)
