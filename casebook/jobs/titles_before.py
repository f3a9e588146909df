"""Titles from before more was kept of one: the nightly pass puts those whose day is known among the titles.

Of the others nothing is made up: a person says when they were given.
"""

from datetime import date

from casebook.errors import Refused, Stale
from casebook.store import titles_before
from casebook.store.actions.titles_known import KnowTitle
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.transaction import NOBODY


def take_up(database: Database, day: date) -> int:
    """Put the titles whose day is known among the titles, and return how many these were."""
    count = 0
    for one in titles_before.dated(database):
        try:
            perform(database, NOBODY, day, KnowTitle(one.claim_id))
        except (Refused, Stale):
            # Its days cannot be, or somebody worked on it meanwhile: it waits for a person.
            continue
        count += 1
    return count
