"""For whom of ours a publication in the insolvency register is, by what that is known, and how sure it is."""

from datetime import date
from typing import NamedTuple

from casebook.domain.insolvency.facts import Match
from casebook.domain.insolvency.register import Registered
from casebook.domain.matching.names import likeness

# In percent. A name alone is never sure: somebody else may have it.
CONFIDENCE = {Match.NUMBER: 100, Match.KVK: 98, Match.BIRTH_DATE: 95, Match.PERSON: 100, Match.NAME: 50}
# So like a name has to be beside a day of birth, and where it is all there is.
_BESIDE, _ALONE = 80, 93
_KVK_DIGITS = 8


class Known(NamedTuple):
    """A party of ours: its names, what is known of it, and the numbers of its proceedings."""

    id: int
    names: tuple[str, ...]
    birth_on: date | None
    kvk: str | None
    natural: bool | None
    numbers: frozenset[str] = frozenset()


def whole_kvk(number: str) -> str:
    """Return a number of the trade register with eight digits: old ones were shorter."""
    return number.zfill(_KVK_DIGITS)


def match(found: Registered, known: Known) -> Match | None:
    """Return by what a party is the one that a publication is of, None where it is not.

    A number of the trade register or a day of birth that differs says that it is somebody else, whatever the name.
    """
    if known.numbers & {found.number, found.former, *found.others}:
        return Match.NUMBER
    kvks = {whole_kvk(one) for one in found.kvks}
    if known.kvk and whole_kvk(known.kvk) in kvks:
        return Match.KVK
    alike = max((likeness(one, name) for one in known.names for name in (found.name, *found.trades)), default=0.0)
    if known.birth_on is not None and known.birth_on == found.birth_on and alike >= _BESIDE:
        return Match.BIRTH_DATE
    differs = known.birth_on is not None and found.birth_on is not None and known.birth_on != found.birth_on
    differs = differs or bool(known.kvk and kvks)
    differs = differs or (known.natural is not None and known.natural is not found.natural)
    return Match.NAME if alike >= _ALONE and not differs else None
