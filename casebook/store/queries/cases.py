"""All cases, in one of several orders, narrowed by a filter."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from casebook.domain.money import Cents
from casebook.domain.parameters import Parameters
from casebook.store.database import Database
from casebook.store.models.cases import CaseState
from casebook.store.queries.listing import Key, Listing
from casebook.store.queries.narrowing import ALL, Narrowing, by_number, factors, most_sorted, together
from casebook.store.rows import rows


class Order(StrEnum):
    """What the list of cases can be ordered by."""

    NUMBER = "number"
    NAME = "name"
    AMOUNT = "amount"
    NEXT = "next"


class CaseRow(NamedTuple):
    """A case in the list of all; band 4 is a small claim, 9 a closed case without work."""

    case_id: int
    number: str
    name: str
    sort_name: str
    state: CaseState
    open_cents: Cents
    band: int
    by_on: date | None
    why: str
    why_parameters: Parameters
    tracks: tuple[str, ...]
    next_kind: str | None
    next_on: date | None
    owner_person_id: int
    owner_team_id: int
    owner: str


_COLUMNS = """
    n.case_id, n.number, p.name, n.sort_name, c.state, -n.amount_rank, n.band, NULLIF(n.by_on, '9999-12-31'), n.why,
    n.why_parameters, n.tracks, c.next_kind, NULLIF(n.next_on, '9999-12-31'), n.owner_person_id, n.owner_team_id,
    COALESCE(o.name, t.name, '')
"""
_JOINED = """
    JOIN cases c ON c.id = n.case_id JOIN party p ON p.id = c.debtor_id
    LEFT JOIN person o ON o.id = n.owner_person_id LEFT JOIN team t ON t.id = n.owner_team_id
"""
_ORDERS: dict[Order, tuple[str, Callable[[CaseRow], Key]]] = {
    Order.NUMBER: ("n.number", lambda row: (row.number, row.case_id)),
    Order.NAME: ("n.sort_name", lambda row: (row.sort_name, row.case_id)),
    Order.AMOUNT: ("n.amount_rank", lambda row: (-row.open_cents, row.case_id)),
    Order.NEXT: ("n.next_on", lambda row: (row.next_on or date.max, row.case_id)),
}


def cases(database: Database, order: Order = Order.NUMBER, narrowing: Narrowing = ALL) -> Listing[CaseRow]:
    """Return the list of cases in an order.

    How it is best read depends on how many cases there are now: a list that is kept for long is asked for anew.
    """
    column, key = _ORDERS[order]
    found, most = factors(database, narrowing), most_sorted(database)
    parts = by_number(database, found, narrowing, most) if order is Order.NUMBER else ()
    by = (column, "n.case_id")
    parts = parts or (together(found, most),)
    return Listing(CaseRow, _COLUMNS, "case_now n", _JOINED, by, key, parts, joined_last=bool(found))


def place(database: Database, case_id: int, order: Order) -> Key | None:
    """Return where a case stands in an order now, None where there is no such case."""
    column, _ = _ORDERS[order]
    shape: type[NamedTuple] = _DayPlace if order is Order.NEXT else _Place
    sql = f"SELECT {column}, n.case_id FROM case_now n WHERE n.case_id = ?"  # noqa: S608 our own text
    return next(iter(rows(database, sql, shape, (case_id,))), None)


class _Place(NamedTuple):
    at: Any
    case_id: int


class _DayPlace(NamedTuple):
    at: date
    case_id: int
