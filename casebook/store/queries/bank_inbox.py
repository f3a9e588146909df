"""The bank inbox: entries of the bank of which something is left, and what each most likely is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, NamedTuple, cast

from casebook.domain.matching.candidate import Method, Proposed
from casebook.domain.money import Cents
from casebook.store.actions.bank_acceptance import AcceptMatch
from casebook.store.database import Database
from casebook.store.matching.stored import decode, seen
from casebook.store.queries.listing import WINDOW, Count, Key, Listing, Page, Part, all_of
from casebook.store.queries.listing import count as counted
from casebook.store.rows import rows


class InboxOrder(StrEnum):
    """In which order the bank inbox stands: what can be accepted first, by day, largest first, or by name."""

    READY = "inbox_ready"
    DAY = "inbox_day"
    AMOUNT = "inbox_amount"
    NAME = "inbox_name"


class InboxRow(NamedTuple):
    """An entry of which `rest` is left, with its sign, and what it most likely is.

    `case_id` is 0, `method` None and `confidence` 0 where nothing was found. `seen` is given with `AcceptMatch`.
    `sort_name`, `amount_rank`, `not_ready` are what lists are ordered by.
    """

    entry_id: int
    creditor_id: int
    creditor: str
    account: str
    booked_on: date
    value_on: date
    cents: Cents
    rest: Cents
    name: str
    iban: str | None
    text: str
    reference: str
    return_code: str | None
    is_reversal: bool
    case_id: int
    number: str
    debtor: str
    proposed: Proposed | None
    method: Method | None
    confidence: int
    ready: bool
    candidates: int
    seen: str
    sort_name: str
    amount_rank: int
    not_ready: int


class Inbox(NamedTuple):
    """How many entries may be accepted with one key, and how many a person has to look at."""

    ready: Count
    rest: Count


class _Ready(NamedTuple):
    entry_id: int
    candidates: str


class _Listed(NamedTuple):
    """A row as it is read: what it most likely is follows from its candidates."""

    entry_id: int
    creditor_id: int
    creditor: str
    account: str
    booked_on: date
    value_on: date
    cents: Cents
    rest: Cents
    name: str
    iban: str | None
    text: str
    reference: str
    return_code: str | None
    is_reversal: bool
    case_id: int
    number: str
    debtor: str
    confidence: int
    stored: str
    sort_name: str
    amount_rank: int
    not_ready: int


_COLUMNS = """
    n.entry_id, n.creditor_id, r.code, n.account, e.booked_on, n.value_on, e.cents, n.rest_cents,
    CASE WHEN e.ultimate_name <> '' THEN e.ultimate_name ELSE e.name END, e.iban, e.text, e.reference, e.return_code,
    e.is_reversal, n.case_id, COALESCE(c.number, ''), COALESCE(p.name, ''), n.confidence, n.candidates, n.sort_name,
    n.amount_rank, n.not_ready
"""
_JOINED = """
    JOIN bank_entry e ON e.id = n.entry_id JOIN creditor r ON r.id = n.creditor_id
    LEFT JOIN cases c ON c.id = n.case_id LEFT JOIN party p ON p.id = c.debtor_id
"""
_ORDERS = {
    InboxOrder.READY: ("n.not_ready", "n.value_on", "n.entry_id"),
    InboxOrder.DAY: ("n.value_on", "n.entry_id"),
    InboxOrder.AMOUNT: ("n.amount_rank", "n.entry_id"),
    InboxOrder.NAME: ("n.sort_name", "n.entry_id"),
}
# What a person may type of an amount: 250, 250,00 or 1.250.00.
_AMOUNT = re.compile(r"[0-9][0-9.]*([.,][0-9]{2})|[0-9]+")
_SAID = """
    (abs(n.rest_cents) = ? OR EXISTS (
        SELECT 1 FROM bank_entry b WHERE b.id = n.entry_id
          AND lower(b.name || ' ' || b.ultimate_name || ' ' || b.text || ' ' || b.reference || ' '
                    || COALESCE(b.iban, '')) LIKE ? ESCAPE '\\'))
"""
_READY = "SELECT entry_id, candidates FROM entry_now WHERE not_ready = 0 ORDER BY value_on, entry_id"


@dataclass(frozen=True, slots=True)
class InboxListing(Listing[InboxRow]):
    """The bank inbox in one order; several rows may be for one case, or for none."""

    FOUND_BY: ClassVar[str] = "entry_id"

    def after(
        self, database: Database, key: Key | None = None, limit: int = WINDOW, budget: int | None = None
    ) -> Page[InboxRow]:
        """Return the window after a place, or the first one."""
        return _told(Listing.after(self, database, key, limit, budget))

    def before(
        self, database: Database, key: Key | None = None, limit: int = WINDOW, budget: int | None = None
    ) -> Page[InboxRow]:
        """Return the window before a place, or the last one."""
        return _told(Listing.before(self, database, key, limit, budget))

    def around(self, database: Database, key: Key, limit: int = WINDOW, budget: int | None = None) -> Page[InboxRow]:
        """Return the window with a place in the middle of it."""
        return _told(Listing.around(self, database, key, limit, budget))


def inbox(
    database: Database,
    order: InboxOrder = InboxOrder.READY,
    *,
    ready: bool | None = None,
    creditor_id: int | None = None,
    query: str = "",
) -> InboxListing:
    """Return the bank inbox: all of it, what may be accepted with one key or not, what came in for one entity.

    `query` has words that all stand in the names, the text, the reference, the account, or are the amount.
    """
    del database
    columns = _ORDERS[order]
    names = [column.removeprefix("n.") for column in columns]
    parts = [] if ready is None else [Part("n.not_ready = ?", (int(not ready),))]
    if creditor_id is not None:
        parts.append(Part("n.creditor_id = ?", (creditor_id,)))
    parts += [_said(word) for word in query.lower().split()]
    return InboxListing(
        cast("type[InboxRow]", _Listed),
        _COLUMNS,
        "entry_now n",
        _JOINED,
        columns,
        lambda row: tuple(getattr(row, name) for name in names),
        (all_of(parts),),
    )


def _said(word: str) -> Part:
    """Return the condition that a word stands in an entry, or is what is left of it."""
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    amount = _AMOUNT.fullmatch(word)
    cents = 0
    if amount is not None:
        cents = int("".join(filter(str.isdigit, word))) * (1 if amount[1] else 100)
    return Part(_SAID, (cents, f"%{escaped}%"))


_WAITING = "SELECT 1 FROM entry_now WHERE not_ready = ?"
_WAITING_FOR = "SELECT 1 FROM entry_now WHERE not_ready = ? AND creditor_id = ?"


def count(database: Database, creditor_id: int | None = None) -> Inbox:
    """Return how many entries wait, of all or of one creditor, counted to 10,000."""
    text, of = (_WAITING, ()) if creditor_id is None else (_WAITING_FOR, (creditor_id,))
    return Inbox(counted(database, text, (0, *of)), counted(database, text, (1, *of)))


def ready(database: Database) -> list[AcceptMatch]:
    """Return what accepts all that may be accepted with one key: never what is found by a name or an amount alone."""
    return [AcceptMatch(row.entry_id, seen(decode(row.candidates))) for row in rows(database, _READY, _Ready)]


def _told(page: Page[InboxRow]) -> Page[InboxRow]:
    return page._replace(rows=tuple(map(_row, cast("Sequence[_Listed]", page.rows))))


def _row(listed: _Listed) -> InboxRow:
    found = decode(listed.stored)
    first = found[0] if found else None
    values = listed._asdict()
    del values["stored"]
    return InboxRow(
        **values,
        proposed=first.proposed if first else None,
        method=first.method if first else None,
        ready=not listed.not_ready,
        candidates=len(found),
        seen=seen(found),
    )
