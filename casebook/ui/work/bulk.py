"""Work on all cases that are marked: asked once, done as one step, and told what was refused and why."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from casebook.errors import CasebookError, InputError
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.tags import SetTags
from casebook.store.models.cases import NextKind
from casebook.store.queries.marked import MarkedCase, marked
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import EMPTY, Line, Span, head, line
from casebook.ui.widgets.fields import Field, LongTextField, TextField
from casebook.ui.work.holds import HoldFields
from casebook.ui.work.one_step import OneStep
from casebook.ui.work.owner import ask_owner, handing, note_field
from casebook.ui.work.planning import PlanFields, putting_off, until_field
from casebook.ui.work.questions import fill
from casebook.ui.work.tags import TagFields

# Above so many the number is typed before it is done, and no more than so many are named.
ASKED_ABOVE, _NAMED = 10, 4

Make = Callable[[MarkedCase], object]


class OnMarked(NamedTuple):
    """What became of work on marked cases: those that it was refused for, and what is said of the others."""

    left: Collection[int]
    said: str


class CountField(TextField):
    """Takes the number of cases, or of what `other` says, so that nobody works on thousands by mistake."""

    def __init__(self, desk: Desk, count: int, other: str = "bulk.other_count") -> None:
        super().__init__(desk.say("bulk.count"), when=lambda: count > ASKED_ABOVE)
        self._count, self._other = count, other

    def echo(self) -> str:
        """Refuse another number than there are."""
        typed = self.value
        if typed.replace(".", "").replace(",", "") != str(self._count):
            raise InputError(self._other, count=self._count)
        return ""

    def restore(self, raw: str) -> None:
        """Leave the field empty: the number is typed each time."""


class _Bulk:
    """The cases that work is done on, and what became of each."""

    def __init__(self, desk: Desk, cases: Sequence[MarkedCase], gone: int) -> None:
        self.desk, self.cases, self._gone = desk, cases, gone
        self.refused: list[tuple[MarkedCase, CasebookError]] = []

    async def fill(self, heading: str, fields: Sequence[Field[Any]], make: Make) -> bool:
        """Ask for what all cases get alike and do it; return False where one turned back."""
        step, count = OneStep(self.desk), len(self.cases)
        form = Form(
            self.desk,
            self.desk.say(heading, count=count),
            [*fields, CountField(self.desk, count)],
            lambda: tuple(make(one) for one in self.cases),
            about=self._about(),
            act=step.act,
        )
        if await fill(self.desk, form) is None:
            return False
        self.refused = step.refused(self.cases)
        return True

    def heading(self, code: str) -> str:
        """Return the heading of a question about all of them."""
        return self.desk.say(code, count=len(self.cases))

    def _about(self) -> list[Line]:
        named = [f"{one.number} {one.name}" for one in self.cases[:_NAMED]]
        more = len(self.cases) - len(named)
        told = self.desk.say("bulk.named_more" if more else "bulk.named", cases=named, count=more)
        lines = [line(told)]
        if self._gone:
            lines.append(line(Span(self.desk.say("bulk.gone", count=self._gone), "due")))
        return [*lines, EMPTY]


async def on_marked(desk: Desk, name: str, case_ids: Sequence[int], gone: int) -> OnMarked | None:
    """Do a piece of work on marked cases, of which `gone` are not in the list any more; None where one turned back."""
    bulk = _Bulk(desk, await desk.read(marked, case_ids), gone)
    if not await _ASKED[name](bulk):
        return None
    if bulk.refused:
        await desk.ask(Reader(desk, desk.say("bulk.refused_heading", count=len(bulk.refused)), _report(bulk)))
    done = len(bulk.cases) - len(bulk.refused)
    said = desk.say("bulk.saved", count=done) if done else desk.say("bulk.none_saved")
    return OnMarked({one.case_id for one, _ in bulk.refused}, said)


async def _next(bulk: _Bulk) -> bool:
    plan = PlanFields(bulk.desk, None, NextKind.CALL)
    return await bulk.fill("bulk.next", plan.fields, lambda one: plan.command(one.case_id, one.version))


async def _snooze(bulk: _Bulk) -> bool:
    until = until_field(bulk.desk)

    def put_off(one: MarkedCase) -> object:
        return putting_off(one.case_id, one.version, until.value, one.next_kind, one.next_note)

    return await bulk.fill("bulk.snooze", [until], put_off)


async def _hand_over(bulk: _Bulk) -> bool:
    owner = await ask_owner(bulk.desk, bulk.heading("bulk.hand_over"))
    if owner is None:
        return False
    note = note_field(bulk.desk)
    return await bulk.fill(
        "bulk.hand_over", [note], lambda one: handing(bulk.desk, one.case_id, one.version, owner, note.value)
    )


async def _hold(bulk: _Bulk) -> bool:
    placing = HoldFields(bulk.desk)
    return await bulk.fill("bulk.hold", placing.fields, lambda one: placing.command(one.case_id))


async def _note(bulk: _Bulk) -> bool:
    text = LongTextField(bulk.desk.say("note.text"), required=True)
    return await bulk.fill("bulk.note", [text], lambda one: AddNote(one.case_id, text.value))


async def _proposals(bulk: _Bulk) -> bool:
    from casebook.ui.work.reminder_many import prepare_due

    refused = await prepare_due(bulk.desk, bulk.cases)
    bulk.refused = refused or []
    return refused is not None


async def _placement(bulk: _Bulk) -> bool:
    from casebook.ui.work.placement_marked import on_cases

    refused = await on_cases(bulk.desk, bulk.cases)
    bulk.refused = refused or []
    return refused is not None


async def _tag(bulk: _Bulk) -> bool:
    tags = await TagFields.read(bulk.desk)
    return await bulk.fill("bulk.tag", tags.fields, lambda one: SetTags(one.case_id, tags.given, tags.taken))


_ASKED: dict[str, Callable[[_Bulk], Awaitable[bool]]] = {
    "next": _next,
    "snooze": _snooze,
    "hand_over": _hand_over,
    "hold": _hold,
    "note": _note,
    "tag": _tag,
    "proposals": _proposals,
    "placement": _placement,
}


def _report(bulk: _Bulk) -> list[Line]:
    """Return what was refused, by reason, each with the cases it was refused for."""
    say = bulk.desk.say
    lines = [line(say("bulk.done", count=len(bulk.cases) - len(bulk.refused))), EMPTY]
    by_reason = sorted(bulk.refused, key=lambda pair: pair[1].code)
    for _, pairs in groupby(by_reason, key=lambda pair: pair[1].code):
        of_reason = [(one, bulk.desk.told(error)) for one, error in pairs]
        sentences = {told for _, told in of_reason}
        if len(sentences) == 1:
            lines += [head(of_reason[0][1]), line("  ", ", ".join(one.number for one, _ in of_reason), hang=2), EMPTY]
        else:
            lines.append(head(say("bulk.cases", count=len(of_reason))))
            lines += [line(f"  {one.number}  ", told, hang=4) for one, told in of_reason]
            lines.append(EMPTY)
    return [*lines, line(Span(say("bulk.still_marked"), "quiet"))]
