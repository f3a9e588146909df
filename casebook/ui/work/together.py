"""What is done with several records at once: shown before, done as one step, and told where it was refused and why."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from casebook.errors import CasebookError
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import EMPTY, Line, Span, head, line
from casebook.ui.widgets.fields import Field
from casebook.ui.work.bulk import CountField
from casebook.ui.work.one_step import OneStep

# So many are named above what is asked about all of them, and so many of those a reason refuses.
_NAMED, _REFUSED = 8, 50


class _Record(Protocol):
    @property
    def id(self) -> int:
        """The id of the record."""


R = TypeVar("R", bound=_Record)


class Decided(NamedTuple):
    """What became of records: those with which it is done, and what is said of them."""

    done: Collection[int]
    said: str


class Work(NamedTuple, Generic[R]):
    """What is done with records: the command that it makes of each, how one is told, and what is asked for all.

    Of each of the codes the count is told: of what is asked, what was done and what was not, and what number is typed.
    """

    heading: str
    done: str
    not_done: str
    other: str
    make: Callable[[R], object]
    told: Callable[[R], str]
    fields: Sequence[Field[Any]] = ()


async def together(desk: Desk, work: Work[R], rows: Sequence[R], about: Sequence[Line] = ()) -> Decided | None:
    """Show which records are meant, and do what is made of each as one step; None where one turned back.

    `about` is said above those that are named.
    """
    step = OneStep(desk)
    form = Form(
        desk,
        desk.say(work.heading, count=len(rows)),
        [*work.fields, CountField(desk, len(rows), work.other)],
        lambda: tuple(work.make(row) for row in rows),
        about=[*about, *_named(desk, work, rows), EMPTY],
        act=step.act,
    )
    if await desk.ask(form) is None:
        return None
    refused = step.refused(rows)
    if refused:
        title = desk.say(work.not_done, count=len(refused))
        await desk.ask(Reader(desk, title, list(_reasons(desk, work, refused))))
    undone = {row.id for row, _ in refused}
    return Decided({row.id for row in rows} - undone, desk.say(work.done, count=len(rows) - len(refused)))


def _named(desk: Desk, work: Work[R], rows: Sequence[R]) -> Iterator[Line]:
    for row in rows[:_NAMED]:
        yield line(work.told(row), hang=2)
    if len(rows) > _NAMED:
        yield line(Span(desk.say("together.more", count=len(rows) - _NAMED), "quiet"))


def _reasons(desk: Desk, work: Work[R], refused: Sequence[tuple[R, CasebookError]]) -> Iterator[Line]:
    """Yield what was refused by its reason: said once for all of them where it is the same, else below each."""
    for _, pairs in groupby(sorted(refused, key=lambda pair: pair[1].code), key=lambda pair: pair[1].code):
        same = [(row, desk.told(error)) for row, error in pairs]
        shared = len({sentence for _, sentence in same}) == 1
        if shared:
            yield head(same[0][1])
        for row, sentence in same[:_REFUSED]:
            yield line(work.told(row), hang=2)
            if not shared:
                yield line(Span(f"  {sentence}", "quiet"), hang=2)
        if len(same) > _REFUSED:
            yield line(Span(desk.say("together.more", count=len(same) - _REFUSED), "quiet"))
        yield EMPTY
