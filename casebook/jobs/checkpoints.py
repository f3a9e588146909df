"""The end of the log kept outside the database, line by line in a file that is only ever added to.

Whoever can write a whole database can make its chain anew; what stands here shows it, the better the fewer may write
where it stands. Several databases may share a file.
"""

import json
import os
from datetime import date
from pathlib import Path

from casebook.errors import InputError
from casebook.store.verify import Checkpoint


def append(file: Path, database: str, end: Checkpoint, day: date) -> None:
    """Add the end of the log of a database, by its address, on a day. Raises `InputError` where that cannot be."""
    line = json.dumps({"of": database, **end._asdict(), "day": day.isoformat()}) + "\n"
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        opened = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(opened, f"{_missing_end(opened)}{line}".encode())
            os.fsync(opened)
        finally:
            os.close(opened)
    except OSError as error:
        raise InputError("verify.not_kept", file=str(file), reason=error.strerror or "") from None


def _missing_end(opened: int) -> str:
    """Return the end of a line that was cut off, so that the next one is whole."""
    size = os.fstat(opened).st_size
    return "\n" if size and os.pread(opened, 1, size - 1) != b"\n" else ""


def read(file: Path, database: str) -> list[Checkpoint]:
    """Return what was kept of a database, none where there is no file.

    Raises `InputError` where the file cannot be read, with the first line that is damaged.
    """
    try:
        lines = file.read_text("utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise InputError("verify.kept_unreadable", file=str(file), reason=error.strerror or "") from None
    found = []
    for number, line in enumerate(lines, 1):
        try:
            one = json.loads(line)
            end = Checkpoint(int(one["number"]), str(one["hash"]), str(one["at"]))
            if one["of"] == database:
                found.append(end)
        except (ValueError, KeyError, TypeError):
            raise InputError("verify.kept_damaged", file=str(file), line=number) from None
    return found
