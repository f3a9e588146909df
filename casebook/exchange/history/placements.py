"""A row of a file of placements: claims that lie with an agency or a bailiff, or lay there."""

from casebook.domain.history import ClaimRef, HistoryPlacement
from casebook.domain.placements.facts import AgencyKind, CloseCode, Guard
from casebook.exchange.history.row import Row
from casebook.exchange.sheets.cells import LONGEST_NOTE


def build(row: Row) -> HistoryPlacement:
    """Return the placement that a row tells of; who guards limitation is said, or it is us."""
    cells = row.cells
    row.in_order("sent_on", "reported_on")
    row.in_order("sent_on", "ended_on")
    numbers = cells.texts("invoice_numbers")
    if not numbers:
        raise cells.missing("invoice_numbers")
    return HistoryPlacement(
        row.line,
        row.debtor(),
        tuple(ClaimRef(row.creditor, number) for number in numbers),
        cells.text("agency"),
        AgencyKind(cells.optional_word("agency_kind", [one.value for one in AgencyKind]) or AgencyKind.AGENCY),
        Guard(cells.optional_word("guard", [one.value for one in Guard]) or Guard.US),
        cells.day("sent_on"),
        cells.optional_text("reference") or "",
        cells.optional_day("reported_on"),
        cells.optional_day("ended_on"),
        CloseCode(cells.optional_word("close_code", [one.value for one in CloseCode]) or CloseCode.OTHER),
        cells.optional_text("note", LONGEST_NOTE) or "",
    )
