"""What came in by post at the sample office: letters and mail of some days ago and of today, with their days moved."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from casebook.jobs import post
from casebook.store.database import Database
from casebook.store.transaction import Actor

_MAIL = ".eml"
_SENT = re.compile(r"^Date: (\d{2})-(\d{2})-(\d{4}) (\d{2}):(\d{2})$", re.MULTILINE)
# How long ago each folder came in: the first waits for longer than it should.
_FOLDERS = {"eerder": timedelta(days=4), "vandaag": timedelta()}


def bring_in(database: Database, actor: Actor, day: date, folder: Path, moved: Callable[[str], str]) -> None:
    """Take in the files of a folder; `moved` gives a text with its days moved. PDFs have none."""
    for name, ago in _FOLDERS.items():
        files = sorted((folder / name).iterdir())
        some = {f"post/{file.name}": _content(file, moved) for file in files}
        post.bring_in(database, actor, day - ago, some)


def _content(file: Path, moved: Callable[[str], str]) -> bytes:
    if file.suffix != _MAIL:
        return file.read_bytes()
    return _SENT.sub(_as_mail_has_it, moved(file.read_text("utf-8"))).encode()


def _as_mail_has_it(found: re.Match[str]) -> str:
    day, month, year, hour, minute = map(int, found.groups())
    return f"Date: {format_datetime(datetime(year, month, day, hour, minute, tzinfo=UTC))}"
