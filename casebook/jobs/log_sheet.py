"""The log of a period as a table: with the lines before them, the hashes can be worked out again."""

from datetime import date

from casebook.jobs.sheets import Column, Kind, Sheet
from casebook.store.database import Database
from casebook.store.queries.log_lines import of_period

_COLUMNS = (
    Column("number", "log_sheet.number", Kind.NUMBER),
    Column("step", "log_sheet.step", Kind.NUMBER),
    Column("at", "log_sheet.at"),
    Column("day", "log_sheet.day"),
    Column("person_id", "log_sheet.person_id", Kind.NUMBER),
    Column("person", "log_sheet.person"),
    Column("on_behalf_of_id", "log_sheet.on_behalf_of_id", Kind.NUMBER),
    Column("on_behalf_of", "log_sheet.on_behalf_of"),
    Column("command", "log_sheet.command"),
    Column("cases", "log_sheet.cases"),
    Column("undoes", "log_sheet.undoes", Kind.NUMBER),
    Column("erased_by", "log_sheet.erased_by", Kind.NUMBER),
    Column("body_hash", "log_sheet.body_hash"),
    Column("hash", "log_sheet.hash"),
)


def sheet(database: Database, since: date, until: date) -> Sheet:
    """Return the lines of the days from one up to and including another."""
    return Sheet(_COLUMNS, of_period(database, since, until))
