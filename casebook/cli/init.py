"""`casebook init`: a database is made, or brought up to this version, and the office in it."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from casebook import paths
from casebook.cli.opening import Asked, Progress, login, with_folder
from casebook.cli.output import Told, telling
from casebook.errors import Refused
from casebook.store import unfinished
from casebook.store.address import Address
from casebook.store.database import Database
from casebook.store.migrations import upgrade
from casebook.store.people import today_in

OFFICE = "Bijzonder Beheer"
_ZONE = "Europe/Amsterdam"


def run(asked: Asked) -> int:
    """Make or upgrade the database; returns the exit status 0, raises `CasebookError`."""
    options = asked.options
    with telling(asked) as tell:
        first = None if options.without_backup else partial(_backed_up, asked, tell)
        code = make(asked.address, options.office or OFFICE, options.time_zone or _ZONE, first)
        tell(code, {"database": asked.address.shown, "login": login()})
    return 0


def make(target: Address, name: str, zone: str = _ZONE, first: Callable[[Database], None] | None = None) -> str:
    """Make or upgrade a database and, where it has none, its office, in which who does so is the first person.

    `first` is done with the database before it is upgraded. Returns the code of what was done. Raises `CasebookError`;
    what is wrong with the name of the user or with the time zone leaves nothing behind.
    """
    login()
    today_in(zone)
    with_folder(target)
    database = Database(target)
    database.connect()
    try:
        unfinished.refuse(database)
        if first is not None:
            first(database)
        applied = upgrade.upgrade(database)
        made = _office(database, name, zone)
    finally:
        database.close()
    return "init.made" if made else "init.upgraded" if applied else "init.current"


def _backed_up(asked: Asked, tell: Told, database: Database) -> None:
    """Make a backup of a database that is about to be upgraded, and say where."""
    from casebook.cli.backup import shown
    from casebook.jobs.upgrading import back_up_first

    progress = Progress()
    file = asked.address.file
    folder = asked.chosen.backups or (paths.backups(os.environ) if file is None else file.parent)
    made = back_up_first(database, folder, datetime.now(UTC).date(), shown(progress, asked.language))
    progress.done()
    if made is not None:
        tell("init.backed_up", {"file": str(made)})


def _office(database: Database, name: str, zone: str) -> bool:
    """Make the office where there is none."""
    if database.value("SELECT count(*) FROM office"):
        return False
    from casebook.store.actions.office import CreateOffice
    from casebook.store.perform import perform
    from casebook.store.transaction import EVERY_ROLE, Actor

    try:
        # The team the shipped profiles give what they bring in to: without it the first person would see none of it.
        command = CreateOffice(name, zone, login(), login(), team=OFFICE)
        perform(database, Actor(None, EVERY_ROLE), today_in(zone), command)
    except Refused as refused:
        if refused.code != "office.exists":
            raise
        # Of two that start at once the other was first.
        return False
    return True
