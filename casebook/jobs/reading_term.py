"""Who read what is removed at the end of its term."""

from datetime import date

from casebook.errors import Refused
from casebook.store.actions.readings import RemoveReadings, kept_from
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.transaction import NOBODY

_NONE = "readings.none_over"


def remove(database: Database, day: date) -> None:
    """Remove the readings whose term is over on a day; where there are none nothing is done."""
    term = database.law.defaults.retention.applied(day).value.readings
    try:
        perform(database, NOBODY, day, RemoveReadings(kept_from(term, day)))
    except Refused as refused:
        if refused.code != _NONE:
            raise
