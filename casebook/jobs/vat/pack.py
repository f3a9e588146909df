"""The evidence behind a return of VAT: each line with its claim, why it is in it and by which article, as a file."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from casebook import format as form
from casebook.domain.money import Cents
from casebook.domain.vat.course import RELIEF
from casebook.jobs import sheets
from casebook.jobs.sheets import Column, Kind, Sheet
from casebook.letters import report as printed
from casebook.store.database import Database
from casebook.store.queries.vat import LineRow, ListRow, ReturnRow, ReturnSheet
from casebook.text import clean_cell
from casebook.words import say

FORMATS = ("csv", "xlsx", "pdf", "json")
# So many lines have room in one table on paper: the rest is in the file for a spreadsheet.
_MOST = 2_000
_LINES = (
    Column("list", "vat.head_list"),
    Column("creditor", "vat.head_creditor"),
    Column("case", "vat.head_case"),
    Column("debtor", "vat.head_debtor"),
    Column("number", "vat.head_number"),
    Column("due_on", "vat.head_due", Kind.DAY),
    Column("percent", "vat.head_percent", Kind.NUMBER),
    Column("kind", "vat.head_kind", Kind.WORD),
    Column("gross", "vat.head_gross", Kind.MONEY),
    Column("vat", "vat.head_vat", Kind.MONEY),
    Column("on", "vat.head_on", Kind.DAY),
    Column("why", "vat.head_why"),
    Column("source", "vat.head_source"),
)
_RETURNS = (
    Column("filer", "vat.head_filer"),
    Column("from", "vat.head_from", Kind.DAY),
    Column("until", "vat.head_until", Kind.DAY),
    Column("state", "vat.head_state", Kind.WORD),
    Column("file_until", "vat.head_file_until", Kind.DAY),
    Column("late", "vat.head_late"),
    Column("open_lines", "vat.head_open_lines", Kind.NUMBER),
    Column("open_refund", "vat.head_open_refund", Kind.MONEY),
    Column("open_correction", "vat.head_open_correction", Kind.MONEY),
    Column("locked_refund", "vat.head_locked_refund", Kind.MONEY),
    Column("locked_correction", "vat.head_locked_correction", Kind.MONEY),
    Column("total", "vat.head_total", Kind.MONEY),
)


def returns_sheet(found: list[ReturnRow], language: str) -> Sheet:
    """Return the returns as a table."""
    rows = [
        (
            row.filer,
            row.from_on,
            row.until_on,
            row.state,
            row.file_until,
            say("vat.late", {}, language) if row.is_late else "",
            row.number,
            row.open_refund,
            row.open_correction,
            row.locked_refund,
            row.locked_correction,
            row.total,
        )
        for row in found
    ]
    return Sheet(_RETURNS, rows)


def lines_sheet(found: ReturnSheet, language: str, *, for_programs: bool = False) -> Sheet:
    """Return the lines of a return as a table; for programs why they are in it is a code."""
    first = min((one.turn for one in found.lists if one.withdrawn_on is None), default=0)
    rows = [
        (
            list_name(row, first, language),
            row.creditor,
            row.case_number,
            row.debtor,
            row.number,
            row.due_on,
            Decimal(row.percent),
            row.kind,
            row.gross,
            row.cents,
            row.on_day,
            row.why if for_programs else why(row, language),
            RELIEF,
        )
        for row in found.lines
    ]
    return Sheet(_LINES, rows)


def list_name(row: LineRow, first: int, language: str) -> str:
    """Return on which list a line is: the list of the period, a supplement of it, or none yet."""
    if row.turn is None:
        return say("vat.on_no_list", {}, language)
    return say("vat.on_list" if row.turn == first else "vat.on_supplement", {"number": row.turn - first}, language)


def why(row: LineRow, language: str) -> str:
    """Return why a line is in a return."""
    return say(row.why, {"on": row.on_day, "due": row.due_on}, language)


def written(database: Database, found: ReturnSheet, suffix: str, language: str, day: date) -> bytes:
    """Return the evidence behind a return as a file of one of the formats."""
    match suffix:
        case "xlsx":
            return sheets.xlsx_bytes(lines_sheet(found, language), language)
        case "json":
            return sheets.json_text(lines_sheet(found, language, for_programs=True)).encode()
        case "pdf":
            office = database.value("SELECT name FROM office ORDER BY id LIMIT 1") or ""
            return _pdf(found, office, language, day)
        case _:
            return sheets.csv_text(lines_sheet(found, language), language).encode("utf-8-sig")


def stem(row: ReturnRow, language: str) -> str:
    """Return what a file of a return is called, without what it ends in."""
    return say("vat.file", {"filer": row.filer, "until": row.until_on.isoformat()}, language).replace(" ", "-")


def _pdf(found: ReturnSheet, office: str, language: str, day: date) -> bytes:
    def said(code: str, **parameters: Any) -> str:
        return say(code, parameters, language)

    row, title = found.row, said("vat.pack_title")
    period = said("vat.pack_period", filer=row.filer, first=row.from_on, last=row.until_on)
    parts: list[printed.Part] = [printed.Paragraph(period), printed.Paragraph(said("vat.pack_about"), quiet=True)]
    parts += [printed.Paragraph(said(code, **told)) for code, told in map(_of_list, found.lists)]
    if row.number:
        parts.append(printed.Paragraph(said("vat.pack_open", count=row.number, cents=row.open_cents)))
    parts += [printed.Heading(said("vat.pack_rates")), _rates(found, language), printed.Heading(said("vat.pack_lines"))]
    some = found.lines[:_MOST]
    head = [said(f"vat.head_{one}") for one in ("debtor", "number", "due", "percent", "gross", "vat", "why")]
    rows = [
        (
            clean_cell(one.debtor),
            clean_cell(one.number),
            form.day(one.due_on, language) if one.due_on else "",
            form.percent(Decimal(one.percent), language),
            form.amount(one.gross, language),
            form.amount(one.cents, language),
            why(one, language),
        )
        for one in some
    ]
    total = ("", "", "", "", "", form.amount(Cents(sum(one.cents for one in found.lines)), language), "")
    parts.append(printed.Table(head, rows, total, right_from=3))
    if len(found.lines) > len(some):
        parts.append(printed.Paragraph(said("closing.more_rows", count=len(found.lines) - len(some)), quiet=True))
    foot = said("closing.foot", office=office, on=day)
    return printed.pdf(printed.Report(title, office, language, day, foot, [printed.Page(title, parts)]))


def _of_list(row: ListRow) -> tuple[str, dict[str, Any]]:
    told: dict[str, Any] = {"count": row.lines, "cents": row.cents, "on": row.locked_on, "name": row.locked_by}
    if row.withdrawn_on is not None:
        return "vat.pack_withdrawn", {**told, "withdrawn": row.withdrawn_on, "reason": row.withdrawn_because}
    if row.declared_on is not None:
        return "vat.pack_declared", {**told, "declared": row.declared_on, "by": row.declared_by}
    return "vat.pack_locked", told


def _rates(found: ReturnSheet, language: str) -> printed.Table:
    sums: dict[Decimal, list[int]] = defaultdict(lambda: [0, 0])
    for one in found.lines:
        sums[Decimal(one.percent)][one.cents < 0] += one.cents
    head = [say(code, {}, language) for code in ("vat.head_percent", "vat.head_refund", "vat.head_correction")]
    rows = [
        (
            form.percent(percent, language),
            form.amount(Cents(refund), language),
            form.amount(Cents(correction), language),
        )
        for percent, (refund, correction) in sorted(sums.items(), reverse=True)
    ]
    return printed.Table(head, rows)
