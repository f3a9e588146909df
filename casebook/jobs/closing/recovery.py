"""What came in of what was open at intake, by month of intake and by how long after it, as a report."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from casebook.domain.money import Cents
from casebook.jobs.closing.report import Behind, Report, Said, Wanted, What
from casebook.jobs.sheets import Column, Kind, Sheet
from casebook.store.database import Database
from casebook.store.queries import recoveries
from casebook.store.queries.recoveries import WINDOWS

_TENTH = Decimal("0.1")
_COLUMNS = (
    Column("month", "closing.head_intake", Kind.DAY),
    Column("cases", "closing.head_cases", Kind.NUMBER),
    Column("open", "closing.head_at_intake", Kind.MONEY),
    *(Column(f"within_{days}", f"closing.head_within_{days}", Kind.MONEY) for days in WINDOWS),
    *(Column(f"share_{days}", f"closing.head_share_{days}", Kind.NUMBER) for days in WINDOWS),
)
# On a small screen the percentages are left; a file has all.
_SPARE = {f"within_{days}": 5 - at for at, days in enumerate(WINDOWS)} | {
    f"share_{days}": 10 - at for at, days in enumerate(WINDOWS)
}


def report(database: Database, wanted: Wanted) -> Report:
    """Return the cohorts, the newest first."""
    found = recoveries.cohorts(database, wanted.day, wanted.creditor_id)
    rows = [
        (
            one.month,
            len(one.cases),
            one.open_cents,
            *one.received,
            *(_share(cents, one.open_cents) for cents in one.received),
        )
        for one in found
    ]
    said: list[Said] = [("closing.recovery_said", {})]
    return Report(What.RECOVERY, said, Sheet(_COLUMNS, rows), [one.month for one in found], _SPARE)


def behind(database: Database, wanted: Wanted, key: date) -> list[Behind]:
    """Return the cases of a month, with what came in within the longest window."""
    found = recoveries.cohorts(database, wanted.day, wanted.creditor_id)
    return [
        Behind(
            case.case_id,
            case.number,
            case.debtor,
            case.opened_on,
            ("closing.behind_recovery", {"open": case.open_cents}),
            case.received[-1],
        )
        for one in found
        if one.month == key
        for case in one.cases
    ]


def _share(cents: Cents | None, of: Cents) -> Decimal | None:
    """Return a share in percent with one decimal, None where nothing was open or it is too early to say."""
    if cents is None or of <= 0:
        return None
    return (Decimal(cents) * 100 / of).quantize(_TENTH, ROUND_HALF_UP)
