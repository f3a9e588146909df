"""What disputes teach, as tables: by root cause and department, by month, and each dispute by itself."""

from datetime import date
from enum import StrEnum

from casebook.domain.dispute_report import Group
from casebook.jobs.sheets import Column, Kind, Sheet
from casebook.store.database import Database
from casebook.store.queries import dispute_list


class By(StrEnum):
    """What a row is about."""

    CAUSE = "cause"
    MONTH = "month"
    DISPUTE = "dispute"


_CAUSES = (
    Column("root_cause", "disputes.column_cause", Kind.WORD),
    Column("department", "disputes.column_department"),
    Column("number", "disputes.column_number", Kind.NUMBER),
    Column("decided", "disputes.column_decided", Kind.NUMBER),
    Column("contested", "disputes.column_contested", Kind.MONEY),
    Column("accepted", "disputes.column_accepted", Kind.MONEY),
    Column("credited", "disputes.column_credited", Kind.MONEY),
    Column("median_days", "disputes.column_median", Kind.NUMBER),
    Column("mean_days", "disputes.column_mean", Kind.NUMBER),
)
_MONTHS = (
    Column("month", "disputes.column_month"),
    Column("number", "disputes.column_number", Kind.NUMBER),
    Column("contested", "disputes.column_contested", Kind.MONEY),
)
_DISPUTES = (
    Column("case", "disputes.column_case"),
    Column("debtor", "disputes.column_debtor"),
    Column("reason", "disputes.column_reason", Kind.WORD),
    Column("root_cause", "disputes.column_cause", Kind.WORD),
    Column("department", "disputes.column_department"),
    Column("owner", "disputes.column_owner"),
    Column("registered_on", "disputes.column_registered", Kind.DAY),
    Column("decided_on", "disputes.column_decided_on", Kind.DAY),
    Column("decision", "disputes.column_decision", Kind.WORD),
    Column("settled_on", "disputes.column_settled_on", Kind.DAY),
    Column("withdrawn_on", "disputes.column_withdrawn_on", Kind.DAY),
    Column("contested", "disputes.column_contested", Kind.MONEY),
    Column("still_contested", "disputes.column_left", Kind.MONEY),
)


def sheet(database: Database, by: By, since: date | None, until: date, day: date) -> Sheet:
    """Return the disputes registered from one day, or ever, up to another as a table; amounts are those of `day`."""
    if by is By.DISPUTE:
        return _each(database, since, until, day)
    report = dispute_list.causes(database, since, until)
    if by is By.MONTH:
        return Sheet(_MONTHS, [(f"{one.begins:%Y-%m}", one.number, one.contested) for one in report.months])
    return Sheet(_CAUSES, [_cause(group) for group in report.departments])


def _cause(group: Group) -> tuple[object, ...]:
    return (
        group.cause or None,
        group.department,
        group.number,
        group.decided,
        group.contested,
        group.accepted,
        group.credited,
        group.median_days,
        group.mean_days,
    )


def _each(database: Database, since: date | None, until: date, day: date) -> Sheet:
    found = [
        (
            row.number,
            row.name,
            row.reason,
            row.root_cause,
            row.department,
            row.owner,
            row.registered_on,
            row.decided_on,
            row.decision,
            row.settled_on,
            row.withdrawn_on,
            row.registered,
            row.left,
        )
        for row in dispute_list.every(database, since, until, day)
    ]
    return Sheet(_DISPUTES, found)
