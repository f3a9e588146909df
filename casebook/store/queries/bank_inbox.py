"""The bank inbox: entries of the bank of which something is left, what each may be, and all that is known of one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple, cast

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.matching.candidate import Candidate, Method, Proposed, Why
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store.actions.bank_uses import AcceptMatch
from casebook.store.database import Database
from casebook.store.matching.stored import decode, seen
from casebook.store.models.bank import UseKind
from casebook.store.queries.listing import WINDOW, Count, Key, Listing, Page, Part, all_of
from casebook.store.queries.listing import count as counted
from casebook.store.rows import many, rows


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


class NamedClaim(NamedTuple):
    """A claim as people know it, and what is open on it."""

    claim_id: int
    number: str
    open: Cents


class ShownCandidate(NamedTuple):
    """What an entry may be, with the names people know it by. `cents` is what accepting takes of the entry.

    `open` is what is open in the case, `paid_on` and `paid` the day and amount of the payment that it confirms or
    takes back.
    """

    proposed: Proposed
    case_id: int
    number: str
    debtor_id: int
    debtor: str
    cents: Cents
    open: Cents
    confidence: int
    ready: bool
    method: Method
    why: tuple[Why, ...]
    claims: tuple[NamedClaim, ...]
    payment_id: int | None
    paid_on: date | None
    paid: Cents | None
    payer_id: int | None
    third_party: bool


class EntryUse(NamedTuple):
    """What became of a part of an entry. `undone_on`: that was taken back."""

    use_id: int
    version: int
    kind: UseKind
    cents: Cents
    case_id: int | None
    number: str
    debtor: str
    payment_id: int | None
    on_day: date
    method: Method | None
    reason: str
    undone_on: date | None
    undone_because: str


class EntryCard(NamedTuple):
    """All that the bank told of an entry, what became of it, and what the rest may be.

    `seen` is given with `AcceptMatch`; empty where there is nothing to accept.
    """

    entry_id: int
    statement_id: int
    statement_number: str
    creditor_id: int
    creditor: str
    account: str
    booked_on: date
    value_on: date
    cents: Cents
    rest: Cents
    name: str
    ultimate_name: str
    iban: str | None
    text: str
    reference: str
    end_to_end: str
    mandate: str
    bank_reference: str
    transaction_code: str
    return_code: str | None
    is_reversal: bool
    uses: tuple[EntryUse, ...]
    candidates: tuple[ShownCandidate, ...]
    seen: str


class Inbox(NamedTuple):
    """How many entries may be accepted with one key, and how many a person has to look at."""

    ready: Count
    rest: Count


class _Ready(NamedTuple):
    entry_id: int
    candidates: str


class _Stored(NamedTuple):
    entry_id: int
    statement_id: int
    statement_number: str
    creditor_id: int
    creditor: str
    account: str
    booked_on: date
    value_on: date
    cents: Cents
    name: str
    ultimate_name: str
    iban: str | None
    text: str
    reference: str
    end_to_end: str
    mandate: str
    bank_reference: str
    transaction_code: str
    return_code: str | None
    is_reversal: bool
    rest: Cents
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


class _Case(NamedTuple):
    case_id: int
    number: str
    debtor_id: int
    debtor: str
    open: Cents


class _Claim(NamedTuple):
    claim_id: int
    number: str
    open: Cents


class _Payment(NamedTuple):
    payment_id: int
    on_day: date
    cents: Cents


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
_ENTRY = """
    SELECT e.id, e.statement_id, s.number, e.creditor_id, r.code, e.account, e.booked_on, e.value_on, e.cents, e.name,
           e.ultimate_name, e.iban, e.text, e.reference, e.end_to_end, e.mandate, e.bank_reference, e.transaction_code,
           e.return_code, e.is_reversal, COALESCE(n.rest_cents, 0), COALESCE(n.candidates, '[]')
    FROM bank_entry e JOIN bank_statement s ON s.id = e.statement_id JOIN creditor r ON r.id = e.creditor_id
    LEFT JOIN entry_now n ON n.entry_id = e.id WHERE e.id = ?
"""
_USES = """
    SELECT u.id, u.version, u.kind, u.cents, u.case_id, COALESCE(c.number, ''), COALESCE(p.name, ''), u.payment_id,
           u.on_day, NULLIF(u.method, ''), u.reason, u.undone_on, u.undone_because
    FROM bank_use u LEFT JOIN cases c ON c.id = u.case_id LEFT JOIN party p ON p.id = c.debtor_id
    WHERE u.entry_id = ? ORDER BY u.id
"""
_CASES = """
    SELECT c.id, c.number, c.debtor_id, p.name, CAST(COALESCE((
               SELECT sum(l.cents) FROM claim k JOIN ledger_entry l ON l.claim_id = k.id WHERE k.case_id = c.id
           ), 0) AS BIGINT)
    FROM cases c JOIN party p ON p.id = c.debtor_id WHERE c.id IN ({marks})
"""
_CLAIMS = """
    SELECT k.id, k.number,
           CAST(COALESCE((SELECT sum(l.cents) FROM ledger_entry l WHERE l.claim_id = k.id), 0) AS BIGINT)
    FROM claim k WHERE k.id IN ({marks})
"""
_PAYMENTS = "SELECT id, on_day, cents FROM payment WHERE id IN ({marks})"


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


def candidates(database: Database, entry_id: int) -> tuple[ShownCandidate, ...]:
    """Return what an entry may be, the surest first."""
    return entry(database, entry_id).candidates


def entry(database: Database, entry_id: int) -> EntryCard:
    """Return all that is known of an entry. Raises `Refused` where there is none."""
    with database.snapshot():
        found = rows(database, _ENTRY, _Stored, (entry_id,))
        if not found:
            raise Refused("store.no_record", source=HOUSE_RULE, record="table_bank_entry", id=entry_id)
        uses = tuple(rows(database, _USES, EntryUse, (entry_id,)))
        stored = decode(found[0].candidates)
        shown = tuple(_shown(database, stored))
    *told, rest, _ = found[0]
    values: dict[str, Any] = dict(zip(_Stored._fields[:-2], told, strict=True))
    return EntryCard(**values, rest=rest, uses=uses, candidates=shown, seen=seen(stored))


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


def _shown(database: Database, stored: Sequence[Candidate]) -> Iterator[ShownCandidate]:
    cases = {one.case_id: one for one in many(database, _CASES, _Case, [one.case_id for one in stored])}
    claim_ids = list({claim for one in stored for claim in one.claim_ids})
    claims = {one.claim_id: NamedClaim(*one) for one in many(database, _CLAIMS, _Claim, claim_ids)}
    payment_ids = [one.payment_id for one in stored if one.payment_id is not None]
    paid = {one.payment_id: one for one in many(database, _PAYMENTS, _Payment, payment_ids)}
    for one in stored:
        case = cases[one.case_id]
        payment = paid[one.payment_id] if one.payment_id is not None else None
        yield ShownCandidate(
            proposed=one.proposed,
            case_id=one.case_id,
            number=case.number,
            debtor_id=case.debtor_id,
            debtor=case.debtor,
            cents=one.cents,
            open=case.open,
            confidence=one.confidence,
            ready=one.ready,
            method=one.method,
            why=one.why,
            claims=tuple(claims[claim] for claim in one.claim_ids),
            payment_id=one.payment_id,
            paid_on=payment.on_day if payment else None,
            paid=payment.cents if payment else None,
            payer_id=one.payer_id,
            third_party=one.third_party,
        )
