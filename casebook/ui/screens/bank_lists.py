"""How the rows of the bank inbox look: entries that wait, accounts with how far they are known, what was decided."""

from collections.abc import Iterator
from datetime import date

from casebook import format as form
from casebook.domain.calendar import add_working_days
from casebook.domain.matching.candidate import Proposed
from casebook.store.queries.bank_decided import DecidedRow
from casebook.store.queries.bank_inbox import InboxRow
from casebook.store.queries.bank_statements import AccountRow
from casebook.ui.desk import Desk
from casebook.ui.screens.today import by
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.windowed_list import Shape
from casebook.ui.work.bank_lines import proposed, short_method


def inbox_shape(desk: Desk) -> Shape[InboxRow]:
    """Return the columns of the entries of which something is left."""
    return Shape(
        (
            Column("", 2, sign, style=_mark),
            Column("bank_inbox.day", 8, lambda row: by(row.booked_on, desk)),
            Column("bank_inbox.amount", 11, lambda row: form.amount(row.rest, desk.language), right=True),
            Column("bank_inbox.name", 13, lambda row: row.name, share=2),
            Column("bank_inbox.text", 12, lambda row: row.text or row.reference, share=2, spare=1, style=_quiet),
            Column("bank_inbox.proposed", 17, lambda row: _proposed(row, desk), share=3, style=_likely),
            Column("bank_inbox.method", 14, lambda row: short_method(row.method, row.confidence, desk), style=_likely),
            Column("bank_inbox.creditor", 8, lambda row: row.creditor, spare=2, style=_quiet),
            Column("bank_inbox.iban", 18, lambda row: row.iban or "", extra=True, spare=3),
            Column("bank_inbox.account", 18, lambda row: row.account, extra=True, spare=4, style=_quiet),
        ),
        lambda row: row.entry_id,
        "bank_inbox.empty",
    )


def decided_shape(desk: Desk) -> Shape[DecidedRow]:
    """Return the columns of what was decided."""
    return Shape(
        (
            Column("", 2, lambda row: "✗" if row.undone_on is not None else "", style=_undone),
            Column("bank_inbox.decided_on", 8, lambda row: by(row.on_day, desk), style=_undone),
            Column("bank_inbox.day", 8, lambda row: by(row.booked_on, desk), spare=2, style=_undone),
            Column(
                "bank_inbox.amount", 11, lambda row: form.amount(row.cents, desk.language), right=True, style=_undone
            ),
            Column("bank_inbox.name", 13, lambda row: row.name, share=2, style=_undone),
            Column("bank_inbox.what", 15, lambda row: desk.say(f"bank_entry.use_{row.kind}"), style=_undone),
            Column("bank_inbox.case", 16, _case, share=2, style=_undone),
            Column("bank_inbox.reason", 12, lambda row: row.undone_because or row.reason, share=2, spare=1, style=_why),
        ),
        lambda row: row.use_id,
        "bank_inbox.none_decided",
    )


def accounts_shape(desk: Desk) -> Shape[AccountRow]:
    """Return the columns of the accounts of our entities."""

    def style(row: AccountRow) -> str:
        return "due" if amiss(row, desk) else ""

    return Shape(
        (
            Column("", 2, lambda row: "!" if amiss(row, desk) else "✓", style=style),
            Column("bank_inbox.account", 18, lambda row: row.account, share=1),
            Column("bank_inbox.creditor", 8, lambda row: row.creditor, share=1),
            Column("bank_inbox.until", 12, lambda row: _until(row, desk), style=style),
            Column("bank_inbox.number", 11, lambda row: form.number(row.statements, desk.language), right=True),
            Column("bank_inbox.amiss", 16, lambda row: ", ".join(_amiss(row, desk)), share=2, style=style),
        ),
        lambda row: (row.account, row.creditor_id),
        "bank_inbox.no_accounts",
    )


def amiss(row: AccountRow, desk: Desk) -> bool:
    """Tell whether an account is not known up to the last working day, or a statement of it is missing."""
    if row.by_list and row.until_on is None:
        return False
    return row.gaps > 0 or row.until_on is None or _is_behind(row.until_on, desk)


def _is_behind(until: date, desk: Desk) -> bool:
    return until < add_working_days(desk.day, -1, desk.session.database.law.holidays)


def _until(row: AccountRow, desk: Desk) -> str:
    return desk.say("bank_inbox.never") if row.until_on is None else by(row.until_on, desk)


def _amiss(row: AccountRow, desk: Desk) -> Iterator[str]:
    if row.by_list:
        # Its list of open items tells what came in.
        yield desk.say("bank_inbox.by_list")
    if row.gaps:
        yield desk.say("bank_inbox.gaps", count=row.gaps)
    if row.until_on is not None and _is_behind(row.until_on, desk):
        yield desk.say("bank_inbox.behind", count=(desk.day - row.until_on).days)


def sign(row: InboxRow) -> str:
    """Return whether one key accepts what is proposed, whether a person has to choose, or whether nothing was found."""
    if row.ready:
        return "+"
    return "?" if row.method is not None else "·"


def _proposed(row: InboxRow, desk: Desk) -> str:
    if row.proposed is None:
        return desk.say("bank_inbox.nothing")
    if row.proposed is Proposed.BOOK:
        said = f"{row.number} {row.debtor}"
    elif row.proposed is Proposed.AWAIT_LEDGER:
        # The case has to be seen.
        said = desk.say("bank_inbox.awaits", number=row.number, name=row.debtor)
    else:
        said = proposed(row.proposed, row.number, row.debtor, desk)
    return f"{said} +{row.candidates - 1}" if row.candidates > 1 and not row.ready else said


def _mark(row: InboxRow) -> str:
    return "mark" if row.ready else "due" if row.method is not None else "quiet"


def _likely(row: InboxRow) -> str:
    return "" if row.ready else "quiet"


def _quiet(_: InboxRow) -> str:
    return "quiet"


def _undone(row: DecidedRow) -> str:
    return "quiet" if row.undone_on is not None else ""


def _why(_: DecidedRow) -> str:
    return "quiet"


def _case(row: DecidedRow) -> str:
    return "" if row.case_id is None else f"{row.number} {row.debtor}"
