"""Reading a file of history: each row a record of its kind, or the reason why it does not come in."""

from collections.abc import Iterator
from pathlib import Path

from casebook.domain.history import Record
from casebook.domain.limitation.rules import LimitationRules
from casebook.errors import InputError
from casebook.exchange.history.kinds import KINDS
from casebook.exchange.history.row import Row
from casebook.exchange.profile import Profile
from casebook.exchange.reason import Reason, refused
from casebook.exchange.sheets import Cells, open_sheet
from casebook.exchange.sheets.values import shown


def read(kind: str, path: Path, profile: Profile, rules: LimitationRules) -> Iterator[Record | Reason]:
    """Return each row in the order of the file, as a record of `kind` (a key of `KINDS`) or as a reason.

    Rows that are alike are all returned: two payments of one day may both be real. Raises `InputError` where the
    profile does not know the kind, or the file cannot be read (further) at all.
    """
    section = profile.history.get(kind)
    if section is None:
        raise InputError("import.profile.no_history", name=profile.name, kind=kind, kinds=tuple(profile.history))
    rows = open_sheet(path, profile.file)
    _, titles = next(rows)
    cells = Cells(section, profile.file, titles, path)
    build = KINDS[kind].build
    for line, row in rows:
        try:
            cells.take(row)
            _check_currency(cells, profile)
            yield build(Row(line, cells, profile.creditor, rules))
        except InputError as error:
            yield refused(line, error)


def _check_currency(cells: Cells, profile: Profile) -> None:
    """Refuse a row in another currency; one without a currency is in euro, as all that the office keeps is."""
    currency = cells.optional_text("currency")
    if currency is not None and currency.casefold() not in profile.euro:
        raise cells.wrong("currency", "import.row.currency", found=shown(currency))
