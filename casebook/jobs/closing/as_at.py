"""What was open on a day, by what one likes, as a report."""

from dataclasses import replace

from casebook.domain.money import Cents
from casebook.jobs.closing.report import Behind, Report, Said, Wanted, What
from casebook.jobs.sheets import Column, Kind, Sheet
from casebook.store.database import Database
from casebook.store.queries import as_at
from casebook.store.queries.as_at import AsAtRow, By, Knowledge

# What tells these apart is a word of ours; of the others it is a name from outside.
_WORDS = frozenset({By.AGE, By.ROUTE, By.BAND})
_FIGURES = (
    Column("claims", "closing.head_claims", Kind.NUMBER),
    Column("cases", "closing.head_cases", Kind.NUMBER),
    Column("principal", "closing.head_principal", Kind.MONEY),
    Column("interest", "closing.head_interest", Kind.MONEY),
    Column("costs", "closing.head_costs", Kind.MONEY),
    Column("open", "closing.head_open", Kind.MONEY),
    Column("written_off", "closing.head_written_off", Kind.MONEY),
    Column("left", "closing.head_left", Kind.MONEY),
)
_SPARE = {"claims": 7, "interest": 6, "costs": 5, "principal": 4, "cases": 3, "open": 2, "written_off": 1}
_ALL = "closing_all"


def report(database: Database, wanted: Wanted) -> Report:
    """Return what was open on a day."""
    with database.snapshot():
        found = as_at.as_at(database, wanted.by, wanted.asked)
        cases = as_at.cases(database, wanted.asked)
    kind = Kind.WORD if wanted.by in _WORDS else Kind.TEXT
    columns = (Column("by", f"closing.head_{wanted.by}", kind), *_FIGURES)
    rows = [(row.key if kind is Kind.WORD else row.label, *_figures(row)) for row in found]
    total = replace(as_at.total(found), cases=cases)
    rows.append((_ALL if kind is Kind.WORD else "", *_figures(total)))
    keys = [(wanted.by, row.key) for row in found]
    return Report(
        What.AS_AT, said(wanted), Sheet(columns, rows), [*keys, (wanted.by, None)], _SPARE, frozenset({len(rows) - 1})
    )


def behind(database: Database, wanted: Wanted, by: By, key: str | None) -> list[Behind]:
    """Return the claims that a row counts."""
    return [
        Behind(
            row.case_id,
            row.case_number,
            row.debtor,
            row.due_on,
            ("closing.behind_claim", {"number": row.number, "creditor": row.creditor}),
            row.left,
        )
        for row in as_at.behind(database, by, key, wanted.asked)
    ]


def said(wanted: Wanted) -> list[Said]:
    """Return what counts in a report of a day."""
    then = wanted.knowledge is Knowledge.THEN
    found: list[Said] = [("closing.known_then_on", {"on": wanted.day}) if then else ("closing.known_now_on", {})]
    if wanted.by is By.BAND and wanted.day != wanted.today:
        found.append(("closing.no_band", {}))
    return found


def _figures(row: AsAtRow) -> tuple[int | Cents, ...]:
    amounts = row.principal, row.interest, row.costs, row.open_cents, row.written_off, row.left
    return row.claims, row.cases, *amounts
