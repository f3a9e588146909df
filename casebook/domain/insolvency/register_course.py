"""What publications say of a proceeding all together: the same, in whatever order they came in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from casebook.domain.insolvency.facts import EndKind, EventKind, Kind
from casebook.domain.insolvency.register import Publication
from casebook.domain.insolvency.register_codes import BY_DAY, MEANINGS, Does, Meaning

_PLAIN = {
    Does.MEETING: EventKind.MEETING,
    Does.CREDITORS_MEETING: EventKind.CREDITORS_MEETING,
    Does.SIMPLIFIED: EventKind.SIMPLIFIED,
    Does.DISTRIBUTION_LIST: EventKind.DISTRIBUTION_LIST,
    Does.SLATE_WITHDRAWN: EventKind.SLATE_WITHDRAWN,
}
_UNDONE = {Does.ANNULLED: EndKind.ANNULLED, Does.MISTAKE: EndKind.BY_MISTAKE}
# Without a day of their own these are only noted: the day of their publication is another one.
_AHEAD = frozenset({Does.MEETING, Does.CREDITORS_MEETING, Does.DISTRIBUTION_LIST})


class Wanted(NamedTuple):
    """An event that a proceeding is to have, and by which publication."""

    kind: EventKind
    on: date
    reference: str
    until: date | None = None
    outcome: EndKind | None = None
    text: str = ""


class Course(NamedTuple):
    """The events of a proceeding, in the order of their publication.

    `out_of` is the kind of proceeding that its start ended, `revived` the publication by which it goes on though it
    had ended, `moved` the one by which it came from another court.
    """

    events: tuple[Wanted, ...]
    out_of: Kind | None = None
    revived: Publication | None = None
    moved: Publication | None = None

    @property
    def started_on(self) -> date | None:
        """The day of its start, None where no publication gives one."""
        return next((one.on for one in self.events if one.kind is EventKind.STARTED), None)

    @property
    def closing(self) -> Wanted | None:
        """By what it is over."""
        return next((one for one in self.events if one.kind in (EventKind.ENDED, EventKind.CONVERTED)), None)


@dataclass(slots=True)
class _Course:
    """A course under way: of what there is once, the last that was published stands."""

    start: Wanted | None = None
    closing: Wanted | None = None
    out_of: Kind | None = None
    revived: Publication | None = None
    moved: Publication | None = None
    others: list[Wanted] = field(default_factory=list)

    def take(self, one: Publication, meaning: Meaning) -> None:
        """Let a publication do what its code says."""
        on = day_of(one, meaning)
        match meaning.does:
            case Does.START | Does.MOVED_FROM:
                if meaning.does is Does.MOVED_FROM:
                    self.moved = one
                if on is not None:
                    self._begin(Wanted(EventKind.STARTED, on, one.reference), meaning)
            case Does.REOPENED if on is not None:
                self.start = self.start or Wanted(EventKind.STARTED, on, one.reference)
                self.closing = None
                self.others.append(_note(one, meaning, on))
            case Does.DEFINITIVE | Does.EXTENDED if on is not None:
                kind = EventKind.DEFINITIVE if meaning.does is Does.DEFINITIVE else EventKind.EXTENDED
                since = one.days[-1]
                self.others.append(Wanted(kind, on, one.reference, until=one.lasts(since)))
            case Does.ENDED if on is not None:
                self.closing = Wanted(EventKind.ENDED, on, one.reference, outcome=meaning.outcome)
            case Does.CONVERTED if on is not None:
                self.closing = Wanted(EventKind.CONVERTED, on, one.reference)
            case Does.ANNULLED | Does.MISTAKE if on is not None:
                self.closing = Wanted(EventKind.ENDED, on, one.reference, outcome=_UNDONE[meaning.does])
            case Does.REVIVED:
                self.closing, self.revived = None, one
                self.others.append(_note(one, meaning, on or one.published_on))
            case _:
                self.others.append(_plain(one, meaning, meaning.does, on))

    def _begin(self, start: Wanted, meaning: Meaning) -> None:
        """Take a start; one of after an end begins anew, one of before it corrects the day."""
        if self.closing is not None and start.on >= self.closing.on:
            self.closing = None
        self.start = start
        self.out_of = meaning.out_of or self.out_of


def course(kind: Kind, publications: Iterable[Publication]) -> Course:
    """Return what publications say of a proceeding of a kind; of another kind, or without a meaning, they are notes."""
    found = _Course()
    extra: list[Wanted] = []
    for one in sorted(publications, key=lambda each: (each.published_on, each.reference)):
        meaning = MEANINGS.get(one.code)
        if meaning is None or meaning.kind is not kind:
            text = meaning.plain if meaning else one.code
            extra.append(Wanted(EventKind.NOTE, one.published_on, one.reference, text=text))
            continue
        found.take(one, meaning)
        extra += _besides(one, meaning)
    known = [one for one in (found.start, found.closing) if one is not None]
    return Course((*known, *found.others, *extra), found.out_of, found.revived, found.moved)


def day_of(one: Publication, meaning: Meaning) -> date | None:
    """Return the day that a publication is about, None where its text has none.

    What is granted with effect from a day works from that one, the last of its text.
    """
    if not one.days:
        return None
    return one.days[-1] if meaning.does is Does.DEFINITIVE else one.days[0]


def lacks_day(one: Publication) -> bool:
    """Tell whether a publication can only be accepted with the day of the court, which its text has not."""
    meaning = MEANINGS.get(one.code)
    return meaning is not None and meaning.does in BY_DAY and day_of(one, meaning) is None


def _besides(one: Publication, meaning: Meaning) -> Iterator[Wanted]:
    """Yield what a publication does besides: on its last day, and until when claims are filed."""
    if meaning.also is not None and len(one.days) >= meaning.days:
        yield Wanted(_PLAIN[meaning.also], one.days[-1], one.reference)
    if one.bar_date is not None:
        yield Wanted(EventKind.BAR_DATE, one.bar_date, one.reference)


def _plain(one: Publication, meaning: Meaning, does: Does, on: date | None) -> Wanted:
    kind = _PLAIN.get(does)
    if kind is None or (on is None and does in _AHEAD):
        return _note(one, meaning, one.published_on)
    # The day in the text of a simplified settlement is that of the list.
    day = one.published_on if does is Does.SIMPLIFIED else on or one.published_on
    return Wanted(kind, day, one.reference)


def _note(one: Publication, meaning: Meaning, on: date) -> Wanted:
    return Wanted(EventKind.NOTE, on, one.reference, text=meaning.plain)
