"""`casebook init`: a database is made, or brought up to this version, and the office in it."""

import os

from casebook.cli.opening import Asked, login
from casebook.store.database import Database
from casebook.store.migrations import upgrade
from casebook.words import say

_OFFICE, _ZONE = "Bijzonder Beheer", "Europe/Amsterdam"


def run(asked: Asked) -> int:
    """Make or upgrade the database; returns the exit status 0, raises `CasebookError`."""
    file = asked.address.file
    if file is not None:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # What debtors told us is nobody else's to read: also the files that SQLite keeps beside it follow these rights.
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    database = Database(asked.address)
    database.connect()
    try:
        applied = upgrade.upgrade(database)
        made = _office(database, asked)
    finally:
        database.close()
    code = "init.made" if made else "init.upgraded" if applied else "init.current"
    print(say(code, {"database": asked.address.shown, "login": login()}, asked.language))
    return 0


def _office(database: Database, asked: Asked) -> bool:
    """Make the office where there is none; the one who does becomes its first person."""
    if database.value("SELECT count(*) FROM office"):
        return False
    from casebook.store.actions.office import CreateOffice
    from casebook.store.people import today_in
    from casebook.store.perform import perform
    from casebook.store.transaction import EVERY_ROLE, Actor

    zone = asked.options.time_zone or _ZONE
    command = CreateOffice(asked.options.office or _OFFICE, zone, login(), login())
    perform(database, Actor(None, EVERY_ROLE), today_in(zone), command)
    return True
