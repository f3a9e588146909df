"""How an arrangement is told: how it stands and why, its terms, its notices, its claims, and what came before it."""

from collections.abc import Iterator, Sequence
from datetime import date

from rich.cells import cell_len

from casebook import format as form
from casebook.domain.arrangement.standing import KEPT, LIVE, PREPARED, PlanState, TermNow, TermState
from casebook.domain.money import ZERO, Cents
from casebook.store.queries.arrangement_standing import NoticeRow, Standing
from casebook.store.remission import BesideRow
from casebook.text import clean, clean_line
from casebook.ui.case_tabs.telling import day, day_width
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head, labelled, line

# In cells: an amount of a million, the number of a term, and what stands before a value.
_AMOUNT, _NUMBER, _LABEL = 13, 5, 22
_URGENT = frozenset({PlanState.IN_NOTICE, PlanState.BREAK_PROPOSED})
_TERM_STYLES = {TermState.LATE: "due", TermState.PARTIAL: "due", TermState.MISSED: "due"}
_SIGNS = {TermState.PAID: "✓", TermState.LATE: "!", TermState.MISSED: "!", TermState.PARTIAL: "!"}


def state_of(standing: Standing, desk: Desk) -> Span:
    """Return how far an arrangement is, in a word or two."""
    state = standing.now.state
    said = desk.say(f"word.plan_{state}")
    return Span(said, "due" if state in _URGENT or standing.now.is_behind else "strong")


def is_over(standing: Standing) -> bool:
    """Tell whether nothing comes of an arrangement any more."""
    return standing.now.state not in LIVE | PREPARED | KEPT


def title(standing: Standing, desk: Desk) -> str:
    """Return what an arrangement is, in a few words: how many terms of how much."""
    plan = standing.plan
    return desk.say(
        "arrangements.title",
        count=plan.term_count,
        each=plan.each_cents,
        rhythm=f"every_{plan.rhythm}",
        total=plan.total_cents,
    )


def whys(standing: Standing, desk: Desk) -> Iterator[Span]:
    """Yield why it stands so: what is behind, what cannot be judged, and what may have come in."""
    now = standing.now
    if now.stopped_by:
        yield Span(desk.say("arrangements.stopped_by", what=f"track_{now.stopped_by}"), "due")
    if now.judged_once is not None:
        yield from _unjudged(standing, now.judged_once, desk)
    if now.late_terms and now.possible:
        # Nothing is late as long as what came in may be it.
        yield Span(desk.say("arrangements.behind", cents=now.behind), "due")
    elif now.late_terms:
        yield Span(desk.say("arrangements.late", count=now.late_terms, cents=now.behind), "due")
    if now.possible:
        yield Span(desk.say("arrangements.possible", count=now.possible), "due")
    if now.notice is not None:
        yield Span(desk.say("arrangements.notice_until", on=now.notice.pay_until), "due")
    if now.state is PlanState.BREAK_PROPOSED:
        yield Span(desk.say("arrangements.break_proposed"), "due")
    if now.runs_well and now.next_due_on is not None:
        yield Span(desk.say("arrangements.next", on=now.next_due_on, cents=next_cents(standing)), "")


def _unjudged(standing: Standing, on: date, desk: Desk) -> Iterator[Span]:
    """Yield what has to be known before it can be judged, and what is."""
    now, known = standing.now, standing.known_until
    if now.told_from is not None:
        yield Span(desk.say("arrangements.untold", begins=now.told_from), "due")
        return
    yield Span(desk.say("arrangements.unlisted" if now.by_list else "arrangements.unjudged", on=on), "due")
    until, never = ("list_until", "list_never") if now.by_list else ("bank_until", "bank_never")
    yield Span(desk.say(f"arrangements.{until}", on=known) if known else desk.say(f"arrangements.{never}"), "quiet")


def next_cents(standing: Standing) -> Cents:
    """Return what is asked of the term that comes next."""
    now = standing.now
    return next((one.rest for one in now.terms if one.due_on == now.next_due_on), ZERO)


def plan_lines(standing: Standing, desk: Desk) -> list[Line]:
    """Return all there is to say of an arrangement."""
    right = (state_of(standing, desk),)
    lines = [Line((Span(title(standing, desk), "head"),), right=right)]
    lines += [line("  ", span, hang=2) for span in whys(standing, desk)]
    lines += [*_facts(standing, desk), EMPTY, *term_lines(standing.now.terms, desk, paid=bool(standing.plan.agreed_on))]
    lines += _notices(standing.notices, desk)
    lines += _beside(standing, desk)
    return [*lines, EMPTY]


def past_line(standing: Standing, desk: Desk) -> Line:
    """Return an arrangement that is over, in a line: how it ended and why."""
    plan = standing.plan
    ended = standing.plan.broken_on or plan.superseded_on or plan.declined_on or plan.withdrawn_on
    because = f" · {clean_line(plan.ended_because, 200)}" if plan.ended_because else ""
    paid = desk.say("arrangements.paid_of", paid=standing.now.paid, total=plan.total_cents)
    said = f"{title(standing, desk)} · {paid}{because}"
    shown = day(ended, desk)
    state = desk.say(f"word.plan_{standing.now.state}")
    return line("  ", Span(shown + " " * max(1, 12 - cell_len(shown)), "quiet"), f"{state}: ", said, hang=14)


def term_lines(terms: Sequence[TermNow], desk: Desk, *, paid: bool) -> Iterator[Line]:
    """Yield the terms, each with its day and amount, and with `paid` what of it came in and when."""
    width = day_width(desk) + 4
    heads = [desk.say("arrangements.term_due").ljust(width), desk.say("arrangements.term_amount").rjust(_AMOUNT)]
    if paid:
        heads += [desk.say("arrangements.term_paid").rjust(_AMOUNT), "  " + desk.say("arrangements.term_state")]
    yield line(Span(" " * _NUMBER + "".join(heads), "quiet"))
    for one in terms:
        due = f"{desk.say(f'weekday.{one.due_on.isoweekday()}')} {day(one.due_on, desk)}"
        spans = [f"{one.number:>{_NUMBER - 2}}  {due:<{width}}", form.amount(one.cents, desk.language).rjust(_AMOUNT)]
        if paid:
            spans.append(form.amount(one.paid, desk.language).rjust(_AMOUNT))
            yield line(*spans, "  ", Span(_term_state(one, desk), _TERM_STYLES.get(one.state, "quiet")), hang=8)
        else:
            yield line(*spans)


def _term_state(one: TermNow, desk: Desk) -> str:
    sign = f"{_SIGNS[one.state]} " if one.state in _SIGNS else ""
    said = desk.say(f"word.term_{one.state}")
    if one.paid_on is not None:
        code = "arrangements.paid_late" if one.paid_late else "arrangements.paid_on"
        return sign + desk.say(code, on=one.paid_on)
    if one.state in _TERM_STYLES:
        late = (desk.day - one.due_on).days
        return sign + desk.say("arrangements.days_late", what=said, count=late)
    return sign + said


def _facts(standing: Standing, desk: Desk) -> Iterator[Line]:
    plan, say = standing.plan, desk.say
    yield from _between(standing, desk)
    yield _fact("paid", say("arrangements.paid_sum", paid=standing.now.paid, total=plan.total_cents), desk)
    interest = say(f"word.interest_{plan.interest}")
    costs = say("arrangements.costs_in" if plan.costs_included else "arrangements.costs_out")
    yield _fact("interest", f"{interest} · {costs}", desk)
    if plan.remission_cents:
        yield _fact("remission", say("arrangements.remitted_when", cents=plan.remission_cents), desk)
    if plan.by_direct_debit:
        yield _fact("debit", say("form.yes"), desk)
    yield _fact("covers", ", ".join(clean_line(one.number) for one in standing.claims), desk)
    if standing.now.state in LIVE:
        yield from _known(standing, desk)
    happened = [
        say(f"arrangements.{code}", on=on)
        for code, on in (
            ("drafted", plan.drafted_on),
            ("was_offered", plan.offered_on),
            ("was_agreed", plan.agreed_on),
            ("was_suspended", plan.suspended_on if plan.resumed_on is None else None),
            ("was_completed", plan.completed_on),
            ("was_thanked", plan.thanked_on),
            ("was_discharged", plan.discharged_on),
        )
        if on is not None
    ]
    yield _fact("course", ", ".join(happened), desk)
    if plan.offer_until is not None and plan.agreed_on is None:
        yield _fact("offer_until", day(plan.offer_until, desk), desk)
    if plan.agreed_on is not None and plan.agreed_how:
        how = say(f"word.agreed_{plan.agreed_how}")
        yield _fact("agreed_how", f"{how} · {clean_line(plan.document)}" if plan.document else how, desk)
    if plan.suspended_because and plan.resumed_on is None:
        yield _fact("suspended_because", clean(plan.suspended_because), desk)
    if plan.reason:
        yield _fact("reason", clean(plan.reason), desk)
    if standing.now.completes_from is not None and plan.completed_on is None and standing.now.rest <= 0:
        yield _fact("completes_from", day(standing.now.completes_from, desk), desk)


def _between(standing: Standing, desk: Desk) -> Iterator[Line]:
    """Yield with whom an arrangement is, where that is not the debtor, and in the place of which other it comes."""
    plan = standing.plan
    if not plan.party_is_debtor:
        yield _fact("with", clean_line(plan.party), desk)
    if plan.replaces_on is not None:
        code = "arrangements.would_replace" if standing.now.state in PREPARED else "arrangements.replaced"
        yield _fact("replaces", desk.say(code, on=plan.replaces_on), desk)


def _known(standing: Standing, desk: Desk) -> Iterator[Line]:
    """Yield up to when receipts are known, by whose telling, and what somebody answers for."""
    known, by_list = standing.known_until, standing.now.by_list
    name = "listed_until" if by_list else "known_until"
    label = "  " + desk.say(f"arrangements.{name}")
    if known is None:
        never = desk.say("arrangements.list_never" if by_list else "arrangements.bank_never")
        yield labelled(label, Span(never, "due"), _LABEL)
    else:
        yield labelled(label, desk.say("arrangements.by_list", on=known) if by_list else day(known, desk), _LABEL)
    for one in standing.accepted:
        code = "arrangements.accepted_beginning" if one.after is None else "arrangements.accepted_gap"
        said = desk.say(code, after=one.after, begins=one.from_on, by=clean_line(one.by), on=one.on)
        yield _fact("as_known", f"{said}: {clean_line(one.reason)}", desk)


def _fact(name: str, value: str, desk: Desk) -> Line:
    return labelled("  " + desk.say(f"arrangements.{name}"), value, _LABEL)


def _notices(notices: Sequence[NoticeRow], desk: Desk) -> list[Line]:
    if not notices:
        return []
    return [EMPTY, head(desk.say("arrangements.notices")), *(_notice(one, desk) for one in notices)]


def _notice(one: NoticeRow, desk: Desk) -> Line:
    sent = one.sent_on or one.prepared_on
    shown = day(sent, desk)
    said = desk.say("arrangements.notice_behind", cents=one.behind_cents)
    if one.sent_on is None:
        said = desk.say("arrangements.notice_prepared", cents=one.behind_cents)
    elif one.pay_until is not None:
        said = desk.say("arrangements.notice_sent", cents=one.behind_cents, on=one.pay_until, channel=one.channel)
    withdrawn = ""
    if one.withdrawn_on is not None:
        why = clean(one.withdrawn_because)
        withdrawn = f" · {desk.say('arrangements.notice_withdrawn', on=one.withdrawn_on)}: {why}"
    return line(
        "  ", Span(shown + " " * max(1, 12 - cell_len(shown)), "quiet"), said, Span(withdrawn, "quiet"), hang=14
    )


def _beside(standing: Standing, desk: Desk) -> list[Line]:
    """Return what the remission does to whom and what stands beside the debtor."""
    if not standing.plan.remission_cents or not standing.beside:
        return []
    lines = [EMPTY, head(desk.say("arrangements.beside"))]
    for one in standing.beside:
        answer = Span(desk.say("arrangements.unanswered"), "due")
        if one.answer is not None:
            answer = Span(desk.say(f"word.remission_{one.answer}"))
        text = f" · {clean_line(one.text, 200)}" if one.text else ""
        lines.append(line(f"  {beside_said(one, desk)} · ", answer, Span(text, "quiet"), hang=4))
    route = standing.plan.vat_route
    vat = desk.say(f"word.vat_{route}") if route else desk.say("arrangements.unanswered")
    return [*lines, line("  ", desk.say("arrangements.vat") + " ", Span(vat, "" if route else "due"))]


def beside_said(one: BesideRow, desk: Desk) -> str:
    """Return who or what stands beside the debtor, and as what."""
    number = f" · {clean_line(one.number)}" if one.number else ""
    return f"{desk.say(f'word.beside_{one.beside}')}: {clean_line(one.name)}{number}"


def ended_on(standing: Standing) -> date:
    """Return the day on which an arrangement ended, for the order of those that did."""
    plan = standing.plan
    return (
        plan.broken_on
        or plan.superseded_on
        or plan.declined_on
        or plan.withdrawn_on
        or plan.offer_until
        or plan.drafted_on
    )
