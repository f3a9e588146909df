"""A sample of cases for an auditor: the same for the same seed, whoever draws it and wherever.

The largest cases are always in it, a fifth of the sample. The rest is drawn: the other cases are laid in order of their
amounts and cut in four layers of as many cases each, and from each layer the same number is taken. Within a layer those
are taken whose SHA-256 of the seed and the number comes first, so that nobody can choose them, and everybody can draw
them again.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

_LAYERS, _SHARE = 4, 5


class Candidate(NamedTuple):
    """A case that may be drawn: its number and what it is weighed by, whatever its sign."""

    number: str
    cents: int


class Drawn(NamedTuple):
    """A case in the sample: layer 0 for the largest, else 1 for the layer of the largest others up to 4."""

    number: str
    cents: int
    layer: int


def sample(candidates: Sequence[Candidate], seed: int, size: int) -> list[Drawn]:
    """Return `size` of the cases, or all of them where there are no more, by layer and within it as they were drawn."""
    ordered = sorted(candidates, key=lambda one: (-abs(one.cents), one.number))
    largest = min(len(ordered), -(-size // _SHARE))
    found = [Drawn(one.number, one.cents, 0) for one in ordered[:largest]]
    rest = ordered[largest:]
    layers = [
        sorted(rest[len(rest) * at // _LAYERS : len(rest) * (at + 1) // _LAYERS], key=lambda one: _lot(seed, one))
        for at in range(_LAYERS)
    ]
    wanted = min(size, len(ordered)) - largest
    taken = [0] * _LAYERS
    # One of each layer in turn, so that what a short layer lacks comes from the others.
    while sum(taken) < wanted:
        for at in range(_LAYERS):
            if taken[at] < len(layers[at]) and sum(taken) < wanted:
                taken[at] += 1
    for at, layer in enumerate(layers):
        found += [Drawn(one.number, one.cents, at + 1) for one in layer[: taken[at]]]
    return found


def _lot(seed: int, one: Candidate) -> str:
    return sha256(f"{seed}\n{one.number}".encode()).hexdigest()
