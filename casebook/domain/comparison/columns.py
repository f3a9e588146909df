"""The columns of a comparison and of the strata behind it, as they are shown."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from casebook.domain.comparison.estimate import Estimate, error, percent
from casebook.domain.comparison.mix import Cell, StratumRow
from casebook.domain.comparison.standard import Comparison, GroupRow, Verdict
from casebook.domain.comparison.strata import Stratum
from casebook.domain.money import Cents


class Measure(StrEnum):
    """What a column tells: a verdict, a share in percent with its bounds, one alone, days, a number, or cents."""

    VERDICT = "verdict"
    ESTIMATE = "estimate"
    DIFFERENCE = "difference"
    SHARE = "share"
    ERROR = "error"
    RATE = "rate"
    DAYS = "days"
    NUMBER = "number"
    MONEY = "money"


Value = Verdict | Estimate | Decimal | int | None


class Column(NamedTuple):
    """A column: its key and what it tells; with `mixed` it is of the strata that are compared only."""

    key: str
    measure: Measure
    mixed: bool = False


# Of a group.
GROUP_COLUMNS: tuple[Column, ...] = (
    Column("verdict", Measure.VERDICT, mixed=True),
    Column("net", Measure.ESTIMATE, mixed=True),
    Column("difference", Measure.DIFFERENCE, mixed=True),
    Column("recovery", Measure.ESTIMATE, mixed=True),
    Column("cost_share", Measure.SHARE, mixed=True),
    Column("first_days", Measure.DAYS, mixed=True),
    Column("half_days", Measure.DAYS, mixed=True),
    Column("complaint_rate", Measure.RATE, mixed=True),
    Column("of_own", Measure.SHARE, mixed=True),
    Column("cases", Measure.NUMBER),
    Column("waiting", Measure.NUMBER),
    Column("ended", Measure.NUMBER),
    Column("paid", Measure.NUMBER),
    Column("placed", Measure.MONEY),
    Column("received", Measure.MONEY),
    Column("cost", Measure.MONEY),
    Column("complaints", Measure.NUMBER),
)
# Of a group in a stratum.
STRATUM_COLUMNS: tuple[Column, ...] = (
    Column("weight", Measure.SHARE, mixed=True),
    Column("mix", Measure.MONEY, mixed=True),
    Column("cases", Measure.NUMBER),
    Column("paid", Measure.NUMBER),
    Column("placed", Measure.MONEY),
    Column("received", Measure.MONEY),
    Column("cost", Measure.MONEY),
    Column("recovery", Measure.SHARE),
    Column("net", Measure.SHARE),
    Column("net_error", Measure.ERROR),
    Column("complaints", Measure.NUMBER),
)


class CellRow(NamedTuple):
    """A group in a stratum, whose weight is the money of all that are compared in it, in percent with one decimal too.

    Both are None where none are compared in it.
    """

    stratum: Stratum
    group: str
    weight: Decimal | None
    mix: Cents | None
    cell: Cell


def cell_rows(found: Comparison) -> list[CellRow]:
    """Return the groups of each stratum, the strata with most weight first."""
    strata = sorted(found.strata, key=lambda row: (-row.placed, row.stratum))
    return [
        CellRow(row.stratum, group, _weight(row, found.placed), row.placed or None, cell)
        for row in strata
        for group, cell in row.cells.items()
    ]


def group_values(row: GroupRow) -> tuple[Value, ...]:
    """Return what the columns tell of a group; None where it is not compared."""
    like = row.like
    own: dict[str, Value] = {
        "verdict": row.verdict,
        "cases": row.cases,
        "waiting": row.waiting,
        "ended": row.ended,
        "paid": row.paid,
        "placed": row.placed,
        "received": row.received,
        "cost": row.cost,
        "complaints": row.complaints,
    }
    if like is not None:
        own |= {
            "net": like.net,
            "difference": like.difference,
            "recovery": like.recovery,
            "cost_share": like.cost,
            "first_days": like.first_days,
            "half_days": like.half_days,
            "complaint_rate": like.complaints,
            "of_own": like.of_own,
        }
    return tuple(own.get(column.key) for column in GROUP_COLUMNS)


def stratum_values(row: CellRow) -> tuple[Value, ...]:
    """Return what the columns tell of a group in a stratum."""
    cell = row.cell
    return (
        row.weight,
        row.mix,
        cell.cases,
        cell.paid,
        cell.placed,
        cell.received,
        cell.cost,
        percent(cell.recovery.share),
        percent(cell.net.share),
        error(cell.net),
        cell.complaints,
    )


def _weight(row: StratumRow, placed: Cents) -> Decimal | None:
    return percent(Fraction(row.placed, placed)) if row.placed else None


def group_whole(found: Comparison) -> tuple[Value, ...]:
    """Return what the columns tell of all groups together; None where that is not added up."""
    values = [group_values(row) for row in found.groups]
    return tuple(_added(column, [row[at] for row in values]) for at, column in enumerate(GROUP_COLUMNS))


def stratum_whole(found: Comparison) -> tuple[Value, ...]:
    """Return what the columns tell of all strata together; None where that is not added up."""
    values = [stratum_values(row) for row in cell_rows(found)]
    return tuple(_added(column, [row[at] for row in values]) for at, column in enumerate(STRATUM_COLUMNS))


def _added(column: Column, values: Sequence[Value]) -> Value:
    if column.mixed or column.measure not in (Measure.NUMBER, Measure.MONEY):
        return None
    return sum(value for value in values if isinstance(value, int))
