"""A report of Closing as a file: for a spreadsheet, for a program, or on paper."""

from casebook.jobs import sheets
from casebook.jobs.closing.report import FROM_TODAY, Report, Wanted
from casebook.store.database import Database
from casebook.words import say

FORMATS = ("csv", "xlsx", "pdf", "json")


def written(database: Database, report: Report, wanted: Wanted, suffix: str, language: str) -> bytes:
    """Return a report as a file of one of the formats."""
    match suffix:
        case "xlsx":
            return sheets.xlsx_bytes(report.sheet, language)
        case "json":
            return sheets.json_text(report.sheet).encode()
        case "pdf":
            # Only who wants paper needs what makes it.
            from casebook.jobs.closing.page import Whose, pdf

            office = database.value("SELECT name FROM office ORDER BY id LIMIT 1") or ""
            code = database.value("SELECT code FROM creditor WHERE id = ?", (wanted.creditor_id,)) or ""
            return pdf(report, wanted, Whose(office, code), language)
        case _:
            return sheets.csv_text(report.sheet, language).encode("utf-8-sig")


def stem(report: Report, wanted: Wanted, language: str) -> str:
    """Return what a file of a report is called, without what it ends in."""
    day = wanted.today if report.what in FROM_TODAY else wanted.day
    return f"{say(f'closing.page_{report.what.word}', {}, language)}_{day.isoformat()}".replace(" ", "-")
