"""The page of what reminder steps brought: by cycle and step, in each tone and segment."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from casebook import format as form
from casebook.domain.reminders.course import word
from casebook.domain.reminders.followed import LEAST, SOON, WITHIN, StepResult
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head, line
from casebook.ui.widgets.columns import cut

# In cells: what fits in a terminal of 80.
_NAME, _NUMBER, _AMOUNT = 27, 7, 14
_COUNTS = ("taken", "judged", "soon", "within", "nothing")


def reminder_lines(found: Sequence[StepResult], since: date, until: date, desk: Desk) -> list[Line]:
    """Return the page of the steps that were taken from one day up to and including another."""
    lines = [line(Span(desk.say("reminder_results.period", since=since, until=until), "quiet")), EMPTY]
    if not found:
        return [*lines, line(desk.say("reminder_results.none"))]
    for cycle, of_cycle in groupby(found, key=lambda one: one.cycle):
        heads = "".join(desk.say(f"reminder_results.head_{name}").rjust(_NUMBER) for name in _COUNTS)
        heads += desk.say("reminder_results.head_received").rjust(_AMOUNT)
        lines.append(line(Span(cut(desk.say("reminder_results.of", cycle=f"cycle_{cycle}"), _NAME), "head"), heads))
        for step, some in groupby(of_cycle, key=lambda one: one.step):
            lines.append(head(desk.say(f"word.{word(step)}")))
            lines += [told for one in some for told in _told(one, desk)]
        lines.append(EMPTY)
    few = desk.say("reminder_results.few", least=LEAST)
    about = desk.say("reminder_results.about", soon=SOON, within=WITHIN)
    return [*lines, line(Span(about, "quiet")), line(Span(few, "quiet"))]


def _told(one: StepResult, desk: Desk) -> Iterator[Line]:
    tone = desk.say(f"word.tone_{one.tone}") if one.tone is not None else desk.say("reminder_results.call")
    name = f"{tone}, {desk.say(f'word.segment_{one.segment}')}" if one.segment else tone
    counts = (one.taken, one.judged, one.soon, one.within, one.nothing)
    said = "".join(form.number(count, desk.language).rjust(_NUMBER) for count in counts)
    said += form.amount(one.cents, desk.language).rjust(_AMOUNT)
    # What is too few to compare says so with a sign.
    counted = said if one.comparable else Span(f"{said} ~", "quiet")
    yield line("  ", cut(name, _NAME - 2), counted)
    more = [
        desk.say(f"reminder_results.{name}", count=count)
        for name, count in (
            ("whole_of", one.whole),
            ("promised_of", one.promised),
            ("reached_of", one.reached),
            ("disputed_of", one.disputed),
        )
        if count
    ]
    if more:
        yield line("    ", Span(" · ".join(more), "quiet"), hang=4)
