"""The timeline of a case: who did what and when, the newest first; a line opens as what it changed."""

from collections.abc import Iterator
from datetime import datetime

from casebook import format as form
from casebook.store.queries import changes
from casebook.store.queries.changes import Changed, Changes
from casebook.store.queries.timeline import Timeline, Told
from casebook.store.queries.told.values import Shown
from casebook.text import clean, clean_line
from casebook.ui.case_tabs.tab import ListTab, Opened
from casebook.ui.case_tabs.telling import day, day_width
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head, labelled, line
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.source import Windows
from casebook.ui.widgets.windowed_list import Shape

_LABEL = 26


class TimelineTab(ListTab[Told]):
    """The timeline as a list."""

    NAME = "timeline"
    NEWEST_FIRST = True

    def shape(self) -> Shape[Told]:
        """Return the columns of the timeline."""
        desk = self.desk
        return Shape(
            (
                Column("timeline_list.day", day_width(desk), lambda row: day(row.day, desk), style=_style),
                Column("timeline_list.who", 16, lambda row: who(row, desk), style=lambda _: "quiet"),
                Column("timeline_list.what", 40, lambda row: what(row, desk), share=1, style=_style),
            ),
            lambda row: row.number,
            "timeline_list.empty",
        )

    def windows(self) -> Windows[Told]:
        """Return the lines of the log of the case, told."""
        return Timeline(self.case_id)

    async def opened(self, row: Told) -> Opened:
        """Return the page about what a line changed."""
        desk = self.desk
        found = await desk.read(changes.changes_of, row.number, self.case_id)
        return Opened(desk.say("timeline_page.heading", number=str(row.number)), list(told_lines(row, found, desk)))


def who(row: Told, desk: Desk) -> str:
    """Return who did it, and for whom; the program itself where nobody did."""
    name = row.person or desk.say("timeline_list.program")
    return desk.say("timeline_list.for", person=name, other=row.on_behalf_of) if row.on_behalf_of else name


def what(row: Told, desk: Desk) -> str:
    """Return what was done, and what was written with it, on one line."""
    said = desk.say(row.code, **row.parameters)
    elsewhere = desk.say("timeline_list.elsewhere", number=row.case_number) if row.case_number else ""
    undone = desk.say("timeline_list.undone") if row.undone else ""
    text = f"“{row.text}”" if row.text else ""
    return " · ".join(filter(None, (undone, elsewhere, said, text)))


def _style(row: Told) -> str:
    return "quiet" if row.undone else ""


def told_lines(row: Told, found: Changes | None, desk: Desk) -> Iterator[Line]:
    """Yield what a line of the log says, and what it changed, as it was and as it is."""
    # The moment is shown on the clock of whoever looks.
    moment = datetime.fromisoformat(row.at).astimezone()
    yield line(Span(desk.say(row.code, **row.parameters), "strong"))
    yield line(Span(f"{form.day(moment.date(), desk.language)} {moment:%H:%M} · {clean_line(who(row, desk))}", "quiet"))
    if row.undone:
        yield line(Span(desk.say("timeline_page.undone"), "due"))
    if row.text:
        yield EMPTY
        yield line(clean(row.text))
    if found is None or found.erased:
        yield EMPTY
        yield line(Span(desk.say("timeline_page.erased"), "quiet"))
        return
    if not found.rows:
        yield EMPTY
        yield line(Span(desk.say("timeline_page.nothing"), "quiet"))
    yield from changed_lines(found, desk)


def changed_lines(found: Changes, desk: Desk) -> Iterator[Line]:
    """Yield what a line of the log changed, record by record."""
    for one in found.rows:
        yield EMPTY
        yield from _changed(one, desk)
    if found.more:
        yield EMPTY
        yield line(Span(desk.say("timeline_page.more"), "quiet"))


def _changed(one: Changed, desk: Desk) -> Iterator[Line]:
    name = f" {_text(one.name, desk)}" if one.name is not None else ""
    yield head(desk.say(f"timeline_page.{one.how}", record=one.record) + name)
    for column in one.columns:
        label = "  " + desk.say(f"word.{column.column}")
        new = _text(column.new, desk)
        if column.old is None:
            yield labelled(label, new, _LABEL)
        elif column.new is None:
            yield labelled(label, Span(desk.say("timeline_page.was", old=_text(column.old, desk)), "quiet"), _LABEL)
        else:
            was = desk.say("timeline_page.was", old=_text(column.old, desk))
            yield Line((*labelled(label, new, _LABEL).spans, Span(f"  ({was})", "quiet")), _LABEL)


def _text(value: Shown | None, desk: Desk) -> str:
    if value is None:
        return ""
    return clean(value.text) if value.said is None else desk.say(value.said[0], **value.said[1])
