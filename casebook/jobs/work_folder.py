"""A folder for what is needed only while one works; what a run that was killed left is gone after the next."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

_PREFIX = ".casebook-work-"


@contextmanager
def work_folder(parent: Path) -> Iterator[Path]:
    """Make a folder in another that only we can read, and remove it afterwards. Raises `OSError`."""
    with _locked(parent):
        # Nobody else looks for what is left behind while ours is not locked yet.
        _tidy(parent)
        folder = Path(mkdtemp(prefix=_PREFIX, dir=parent))
        ours = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        _lock(ours)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(ours)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(OSError):
            # Where files have no locks there is nobody to wait for.
            fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def _tidy(parent: Path) -> None:
    for folder in parent.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                if _lock(opened):
                    shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(opened)


def _lock(opened: int) -> bool:
    """Lock a folder unless another has it, and tell whether none has."""
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        # Also where files have no locks: what is left stays.
        return False
    return True
