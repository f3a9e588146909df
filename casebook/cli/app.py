"""`casebook` without a command: the app, and what is asked before it where there is no database yet."""

import gc
import io
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date

from casebook import paths, words
from casebook.cli.opening import Asked, login, opened
from casebook.errors import InputError, StoreError
from casebook.settings import Settings
from casebook.store import people
from casebook.store.connection import Limits
from casebook.store.database import Database
from casebook.store.transaction import Actor
from casebook.text import clean_line

_NOTHING = ("store.missing", "store.empty")
# As a shell reports a command whose terminal was closed.
_HUNG_UP = 129
# The settings of the library, which are no choice of the person's.
_TEXTUAL = "TEXTUAL"
# So often a second is painted at most: with the sixty that come with the library what changes a moment after a frame
# waits twice as long to be seen.
_FRAMES = "120"
# In thousandths of a second: so long Esc waits for what would make it the beginning of another key. Left to itself the
# library waits twice as long, and to go back is what is typed most.
_ESCAPE = "50"


def run(asked: Asked) -> int:
    """Open the app on the database; returns the exit status, raises `CasebookError`."""
    prepare(asked.chosen)
    with ExitStack() as stack:
        try:
            database = stack.enter_context(opened(asked.address))
        except StoreError as error:
            if error.code not in _NOTHING:
                raise
        else:
            return show(database, asked.chosen)
    return _begin(asked)


def prepare(chosen: Settings) -> None:
    """Make the process ready for the app. Raises `InputError` without a terminal, `SettingsError` for unknown keys."""
    if not at_terminal():
        raise InputError("start.no_terminal")
    for name in [name for name in os.environ if name.startswith(_TEXTUAL)]:
        # Among them what writes every key that is typed to a file.
        del os.environ[name]
    os.environ[f"{_TEXTUAL}_FPS"] = _FRAMES
    os.environ.setdefault("ESCDELAY", _ESCAPE)
    if isinstance(sys.stderr, io.TextIOWrapper):
        # Where it is painted; a sign that the terminal has not takes the room of one.
        sys.stderr.reconfigure(errors="replace")
    # Until the first frame almost nothing of what is made is thrown away, and looking for it takes a tenth of the time.
    gc.disable()
    check(chosen)


def at_terminal() -> bool:
    """Say whether there is a terminal that can show the app."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return os.environ.get("TERM") != "dumb" and all(stream is not None and stream.isatty() for stream in streams)


def check(chosen: Settings) -> None:
    """Check the keys that were chosen. Raises `SettingsError`."""
    if chosen.keys:
        from casebook.ui.chosen_keys import check_keys

        check_keys(chosen.keys, str(chosen.file))


def show(
    database: Database,
    chosen: Settings,
    today: Callable[[Database], date] = people.today,
    actor: Actor | None = None,
) -> int:
    """Run the app for who is logged in, or for an actor whom sshd let in; returns the exit status.

    Raises `CasebookError` and what is a fault of ours.
    """
    from casebook.store.queries.people import persons
    from casebook.store.queries.queue import Whose
    from casebook.ui.app import CasebookApp
    from casebook.ui.desk import Session
    from casebook.ui.drafts import Drafts

    day = today(database)
    actor = actor or people.actor_for(database, login(), day)
    assert actor.person is not None
    person = next(one for one in persons(database, day) if one.person_id == actor.person)
    language = chosen.language if chosen.language_chosen else person.language or chosen.language
    drafts = Drafts(paths.drafts(os.environ), database.address.shown, actor.person)
    session = Session(database, actor, Whose(actor.person, person.team_ids), day, language, today, drafts, chosen)
    app = CasebookApp(session, chosen.keys, chosen.theme)
    # The app has two connections of its own, of which this becomes one.
    database.limits = Limits(*chosen.waits)
    database.hand_on()
    app.run()
    if app.fault is not None:
        raise app.fault
    if app.hung_up:
        _forget_terminal()
        return _HUNG_UP
    return app.return_code or 0


def _begin(asked: Asked) -> int:
    """Ask whether a database is to be made, and open the app on it, or on the sample office."""

    def say(code: str, **parameters: object) -> str:
        return words.say(code, parameters, asked.language)

    print(say("start.nothing", database=asked.address.shown))
    print(say("start.choices"))
    while True:
        match _answer(say("start.choose")):
            case "1":
                from casebook.cli import init

                name = _answer(say("start.office", name=init.OFFICE))
                if name is None:
                    return 0
                init.make(asked.address, name or init.OFFICE)
                with opened(asked.address) as database:
                    return show(database, asked.chosen)
            case "2":
                from casebook.cli import demo

                return demo.look(asked.chosen)
            case "3" | None:
                return 0


def _forget_terminal() -> None:
    """Let what is still written go nowhere, or it fails when the interpreter ends."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())


def _answer(question: str) -> str | None:
    """Return the line that is typed, None where there comes none."""
    try:
        return clean_line(input(question))
    except EOFError:
        print()
        return None
