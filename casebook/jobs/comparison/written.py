"""A comparison for another program: its groups, the strata behind them, or every case, as CSV, XLSX or JSON.

As a page (PDF) it has its bars drawn. With the strata the shares can be worked out again by hand, with the cases the
strata. The same comparison gives the same bytes, whenever it is written.
"""

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from casebook.domain.comparison.columns import (
    GROUP_COLUMNS,
    STRATUM_COLUMNS,
    CellRow,
    Column,
    Measure,
    Value,
    cell_rows,
    group_values,
    stratum_values,
)
from casebook.domain.comparison.estimate import Estimate
from casebook.domain.comparison.outcome import had_time, outcome
from casebook.domain.comparison.standard import GroupRow
from casebook.domain.comparison.strata import Stratum, by
from casebook.exchange.output import amount
from casebook.jobs import sheets
from casebook.jobs.comparison import said
from casebook.jobs.sheets import Kind, Sheet
from casebook.letters import report
from casebook.store.database import Database
from casebook.store.queries.comparison import Found
from casebook.store.queries.office import office
from casebook.store.rows import many
from casebook.words import say

FORMATS = ("csv", "xlsx", "pdf", "json")
_NUMBERS = "SELECT id, number FROM cases WHERE id IN ({marks})"
# As many columns as a page is wide enough for.
_SLICES = (slice(0, 9), slice(9, None))
_TRAITS = tuple(sheets.Column(one, f"comparison.trait_{one}") for one in Stratum._fields)
_CASES = (
    sheets.Column("case", "comparison.case"),
    sheets.Column("group", "comparison.group"),
    *_TRAITS,
    sheets.Column("began_on", "comparison.began_on", Kind.DAY),
    sheets.Column("placed", "comparison.head_placed", Kind.MONEY),
    sheets.Column("received", "comparison.head_received", Kind.MONEY),
    sheets.Column("cost", "comparison.head_cost", Kind.MONEY),
    sheets.Column("first", "comparison.head_first_days", Kind.NUMBER),
    sheets.Column("complaints", "comparison.head_complaints", Kind.NUMBER),
    sheets.Column("ended", "comparison.head_ended", Kind.WORD),
)
_BOUNDED = frozenset({Measure.ESTIMATE, Measure.DIFFERENCE})


class Part(StrEnum):
    """What of a comparison is written as a table."""

    GROUPS = "groups"
    STRATA = "strata"
    CASES = "cases"


class _Case(NamedTuple):
    id: int
    number: str


def stem(found: Found, part: Part, language: str) -> str:
    """Return what the file of a comparison is called, without what says its form."""
    name = say("comparison.file", {}, language)
    which = said.title(found.choice.by, language).casefold()
    words = [name, which, say(f"comparison.part_{part}", {}, language), str(found.choice.horizon)]
    return "_".join([*("-".join(word.split()) for word in words), found.until.isoformat()])


def written(database: Database, found: Found, part: Part, form: str, language: str) -> bytes:
    """Return a comparison in one of `FORMATS`; as JSON or as a page it has all of its parts but the cases."""
    match form:
        case "csv":
            return sheets.csv_text(sheet(database, found, part, language), language).encode("utf-8-sig")
        case "xlsx":
            return sheets.xlsx_bytes(sheet(database, found, part, language), language)
        case "json":
            return json_text(found, language).encode()
        case _:
            return pdf(database, found, language)


def sheet(database: Database, found: Found, part: Part, language: str) -> Sheet:
    """Return a part of a comparison as a table; each row says after how many days, and as known until when."""
    columns, rows = _parts(database, found, part, language)
    columns += [
        sheets.Column("days", "comparison.horizon", Kind.NUMBER),
        sheets.Column("since", "figures.since", Kind.DAY),
        sheets.Column("until", "figures.until", Kind.DAY),
    ]
    more = (found.choice.horizon, found.since, found.until)
    return Sheet(columns, [(*row, *more) for row in rows])


def json_text(found: Found, language: str) -> str:
    """Return a comparison as one object: amounts, shares and days as text, groups and traits by their codes too."""
    made, batch = found.comparison, found.batch
    what = {
        "by": found.choice.by.value,
        "days": found.choice.horizon,
        "alike": found.choice.alike.value,
        "about": list(said.about(found, language)),
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "batch": None if batch is None else batch.name,
        "share": None if batch is None else batch.share,
        "seed": None if batch is None else batch.seed,
        "first": made.first,
        "mix": amount(made.placed),
        "groups": [_group(found, row, language) for row in made.groups],
        "strata": [_stratum(found, row, language) for row in cell_rows(made)],
        "notes": list(said.notes(found, language)),
    }
    return json.dumps(what, ensure_ascii=False, indent=2) + "\n"


def pdf(database: Database, found: Found, language: str) -> bytes:
    """Return a comparison as a page with its bars, and the strata behind it."""
    card = office(database)
    name, title = card.name if card else "", said.title(found.choice.by, language)
    page = report.Page(title, list(parts(found, language)))
    foot = say("figures.foot", {"office": name, "day": found.day}, language)
    return report.pdf(report.Report(title, name, language, found.day, foot, [page]))


def parts(found: Found, language: str) -> Iterator[report.Part]:
    """Yield what stands on the page: what is compared, the groups with their bars, and the strata."""
    for text in said.about(found, language):
        yield report.Paragraph(text)
    made = found.comparison
    if not made.groups:
        return
    groups = [(said.label(found, row.key, language), group_values(row)) for row in made.groups]
    for some in _SLICES:
        yield _table(GROUP_COLUMNS[some], [(name, values[some]) for name, values in groups], language)
    for note in said.notes(found, language):
        yield report.Paragraph(note, quiet=True)
    bars = [_bar(found, row, language) for row in made.groups if row.like is not None]
    if bars:
        yield report.Heading(say("comparison.plot", {}, language))
        yield report.Bars(bars)
    yield report.Heading(say("comparison.strata", {}, language))
    strata = [(said.cell_said(found, row, language), stratum_values(row)) for row in cell_rows(made)]
    yield _table(STRATUM_COLUMNS, strata, language)


def _table(columns: Sequence[Column], rows: Sequence[tuple[str, Sequence[Value]]], language: str) -> report.Table:
    heads = [said.head(column, language) for column in columns]
    cells = [
        [name, *(said.value_said(value, column.measure, language) for column, value in zip(columns, row, strict=True))]
        for name, row in rows
    ]
    return report.Table(["", *heads], cells)


def _bar(found: Found, row: GroupRow, language: str) -> report.Bar:
    assert row.like is not None
    net = row.like.net
    # A share has tenths.
    return report.Bar(
        said.label(found, row.key, language), int(net.share * 10), said.value_said(net, Measure.ESTIMATE, language)
    )


def _parts(
    database: Database, found: Found, part: Part, language: str
) -> tuple[list[sheets.Column], Sequence[Sequence[Any]]]:
    match part:
        case Part.GROUPS:
            columns = [sheets.Column("group", "comparison.group"), *_columns(GROUP_COLUMNS)]
            return columns, [
                (said.label(found, row.key, language), *_cells(GROUP_COLUMNS, group_values(row), language))
                for row in found.comparison.groups
            ]
        case Part.STRATA:
            columns = [*_TRAITS, sheets.Column("group", "comparison.group"), *_columns(STRATUM_COLUMNS)]
            return columns, [
                (
                    *_traits(row.stratum, found, language),
                    said.label(found, row.group, language),
                    *_cells(STRATUM_COLUMNS, stratum_values(row), language),
                )
                for row in cell_rows(found.comparison)
            ]
        case Part.CASES:
            return [*_CASES], list(_cases(database, found, language))


def _columns(columns: Sequence[Column]) -> Iterator[sheets.Column]:
    for one in columns:
        kind = Kind.MONEY if one.measure is Measure.MONEY else Kind.NUMBER
        yield sheets.Column(
            one.key, f"comparison.head_{one.key}", Kind.TEXT if one.measure is Measure.VERDICT else kind
        )
        if one.measure in _BOUNDED:
            yield sheets.Column(f"{one.key}_low", f"comparison.low_{one.key}", Kind.NUMBER)
            yield sheets.Column(f"{one.key}_high", f"comparison.high_{one.key}", Kind.NUMBER)


def _cells(columns: Sequence[Column], values: Sequence[Value], language: str) -> Iterator[Any]:
    for column, value in zip(columns, values, strict=True):
        if column.measure in _BOUNDED:
            yield from value if isinstance(value, Estimate) else (None, None, None)
        else:
            yield said.value_said(value, column.measure, language) if column.measure is Measure.VERDICT else value


def _traits(stratum: Stratum, found: Found, language: str) -> Iterator[str]:
    """Yield what claims are like, each trait by itself; empty where it does not matter."""
    for at, value in enumerate(stratum):
        one = Stratum("", "", "", "")._replace(**{stratum._fields[at]: value})
        yield said.stratum_said(one, found.rules, language) if value else ""


def _cases(database: Database, found: Found, language: str) -> Iterator[Sequence[Any]]:
    """Yield every case that had its time, as it counts: with them the strata can be worked out again."""
    asked = found.asked
    some = [one for one in found.attempts if one.placed > 0 and had_time(one, asked.horizon, asked.until)]
    numbers = {one.id: one.number for one in many(database, _NUMBERS, _Case, sorted({one.case_id for one in some}))}
    for one in sorted(some, key=lambda one: (one.group, numbers[one.case_id], one.began_on)):
        came = outcome(one, asked.horizon)
        traits = _traits(by(one.stratum, asked.alike), found, language)
        yield (
            numbers[one.case_id], said.label(found, one.group, language), *traits, one.began_on, one.placed,
            came.received, came.cost, came.first, came.complaints, "ended_early" if came.ended else None,
        )  # fmt: skip


def _group(found: Found, row: GroupRow, language: str) -> dict[str, Any]:
    values = _plain(GROUP_COLUMNS, group_values(row))
    waiting = None if row.known_on is None else row.known_on.isoformat()
    return {"group": row.key, "name": said.label(found, row.key, language), **values, "known_on": waiting}


def _stratum(found: Found, row: CellRow, language: str) -> dict[str, Any]:
    name = said.stratum_said(row.stratum, found.rules, language)
    values = _plain(STRATUM_COLUMNS, stratum_values(row))
    return {**row.stratum._asdict(), "name": name, "group": row.group, **values}


def _plain(columns: Sequence[Column], values: Sequence[Value]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column, value in zip(columns, values, strict=True):
        if column.measure in _BOUNDED:
            of_it = value if isinstance(value, Estimate) else (None, None, None)
            found |= {f"{column.key}{end}": _text(one) for end, one in zip(("", "_low", "_high"), of_it, strict=True)}
        elif column.measure is Measure.MONEY and isinstance(value, int):
            found[column.key] = amount(value)
        else:
            found[column.key] = value.value if isinstance(value, StrEnum) else _text(value)
    return found


def _text(value: Value) -> Any:
    return str(value) if isinstance(value, Decimal) else value
