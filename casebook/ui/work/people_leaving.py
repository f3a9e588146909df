"""Giving away all that a person has open, by parts, to colleagues and teams, as one step."""

from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from typing import Any, NamedTuple

from casebook.domain.signals.signal import DUE, RED, ROUTINE
from casebook.errors import CasebookError, InputError
from casebook.store.actions.owners import HandOverCase, HandOverDispute
from casebook.store.bands import SMALL
from casebook.store.open_work import open_work
from casebook.store.perform import Done
from casebook.store.queries import choices, people
from casebook.store.queries.people import DisputeRow, TeamRow, WorkRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import EMPTY, Line, Span, line
from casebook.ui.widgets.fields import ChoiceField, Field, TextField

_ALL, _BY_BAND, _BY_SEGMENT = "all", "band", "segment"
_BANDS = (RED, DUE, ROUTINE, SMALL)
# Above so many the number is typed before it is done.
_ASKED_ABOVE = 10


class Receiver(NamedTuple):
    """Who gets cases: a person, a team, or the people of a team in turn; nobody where all is empty."""

    person_ids: tuple[int, ...] = ()
    team_id: int | None = None


_NOBODY = Receiver()


class _Group(NamedTuple):
    """What goes together, under which division (empty: under each), and the field that says who gets it."""

    by: str
    work: Sequence[WorkRow | DisputeRow]
    receiver: ChoiceField[Receiver]


async def give_away(desk: Desk, person_id: int, name: str) -> bool:
    """Ask who gets the open cases and disputes of a person, and give them away."""
    return await _Giving(desk, person_id, name).ask()


class _Giving:
    """What is given away, to whom, and what was refused."""

    def __init__(self, desk: Desk, person_id: int, name: str) -> None:
        self._desk, self._person, self._name = desk, person_id, clean_line(name)
        self._refused: list[tuple[WorkRow | DisputeRow, CasebookError]] = []
        self._given: list[WorkRow | DisputeRow] = []

    async def ask(self) -> bool:
        desk = self._desk
        cases = await desk.read(people.work_of, self._person)
        disputes = await desk.read(people.disputes_of, self._person)
        if not cases and not disputes:
            desk.tell(desk.say("give_away.nothing", name=self._name), trouble=True)
            return False
        receivers = list(await self._receivers())
        by = ChoiceField(
            desk.say("give_away.by"), [(one, desk.say(f"give_away.by_{one}")) for one in _divisions(cases)], _ALL
        )
        groups = list(self._groups(cases, receivers, by)) if cases else []
        if disputes:
            # A team cannot see to a dispute.
            persons = [one for one in receivers if one[0].team_id is None]
            groups.append(_Group("", disputes, ChoiceField(_disputes(desk, disputes), persons, _NOBODY)))
        note = TextField(desk.say("hand_over.note"), when=lambda: bool(cases))
        count = _CountField(desk, lambda: sum(len(group.work) for group in _chosen(groups, by.value)))
        fields: list[Field[Any]] = [*([by] if cases else []), *(group.receiver for group in groups), note, count]
        form = Form(
            desk,
            desk.say("give_away.heading", name=self._name),
            fields,
            lambda: tuple(self._commands(_chosen(groups, by.value), note.value)),
            about=await self._about(),
            act=self._act,
        )
        if await desk.ask(form) is None:
            return False
        if self._refused:
            heading = desk.say("give_away.refused", count=len(self._refused))
            told = [line(f"  {one.number}  ", desk.told(error), hang=4) for one, error in self._refused]
            await desk.ask(Reader(desk, heading, told))
        desk.tell(desk.say("give_away.given", count=len(self._given) - len(self._refused), name=self._name))
        return True

    async def _about(self) -> list[Line]:
        """Return what else has to be done before the person can leave."""
        desk = self._desk
        found = await desk.read(open_work, self._person, desk.day)
        told = ", ".join(desk.say(one.code, count=one.number) for one in found)
        return [line(Span(desk.say("give_away.open", what=told), "quiet")), EMPTY]

    async def _receivers(self) -> Iterator[tuple[Receiver, str]]:
        desk = self._desk
        persons = await desk.read(choices.persons, desk.day)
        names = {one.id: clean_line(one.name) for one in persons if one.id != self._person}
        return _offered(desk, names, await desk.read(people.teams, desk.day))

    def _groups(
        self, work: Sequence[WorkRow], receivers: Sequence[tuple[Receiver, str]], by: ChoiceField[str]
    ) -> Iterator[_Group]:
        for division in _divisions(work):
            for label, cases in _parts(self._desk, division, work):

                def matters(division: str = division) -> bool:
                    return by.value == division

                yield _Group(division, cases, ChoiceField(label, receivers, _NOBODY, when=matters))

    def _commands(self, groups: Sequence[_Group], note: str) -> Iterator[HandOverCase | HandOverDispute]:
        if not groups:
            raise InputError("give_away.nobody", place=self._desk.say("give_away.by"))
        self._given = []
        for group in groups:
            receiver = group.receiver.value
            turn = cycle(receiver.person_ids or (None,))
            for one, person in zip(group.work, turn, strict=False):
                self._given.append(one)
                if isinstance(one, WorkRow):
                    yield HandOverCase(one.case_id, one.version, person, receiver.team_id, note)
                elif person is not None:
                    yield HandOverDispute(one.dispute_id, one.version, person)

    async def _act(self, many: Sequence[object]) -> Done:
        desk = self._desk
        outcomes = [outcome for _, outcome in await desk.act_all(many, self._told_how_far)]
        pairs = zip(self._given, outcomes, strict=True)
        self._refused = [(one, outcome) for one, outcome in pairs if isinstance(outcome, CasebookError)]
        return Done(None, next((one.step for one in outcomes if isinstance(one, Done) and one.step), None), None)

    def _told_how_far(self, done: int) -> None:
        self._desk.tell(self._desk.say("give_away.under_way", done=done, count=len(self._given)))


class _CountField(TextField):
    """Takes the number of cases that are given away, so that nobody gives away hundreds by mistake."""

    def __init__(self, desk: Desk, count: Callable[[], int]) -> None:
        super().__init__(desk.say("give_away.count"), when=lambda: count() > _ASKED_ABOVE)
        self._count = count

    def echo(self) -> str:
        """Refuse another number than there are."""
        if self.value.replace(".", "").replace(",", "") != str(self._count()):
            raise InputError("give_away.other_count", count=self._count())
        return ""


def _divisions(work: Sequence[WorkRow]) -> list[str]:
    """Return how the cases can be divided: by what not all of them have alike."""
    found = [_ALL]
    found += [_BY_BAND] if len({one.band for one in work}) > 1 else []
    return found + ([_BY_SEGMENT] if len({one.segment for one in work}) > 1 else [])


def _parts(desk: Desk, by: str, work: Sequence[WorkRow]) -> Iterator[tuple[str, Sequence[WorkRow]]]:
    """Yield the parts of a division: what each is called, with how many cases it has."""
    if by == _ALL:
        yield desk.say("give_away.all", count=len(work)), work
    elif by == _BY_BAND:
        for band in _BANDS:
            some = [one for one in work if one.band == band]
            if some:
                yield desk.say(f"give_away.band_{band}", count=len(some)), some
    else:
        for segment in sorted({one.segment for one in work}):
            some = [one for one in work if one.segment == segment]
            # A case that was not made anew yet has none.
            word = desk.say(f"word.segment_{segment}") if segment else desk.say("give_away.no_segment")
            yield desk.say("give_away.part", part=word, count=len(some)), some


def _disputes(desk: Desk, disputes: Sequence[DisputeRow]) -> str:
    return desk.say("give_away.disputes", count=len(disputes))


def _chosen(groups: Sequence[_Group], by: str) -> list[_Group]:
    return [group for group in groups if group.by in ("", by) and group.receiver.value != _NOBODY]


def _offered(desk: Desk, names: dict[int, str], teams: Sequence[TeamRow]) -> Iterator[tuple[Receiver, str]]:
    """Yield who may get cases, nobody first."""
    yield _NOBODY, desk.say("give_away.keep")
    for id_, name in names.items():
        yield Receiver((id_,)), name
    for team in teams:
        name = clean_line(team.name)
        yield Receiver((), team.team_id), desk.say("hand_over.team", name=name)
        members = tuple(id_ for id_ in team.person_ids if id_ in names)
        if len(members) > 1:
            yield Receiver(members), desk.say("give_away.spread", name=name, count=len(members))
    if len(names) > 1:
        yield Receiver(tuple(names)), desk.say("give_away.spread_all", count=len(names))
