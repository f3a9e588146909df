"""How the rows of the in-tray look, and what its title says."""

from collections.abc import Callable, Iterator

from casebook import format as form
from casebook.domain.post.nature import PostNature
from casebook.store.queries.in_tray import InTray as Listed
from casebook.store.queries.in_tray import PostRow, Waiting
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import day
from casebook.ui.desk import Desk
from casebook.ui.prose import Span
from casebook.ui.screens.today import by
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.windowed_list import Shape
from casebook.ui.work.post_lines import sender, subject, sureness


def in_tray_shape(listed: Listed, desk: Desk, late: Callable[[PostRow], bool]) -> Shape[PostRow]:
    """Return the columns of items that wait, or of those that were decided on; `late` says which wait for too long."""
    own: tuple[Column[PostRow], ...] = (
        Column("in_tray.sender", 13, lambda row: sender(row, desk), share=2),
        Column("in_tray.subject", 16, subject, share=3),
    )
    if listed is Listed.WAITING:
        return Shape((*_waiting(desk, late), *own, *_proposed(desk)), lambda row: row.item_id, "in_tray.empty")
    return Shape((*own, *_decided(listed, desk)), lambda row: row.item_id, "in_tray.none_decided")


def lists(waiting: Waiting | None, shown: Listed, desk: Desk) -> Iterator[Span]:
    """Yield the lists there are, with how many items wait, and which of them is shown."""
    yield Span(f" {desk.say('place.in_tray')} ▸ ")
    for place, listed in enumerate(Listed):
        yield Span(" · " if place else "", "quiet")
        number = f" {_number(waiting, desk)}" if waiting is not None and listed is Listed.WAITING else ""
        yield Span(desk.say(f"word.{listed}") + number, "strong" if listed is shown else "quiet")


def oldest(waiting: Waiting, desk: Desk, *, wide: bool) -> Iterator[Span]:
    """Yield since when the oldest item waits, and that it does so for too long: where there is room in words too."""
    if waiting.oldest_on is None:
        return
    said = desk.say("in_tray.oldest", on=by(waiting.oldest_on, desk))
    if waiting.late:
        late = f", {desk.say('in_tray.late')}" if wide else ""
        yield Span(f"! {said}{late} ", "urgent" if waiting.to_lead else "due")
    else:
        yield Span(said + " ")


def in_title(waiting: Waiting, desk: Desk) -> Iterator[Span]:
    """Yield what the titles of other places say of the in-tray, the longest first; nothing where none waits."""
    if waiting.oldest_on is None:
        return
    sign = "! " if waiting.late else ""
    style = "urgent" if waiting.to_lead else "due" if waiting.late else ""
    number = _number(waiting, desk)
    yield Span(f"{sign}{desk.say('title.post', number=number, on=by(waiting.oldest_on, desk))}", style)
    yield Span(f"{sign}{desk.say('title.post_short', number=number)}", style)


def _waiting(desk: Desk, late: Callable[[PostRow], bool]) -> tuple[Column[PostRow], ...]:
    return (
        Column("", 1, _sign, style=_style),
        Column(
            "in_tray.since",
            8,
            lambda row: ("! " if late(row) else "") + by(row.arrived_on, desk),
            style=lambda row: "due" if late(row) else "",
        ),
    )


def _proposed(desk: Desk) -> tuple[Column[PostRow], ...]:
    return (
        Column("queue.case", 9, lambda row: row.number),
        Column("in_tray.debtor", 12, lambda row: clean_line(row.debtor), share=2, spare=2),
        Column("in_tray.sure", 14, lambda row: sureness(row.confidence, desk) if row.case_id else ""),
        Column(
            "in_tray.found_by",
            16,
            lambda row: desk.say(f"word.post_by_{row.method}") if row.method else "",
            spare=1,
            style=_quiet,
        ),
        Column("in_tray.cases", 8, lambda row: str(row.candidates or ""), right=True, extra=True, spare=3),
        Column("in_tray.parts", 8, lambda row: str(row.parts or ""), right=True, extra=True, spare=4),
    )


def _decided(listed: Listed, desk: Desk) -> tuple[Column[PostRow], ...]:
    when: Column[PostRow] = Column("in_tray.decided_on", 11, lambda row: day(row.decided_on, desk))
    who: Column[PostRow] = Column("in_tray.decided_by", 12, lambda row: clean_line(row.decided_by), share=1, spare=2)
    if listed is Listed.NOT_OURS:
        why: Column[PostRow] = Column("in_tray.why", 16, lambda row: clean_line(row.reason), share=3)
        return why, when, who
    return (
        Column("in_tray.decision", 14, lambda row: desk.say(f"word.post_{row.decision}") if row.decision else ""),
        Column("queue.case", 9, lambda row: row.number),
        Column("in_tray.debtor", 12, lambda row: clean_line(row.debtor), share=2, spare=1),
        when,
        who,
    )


def _number(waiting: Waiting, desk: Desk) -> str:
    return form.number(waiting.items.number, desk.language) + ("+" if waiting.items.more else "")


def _sign(row: PostRow) -> str:
    if row.nature is PostNature.BOUNCED:
        return "↩"
    return "!" if row.unread is not None else "+" if row.case_id else "?"


def _style(row: PostRow) -> str:
    return "" if row.case_id and row.unread is None else "due"


def _quiet(_: PostRow) -> str:
    return "quiet"
