"""A review of expiring claims as it is kept: a file that is always the same for the same clocks."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from hashlib import sha256
from typing import Any

from casebook.domain.clock_review import Decision, Lack, ReviewedClock, Section
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.limitation.facts import Proof
from casebook.domain.money import Cents


def kept(clocks: Iterable[ReviewedClock], day: date, until: date) -> bytes:
    """Return a review as it is kept: the same clocks are always the same bytes."""
    rows = [[_plain(value) for value in clock] for clock in sorted(clocks, key=lambda one: one.key)]
    head = {"day": day.isoformat(), "until": until.isoformat(), "columns": list(ReviewedClock._fields)}
    return json.dumps({**head, "clocks": rows}, separators=(",", ":"), sort_keys=True).encode()


def digest(clocks: Iterable[ReviewedClock], day: date, until: date) -> str:
    """Return the SHA-256 of a review as it is kept."""
    return sha256(kept(clocks, day, until)).hexdigest()


def read(content: bytes) -> list[ReviewedClock]:
    """Return the clocks of a review that was kept."""
    return [
        ReviewedClock._make(None if value is None else of(value) for of, value in zip(_READ, row, strict=True))
        for row in json.loads(content)["clocks"]
    ]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else int(value) if isinstance(value, bool) else value


# How each column of what was kept is read.
_READ: tuple[Callable[[Any], Any], ...] = (
    int,
    int,
    ClockKind,
    int,
    Section,
    date.fromisoformat,
    date.fromisoformat,
    Cents,
    Decision,
    bool,
    bool,
    Lack,
    bool,
    date.fromisoformat,
    Proof,
    date.fromisoformat,
    int,
)
