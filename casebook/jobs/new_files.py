"""New files put in their place whole, and never over one that is there: written beside it first.

What a run that was killed left beside it is gone after the next run that writes to the folder.
"""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

# What debtors told us, and their accounts, are nobody else's to read.
_FILE = 0o600
_ENDING = ".casebook-part"
# What a file system says that knows no second name for a file.
_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES, errno.EINVAL})


class Part(NamedTuple):
    """A file beside the place it is meant for."""

    place: Path
    path: Path
    file: BinaryIO

    def put(self) -> None:
        """Put what was written in its place. Raises `FileExistsError` where there is something by now."""
        self.file.flush()
        os.fsync(self.file.fileno())
        try:
            self.place.hardlink_to(self.path)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            if os.path.lexists(self.place):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(self.place)) from None
            # Another run of ours for the same place waits for the lock.
            self.path.rename(self.place)


@contextmanager
def beside(place: Path) -> Iterator[Part]:
    """Make an empty file beside a place; unless it was put there, it is gone afterwards.

    Raises `FileExistsError` where there is something, or another run is writing it; `OSError` where the disk does not
    let it.
    """
    if os.path.lexists(place):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place))
    _tidy(place.parent)
    path = place.with_name(f".{place.name}{_ENDING}")
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, _FILE), "wb") as file:
        _locked(file.fileno())
        try:
            yield Part(place, path, file)
        finally:
            with suppress(OSError):
                path.unlink()


def _tidy(folder: Path) -> None:
    """Remove what runs left that were killed; what is locked is still being written."""
    for path in folder.glob(f".*{_ENDING}"):
        with suppress(OSError):
            opened = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
            try:
                if _locked(opened):
                    path.unlink()
            finally:
                os.close(opened)


def _locked(opened: int) -> bool:
    """Lock a file unless another has it, and tell whether none has; where files have no locks none has."""
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
