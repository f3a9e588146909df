"""Leaving: what a person has open is given away by parts, as one step, after it is shown what goes to whom."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any, NamedTuple

from casebook.domain.signals.signal import DUE, RED, ROUTINE
from casebook.errors import CasebookError, InputError, Refused
from casebook.jobs import give_away as giving
from casebook.jobs.give_away import NOBODY, Giving, Having, Receiver, Work
from casebook.store.actions.people import DeactivatePerson
from casebook.store.bands import SMALL
from casebook.store.open_work import open_work
from casebook.store.perform import Done
from casebook.store.queries import choices, people
from casebook.store.queries.people import PersonRow, TeamRow, WorkRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import EMPTY, Line, Span, line
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, TextField
from casebook.ui.widgets.menu import Entry

# What was refused where somebody still has open work.
_OPEN_WORK = "person.open_work"
_ALL, _BY_BAND, _BY_SEGMENT = "all", "band", "segment"
_BANDS = (RED, DUE, ROUTINE, SMALL)
# Above so many the number is typed before it is done.
_ASKED_ABOVE = 10


class _Group(NamedTuple):
    """What goes together, under which division (empty: under each), and the field that says who gets it."""

    by: str
    kind: str
    work: Sequence[Work]
    receiver: ChoiceField[Receiver]


async def leave(desk: Desk, person: PersonRow) -> bool:
    """Ask from which day somebody works here no longer; where he has open work, say what, and give it away first."""
    day = DayField(desk.say("leaving.from"), desk, desk.day)
    refused: list[Refused] = []

    async def act(command: DeactivatePerson) -> Done:
        try:
            return await desk.act(command)
        except Refused as found:
            if found.code != _OPEN_WORK:
                raise
            refused[:] = [found]
            return Done(None, None, None)

    def command() -> DeactivatePerson:
        return DeactivatePerson(person.person_id, person.version, day.value)

    heading = desk.say("leaving.heading", name=clean_line(person.name))
    about = [line(Span(desk.say("leaving.about"), "quiet"), hang=0), EMPTY]
    if await desk.ask(Form(desk, heading, [day], command, about=about, act=act)) is None:
        return False
    gave = False
    while refused:
        entries = [Entry(True, "d", desk.say("people.give_away")), Entry(False, "q", desk.say("people.back"))]
        if not await desk.ask(Pick(desk, desk.told(refused.pop()), entries)):
            return gave
        if not await give_away(desk, person.person_id, person.name, command().from_on):
            return gave
        gave = True
        await act(command())
    desk.tell(desk.say("leaving.left", name=clean_line(person.name), on=day.value))
    return True


async def give_away(desk: Desk, person_id: int, name: str, day: date | None = None) -> bool:
    """Ask who gets what a person has open, on `day` if he leaves later than today, and give it away."""
    return await _Giving(desk, person_id, name, day or desk.day).ask()


class _GivingForm(Form):
    """Shows at once, and after each choice, what goes to whom."""

    def __init__(self, *arguments: Any, preview: Callable[[], Sequence[Line]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._preview = preview

    def _arrange(self) -> None:
        super()._arrange()
        if self.is_mounted:
            self._tell_ahead(self._preview())


class _Giving:
    """What is given away, to whom, and what was refused."""

    def __init__(self, desk: Desk, person_id: int, name: str, day: date) -> None:
        self._desk, self._person, self._name, self._day = desk, person_id, clean_line(name), day
        self._refused: list[tuple[Giving, CasebookError]] = []
        self._names: dict[int, str] = {}
        self._teams: dict[int, str] = {}
        self._given = 0

    async def ask(self) -> bool:
        desk = self._desk
        found = await desk.read(giving.having, self._person, self._day)
        if not found.number:
            desk.tell(desk.say("give_away.nothing", name=self._name), trouble=True)
            return False
        receivers = await self._receivers()
        by = ChoiceField(
            desk.say("give_away.by"), [(one, desk.say(f"give_away.by_{one}")) for one in _divisions(found.cases)], _ALL
        )
        groups = [*self._of_cases(found.cases, receivers, by), *self._others(found, receivers)]
        note = TextField(desk.say("give_away.note"))

        def divided() -> list[_Group]:
            return [one for one in groups if one.by in ("", by.value)]

        def chosen() -> list[_Group]:
            return [one for one in divided() if one.receiver.value != NOBODY]

        count = _CountField(desk, lambda: sum(len(one.work) for one in chosen()))
        by_what = [by] if len(_divisions(found.cases)) > 1 else []
        fields: list[Field[Any]] = [*by_what, *(one.receiver for one in groups), note, count]
        form = _GivingForm(
            desk,
            desk.say("give_away.heading", name=self._name),
            fields,
            lambda: self._commands(chosen(), note.value),
            about=await self._about(),
            act=self._act,
            preview=lambda: list(self._foreseen(divided())),
        )
        if await desk.ask(form) is None:
            return False
        if self._refused:
            heading = desk.say("give_away.refused", count=len(self._refused))
            told = [line("  · ", desk.told(error), hang=4) for _, error in self._refused]
            await desk.ask(Reader(desk, heading, told))
        desk.tell(desk.say("give_away.given", count=self._given - len(self._refused), name=self._name))
        return True

    async def _about(self) -> list[Line]:
        """Return all that has to be done before the person can leave."""
        desk = self._desk
        found = await desk.read(open_work, self._person, self._day)
        told = ", ".join(desk.say(one.code, count=one.number) for one in found)
        return [line(Span(desk.say("give_away.open", what=told), "quiet")), EMPTY]

    async def _receivers(self) -> list[tuple[Receiver, str]]:
        desk = self._desk
        persons = await desk.read(choices.receivers, desk.day)
        self._names = {one.id: clean_line(one.name) for one in persons if one.id != self._person}
        teams = await desk.read(people.teams, desk.day)
        self._teams = {team.team_id: clean_line(team.name) for team in teams}
        stand_ins = await desk.read(people.stand_ins, desk.day)
        first = [one.person_id for one in stand_ins if one.for_id == self._person]
        return list(_offered(desk, self._names, teams, first))

    def _of_cases(
        self, work: Sequence[WorkRow], receivers: Sequence[tuple[Receiver, str]], by: ChoiceField[str]
    ) -> Iterator[_Group]:
        for division in _divisions(work) if work else ():
            for label, cases in _parts(self._desk, division, work):

                def matters(division: str = division) -> bool:
                    return by.value == division

                yield _Group(division, "cases", cases, ChoiceField(label, receivers, NOBODY, when=matters))

    def _others(self, found: Having, receivers: Sequence[tuple[Receiver, str]]) -> Iterator[_Group]:
        """Yield what only a person can have, or what ends."""
        say = self._desk.say
        persons = [one for one in receivers if one[0].team_id is None]
        keep, withdraw = persons[0], (Receiver(withdraws=True), say("give_away.withdraw"))
        offered: list[tuple[str, Sequence[Work], Sequence[tuple[Receiver, str]]]] = [
            ("disputes", found.disputes, persons),
            ("asked", found.asked, persons),
            ("requests", found.requests, [*persons, withdraw]),
        ]
        offered += [("alone", [one], [one for one in persons if len(one[0].person_ids) < 2]) for one in found.alone_in]
        offered += [("stands_in", found.stands_in, [keep, (Receiver(withdraws=True), say("give_away.end"))])]
        for kind, work, choice in offered:
            if work:
                names = {"name": clean_line(work[0].name)} if isinstance(work[0], people.AloneRow) else {}
                label = say(f"give_away.{kind}", count=len(work), **names)
                yield _Group("", kind, work, ChoiceField(label, choice, NOBODY))

    def _commands(self, groups: Sequence[_Group], note: str) -> tuple[Giving, ...]:
        if not groups:
            raise InputError("give_away.nobody", place=self._desk.say("give_away.by"))
        why = note or self._desk.say("give_away.leaves", name=self._name)
        return tuple(
            command
            for group in groups
            for command, _ in giving.giving(
                group.work, group.receiver.value, self._desk.day, note if group.kind == "cases" else why
            )
        )

    def _foreseen(self, groups: Sequence[_Group]) -> Iterator[Line]:
        """Yield for each receiver what he gets, and last what stays."""
        desk = self._desk
        gets: dict[str, Counter[str]] = {}
        red: Counter[str] = Counter()
        for group in sorted(groups, key=lambda one: one.receiver.value == NOBODY):
            receiver = group.receiver.value
            to = [person for _, person in giving.giving(group.work, receiver, desk.day)] if receiver != NOBODY else []
            for work, person in zip_longest(group.work, to):
                name = self._called(receiver, person)
                gets.setdefault(name, Counter())[group.kind] += 1
                red[name] += isinstance(work, WorkRow) and work.band == RED
        for name, counts in gets.items():
            told = [desk.say(f"give_away.gets_{kind}", count=number) for kind, number in counts.items()]
            told += [desk.say("give_away.band_1", count=red[name])] if red[name] else []
            yield line("→ ", Span(name, "strong"), ": " + ", ".join(told), hang=2)

    def _called(self, receiver: Receiver, person: int | None) -> str:
        if receiver == NOBODY:
            return self._desk.say("give_away.keep")
        if receiver.team_id is not None:
            return self._desk.say("hand_over.team", name=self._teams[receiver.team_id])
        return self._names[person] if person is not None else self._desk.say("give_away.ends")

    async def _act(self, many: Sequence[Giving]) -> Done:
        desk = self._desk
        self._given = len(many)
        outcomes = [outcome for _, outcome in await desk.act_all(many, self._told_how_far)]
        pairs = zip(many, outcomes, strict=True)
        self._refused = [(one, outcome) for one, outcome in pairs if isinstance(outcome, CasebookError)]
        return Done(None, next((one.step for one in outcomes if isinstance(one, Done) and one.step), None), None)

    def _told_how_far(self, done: int) -> None:
        self._desk.tell(self._desk.say("give_away.under_way", done=done, count=self._given))


class _CountField(TextField):
    """Takes the number of what is given away, so that nobody gives away hundreds by mistake."""

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


def _offered(
    desk: Desk, names: dict[int, str], teams: Sequence[TeamRow], first: Sequence[int]
) -> Iterator[tuple[Receiver, str]]:
    """Yield who may get work: nobody, who stands in, the others, teams, and people in turn."""
    yield NOBODY, desk.say("give_away.keep")
    for id_ in sorted(names, key=lambda id_: id_ not in first):
        told = desk.say("give_away.stands_in_for", name=names[id_]) if id_ in first else names[id_]
        yield Receiver((id_,)), told
    for team in teams:
        name = clean_line(team.name)
        yield Receiver((), team.team_id), desk.say("hand_over.team", name=name)
        members = tuple(id_ for id_ in team.person_ids if id_ in names)
        if len(members) > 1:
            yield Receiver(members), desk.say("give_away.spread", name=name, count=len(members))
    if len(names) > 1:
        yield Receiver(tuple(names)), desk.say("give_away.spread_all", count=len(names))
