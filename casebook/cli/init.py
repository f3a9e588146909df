"""`casebook init`: a database is made, or brought up to this version, and the office in it."""

from casebook.cli.opening import Asked, login, with_folder
from casebook.errors import Refused
from casebook.store.address import Address
from casebook.store.database import Database
from casebook.store.migrations import upgrade
from casebook.store.people import today_in
from casebook.words import say

OFFICE = "Bijzonder Beheer"
_ZONE = "Europe/Amsterdam"


def run(asked: Asked) -> int:
    """Make or upgrade the database; returns the exit status 0, raises `CasebookError`."""
    options = asked.options
    code = make(asked.address, options.office or OFFICE, options.time_zone or _ZONE)
    print(say(code, {"database": asked.address.shown, "login": login()}, asked.language))
    return 0


def make(target: Address, name: str, zone: str = _ZONE) -> str:
    """Make or upgrade a database and, where it has none, its office, in which who does so is the first person.

    Returns the code of what was done. Raises `CasebookError`; what is wrong with the name of the user or with the
    time zone leaves nothing behind.
    """
    login()
    today_in(zone)
    with_folder(target)
    database = Database(target)
    database.connect()
    try:
        applied = upgrade.upgrade(database)
        made = _office(database, name, zone)
    finally:
        database.close()
    return "init.made" if made else "init.upgraded" if applied else "init.current"


def _office(database: Database, name: str, zone: str) -> bool:
    """Make the office where there is none."""
    if database.value("SELECT count(*) FROM office"):
        return False
    from casebook.store.actions.office import CreateOffice
    from casebook.store.perform import perform
    from casebook.store.transaction import EVERY_ROLE, Actor

    try:
        perform(database, Actor(None, EVERY_ROLE), today_in(zone), CreateOffice(name, zone, login(), login()))
    except Refused as refused:
        if refused.code != "office.exists":
            raise
        # Of two that start at once the other was first.
        return False
    return True
