"""The reconciliation of an entity as a table: every item, and what it comes to by how it stands and in all."""

from collections.abc import Iterator, Sequence
from typing import Any

from casebook.jobs.sheets import Column, Kind, Sheet
from casebook.store.queries.reconciliation import Reconciled, Reconciliation, Standing, sums

_COLUMNS = (
    Column("standing", "reconciliation.column_standing", Kind.WORD),
    Column("number", "reconciliation.column_number"),
    Column("case", "reconciliation.column_case"),
    Column("debtor", "reconciliation.column_debtor"),
    Column("listed", "reconciliation.column_listed", Kind.MONEY),
    Column("ours", "reconciliation.column_ours", Kind.MONEY),
    Column("difference", "reconciliation.column_difference", Kind.MONEY),
    Column("unsent", "reconciliation.column_unsent", Kind.MONEY),
    Column("since", "reconciliation.column_since", Kind.MONEY),
    Column("receipts", "reconciliation.column_receipts", Kind.MONEY),
    Column("unexplained", "reconciliation.column_unexplained", Kind.MONEY),
    Column("inbox", "reconciliation.column_inbox", Kind.MONEY),
)


def sheet(found: Reconciliation) -> Sheet:
    """Return the table: differences first, and a row with the sum of each group and of all."""
    return Sheet(_COLUMNS, list(_rows(found)))


def _rows(found: Reconciliation) -> Iterator[Sequence[Any]]:
    for standing in (Standing.OTHER_AMOUNT, Standing.ONLY_LISTED, Standing.ONLY_OURS, Standing.EQUAL):
        some = found.of(standing)
        yield from map(_row, some)
        yield _sum(f"sum_{standing}", some)
    yield _sum("sum_all", found.items)


def _row(item: Reconciled) -> Sequence[Any]:
    return (
        item.standing,
        item.number,
        item.case_number,
        item.debtor,
        item.listed,
        item.ours,
        item.difference,
        item.unsent or None,
        item.since or None,
        item.receipts or None,
        item.unexplained or None,
        item.inbox or None,
    )


def _sum(word: str, items: Sequence[Reconciled]) -> Sequence[Any]:
    total = sums(items)
    return word, None, None, None, total.listed, total.ours, total.ours - total.listed, *[None] * 5
