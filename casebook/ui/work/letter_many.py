"""Work on several letters at once: named first, done as one step, and told what was refused and why."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.standing import IN_THE_HOUSE
from casebook.errors import CasebookError, Refused
from casebook.store.actions.letters import WithdrawLetter
from casebook.store.queries.outbox import OutboxRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import EMPTY, Line, Span, head, line
from casebook.ui.widgets.columns import cut
from casebook.ui.widgets.fields import Field, LongTextField
from casebook.ui.work.bank_form import Foreseeing
from casebook.ui.work.bulk import ASKED_ABOVE, CountField
from casebook.ui.work.letter_lines import kind_word, ways_said
from casebook.ui.work.one_step import OneStep

# In cells: the longest number of a case.
_NUMBER = 10


class Many(NamedTuple):
    """What became of letters that were worked on together: those that were refused, and what is said of the others."""

    left: Collection[int]
    said: str


class Work(NamedTuple):
    """Work on letters: what it is called and what is said of it when it is done, what it asks, and its commands."""

    heading: str
    done: str
    rows: Sequence[OutboxRow]
    left_out: int
    command: Callable[[OutboxRow], object]
    fields: Sequence[Field[Any]] = ()


async def withdraw_all(desk: Desk, rows: Sequence[OutboxRow]) -> Many | None:
    """Ask why letters are not sent after all, and withdraw them as one step; None where one turned back."""
    some = [row for row in rows if row.state in IN_THE_HOUSE]
    if not some:
        raise Refused("outbox.none_to_withdraw", source=HOUSE_RULE)
    reason = LongTextField(desk.say("outbox.why"), required=True)

    def command(row: OutboxRow) -> WithdrawLetter:
        return WithdrawLetter(row.letter_id, row.version, reason.value)

    return await _do(
        desk, Work("outbox.withdraw_all", "outbox.withdrawn_all", some, len(rows) - len(some), command, [reason])
    )


async def _do(desk: Desk, work: Work) -> Many | None:
    step, rows = OneStep(desk), work.rows
    dialog = Foreseeing(
        desk,
        desk.say(work.heading, count=len(rows)),
        [*work.fields, CountField(desk, len(rows), "outbox.other_count")],
        lambda: tuple(work.command(row) for row in rows),
        about=list(about(work.rows, work.left_out, desk)),
        listed=[letter_line(row, desk) for row in rows],
        act=step.act,
    )
    if await desk.ask(dialog) is None:
        return None
    refused = step.refused(rows)
    if refused:
        await desk.ask(Reader(desk, desk.say("outbox.refused", count=len(refused)), report(refused, desk)))
    said = desk.say(work.done, count=len(rows) - len(refused))
    return Many({row.letter_id for row, _ in refused}, said)


def letter_line(row: OutboxRow, desk: Desk) -> Line:
    """Return a letter in a line: in which case, to whom, what it is, and by which ways it leaves."""
    return line(
        cut(row.number, _NUMBER) + "  ",
        f"{clean_line(row.addressee)} · {kind_word(row.kind, desk)}",
        Span(f" · {ways_said(row.ways, desk)}", "quiet"),
        hang=_NUMBER + 2,
    )


def about(rows: Sequence[OutboxRow], left_out: int, desk: Desk) -> Iterator[Line]:
    """Yield what to know of letters before they are worked on together."""
    if left_out:
        yield line(Span(desk.say("outbox.left_out", count=left_out), "due"), hang=2)
    stopped = sum(bool(row.stops) for row in rows)
    if stopped:
        yield line(Span(desk.say("outbox.stopped", count=stopped), "due"), hang=2)
    if len(rows) > ASKED_ABOVE:
        yield line(Span(desk.say("bank_entry.scroll"), "quiet"))


def report(refused: Sequence[tuple[OutboxRow, CasebookError]], desk: Desk) -> list[Line]:
    """Return what was refused by reason, each with the letters it was refused for."""
    lines: list[Line] = []
    by_reason = sorted(refused, key=lambda pair: desk.told(pair[1]))
    for sentence, pairs in groupby(by_reason, key=lambda pair: desk.told(pair[1])):
        lines += [head(sentence), *(letter_line(row, desk) for row, _ in pairs), EMPTY]
    return lines
