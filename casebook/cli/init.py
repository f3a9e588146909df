"""`casebook init`: a database is made, or brought up to this version, and the office in it."""

from casebook.cli.opening import Asked, login, with_folder
from casebook.errors import Refused
from casebook.store.database import Database
from casebook.store.migrations import upgrade
from casebook.store.people import today_in
from casebook.words import say

_OFFICE, _ZONE = "Bijzonder Beheer", "Europe/Amsterdam"


def run(asked: Asked) -> int:
    """Make or upgrade the database; returns the exit status 0, raises `CasebookError`."""
    # Before there is a file: what is wrong with the command leaves nothing behind.
    login()
    today_in(asked.options.time_zone or _ZONE)
    with_folder(asked.address)
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
    from casebook.store.perform import perform
    from casebook.store.transaction import EVERY_ROLE, Actor

    zone = asked.options.time_zone or _ZONE
    command = CreateOffice(asked.options.office or _OFFICE, zone, login(), login())
    try:
        perform(database, Actor(None, EVERY_ROLE), today_in(zone), command)
    except Refused as refused:
        if refused.code != "office.exists":
            raise
        # Of two that start at once the other was first.
        return False
    return True
