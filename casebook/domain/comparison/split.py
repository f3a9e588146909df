"""Which cases of a batch go to the challenger: drawn by lot, so that the claims of both arms are alike.

The lot of a case is a hash of the seed and its number, so that anybody can draw it again. Within a stratum the cases
with the lowest lots go to the challenger; how many is counted on from stratum to stratum, so that neither a stratum nor
the whole is off by a case or more from the share that was asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple

from casebook.domain.comparison.strata import Stratum
from casebook.domain.placements.facts import Arm

_WHOLE = 100


class Entrant(NamedTuple):
    """A case of a batch, by its number, with what its claims are like."""

    number: str
    stratum: Stratum


def split(entrants: Iterable[Entrant], share: int, seed: int) -> Mapping[str, Arm]:
    """Return the arm of each case by its number; `share` percent, from 0 to 100, go to the challenger."""
    strata: defaultdict[Stratum, list[str]] = defaultdict(list)
    for one in entrants:
        strata[one.stratum].append(one.number)
    # Where one begins is drawn too: so each case has the same chance, also where strata are small.
    begun = _lot(seed, "") % _WHOLE
    arms: dict[str, Arm] = {}
    for stratum in sorted(strata):
        numbers = sorted(strata[stratum], key=lambda number: _lot(seed, number))
        until = begun + share * len(numbers)
        challengers = until // _WHOLE - begun // _WHOLE
        arms |= dict.fromkeys(numbers[:challengers], Arm.CHALLENGER)
        arms |= dict.fromkeys(numbers[challengers:], Arm.CHAMPION)
        begun = until
    return arms


def _lot(seed: int, number: str) -> int:
    return int.from_bytes(sha256(f"{seed}\n{number}".encode()).digest())
