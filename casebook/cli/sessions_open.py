"""How many sessions a person has open at once on this host: each holds one of so many places while it lasts."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused

# Each takes some 75 MB of a machine that all share.
MOST = 8


@contextmanager
def place(folder: Path, person: int) -> Iterator[None]:
    """Hold a place of a person for as long as a session lasts. Raises `Refused` where he has as many as he may.

    A place is a lock, so that of who is killed is free at once.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number in range(MOST):
        opened = os.open(folder / f"{person}-{number}", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            # Where files have no locks nobody is counted.
            with suppress(OSError):
                if not _is_free(opened):
                    continue
            yield
            return
        finally:
            os.close(opened)
    raise Refused("session.too_many", source=HOUSE_RULE, most=MOST)


def _is_free(opened: int) -> bool:
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
