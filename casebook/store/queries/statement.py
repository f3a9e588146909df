"""The account of a case as it was, is or will be at the end of a day: every entry with the balance after it."""

from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from casebook.domain.component import Balance, Component
from casebook.domain.ledger import EntryKind
from casebook.domain.money import ZERO, Cents
from casebook.store.case_accounts import accounts
from casebook.store.claim_interest import ClaimInterest, Entry
from casebook.store.database import Database
from casebook.store.rows import rows


class StatementEntry(NamedTuple):
    """An entry, positive where it is owed, with what is open on the claim after it."""

    entry_id: int
    on_day: date
    kind: EntryKind
    component: Component
    cents: Cents
    balance: Cents
    payment_id: int | None
    reverses_id: int | None
    reason: str


class ClaimStatement(NamedTuple):
    """A claim with its entries up to the key date, what is then open of each component, and the interest that has run.

    `lapsed` tells that the claim has possibly lapsed by then, or cannot be enforced.
    """

    claim_id: int
    number: str
    creditor: str
    description: str
    due_on: date | None
    currency: str
    foreign_cents: Cents | None
    ended_on: date | None
    lapsed: bool
    entries: tuple[StatementEntry, ...]
    open: Balance
    interest: ClaimInterest

    @property
    def total(self) -> Cents:
        """What is open, with the interest that is not booked and has not possibly lapsed."""
        return Cents(self.open.total + self.interest.beside_booked)


class Statement(NamedTuple):
    """The account of a case on a key date. `number` is that of the case, `debtor` the name of who owes it."""

    case_id: int
    number: str
    debtor: str
    day: date
    claims: tuple[ClaimStatement, ...]

    @property
    def open(self) -> Balance:
        """What is open by component, as it is booked."""
        return Balance(*(Cents(sum(cents)) for cents in zip(*(claim.open for claim in self.claims), strict=True)))

    @property
    def lapsed_interest(self) -> Cents:
        """Unpaid interest that has possibly lapsed; it is not in the total."""
        return Cents(sum((claim.interest.lapsed for claim in self.claims), ZERO))

    @property
    def per_day(self) -> Cents:
        """The interest of one further day on the claims that can be demanded."""
        return Cents(sum((claim.interest.per_day for claim in self.claims if not claim.lapsed), ZERO))

    @property
    def total(self) -> Cents:
        """What is open in all, with the interest."""
        return Cents(sum((claim.total for claim in self.claims), ZERO))


class _Claim(NamedTuple):
    claim_id: int
    creditor: str
    description: str


_CLAIMS = """
    SELECT k.id, p.name, k.description
    FROM claim k JOIN creditor r ON r.id = k.creditor_id JOIN party p ON p.id = r.party_id WHERE k.case_id = ?
"""
_DEBTOR = "SELECT p.name FROM cases c JOIN party p ON p.id = c.debtor_id WHERE c.id = ?"


def statement(database: Database, case_id: int, day: date) -> Statement | None:
    """Return the account of a case at the end of `day`, past or to come, None where there is no such case.

    What was booked on a later day is left out, and interest is reckoned to the day as if that were not known.
    """
    with database.snapshot():
        found = accounts(database, case_id, day, entries_until=day)
        if found is None:
            return None
        known = {row.claim_id: row for row in rows(database, _CLAIMS, _Claim, (case_id,))}
        debtor: str = database.value(_DEBTOR, (case_id,))
    claims = [
        ClaimStatement(
            claim_id=claim.id,
            number=claim.number,
            creditor=known[claim.id].creditor,
            description=known[claim.id].description,
            due_on=claim.due_on,
            currency=claim.currency,
            foreign_cents=None if claim.foreign_cents is None else Cents(claim.foreign_cents),
            ended_on=claim.ended_on,
            lapsed=found.has_lapsed(claim.id),
            entries=_entries(found.entries[claim.id]),
            open=_open(found.entries[claim.id]),
            interest=found.interest[claim.id],
        )
        for claim in found.record.claims
        if found.entries[claim.id] or claim.foreign_cents is not None
    ]
    return Statement(case_id, found.record.case.number, debtor, day, tuple(claims))


def _entries(entries: Sequence[Entry]) -> tuple[StatementEntry, ...]:
    balances = accumulate(entry.cents for entry in entries)
    return tuple(
        StatementEntry(
            entry.entry_id,
            entry.on_day,
            entry.kind,
            entry.component,
            entry.cents,
            Cents(balance),
            entry.payment_id,
            entry.reverses_id,
            entry.reason,
        )
        for entry, balance in zip(entries, balances, strict=True)
    )


def _open(entries: Sequence[Entry]) -> Balance:
    open_now = Balance()
    for entry in entries:
        open_now = open_now.plus(entry.component, entry.cents)
    return open_now
