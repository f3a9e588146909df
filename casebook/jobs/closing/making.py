"""Making a report of Closing, and finding the cases behind a row of it."""

from typing import Any

from casebook.jobs.closing import as_at, cash, cost, months, provision, recovery, roll_forward
from casebook.jobs.closing.report import Behind, Report, Wanted, What
from casebook.store.database import Database

_MADE = {
    What.AS_AT: as_at.report,
    What.ROLL_FORWARD: roll_forward.report,
    What.PROVISION: provision.report,
    What.CASH: cash.report,
    What.RECOVERY: recovery.report,
    What.COST: cost.report,
    What.MONTHS: months.report,
}


def report(database: Database, what: What, wanted: Wanted) -> Report:
    """Return a report."""
    return _MADE[what](database, wanted)


def behind(database: Database, what: What, wanted: Wanted, key: Any) -> list[Behind]:
    """Return the cases behind a row, by its key."""
    match what:
        case What.AS_AT:
            return as_at.behind(database, wanted, *key)
        case What.ROLL_FORWARD:
            return roll_forward.behind(database, wanted, *key)
        case What.PROVISION:
            return provision.behind(database, wanted, key)
        case What.CASH:
            return cash.behind(database, wanted, key)
        case What.RECOVERY:
            return recovery.behind(database, wanted, key)
        case What.COST:
            return cost.behind(database, wanted, key)
        case What.MONTHS:
            return months.behind(database, key)
