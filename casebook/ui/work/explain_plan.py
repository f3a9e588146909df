"""Why an arrangement stands as it stands: each step that leads there, with its source."""

from collections.abc import Iterator, Sequence

from casebook import format as form
from casebook.store.queries.arrangement_standing import Standing
from casebook.ui.case_tabs.arrangement_lines import state_of, title, whys
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, line
from casebook.ui.work.explain_clocks import source_span


def plan_steps(found: Sequence[Standing], desk: Desk) -> list[Line]:
    """Return how each arrangement of a case comes to stand as it does."""
    if not found:
        return [line(Span(desk.say("arrangements.none"), "quiet"))]
    lines: list[Line] = []
    for standing in found:
        lines += [*([EMPTY] if lines else []), *_lines(standing, desk)]
    return lines


def _lines(standing: Standing, desk: Desk) -> Iterator[Line]:
    yield Line((Span(title(standing, desk), "head"),), right=(state_of(standing, desk),))
    yield from (line("  ", why, hang=2) for why in whys(standing, desk))
    for step in standing.finding.steps:
        said = desk.say(step.code, **step.parameters)
        on = "" if step.on is None else form.day(step.on, desk.language)
        spans = [Span("  " + on.ljust(13), "quiet"), Span(said), source_span(step.source)]
        yield Line(tuple(spans), 15)
