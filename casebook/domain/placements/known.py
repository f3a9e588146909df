"""Placements with an agency by the numbers under which its files name them."""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from enum import StrEnum
from typing import NamedTuple, Protocol

from casebook.domain.money import Cents

_BETWEEN = re.compile(r"[\W_]+")
_BETWEEN_ASCII = {at: None for at in range(1, 128) if not chr(at).isalnum()}


class TheirState(StrEnum):
    """How a line of the list of an agency stands."""

    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"


class Ours(NamedTuple):
    """A placement with an agency: the number of its case, that of the agency, and what is open of it in cents.

    `state` is None for one that only has been asked for, of which the agency may not know yet; `CLOSED` for one that
    ended, which it is right that the agency no longer lists.
    """

    placement_id: int
    number: str
    reference: str
    name: str
    cents: Cents
    state: TheirState | None


class Numbers(NamedTuple):
    """Numbers, and beside each the placement that is known by it."""

    numbers: Sequence[str]
    ids: Sequence[int]


class OurList(NamedTuple):
    """The placements with an agency, and the numbers of the claims that lie in them."""

    placements: Sequence[Ours]
    claims: Numbers


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

    def __init__(self, ours: OurList) -> None:
        ids = [own.placement_id for own in ours.placements]
        over = {own.placement_id for own in ours.placements if ended(own)}
        numbers = [*(own.number for own in ours.placements), *ours.claims.numbers]
        self._numbers = _parts(Numbers(numbers, [*ids, *ours.claims.ids]), over)
        self._references = _parts(Numbers([own.reference for own in ours.placements], ids), over)

    def find(self, lines: Sequence[Numbered]) -> list[int | None]:
        """Return the placement of each line: of our number, else of that of the agency; None for none, or several.

        A number that nothing has as it stands is looked for whatever stands between its parts.
        """
        numbers, references = _index(self._numbers), _index(self._references)
        found = [numbers.get(line.number) for line in lines]
        for at, placement_id in enumerate(found):
            if placement_id is None:
                found[at] = references.get(lines[at].reference)
        left = [at for at, placement_id in enumerate(found) if placement_id is None]
        # A number that stands there as it is, and that several have, tells none of them in whatever form.
        by_number = _index_loosely(self._numbers, [lines[at].number for at in left if lines[at].number not in numbers])
        others = [lines[at].reference for at in left if lines[at].reference not in references]
        by_reference = _index_loosely(self._references, others)
        for at in left:
            found[at] = by_number.get(lines[at].number) or by_reference.get(lines[at].reference)
        return found


def ended(own: Ours) -> bool:
    """Tell whether a placement ended."""
    return own.state is TheirState.CLOSED


def _parts(known: Numbers, over: Set[int]) -> Sequence[Numbers]:
    """Return what ended, and what lives, each with its numbers."""
    if not over:
        return (known,)
    pairs = list(zip(known.numbers, known.ids, strict=True))
    return (_apart(pair for pair in pairs if pair[1] in over), _apart(pair for pair in pairs if pair[1] not in over))


def _apart(pairs: Iterable[tuple[str, int]]) -> Numbers:
    some = list(pairs)
    return Numbers([number for number, _ in some], [id_ for _, id_ in some])


def _index(parts: Iterable[Numbers]) -> dict[str, int | None]:
    """Return the placement of each number, None where several have it; a later part goes before an earlier one."""
    found: dict[str, int | None] = {}
    for part in parts:
        index: dict[str, int | None] = dict(zip(part.numbers, part.ids, strict=True))
        if len(index) < len(part.numbers):
            pairs = zip(part.numbers, part.ids, strict=True)
            index |= dict.fromkeys(number for number, id_ in pairs if index[number] != id_)
        found = found | index if found else index
    found.pop("", None)
    return found


def _index_loosely(parts: Iterable[Numbers], numbers: Sequence[str]) -> Mapping[str, int | None]:
    """Return the placement of each of some numbers, whatever stands between the parts of theirs and ours."""
    wanted = set(map(closed_up, numbers))
    if not wanted:
        return {}
    closed = (zip(_closed_up(part.numbers), part.ids, strict=True) for part in parts)
    index = _index([_apart(pair for pair in pairs if pair[0] in wanted) for pairs in closed])
    return {number: index.get(closed_up(number)) for number in numbers}


def _closed_up(numbers: Sequence[str]) -> list[str]:
    """Return numbers closed up, all at once where that can be; no number has a NUL in it."""
    joined = "\0".join(numbers)
    if not numbers or not joined.isascii():
        return [closed_up(number) for number in numbers]
    return joined.translate(_BETWEEN_ASCII).lower().split("\0")


def closed_up(number: str) -> str:
    """Return a number as it is whatever stands between its parts: `2025-0142` and `2025 0142` are alike."""
    return _BETWEEN.sub("", number).casefold()
