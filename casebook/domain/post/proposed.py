"""What something that came in is proposed as: a letter of ours that came back, or the answer to one."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.proof import ReturnedAs
from casebook.domain.post.nature import PostNature
from casebook.domain.post.returns import stands_in

# Of these much hangs on whether they arrived.
_PROVEN = frozenset({LetterKind.INTERRUPTION})
# A shorter number of a carrier, or part of a name, says nothing.
_TRACKING, _NAME = 6, 3


class Posted(NamedTuple):
    """What would stand on a letter of ours that went by post: the number of the carrier, the address and the day."""

    tracking: str
    addressee: str
    postcode: str
    house_number: str
    written_on: date


class Likeliest(NamedTuple):
    """The places of letters in their list, the likeliest first; `sure`: it is the first one and no other."""

    order: tuple[int, ...]
    sure: bool


def proves(nature: PostNature | None, kinds: Collection[LetterKind]) -> bool:
    """Tell whether what answers letters is proposed as proof of them: never where no person wrote it."""
    return nature is None and not _PROVEN.isdisjoint(kinds)


def bounced(nature: PostNature | None) -> ReturnedAs | None:
    """Return that a mail of ours came back, None for anything but a server's word that it did so for good."""
    return ReturnedAs.BOUNCED if nature is PostNature.BOUNCED else None


def likeliest(text: str, letters: Sequence[Posted]) -> Likeliest:
    """Return which of some letters came back with a text on it: by the carrier's number, or by name and address.

    Of several that went to one address nobody knows which it is, unless the day of one of them stands there.
    """
    places = [_place(text, one) for one in letters]
    order = sorted(range(len(letters)), key=lambda at: (places[at], at))
    first = min(places, default=_UNLIKELY)
    return Likeliest(tuple(order), first < _UNLIKELY and places.count(first) == 1)


_BY_TRACKING, _BY_NAME_AND_DAY, _BY_NAME, _UNLIKELY = range(4)


def _place(text: str, letter: Posted) -> int:
    if len(letter.tracking) >= _TRACKING and stands_in(text, [letter.tracking]):
        return _BY_TRACKING
    if not letter.postcode or not stands_in(text, [letter.postcode, letter.house_number]):
        return _UNLIKELY
    if not any(stands_in(text, [word]) for word in letter.addressee.split() if len(word) >= _NAME):
        return _UNLIKELY
    return _BY_NAME_AND_DAY if stands_in(text, [f"{letter.written_on:%d-%m-%Y}"]) else _BY_NAME
