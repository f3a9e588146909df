"""The end of the log kept outside the database, line by line in a file that is only ever added to.

Whoever can write a whole database can make its chain anew; what stands here shows it, the better the fewer may write
where it stands. Several databases may share a file.
"""

import json
import os
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from casebook.errors import InputError
from casebook.store.verify import Checkpoint


class Of(NamedTuple):
    """A database: where it is, and what tells it from every other wherever it is (`verify.origin`)."""

    address: str
    origin: str


def append(file: Path, of: Of, end: Checkpoint, day: date, *, restored: bool = False) -> None:
    """Add the end of the log of a database on a day. Raises `InputError` where that cannot be.

    `restored`: it was made from a backup that ends here, so that what was kept of later lines no longer holds.
    """
    said = {"of": of.address, "origin": of.origin, **end._asdict(), "day": day.isoformat()}
    add_line(file, said | ({"restored": True} if restored else {}))


def add_line(file: Path, said: Mapping[str, Any]) -> None:
    """Add a line to a file that is only ever added to. Raises `InputError` where that cannot be."""
    line = json.dumps(said) + "\n"
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


def read(file: Path, of: Of) -> list[Checkpoint]:
    """Return what was kept of a database, none where there is no file.

    Of one that is new where it is, that is what was kept of it where it was before. Raises `InputError` where the file
    cannot be read, with the first line that is damaged.
    """
    here: list[Checkpoint] = []
    elsewhere: list[Checkpoint] = []
    for number, one in lines(file):
        try:
            end = Checkpoint(
                int(one["number"]),
                str(one["hash"]),
                str(one["at"]),
                int(one.get("read_number", 0)),
                str(one.get("read_hash", "")),
            )
            is_here = one["of"] == of.address
        except (ValueError, KeyError, TypeError):
            raise InputError("verify.kept_damaged", file=str(file), line=number) from None
        if is_here and one.get("restored"):
            here = [kept for kept in here if kept.number <= end.number and kept.read_number <= end.read_number]
        if is_here:
            here.append(end)
        elif of.origin and one.get("origin") == of.origin:
            elsewhere.append(end)
    return here or elsewhere


def lines(file: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the lines of a file with their numbers, none where there is no file. Raises `InputError` as `read` does."""
    try:
        found = file.read_text("utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return
    except OSError as error:
        raise InputError("verify.kept_unreadable", file=str(file), reason=error.strerror or "") from None
    for number, line in enumerate(found, 1):
        try:
            one = json.loads(line)
        except ValueError:
            one = None
        if not isinstance(one, dict):
            raise InputError("verify.kept_damaged", file=str(file), line=number)
        yield number, one
