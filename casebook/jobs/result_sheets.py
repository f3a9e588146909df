"""The results of a period as a table: a row for each figure, so that it can be laid beside that of another period."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from casebook.domain.results import Rate
from casebook.domain.routes.facts import Basis
from casebook.jobs.sheets import Column, Kind, Sheet
from casebook.store.database import Database
from casebook.store.queries.results import Results, results

_COLUMNS = (
    Column("subject", "results.subject", Kind.WORD),
    Column("figure", "results.figure", Kind.WORD),
    Column("number", "results.number", Kind.NUMBER),
    Column("percent", "results.percent", Kind.NUMBER),
    Column("amount", "results.amount", Kind.MONEY),
    Column("days", "results.days", Kind.NUMBER),
)
Row = tuple[Any, ...]


def sheet(database: Database, since: date, until: date, day: date) -> Sheet:
    """Return the results from one day up to and including another, as they are known on `day`."""
    return Sheet(_COLUMNS, list(_rows(results(database, since, until, day))))


def _rows(found: Results) -> Iterator[Row]:
    yield from _rate("result_promises", found.promises)
    yield from _rate("result_terms", found.terms)
    for name, number in zip(found.plans._fields, found.plans, strict=True):
        yield "result_plans", f"result_{name}", number, None, None, None
    first = found.first
    yield "result_first", "result_cases", first.cases, None, None, None
    yield "result_first", "result_paid", first.paid, None, None, first.days
    for basis, past in found.routes:
        yield route_word(basis), "result_open", past.cases, None, past.open, None
        yield route_word(basis), "result_received", None, past.share, past.received, past.days


def route_word(basis: Basis) -> str:
    """Return the word for a route."""
    return f"result_route_{basis}"


def _rate(subject: str, rate: Rate) -> Iterator[Row]:
    for name, number in zip(rate._fields, rate, strict=True):
        yield subject, f"result_{name}", number, rate.share if name == "kept" else None, None, None
