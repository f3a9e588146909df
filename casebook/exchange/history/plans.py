"""A row of a file of arrangements that run."""

from casebook.domain.arrangement.terms import PlanInterest, Rhythm
from casebook.domain.history import HistoryPlan
from casebook.domain.money import ZERO
from casebook.exchange.history.row import Row
from casebook.exchange.sheets.cells import LONGEST_NOTE


def build(row: Row) -> HistoryPlan:
    """Return the arrangement that a row tells of: two of three sizes must be there, the third follows."""
    cells = row.cells
    for later in ("first_on", "last_on"):
        row.in_order("agreed_on", later)
    row.in_order("first_on", "last_on")
    count, last_on = cells.optional_count("terms"), cells.optional_day("last_on")
    total, each = cells.optional_amount("total"), cells.optional_amount("amount")
    if not total and not each:
        raise cells.missing("amount")
    if count is None and last_on is None and not (total and each):
        raise cells.missing("terms")
    return HistoryPlan(
        row.line,
        row.claims(),
        row.optional_debtor(),
        cells.day("agreed_on"),
        Rhythm(cells.word("rhythm", [rhythm.value for rhythm in Rhythm])),
        cells.day("first_on"),
        total or None,
        each or None,
        count,
        last_on,
        PlanInterest(cells.optional_word("interest", [one.value for one in PlanInterest]) or PlanInterest.RUNNING),
        cells.optional_amount("remission") or ZERO,
        cells.optional_text("note", LONGEST_NOTE),
    )
