"""The page of what reminder steps brought in a year: by cycle and step, in each tone and segment; also as a file."""

import asyncio
import os
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path

from casebook import format as form
from casebook import paths
from casebook.domain.calendar import ONE_DAY, Term, add
from casebook.domain.reminders.course import word
from casebook.domain.reminders.followed import LEAST, SOON, WITHIN, StepResult
from casebook.store.queries import reminder_results
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head, line
from casebook.ui.widgets.columns import cut

# In cells: what fits in a terminal of 80.
_NAME, _NUMBER, _AMOUNT = 27, 7, 14
_COUNTS = ("taken", "judged", "soon", "within", "nothing")


async def page(desk: Desk) -> Sequence[Line]:
    """Return the page of the steps of the year up to today."""
    since, until, day = _period(desk.day)
    return reminder_lines(await desk.read(reminder_results.results, since, until, day), since, until, desk)


async def write(desk: Desk) -> None:
    """Write the results of the year up to today to a file in the person's own folder."""
    # What only who writes a file needs.
    from casebook.jobs import reminder_sheets
    from casebook.jobs.exports import write_new
    from casebook.jobs.sheets import write_csv

    found = await desk.read(reminder_sheets.sheet, *_period(desk.day))
    stem = f"{desk.say('reminder_results.file')}_{desk.day.isoformat()}"
    writer = partial(write_csv, found, desk.language)
    path: Path = await asyncio.to_thread(write_new, paths.exports(os.environ), stem, ".csv", writer)
    desk.tell(desk.say("export.written", file=str(path)))


def _period(day: date) -> tuple[date, date, date]:
    """Return the first and the last day of the results, and the day on which they are looked at."""
    return add(day, Term(-1, "years")) + ONE_DAY, day, day


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
