"""Proceedings whose day in the lists has passed: the nightly pass lets them stand by what is due next."""

from datetime import date

from casebook.errors import Stale
from casebook.store import insolvency_days
from casebook.store.actions.insolvency_days import RenewInsolvencyDay
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.transaction import NOBODY


def renew(database: Database, day: date) -> int:
    """Renew the days that are not right on `day`, and return how many that were."""
    count = 0
    for one in list(insolvency_days.passed(database, day)):
        try:
            perform(database, NOBODY, day, RenewInsolvencyDay(one.id, one.version))
        except Stale:
            # Somebody worked on it meanwhile, and it has its day from that.
            continue
        count += 1
    return count
