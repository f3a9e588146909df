"""Assessments as text: the scores and what they mean, the route they suggest and why, and what was said."""

from collections.abc import Iterator, Sequence

from casebook.domain.finding import Finding
from casebook.domain.routes.facts import Route
from casebook.store.queries.assessments import AssessmentRow, Told
from casebook.text import clean, clean_line
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head, labelled, line

_LABEL = 24


def score_word(name: str, score: int | None, desk: Desk) -> str:
    """Return a score with what it means, or that it is not known."""
    return desk.say("assessment.unknown") if score is None else desk.say(f"assessment.{name}_{score}")


def past_lines(found: Sequence[Told], desk: Desk) -> list[Line]:
    """Return assessments in full, the newest first."""
    if not found:
        return [line(Span(desk.say("assessment.none_yet"), "quiet"))]
    lines = [one for told in found for one in (*_told(told, desk), EMPTY)]
    return lines[:-1]


def suggestion_lines(finding: Finding[Route | None], desk: Desk) -> list[Line]:
    """Return the route that is suggested, the reasons, and what to beware of."""
    if finding.value is None:
        first = line("→ ", desk.say("routes.none_suggested"))
    else:
        first = line("→ ", Span(desk.say("routes.suggested", route=f"route_{finding.value}"), "strong"))
    reasons = [line("  · ", desk.say(step.code, **step.parameters), hang=4) for step in finding.steps]
    warnings = [line("  ! ", Span(desk.say(one.code, **one.parameters), "due"), hang=4) for one in finding.warnings]
    return [first, *reasons, *warnings]


def score_lines(row: AssessmentRow, desk: Desk) -> list[Line]:
    """Return the four scores with what each means."""
    return [
        labelled("  " + desk.say(f"word.score_{name}"), score_word(name, score, desk), _LABEL)
        for name, score in row.scores._asdict().items()
    ]


def _told(told: Told, desk: Desk) -> Iterator[Line]:
    row, say = told.row, desk.say
    person = clean_line(row.person) if row.person else say("assessment.with_nobody")
    yield head(say("assessment.made", on=row.on_day, name=person))
    ended = row.valid_until < desk.day
    until = say("assessment.was_valid" if ended else "assessment.valid", on=row.valid_until)
    yield line("  ", Span(until, "due" if ended else ""))
    if row.party:
        yield labelled("  " + say("assessment.with"), clean_line(row.party), _LABEL)
    yield from score_lines(row, desk)
    if row.why_unpaid is not None:
        yield labelled("  " + say("assessment.why"), say(f"word.unpaid_{row.why_unpaid}"), _LABEL)
    if row.credit_source:
        yield labelled("  " + say("assessment.credit"), _credit(row, desk), _LABEL)
    if told.seen:
        kinds = [f"finance_{kind}" for kind in told.seen]
        yield labelled("  " + say("assessment.seen_evidence"), say("assessment.kinds", kinds=kinds), _LABEL)
    for question, text in told.answers.items():
        yield line("  ", Span(say(f"assessment.ask_{question}"), "quiet"), hang=2)
        yield line("    ", clean(text), hang=4)


def _credit(row: AssessmentRow, desk: Desk) -> str:
    parts = [clean_line(row.credit_source)]
    if row.credit_on is not None:
        parts.append(desk.say("assessment.day", on=row.credit_on))
    if row.credit_outcome is not None:
        parts.append(desk.say(f"word.credit_{row.credit_outcome}"))
    if row.credit_score:
        parts.append(clean_line(row.credit_score))
    return " · ".join(parts)
