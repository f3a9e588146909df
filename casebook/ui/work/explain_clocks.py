"""Where the ends of a clock come from: every step with its article, and both ends after it, side by side."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from casebook import format as form
from casebook.domain.dated import Entry
from casebook.domain.finding import HOUSE_RULE, Step
from casebook.domain.limitation.answer import Ends, Limitation
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.signals.clock_state import ClockState
from casebook.store.case_clocks import Standing
from casebook.store.queries.securities import SecuredBy
from casebook.text import clean_line
from casebook.ui.case_tabs.securities_lines import lapse_text
from casebook.ui.case_tabs.telling import day_width
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head, labelled, line

_STYLES = {
    ClockState.UNPROVEN: "urgent",
    ClockState.POSSIBLY_LAPSED: "urgent",
    ClockState.HISTORY_MISSING: "urgent",
    ClockState.ABSTAINED: "due",
    ClockState.RELIED_ON: "due",
}
_LABEL = 16
Secured = Mapping[tuple[int, int], Sequence[SecuredBy]]
# An article up to so long is not broken.
_WHOLE = 24


def clock_lines(standing: Standing, desk: Desk, debtor: str = "", secured: Secured | None = None) -> list[Line]:
    """Return how a clock stands and why, against the debtor of that name where one is given.

    `secured` are pledges and mortgages by the claim they secure and who gave them: the clock of its principal bears
    on them.
    """
    by = (secured or {}).get((standing.claim.id, standing.debtor_id), ())
    lines = _lines(standing, desk, debtor)
    return [*lines, *(_secured(one, desk) for one in by if standing.kind is ClockKind.PRINCIPAL)]


def _lines(standing: Standing, desk: Desk, debtor: str) -> Iterator[Line]:
    found = standing.finding
    value = found.value
    heading = desk.say("explain.clock", number=standing.claim.number, clock=standing.kind)
    yield head(f"{heading} · {desk.say('explain.against', name=debtor)}" if debtor else heading)
    state = desk.say(f"word.{standing.state}")
    guards = f"{desk.say('explain.guards').casefold()} {form.money(standing.open_cents, desk.language)}"
    stands = labelled(desk.say("explain.state"), Span(state, _STYLES.get(standing.state, "strong")), _LABEL)
    yield Line((*stands.spans, Span(f" · {guards}")), _LABEL)
    if value.rule is not None:
        yield _rule(value, desk)
    if value.moving:
        safe, claimed = _day(value.ends.safe_from, desk), _day(value.ends.claimed_from, desk)
        told = desk.say("explain.alive_from", safe=safe, claimed=claimed)
        yield labelled(desk.say("explain.alive"), told, _LABEL)
    yield EMPTY
    yield _row(desk.say("calc.day"), (Span(desk.say("calc.step"), "quiet"),), _heads(desk), desk, "quiet")
    before: Ends | None = None
    for step in found.steps:
        yield _step(step, before, desk)
        before = step.after
    yield from _not_before(value, desk)
    yield from _candidates(value, desk)
    for warning in found.warnings:
        yield line(Span("! ", "due"), desk.say(warning.code, **warning.parameters), source_span(warning.source), hang=2)


def _secured(one: SecuredBy, desk: Desk) -> Line:
    """Return until when a mortgage keeps the claim alive, or that a pledge ends with it."""
    kind = desk.say(f"word.security_kind_{one.kind}")
    said = f"{kind[0].upper()}{kind[1:]} {clean_line(one.name)}: {lapse_text(one.lapsing, desk)}"
    return line("• ", said, source_span(one.lapsing.source), hang=2)


def _rule(value: Limitation, desk: Desk) -> Line:
    """Return the rule that was applied, since when it is in force, and how sure it is."""
    assert value.rule is not None
    kind, _, since = value.rule.partition("@")
    start = date.fromisoformat(since)
    told = desk.say("explain.rule", kind=kind, since=start)
    entry = _entry(kind, start, desk)
    sure = f" · {desk.say(f'explain.confidence_{entry.confidence}')}" if entry else ""
    spans = labelled(desk.say("calc.rule"), told + sure, _LABEL).spans
    return Line((*spans, source_span(value.source)), _LABEL)


def _entry(kind: str, start: date, desk: Desk) -> Entry[Any] | None:
    rules = desk.session.database.law.limitation.kinds.get(kind)
    entry = rules.in_force(start) if rules else None
    return entry if entry and entry.start == start else None


def _step(step: Step[Ends], before: Ends | None, desk: Desk) -> Line:
    """Return a step; an end that it moved stands out."""
    after = step.after
    safe = "" if before and before.safe_until == after.safe_until else "strong"
    claimed = "" if before and before.claimed_until == after.claimed_until else "strong"
    ends = _columns((_day(after.safe_until, desk), safe), (_day(after.claimed_until, desk), claimed), desk)
    said = (Span(desk.say(step.code, **step.parameters)), source_span(step.source))
    return _row(form.day(step.on, desk.language) if step.on else "", said, ends, desk)


def _row(on: str, said: tuple[Span, ...], ends: tuple[Span, ...], desk: Desk, style: str = "") -> Line:
    width = day_width(desk) + 2
    return Line((Span(on.ljust(width), style), *said), width, right=ends)


def _heads(desk: Desk) -> tuple[Span, ...]:
    return _columns((desk.say("calc.safe_until"), "quiet"), (desk.say("calc.claimed_until"), "quiet"), desk)


def _columns(safe: tuple[str, str], claimed: tuple[str, str], desk: Desk) -> tuple[Span, ...]:
    """Return what stands in the columns of both ends, each with its style."""
    heads = desk.say("calc.safe_until"), desk.say("calc.claimed_until")
    first, second = (max(len(name), day_width(desk)) for name in heads)
    return Span(safe[0].ljust(first), safe[1]), Span("  "), Span(claimed[0].ljust(second), claimed[1])


def _not_before(value: Limitation, desk: Desk) -> Iterator[Line]:
    """Yield the earliest days on which an end that cannot be known yet might fall."""
    ends = value.not_before
    if ends.safe_until is not None or ends.claimed_until is not None:
        safe, claimed = (form.day(on, desk.language) if on else "" for on in (ends.safe_until, ends.claimed_until))
        right = _columns((safe, "due"), (claimed, "due"), desk)
        yield _row("", (Span(desk.say("explain.not_before"), "quiet"),), right, desk)


def _candidates(value: Limitation, desk: Desk) -> Iterator[Line]:
    """Yield the earliest end by each rule, where no rule may be chosen."""
    if value.candidates:
        yield line(Span(desk.say("calc.earliest_end"), "quiet"))
    for candidate in value.candidates:
        kind, _, since = candidate.rule.partition("@")
        rule = desk.say("explain.rule", kind=kind, since=date.fromisoformat(since))
        until = _columns((_day(candidate.until, desk), ""), ("", ""), desk)
        yield _row("", (Span(rule), source_span(candidate.source)), until, desk)


def _day(on: date | None, desk: Desk) -> str:
    return form.day(on, desk.language) if on else desk.say("calc.unknown")


def source_span(source: str) -> Span:
    """Return articles, quietly and each in one piece unless it is long; nothing of a house rule."""
    if not source or source == HOUSE_RULE:
        return Span("")
    articles = clean_line(source).split("; ")
    whole = (one if len(one) > _WHOLE else one.replace(" ", "\N{NO-BREAK SPACE}") for one in articles)
    return Span(f" {'; '.join(whole)}", "quiet")
