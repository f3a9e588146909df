"""The table of a figure: what was counted, by row, with the whole of it and the period before.

What is counted comes as facts that were added up already: of each row and part how many, how much money and how many
days. A column adds up some of the parts, or lays them side by side; the whole is added up from the same facts, so the
rows always come to it, to the cent.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

_TENTH = Decimal("0.1")
# Of fewer than so many a share says too little to be compared.
LEAST = 20


class Measure(StrEnum):
    """What a column tells.

    A number; an amount in cents; the share of the number or the amount of its parts in that of others, or of the amount
    of its row in the whole, in percent; the mean of the days, or of the days that each cent took. All but the first two
    have one decimal.
    """

    NUMBER = "number"
    MONEY = "money"
    SHARE = "share"
    MONEY_SHARE = "money_share"
    WHOLE_SHARE = "whole_share"
    DAYS = "days"
    CENT_DAYS = "cent_days"


# Shares that say too little where what they are of is few.
OF_SOME = frozenset({Measure.SHARE, Measure.MONEY_SHARE})
Value = int | Decimal | None


class Column(NamedTuple):
    """A column: its key, what it tells, of which parts, and for a share of which others."""

    key: str
    measure: Measure
    parts: frozenset[str]
    of: frozenset[str] = frozenset()

    @property
    def behind(self) -> frozenset[str]:
        """The parts that its numbers rest on."""
        return self.parts | self.of


class Counted(NamedTuple):
    """What was counted of a part of a row; `cents` and `days` are sums."""

    row: str
    part: str
    number: int
    cents: int
    days: int = 0


class Row(NamedTuple):
    """A row: its key, a value for each column, the plotted column in the period before, and how few a share is of.

    `few` says that a share is of too few to be compared.
    """

    key: str
    cells: tuple[Value, ...]
    before: Value
    few: bool


class Table(NamedTuple):
    """The rows in their order and the whole; without anything counted there are none."""

    rows: tuple[Row, ...]
    whole: Row


class _Sum(NamedTuple):
    number: int = 0
    cents: int = 0
    days: int = 0


_Sums = dict[str, _Sum]


class Layout(NamedTuple):
    """How a table is laid out: its columns, which of them is drawn and compared, and the rows that come first.

    `alike`: the rows of the period before are the same, so each is compared; else only the whole is.
    """

    columns: Sequence[Column]
    plotted: int
    order: Sequence[str] = ()
    alike: bool = True


def table(counted: Iterable[Counted], layout: Layout, before: Iterable[Counted] | None = None) -> Table:
    """Return the table, compared with the period `before` where that is known.

    Rows of the order are there also where nothing was counted in them; the others follow by amount and number.
    """
    now, then = _by_row(counted), None if before is None else _by_row(before)
    # A row with nothing in it is none.
    found = {key: parts for key, parts in now.items() if any(any(one) for one in parts.values())}
    drawn = layout.columns[layout.plotted]
    keys = [*layout.order, *sorted(found.keys() - set(layout.order), key=lambda key: _rank(found[key], drawn, key))]
    frame = _Frame(layout, _whole(now.values()), None if then is None else _whole(then.values()))
    compared = then if layout.alike else None
    rows = [_row(key, found.get(key, {}), None if compared is None else compared.get(key, {}), frame) for key in keys]
    return Table(tuple(rows) if found else (), _row("", frame.whole, frame.whole_before, frame))


class _Frame(NamedTuple):
    """What all rows of a table share: how it is laid out, the whole, and the whole of the period before."""

    layout: Layout
    whole: _Sums
    whole_before: _Sums | None


def value(column: Column, parts: Mapping[str, _Sum], whole: Mapping[str, _Sum]) -> Value:
    """Return what a column tells of a row; None of a share of nothing."""
    own = _added(parts, column.parts)
    match column.measure:
        case Measure.NUMBER:
            return own.number
        case Measure.MONEY:
            return own.cents
        case Measure.SHARE:
            return _share(own.number, _added(parts, column.of).number)
        case Measure.MONEY_SHARE:
            return _share(own.cents, _added(parts, column.of).cents)
        case Measure.WHOLE_SHARE:
            return _share(own.cents, _added(whole, column.parts).cents)
        case Measure.DAYS:
            return _mean(own.days, own.number)
        case Measure.CENT_DAYS:
            return _mean(own.days, own.cents)


def _row(key: str, parts: _Sums, before: _Sums | None, frame: _Frame) -> Row:
    columns = frame.layout.columns
    cells = tuple(value(column, parts, frame.whole) for column in columns)
    known = before is not None and frame.whole_before is not None
    then = value(columns[frame.layout.plotted], before or {}, frame.whole_before or {}) if known else None
    shares = (column for column in columns if column.measure in OF_SOME)
    few = any(0 < _added(parts, column.of).number < LEAST for column in shares)
    return Row(key, cells, then, few)


def _by_row(counted: Iterable[Counted]) -> dict[str, _Sums]:
    found: dict[str, _Sums] = {}
    for one in counted:
        parts = found.setdefault(one.row, {})
        parts[one.part] = _both(parts.get(one.part, _Sum()), _Sum(one.number, one.cents, one.days))
    return found


def _whole(rows: Iterable[_Sums]) -> _Sums:
    found: _Sums = {}
    for parts in rows:
        for part, one in parts.items():
            found[part] = _both(found.get(part, _Sum()), one)
    return found


def _added(parts: Mapping[str, _Sum], names: Iterable[str]) -> _Sum:
    together = _Sum()
    for name in names:
        together = _both(together, parts.get(name, _Sum()))
    return together


def _both(one: _Sum, other: _Sum) -> _Sum:
    return _Sum(one.number + other.number, one.cents + other.cents, one.days + other.days)


def _share(part: int, whole: int) -> Decimal | None:
    if whole <= 0:
        return None
    return (Decimal(part) * 100 / whole).quantize(_TENTH, ROUND_HALF_UP)


def _mean(days: int, count: int) -> Decimal | None:
    return (Decimal(days) / count).quantize(_TENTH, ROUND_HALF_UP) if count > 0 else None


def _rank(parts: Mapping[str, _Sum], column: Column, key: str) -> tuple[int, int, str]:
    own = _added(parts, column.behind)
    return -own.cents, -own.number, key
