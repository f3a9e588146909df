"""The months of our entities, closed or not, as a report."""

from casebook.jobs.closing.report import Behind, Report, Wanted, What
from casebook.jobs.sheets import Column, Kind, Sheet
from casebook.store import roll_forward
from casebook.store.database import Database
from casebook.store.queries import month_closings
from casebook.store.queries.month_closings import MonthRow

_COLUMNS = (
    Column("creditor", "closing.head_creditor"),
    Column("until", "closing.head_month", Kind.DAY),
    Column("state", "closing.head_state", Kind.WORD),
    Column("closed_on", "closing.head_closed_on", Kind.DAY),
    Column("by", "closing.head_by"),
    Column("left", "closing.head_left", Kind.MONEY),
    Column("provision", "closing.head_provision", Kind.MONEY),
    Column("accepted", "closing.head_accepted", Kind.NUMBER),
    Column("since", "closing.head_since", Kind.MONEY),
)
_SPARE = {"by": 3, "provision": 4, "accepted": 5}


def report(database: Database, wanted: Wanted) -> Report:
    """Return the months there are, the newest first."""
    found = [
        row for row in month_closings.months(database, wanted.today) if wanted.creditor_id in (None, row.creditor_id)
    ]
    rows = [_row(one) for one in found]
    return Report(What.MONTHS, [("closing.months_said", {})], Sheet(_COLUMNS, rows), found, _SPARE)


def behind(database: Database, row: MonthRow) -> list[Behind]:
    """Return what was recorded in a month after it was closed."""
    if row.closing is None:
        return []
    found = roll_forward.since_closing(database, row.creditor_id, row.closing.closing_id)
    return [
        Behind(
            one.case_id,
            one.case_number,
            one.debtor,
            one.on_day,
            ("closing.behind_since", {"number": one.claim_number, "on": one.recorded_on or one.on_day}),
            one.cents,
        )
        for one in found
    ]


def _row(row: MonthRow) -> tuple[object, ...]:
    closing = row.closing
    if closing is None or not closing.stands:
        return row.code, row.until_on, state(row), None, "", None, None, None, None
    return (
        row.code,
        row.until_on,
        state(row),
        closing.closed_on,
        closing.person,
        closing.closing,
        closing.provision,
        closing.accepted,
        closing.since_cents if closing.since_number else None,
    )


def state(row: MonthRow) -> str:
    """Return how a month stands, as a word."""
    if row.is_closed:
        return "month_closed"
    if row.closing is not None:
        return "month_reopened"
    if row.is_before:
        return "month_before"
    if not row.is_over:
        return "month_runs"
    return "month_next" if row.is_next else "month_open"
