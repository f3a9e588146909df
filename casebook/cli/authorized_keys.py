"""`casebook authorized-keys`: the keys that sshd lets in, each of which can begin one session and nothing else."""

import base64
import binascii
import os
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from casebook.cli import enclosed
from casebook.cli.opening import Asked, login, opened
from casebook.domain import ssh_keys
from casebook.errors import InputError
from casebook.jobs.own_folder import written
from casebook.store.database import Database
from casebook.store.models.ssh import Refusal
from casebook.store.people import today
from casebook.store.queries.ssh_keys import KeyRow, is_told, keys
from casebook.store.transaction import NOBODY

# What a shell and sshd read as it is.
_PLAIN = re.compile(r"/[A-Za-z0-9_./+@-]*", re.ASCII)
_OFFERED = 2


def run(asked: Asked) -> int:
    """Show or write the keys; returns the exit status 0, raises `CasebookError`."""
    options = asked.options
    if not enclosed.is_enclosed(os.environ):
        raise InputError("session.first")
    if options.user is not None and options.user != login():
        # A key opens a session of the one user who keeps the data.
        return 0
    only = _only(options.offered, options.fingerprint)
    with opened(asked.address) as database:
        day = today(database)
        known = [key for key in keys(database) if only in (None, key.fingerprint)]
        lines = list(_lines(known, day, options.home))
        if only is not None:
            _record(database, known, day)
    if options.write:
        _write(Path(options.write), "".join(f"{line}\n" for line in lines))
    else:
        for line in lines:
            print(line)
    return 0


def _only(offered: list[str], fingerprint: str | None) -> str | None:
    """Return the fingerprint of the one key that is asked for, None where all are."""
    if not offered:
        return fingerprint
    try:
        return ssh_keys.fingerprint_of(base64.b64decode(offered[-1] if len(offered) == _OFFERED else "", validate=True))
    except (binascii.Error, ValueError):
        raise InputError("ssh_key.broken") from None


def _lines(known: list[KeyRow], day: date, home: str | None) -> Iterator[str]:
    # Of this Python, which with -I looks at no variable and loads nothing from where it stands.
    program = f"{_plain(sys.executable)} -I -m casebook"
    where = f" --home {_plain(home)}" if home is not None else ""
    for key in known:
        # A login that could mean something to a shell lets nobody in, and keeps nobody else out.
        if key.lets_in(day) and ssh_keys.fits_forced_command(key.login):
            forced = f"{program} session {key.login} --key {key.fingerprint}{where}"
            yield f'restrict,pty,command="{forced}" {key.type} {key.body}'


def _plain(path: str) -> str:
    """Return a path that can stand in a forced command as it is. Raises `InputError` for another."""
    if not _PLAIN.fullmatch(path):
        raise InputError("ssh_key.path", value=path)
    return path


def _record(database: Database, known: list[KeyRow], day: date) -> None:
    """Record, once a day, that somebody came with a key that was revoked, or of who works here no longer."""
    for key in known:
        why = Refusal.LEFT if key.revoked_on is None else Refusal.REVOKED
        if not key.lets_in(day) and not is_told(database, key.fingerprint, day, why):
            # All that people can do is imported for it: who comes in does not wait for that.
            from casebook.store.actions.ssh_keys import RefuseSession
            from casebook.store.perform import perform

            refused = RefuseSession(why, "", "", key.fingerprint, key.person_id)
            perform(database, NOBODY, day, refused)


def _write(file: Path, content: str) -> None:
    try:
        at = os.open(file.absolute().parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            with written(at, file.name) as opened_file:
                opened_file.write(content.encode())
        finally:
            os.close(at)
    except OSError as error:
        raise InputError("ssh_key.not_written", place=str(file), reason=error.strerror or "") from None
