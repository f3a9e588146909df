"""How a piece of evidence of finances is said: how it stands, and what else is known of it."""

from casebook.domain.finance import FinanceStatus
from casebook.store.queries.finances import Standing
from casebook.text import clean_line
from casebook.ui.desk import Desk

WAITING = (FinanceStatus.REQUIRED, FinanceStatus.REQUESTED)


def told(one: Standing, desk: Desk) -> str:
    """Return how a piece stands, in one line."""
    row = one.row
    on = {
        FinanceStatus.REQUIRED: row.due_on,
        FinanceStatus.REQUESTED: row.due_on,
        FinanceStatus.RECEIVED: row.received_on,
        FinanceStatus.SUFFICIENT: one.until,
        FinanceStatus.INSUFFICIENT: row.checked_on,
        FinanceStatus.WAIVED: row.waived_on,
        FinanceStatus.EXPIRED: one.until,
    }[one.status]
    return desk.say(f"finances.{one.status}", kind=f"finance_{row.kind}", on=on)


def late(one: Standing, desk: Desk) -> bool:
    """Tell whether a piece should have been there by now."""
    return one.status in WAITING and one.row.due_on < desk.day


def details(one: Standing, desk: Desk) -> str:
    """Return what else is known of a piece: what it is for, since when, by whom it was looked at, and why not."""
    row, say = one.row, desk.say
    parts = [say("finances.for", supports=f"supports_{row.supports}"), say("finances.since", on=row.required_on)]
    if row.requested_on:
        parts.append(say("finances.asked", on=row.requested_on))
    if row.document:
        parts.append(clean_line(row.document))
    if row.checked_by and row.checked_on:
        parts.append(say("finances.checked_by", name=clean_line(row.checked_by), on=row.checked_on))
    parts += [clean_line(text) for text in (row.note, row.waived_because) if text]
    return " · ".join(parts)
