"""A row of a file of securities."""

from casebook.domain.history import ClaimRef, HistorySecurity
from casebook.domain.security.facts import SecurityKind
from casebook.exchange.history.row import Row
from casebook.exchange.sheets.cells import LONGEST_NOTE


def build(row: Row) -> HistorySecurity:
    """Return the security that a row tells of; without a day of its value that is the day of its creation."""
    cells = row.cells
    row.in_order("since", "invoked_on")
    value, since_on = cells.optional_amount("value") or None, cells.optional_day("since")
    valued_on = cells.optional_day("valued_on") or since_on
    if value is not None and valued_on is None:
        raise cells.missing("valued_on")
    return HistorySecurity(
        row.line,
        row.debtor(),
        tuple(ClaimRef(row.creditor, number) for number in cells.texts("invoice_numbers")),
        SecurityKind(cells.word("kind", [kind.value for kind in SecurityKind])),
        cells.text("name"),
        value,
        valued_on if value is not None else None,
        cells.optional_percent("haircut"),
        cells.optional_count("rank"),
        cells.optional_flag("with_interest"),
        since_on,
        cells.optional_day("expires_on"),
        cells.optional_day("invoked_on"),
        cells.optional_text("note", LONGEST_NOTE),
    )
