"""The list of an agency beside ours: what only one of them has, and where they say otherwise.

A line is ours by our number or by the number the agency gave it; by name and amount alone it is only a proposal, which
a person accepts or not. Nothing here closes anything.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.matching.names import telling_words
from casebook.domain.money import ZERO, Cents
from casebook.domain.placements.known import Known, OurList, Ours, TheirState, ended


class DifferenceKind(StrEnum):
    """How two lists differ: on one of them only, in the amount, in how it stands; or perhaps the same after all."""

    ONLY_OURS = "only_ours"
    ONLY_THEIRS = "only_theirs"
    AMOUNT = "amount"
    STATE = "state"
    PROPOSED = "proposed"


# As how the lines of one placement stand together: None is a line that does not say.
_LIVELIEST = (TheirState.ACTIVE, TheirState.PAUSED, None, TheirState.CLOSED)


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


def compare(ours: OurList, theirs: Iterable[Theirs], tolerance: Cents = ZERO) -> Compared:
    """Return how two lists differ; an amount differs where it is more than `tolerance` apart.

    Several lines of one placement are taken together: their amounts add up, and it stands where one of them does.
    """
    lines = list(theirs)
    matched: dict[int, Theirs] = {}
    strange: list[Theirs] = []
    for line, placement_id in zip(lines, Known(ours).find(lines), strict=True):
        if placement_id is None:
            strange.append(line)
        else:
            before = matched.get(placement_id)
            matched[placement_id] = line if before is None else _together(before, line)
    lacking: list[Ours] = []
    differences: list[Difference] = []
    for own in ours.placements:
        found = matched.get(own.placement_id)
        if found is not None:
            if found.cents != own.cents or found.state is not own.state:
                differences += _otherwise(own, found, tolerance)
        elif own.state is not None and not ended(own):
            lacking.append(own)
    # Ours come in no order: of what differs there is less to sort.
    lacking.sort(key=lambda own: own.placement_id)
    differences.sort(key=lambda one: one.placement_id or 0)
    return Compared(len(ours.placements), len(lines), len(matched), (*differences, *_on_one(lacking, strange)))


def _together(one: Theirs, other: Theirs) -> Theirs:
    """Return two lines of one placement as one."""
    amounts = [line.cents for line in (one, other) if line.cents is not None]
    state = min(one.state, other.state, key=_LIVELIEST.index)
    return one._replace(cents=Cents(sum(amounts)) if amounts else None, state=state)


def _otherwise(own: Ours, line: Theirs, tolerance: Cents) -> Sequence[Difference]:
    """Return how a line says otherwise than we do of a placement; where it stands otherwise the amount is no news."""
    if own.state is not None and line.state is not own.state and (line.state is not None or ended(own)):
        return (_difference(DifferenceKind.STATE, own, line),)
    if line.cents is not None and abs(line.cents - own.cents) > tolerance and not ended(own):
        return (_difference(DifferenceKind.AMOUNT, own, line),)
    return ()


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
        (own.number if own else "") or (line.number if line else ""),
        (line.reference if line else "") or (own.reference if own else ""),
        (own.name if own else "") or (line.name if line else ""),
        own.cents if own else None,
        line.cents if line else None,
        line.state if line else None,
    )
