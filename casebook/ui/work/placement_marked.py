"""Placements of all cases that are marked: handed over as one batch, asked to report, or recalled."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.domain.placements.facts import PlacementEventKind
from casebook.domain.placements.standing import POSSIBLE
from casebook.errors import CasebookError, Refused
from casebook.jobs import placement_letters
from casebook.store.actions.enclosures import EncloseDocuments
from casebook.store.actions.placement_events import AnnounceRecall
from casebook.store.actions.placements import PreparePlacement
from casebook.store.perform import Done
from casebook.store.queries import agencies, placements
from casebook.store.queries.agencies import AgencyRow
from casebook.store.queries.marked import MarkedCase
from casebook.store.queries.placements import PlacementCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import EMPTY, Line, Span, line
from casebook.ui.widgets.fields import Field, TextField, yes_field
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.bulk import CountField
from casebook.ui.work.letter_settings import letter_settings
from casebook.ui.work.placement_form import agency_field, guard_field
from casebook.ui.work.placement_split import Lots, SplitFields, by_lot, told
from casebook.ui.work.placement_tried import able, refusal

Refusals = list[tuple[MarkedCase, CasebookError]]
Act = Callable[[], Awaitable[Refusals | None]]
_E = PlacementEventKind


async def on_cases(desk: Desk, cases: Sequence[MarkedCase]) -> Refusals | None:
    """Ask what is done with the placements of cases, and do it; return the cases it was refused for, and why.

    None where one turned back.
    """
    say = desk.say
    entries = [
        Entry[Act](lambda: _place(desk, cases), "n", say("placement.do_prepare")),
        Entry[Act](lambda: _chase(desk, cases), "c", say("placement.do_chase")),
        Entry[Act](lambda: _recall(desk, cases), "t", say("placement.do_recall")),
    ]
    act = await desk.ask(Pick(desk, say("placement.menu_many", count=len(cases)), entries))
    return None if act is None else await act()


async def _place(desk: Desk, cases: Sequence[MarkedCase]) -> Refusals | None:
    """Place the claims of cases with one agency as a batch, and prepare the letters with their dossiers.

    Where none of them can be placed there is no batch.
    """
    known = await desk.read(agencies.in_use)
    if not known:
        raise Refused("placement.no_agencies", source=HOUSE_RULE)
    batch = _Batch(desk, cases, known)
    heading = desk.say("placement.batch_heading", count=len(cases))
    if await desk.ask(Form(desk, heading, batch.fields, batch.commands, act=batch.make)) is None:
        return None
    if batch.drawn:
        lot = desk.say("placement_split.heading", count=len(batch.drawn))
        await desk.ask(Reader(desk, lot, told(desk, batch.lots, batch.drawn, cases, known)))
    return batch.refused


class _Batch:
    """The fields of a batch of placements, and once it was made what its lot drew and what was refused."""

    def __init__(self, desk: Desk, cases: Sequence[MarkedCase], known: Sequence[AgencyRow]) -> None:
        self._desk, self._cases = desk, cases
        self._name = TextField(desk.say("placement.batch_field"), required=True)
        self._collector, self._guard = agency_field(desk, known), guard_field(desk)
        self._split = SplitFields(desk, known)
        self._letters = yes_field(desk.say("placement.letters_too"), desk, yes=True)
        self._count = CountField(desk, len(cases))
        self.lots, self.drawn, self.refused = Lots(()), list[PreparePlacement](), Refusals()

    @property
    def fields(self) -> list[Field[Any]]:
        """The fields in their order."""
        return [self._name, self._collector, *self._split.fields, self._guard, self._letters, self._count]

    def commands(self) -> tuple[object, ...]:
        """Return the command that makes the batch, and one for each placement in it. Raises `InputError`."""
        made = self._split.batch(self._name.value, self._collector.answer)
        collector, guard = self._collector.answer, self._guard.answer
        return (made, *(PreparePlacement(one.case_id, collector, guard) for one in self._cases))

    async def make(self, many: Sequence[Any]) -> Done:
        """Make the batch and place what can be, with its letters as one step; nothing where nothing can."""
        desk, cases = self._desk, self._cases
        # Of a batch that cannot be made it is not tried what could be in it.
        if (why := await refusal(desk, many[0])) is not None:
            raise why
        can, others = await able(desk, many[1:], cases)
        self.refused[:] = [(one, others[one.case_id]) for one in cases if one.case_id in others]
        if not can:
            return Done(None, None, None)
        self.lots = await by_lot(desk, many[0], can)
        batch = await desk.act(many[0])
        wanted = [replace(one, placement_batch_id=batch.result) for one in self.lots.placements]
        placed = list(zip(wanted, await _all(desk, wanted), strict=True))
        by_case = {one.case_id: one for one in cases}
        self.refused += [(by_case[one.case_id], out) for one, out in placed if isinstance(out, CasebookError)]
        self.drawn += [one for one, out in placed if isinstance(out, Done) and one.arm]
        made = [out for _, out in placed if isinstance(out, Done)]
        if self._letters.value and made:
            self.refused += await _transfer(desk, cases, [int(one.result) for one in made], made[0].step)
        return batch


async def _transfer(
    desk: Desk, cases: Sequence[MarkedCase], placement_ids: Sequence[int], step: int | None
) -> Refusals:
    """Prepare the letters by which placements are handed over, each with the documents of its case, as one step."""
    found = await desk.read(placement_letters.transfers, desk.day, placement_ids, letter_settings(desk))
    by_case = {one.case_id: one for one in cases}
    outcomes = await _all(desk, list(found.letters.values()), step)
    enclosing: list[EncloseDocuments] = []
    for command, outcome in zip(found.letters.values(), outcomes, strict=True):
        documents = await desk.read(placement_letters.dossier, command.case_id)
        if isinstance(outcome, Done) and documents:
            enclosing += [EncloseDocuments(letter_id, 1, documents) for letter_id in outcome.result]
    if enclosing:
        await _all(desk, enclosing, step)
    pairs = zip(found.letters.values(), outcomes, strict=True)
    failed = [(by_case[command.case_id], outcome) for command, outcome in pairs if isinstance(outcome, CasebookError)]
    return [*failed, *((by_case[one.case_id], one.why) for one in found.without)]


async def _chase(desk: Desk, cases: Sequence[MarkedCase]) -> Refusals | None:
    """Prepare the letters that ask agencies for reports that are overdue."""
    cards = await _cards(desk, cases)
    ids = [one.row.id for one in cards]
    found = await desk.read(placement_letters.chasers, desk.day, ids, letter_settings(desk))
    if not found.letters:
        raise Refused("placement.none_overdue", source=HOUSE_RULE)
    by_case, refused = {one.case_id: one for one in cases}, Refusals()

    async def act(many: Sequence[Any]) -> Done:
        for command, outcome in zip(many, await _all(desk, many), strict=True):
            if isinstance(outcome, CasebookError):
                refused.append((by_case[command.case_id], outcome))
        return Done(None, None, None)

    count = len(found.letters)
    heading = desk.say("placement.chase_heading", count=count)
    form = Form(desk, heading, [CountField(desk, count)], lambda: tuple(found.letters.values()), act=act)
    return None if await desk.ask(form) is None else refused


async def _recall(desk: Desk, cases: Sequence[MarkedCase]) -> Refusals | None:
    """Show what recalling the placements of cases costs, and announce it."""
    cards = [one for one in await _cards(desk, cases) if one.standing.stage in POSSIBLE[_E.RECALL_ANNOUNCED]]
    if not cards:
        raise Refused("placement.none_recalled", source=HOUSE_RULE)
    by_case, refused = {one.case_id: one for one in cases}, Refusals()
    reason = TextField(desk.say("placement.reason"), required=True)

    def commands() -> tuple[AnnounceRecall, ...]:
        return tuple(
            AnnounceRecall(one.row.id, one.row.version, desk.day, one.recall.fee.total, reason.value) for one in cards
        )

    async def act(many: Sequence[Any]) -> Done:
        for one, outcome in zip(cards, await _all(desk, many), strict=True):
            if isinstance(outcome, CasebookError):
                refused.append((by_case[one.row.case_id], outcome))
        return Done(None, None, None)

    heading = desk.say("placement.recall_many", count=len(cards))
    fields: list[Field[Any]] = [reason, CountField(desk, len(cards))]
    form = Form(desk, heading, fields, commands, about=_cost(desk, cards), act=act)
    return None if await desk.ask(form) is None else refused


def _cost(desk: Desk, cards: Sequence[PlacementCard]) -> list[Line]:
    total = Cents(sum(one.recall.fee.total for one in cards))
    unknown = sum(one.recall.terms is None for one in cards)
    lines = []
    if unknown < len(cards):
        lines.append(line(Span(desk.say("placement.recall_total", cents=total), "due")))
    if unknown:
        lines.append(line(Span(desk.say("placement.recall_not_agreed", count=unknown), "due")))
    return [*lines, EMPTY]


async def _cards(desk: Desk, cases: Sequence[MarkedCase]) -> list[PlacementCard]:
    found: list[PlacementCard] = []
    for one in cases:
        page = await desk.read(placements.of_case, one.case_id, desk.day)
        found += [card for card in page.cards if card.standing.with_agency]
    return found


async def _all(desk: Desk, commands: Sequence[object], step: int | None = None) -> list[Done | CasebookError]:
    def progress(done: int) -> None:
        desk.tell(desk.say("bulk.under_way", done=done, count=len(commands)))

    return [outcome for _, outcome in await desk.act_all(commands, progress, step=step)] if commands else []
