"""The list of an agency beside ours: what only one of them has, and where they say otherwise.

A line is ours by our number or by the number the agency gave it; by name and amount alone it is only a proposal, which
a person accepts or not. Nothing here closes anything.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol

from casebook.domain.matching.names import telling_words
from casebook.domain.money import ZERO, Cents

_BETWEEN = re.compile(r"[\W_]+")


class DifferenceKind(StrEnum):
    """How two lists differ: on one of them only, in the amount, in how it stands; or perhaps the same after all."""

    ONLY_OURS = "only_ours"
    ONLY_THEIRS = "only_theirs"
    AMOUNT = "amount"
    STATE = "state"
    PROPOSED = "proposed"


class TheirState(StrEnum):
    """How a line of the list of an agency stands."""

    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"


class Resolution(StrEnum):
    """What a person made of a difference.

    Ours was called back, or ended as theirs did; their amount is noted; a line is the same as a placement of ours, or
    is not; it may be as it is; the next list came before anybody looked.
    """

    RECALLED = "recalled"
    CLOSED = "closed"
    NOTED = "noted"
    SAME = "same"
    NOT_SAME = "not_same"
    IGNORED = "ignored"
    SUPERSEDED = "superseded"


class Ours(NamedTuple):
    """A placement with an agency: by which numbers it is known, and what is open of it in cents.

    `state` is None for one that only has been asked for, of which the agency may not know yet; `CLOSED` for one that
    ended, which it is right that the agency no longer lists.
    """

    placement_id: int
    numbers: tuple[str, ...]
    reference: str
    name: str
    cents: Cents
    state: TheirState | None


class Theirs(NamedTuple):
    """A line of the list of an agency: what is known of it, None or empty where the list does not say."""

    line: int
    number: str
    reference: str
    name: str
    cents: Cents | None
    state: TheirState | None


class Difference(NamedTuple):
    """A difference between the lists, with all that both say. `line` is that of the list, None where it has none."""

    kind: DifferenceKind
    placement_id: int | None
    line: int | None
    number: str
    reference: str
    name: str
    ours: Cents | None
    theirs: Cents | None
    state: TheirState | None


class Compared(NamedTuple):
    """What two lists come to: how many lines each has, how many placements are on both, and the differences."""

    ours: int
    theirs: int
    matched: int
    differences: tuple[Difference, ...]


def compare(ours: Sequence[Ours], theirs: Iterable[Theirs], tolerance: Cents = ZERO) -> Compared:
    """Return how two lists differ; an amount differs where it is more than `tolerance` apart.

    Several lines of one placement are taken together: their amounts add up, and it stands where one of them does.
    """
    lines = list(theirs)
    matched: dict[int, list[Theirs]] = defaultdict(list)
    strange: list[Theirs] = []
    for line, placement_id in zip(lines, Known(ours).find(lines), strict=True):
        if placement_id is None:
            strange.append(line)
        else:
            matched[placement_id].append(line)
    lacking = [own for own in ours if own.placement_id not in matched and own.state not in (None, TheirState.CLOSED)]
    there = (own for own in ours if own.placement_id in matched)
    otherwise = (_otherwise(own, _together(matched[own.placement_id]), tolerance) for own in there)
    differences = [*(one for one in otherwise if one is not None), *_on_one(lacking, strange)]
    return Compared(len(ours), len(lines), len(matched), tuple(differences))


class Numbered(Protocol):
    """A line that names a placement by numbers."""

    @property
    def number(self) -> str:
        """Our number."""

    @property
    def reference(self) -> str:
        """That of the agency."""


class Known:
    """Placements by the numbers they are known by; a number that several have tells none of them.

    What ended is known by a number only where nothing has it that lives.
    """

    def __init__(self, ours: Sequence[Ours]) -> None:
        self._ours = ours
        self._numbers = _index((number, own) for own in ours for number in own.numbers)
        self._references = _index((own.reference, own) for own in ours)

    def find(self, lines: Sequence[Numbered]) -> list[int | None]:
        """Return the placement of each line: of our number, else of that of the agency; None for none, or several.

        A number that nothing has as it stands is looked for whatever stands between its parts.
        """
        found = [self._exactly(line) for line in lines]
        left = [at for at, placement_id in enumerate(found) if placement_id is None]
        for at, placement_id in zip(left, self._loosely([lines[at] for at in left]), strict=True):
            found[at] = placement_id
        return found

    def _exactly(self, line: Numbered) -> int | None:
        found = self._numbers.get(line.number)
        return self._references.get(line.reference) if found is None else found

    def _loosely(self, lines: Sequence[Numbered]) -> Iterator[int | None]:
        if not lines:
            return
        wanted = {closed_up(text) for line in lines for text in (line.number, line.reference)}
        numbers = ((closed_up(number), own) for own in self._ours for number in own.numbers)
        references = ((closed_up(own.reference), own) for own in self._ours)
        by_number = _index(pair for pair in numbers if pair[0] in wanted)
        by_reference = _index(pair for pair in references if pair[0] in wanted)
        for line in lines:
            # One that stands there as it is, and that several have, tells none of them in whatever form.
            found = None if line.number in self._numbers else by_number.get(closed_up(line.number))
            if found is None and line.reference not in self._references:
                found = by_reference.get(closed_up(line.reference))
            yield found


def _index(named: Iterable[tuple[str, Ours]]) -> Mapping[str, int | None]:
    """Return the placement of each number, None where several have it; what lives goes before what ended."""
    living: dict[str, int | None] = {}
    ended: dict[str, int | None] = {}
    for number, own in named:
        index = ended if own.state is TheirState.CLOSED else living
        if index.setdefault(number, own.placement_id) != own.placement_id:
            index[number] = None
    found = {**ended, **living}
    found.pop("", None)
    return found


def closed_up(number: str) -> str:
    """Return a number as it is whatever stands between its parts: `2025-0142` and `2025 0142` are alike."""
    return _BETWEEN.sub("", number).casefold()


def _ended(own: Ours) -> bool:
    return own.state is TheirState.CLOSED


def _together(lines: Sequence[Theirs]) -> Theirs:
    """Return the lines of one placement as one."""
    first = lines[0]
    if len(lines) == 1:
        return first
    amounts = [line.cents for line in lines if line.cents is not None]
    states = {line.state for line in lines}
    state = next(one for one in (TheirState.ACTIVE, TheirState.PAUSED, None, TheirState.CLOSED) if one in states)
    return first._replace(cents=Cents(sum(amounts)) if amounts else None, state=state)


def _otherwise(own: Ours, line: Theirs, tolerance: Cents) -> Difference | None:
    """Return how a line says otherwise than we do of a placement; where it stands otherwise the amount is no news."""
    kind = None
    if own.state is not None and line.state is not own.state and (line.state is not None or _ended(own)):
        kind = DifferenceKind.STATE
    elif line.cents is not None and abs(line.cents - own.cents) > tolerance and not _ended(own):
        kind = DifferenceKind.AMOUNT
    if kind is None:
        return None
    return _difference(kind, own, line)


def _on_one(lacking: Sequence[Ours], strange: Sequence[Theirs]) -> Iterator[Difference]:
    """Yield what only one of the lists has, and what may be the same by name and amount."""
    proposed = _proposed(lacking, strange)
    same = {own.placement_id for own in proposed.values()}
    for own in lacking:
        if own.placement_id not in same:
            yield _difference(DifferenceKind.ONLY_OURS, own, None)
    for line in strange:
        if line.line in proposed:
            yield _difference(DifferenceKind.PROPOSED, proposed[line.line], line)
        elif line.state is not TheirState.CLOSED:
            yield _difference(DifferenceKind.ONLY_THEIRS, None, line)


def _proposed(lacking: Sequence[Ours], strange: Sequence[Theirs]) -> Mapping[int, Ours]:
    """Return which line may be which placement: alike in name and amount, and nothing else is like either of them."""
    by_word: dict[tuple[Cents, str], list[Ours]] = defaultdict(list)
    for own in lacking:
        for word in set(telling_words(own.name)):
            by_word[own.cents, word].append(own)
    lines: dict[int, Ours] = {}
    taken: Counter[int] = Counter()
    for line in strange:
        if line.cents is None:
            continue
        words = set(telling_words(line.name))
        alike = {
            own.placement_id: own
            for word in words
            for own in by_word.get((line.cents, word), ())
            if _alike(words, set(telling_words(own.name)))
        }
        taken.update(alike.keys())
        if len(alike) == 1:
            lines[line.line] = next(iter(alike.values()))
    return {line: own for line, own in lines.items() if taken[own.placement_id] == 1}


def _alike(one: set[str], other: set[str]) -> bool:
    """Tell whether one name has all the telling words of the other."""
    return one <= other or other <= one


def _difference(kind: DifferenceKind, own: Ours | None, line: Theirs | None) -> Difference:
    return Difference(
        kind,
        own.placement_id if own else None,
        line.line if line else None,
        (own.numbers[0] if own and own.numbers else "") or (line.number if line else ""),
        (line.reference if line else "") or (own.reference if own else ""),
        (own.name if own else "") or (line.name if line else ""),
        own.cents if own else None,
        line.cents if line else None,
        line.state if line else None,
    )
