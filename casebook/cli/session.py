"""`casebook session`: what sshd starts for who comes in with a key; the app, or one file in or out of his folder."""

import os
import resource
import select
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from shutil import copyfileobj
from typing import NamedTuple

from casebook import paths
from casebook.cli import app, enclosed, sessions_open
from casebook.cli.opening import Asked, opened
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import CasebookError, InputError, Refused
from casebook.jobs import own_folder
from casebook.store.database import Database
from casebook.store.models.ssh import Refusal
from casebook.store.people import actor_for, today
from casebook.store.queries.ssh_keys import KeyRow, is_told, key_with
from casebook.store.transaction import NOBODY
from casebook.text import clean_line
from casebook.words import say

# What no session needs: more than this somebody takes who sends without an end, and from everybody else here.
_MOST_MEMORY = 2 * 2**30
_WANTED = "SSH_ORIGINAL_COMMAND"
# So much of what was asked for stands on record.
_LONGEST = 200
_APP = "app"
# A file that may not come in, and a name that is none.
_WHY = {"session.size": Refusal.SIZE, "session.full": Refusal.SIZE, "session.name": Refusal.NAME}


class _Visit(NamedTuple):
    """Somebody who came in: with which key, from where, and what he asked for."""

    database: Database
    day: date
    login: str
    fingerprint: str
    address: str
    wanted: str

    def refuse(self, why: Refusal, person: int | None, error: CasebookError) -> CasebookError:
        """Record that something was refused, and return the error that says so."""
        self.record(why, person, self.wanted or _APP)
        return error

    def record(self, why: Refusal, person: int | None, asked: str) -> None:
        """Record that something was refused."""
        # All that people can do is imported for it: nobody waits for that to get a file.
        from casebook.store.actions.ssh_keys import RefuseSession
        from casebook.store.perform import perform

        asked = clean_line(asked, _LONGEST)
        perform(self.database, NOBODY, self.day, RefuseSession(why, asked, self.address, self.fingerprint, person))


def run(asked: Asked) -> int:
    """Let a person in and do what he asked for; returns the exit status, raises `CasebookError`."""
    if not enclosed.is_enclosed(os.environ):
        raise InputError("session.first")
    os.umask(0o077)
    _limit()
    signal.signal(signal.SIGTSTP, signal.SIG_IGN)
    options = asked.options
    with ExitStack() as stack:
        database = stack.enter_context(opened(asked.address))
        # Bytes that are no text are shown as what they are.
        wanted = os.fsencode(os.environ.pop(_WANTED, "")).decode("utf-8", "backslashreplace")
        visit = _Visit(database, today(database), options.login, options.key, enclosed.address(os.environ), wanted)
        key = _key(visit)
        stack.enter_context(sessions_open.place(paths.sessions(os.environ), key.person_id))
        tried = clean_line(enclosed.set_by_him(os.environ), _LONGEST)
        if tried and not is_told(database, key.fingerprint, visit.day, Refusal.COMMAND, tried):
            # His session is what it would be without them.
            visit.record(Refusal.COMMAND, key.person_id, tried)
        folder = paths.people(os.environ) / str(key.person_id)
        os.environ[paths.OWN_FOLDER] = str(folder)
        if not wanted:
            app.prepare(asked.chosen)
            actor = actor_for(database, key.login, visit.day)._replace(key=key.key_id)
            return app.show(database, asked.chosen, actor=actor)
        return _files(visit, key, folder, asked.language)


def _limit() -> None:
    # What debtors told us is not left behind in a file when the program is cut short.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    most = _MOST_MEMORY if most == resource.RLIM_INFINITY else min(most, _MOST_MEMORY)
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _key(visit: _Visit) -> KeyRow:
    """Return the key with which a person comes in. Raises `Refused` where it does not let him in."""
    key = key_with(visit.database, visit.fingerprint)
    error = Refused("session.not_in", source=HOUSE_RULE)
    if key is None or key.login != visit.login:
        raise visit.refuse(Refusal.UNKNOWN, None, error)
    if not key.lets_in(visit.day):
        raise visit.refuse(Refusal.LEFT if key.revoked_on is None else Refusal.REVOKED, key.person_id, error)
    return key


def _files(visit: _Visit, key: KeyRow, folder: Path, language: str) -> int:
    verb, apart, name = visit.wanted.partition(" ")
    works: dict[tuple[str, str], Callable[[], None]] = {
        ("list", ""): lambda: _list(folder),
        ("put", " "): lambda: _put(folder, name, language),
        ("get", " "): lambda: _get(folder, name),
    }
    work = works.get((verb, apart))
    if work is None:
        raise visit.refuse(Refusal.COMMAND, key.person_id, Refused("session.command", source=HOUSE_RULE))
    try:
        work()
    except CasebookError as error:
        if error.code in _WHY:
            raise visit.refuse(_WHY[error.code], key.person_id, error) from None
        raise
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError("session.not_kept", name=name, reason=error.strerror or "") from None
    return 0


def _list(folder: Path) -> None:
    for one in own_folder.listed(folder):
        print(f"{one.size}\t{one.on}\t{one.name}")


def _put(folder: Path, name: str, language: str) -> None:
    own_folder.put(folder, name, sys.stdin.buffer, _is_cut_short)
    print(say("session.put", {"name": name}, language), file=sys.stderr)


def _is_cut_short() -> bool:
    """Say whether nobody listens any more: then what was read ended where the connection broke, not where it ends."""
    listener = select.poll()
    listener.register(sys.stdout.fileno(), 0)
    return bool(listener.poll(0))


def _get(folder: Path, name: str) -> None:
    with own_folder.got(folder, name) as file:
        copyfileobj(file, sys.stdout.buffer)
    sys.stdout.buffer.flush()
