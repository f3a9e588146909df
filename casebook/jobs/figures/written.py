"""A figure for another program: as CSV, XLSX or JSON, or as a page with its bars drawn (PDF).

The same figure gives the same bytes, whenever it is written.
"""

import json
from collections.abc import Iterator
from typing import Any

from casebook.domain.figures.catalogue import Asked
from casebook.domain.figures.table import OF_SOME, Column, Measure, Row, Value
from casebook.exchange.output import amount
from casebook.jobs import sheets
from casebook.jobs.figures import said
from casebook.jobs.sheets import Kind, Sheet
from casebook.letters import report
from casebook.store.database import Database
from casebook.store.queries.figures import Found
from casebook.store.queries.office import office
from casebook.words import say

FORMATS = ("csv", "xlsx", "pdf", "json")
_TOO_FEW = "too_few"


def stem(found: Found, language: str) -> str:
    """Return what the file of a figure is called, without what says its form."""
    period = found.scope.period
    name = say(f"figures.file_{found.figure.name}", {}, language)
    days = [period.until] if found.figure.asked is not Asked.PERIOD else [period.since, period.until]
    return "_".join([name, *(day.isoformat() for day in days)])


def written(database: Database, found: Found, form: str, narrowed: str, language: str) -> bytes:
    """Return a figure in one of `FORMATS`; `narrowed` says of which cases it is, where not of all."""
    match form:
        case "csv":
            return sheets.csv_text(sheet(found, language), language).encode("utf-8-sig")
        case "xlsx":
            return sheets.xlsx_bytes(sheet(found, language), language)
        case "json":
            return json_text(found, language).encode()
        case _:
            return pdf(database, [(found, narrowed)], language)


def sheet(found: Found, language: str) -> Sheet:
    """Return a figure as a table, the whole as its last row; each row says of which days it is."""
    columns = [
        sheets.Column("row", f"figures.by_{found.by}"),
        *(sheets.Column(one.key, f"figures.head_{one.key}", _kind(one)) for one in found.figure.columns),
        sheets.Column("before", "figures.before", _kind(_drawn(found))),
        sheets.Column("few", "figures.too_few", Kind.WORD),
        sheets.Column("since", "figures.since", Kind.DAY),
        sheets.Column("until", "figures.until", Kind.DAY),
        sheets.Column("bank", "figures.bank_until", Kind.DAY),
    ]
    period, bank = found.scope.period, found.bank.until_on if found.bank else None
    rows = [
        (name, *row.cells, row.before, _TOO_FEW if row.few else None, period.since, period.until, bank)
        for row, name in _rows(found, language)
    ]
    return Sheet(columns, rows)


def json_text(found: Found, language: str) -> str:
    """Return a figure as one object: amounts, shares and days as text, rows by their codes too."""
    scope, table, bank = found.scope, found.table, found.bank.until_on if found.bank else None
    what = {
        "figure": found.figure.name.value,
        "by": found.by.value,
        "about": said.definition(found, language),
        "since": scope.period.since.isoformat(),
        "until": scope.period.until.isoformat(),
        "on": scope.day.isoformat(),
        "bank_until": bank.isoformat() if bank else None,
        "team": scope.team_id,
        "segment": scope.segment,
        "route": scope.route,
        "entity": scope.creditor_id,
        "before": None
        if found.before is None
        else {"since": found.before.since.isoformat(), "until": found.before.until.isoformat()},
        "compared": _drawn(found).key,
        "rows": [_plain(found, row, name) for row, name in _rows(found, language) if row is not table.whole],
        "whole": _plain(found, table.whole, say("figures.whole", {}, language)),
    }
    return json.dumps(what, ensure_ascii=False, indent=2) + "\n"


def pdf(database: Database, some: list[tuple[Found, str]], language: str) -> bytes:
    """Return figures as a PDF, each on a page of its own with its bars."""
    day = some[0][0].scope.day
    card = office(database)
    name = card.name if card else ""
    pages = [
        report.Page(said.title(found.figure.name, language), list(parts(found, narrowed, language)))
        for found, narrowed in some
    ]
    foot = say("figures.foot", {"office": name, "day": day}, language)
    return report.pdf(report.Report(pages[0].title, name, language, day, foot, pages))


def parts(found: Found, narrowed: str, language: str) -> Iterator[report.Part]:
    """Yield what stands on the page of a figure: what it counts, its table and its bars."""
    yield report.Paragraph(said.definition(found, language))
    told = [said.period_said(found, language), said.by_said(found.by, language), narrowed]
    yield report.Paragraph(" · ".join(filter(None, told)), quiet=True)
    if not found.table.rows:
        yield report.Paragraph(say("figures.nothing", {}, language))
        return
    heads = [said.by_said(found.by, language), *(said.head(one, language) for one in found.figure.columns)]
    rows = [[name, *_said(found, row, language)] for row, name in _rows(found, language)]
    if found.before is not None:
        heads.append(say("figures.before", {}, language))
    yield report.Table(heads, rows[:-1], rows[-1])
    for note in said.notes(found, language):
        yield report.Paragraph(note, quiet=True)
    drawn = _drawn(found)
    yield report.Heading(said.head(drawn, language))
    yield report.Bars([_bar(found, row, language) for row in said.drawn(found)])


def _said(found: Found, row: Row, language: str) -> Iterator[str]:
    for column, value in zip(found.figure.columns, row.cells, strict=True):
        few = "~" if row.few and column.measure in OF_SOME and value is not None else ""
        yield said.value_said(value, column.measure, language) + few
    if found.before is not None:
        yield "" if row.before is None else said.value_said(row.before, _drawn(found).measure, language)


def _bar(found: Found, row: Row, language: str) -> report.Bar:
    drawn, value = _drawn(found), row.cells[found.figure.plotted]
    # A share has tenths.
    length = int((value or 0) * 10)
    return report.Bar(said.label(found, row.key, language), length, said.value_said(value, drawn.measure, language))


def _rows(found: Found, language: str) -> Iterator[tuple[Row, str]]:
    """Yield the rows with what they are called, the whole last."""
    if found.table.rows:
        for row in found.table.rows:
            yield row, said.label(found, row.key, language)
    yield found.table.whole, say("figures.whole", {}, language)


def _plain(found: Found, row: Row, name: str) -> dict[str, Any]:
    values = {one.key: _value(value, one) for one, value in zip(found.figure.columns, row.cells, strict=True)}
    return {"row": row.key, "name": name, **values, "before": _value(row.before, _drawn(found)), "few": row.few}


def _value(value: Value, column: Column) -> str | int | None:
    if column.measure is Measure.MONEY and isinstance(value, int):
        return amount(value)
    return value if value is None or isinstance(value, int) else str(value)


def _kind(column: Column) -> Kind:
    return Kind.MONEY if column.measure is Measure.MONEY else Kind.NUMBER


def _drawn(found: Found) -> Column:
    return found.figure.columns[found.figure.plotted]
