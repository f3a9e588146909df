"""Keeping the folders of who works over SSH: what lies there too long is removed, and the log tells it."""

from datetime import date, timedelta
from pathlib import Path

from casebook.jobs import own_folder
from casebook.store.actions.ssh_keys import TidyFolder
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.transaction import NOBODY


def tidy(database: Database, day: date, folders: Path) -> int:
    """Remove what lies in the folders, each named by the id of its person, too long; return how many files that were.

    A folder that cannot be tidied today, and one of nobody, keeps no other from it.
    """
    before = day - timedelta(days=database.law.defaults.own_folder.applied(day).value)
    count = 0
    for (person,) in database.fetch("SELECT id FROM person ORDER BY id"):
        folder = folders / str(person)
        if not folder.is_dir():
            continue
        try:
            gone = own_folder.tidy(folder, before)
        except OSError:
            continue
        if gone:
            perform(database, NOBODY, day, TidyFolder(person, len(gone), sum(one.size for one in gone), before))
            count += len(gone)
    return count
