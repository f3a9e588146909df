"""What a debtor pays on a day to be done: each claim with its costs and interest, and what stands apart."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from casebook.domain.component import Balance
from casebook.domain.money import ZERO, Cents
from casebook.domain.signals.clock_state import ClockState
from casebook.store.balances import payable
from casebook.store.case_accounts import CaseAccounts, accounts
from casebook.store.case_rows import ClaimRow
from casebook.store.claim_interest import ClaimInterest
from casebook.store.database import Database
from casebook.store.rows import rows


class PayoffLine(NamedTuple):
    """What is to be paid on a claim. `open` is what stands in its ledger, with the interest that was booked.

    `state` is how its clock stands, None where it has none. A claim in another currency has nothing `open`.
    """

    claim_id: int
    number: str
    creditor: str
    due_on: date | None
    currency: str
    foreign_cents: Cents | None
    not_pursued: bool
    state: ClockState | None
    open: Balance
    interest: ClaimInterest

    @property
    def interest_due(self) -> Cents:
        """The interest that is booked and open with what has run up since, without what has possibly lapsed."""
        return Cents(max(0, self.open.interest + self.interest.beside_booked))

    @property
    def total(self) -> Cents:
        """Costs, interest and principal."""
        return Cents(self.open.costs + self.interest_due + self.open.principal)


class Contra(NamedTuple):
    """An amount in the debtor's favour: what of a payment is not allocated, or what was paid above a claim.

    `name` is who paid, or the number of the claim.
    """

    payment_id: int | None
    claim_id: int | None
    name: str
    on_day: date
    cents: Cents


class Payoff(NamedTuple):
    """What is to be paid on `day`. `reference` is what the debtor quotes.

    `lines` are added up in the totals. `lapsed` are claims that have possibly lapsed, or cannot be enforced: payment
    is welcome, but nothing of them is asked. `contra` is in no total.
    """

    case_id: int
    reference: str
    day: date
    lines: tuple[PayoffLine, ...]
    lapsed: tuple[PayoffLine, ...]
    contra: tuple[Contra, ...]

    @property
    def open(self) -> Balance:
        """What stands in the ledgers, by component."""
        return Balance(*(Cents(sum(cents)) for cents in zip(*(line.open for line in self.lines), strict=True)))

    @property
    def interest_due(self) -> Cents:
        """The interest of all claims."""
        return _sum(line.interest_due for line in self.lines)

    @property
    def total(self) -> Cents:
        """What is to be paid, before contra items."""
        return _sum(line.total for line in self.lines)

    @property
    def per_day(self) -> Cents:
        """The interest of one further day."""
        return _sum(line.interest.per_day for line in self.lines)

    @property
    def lapsed_interest(self) -> Cents:
        """Unpaid interest that has possibly lapsed, on the claims that have not."""
        return _sum(line.interest.lapsed for line in self.lines)

    @property
    def contra_total(self) -> Cents:
        """What is in the debtor's favour."""
        return _sum(item.cents for item in self.contra)

    @property
    def after_contra(self) -> Cents:
        """What is left to pay where the contra items are set off; less than nothing where there is more of them."""
        return Cents(self.total - self.contra_total)

    @property
    def designation(self) -> tuple[int, ...]:
        """The claims of the totals: who pays by this payoff pays these, also where the safe end of one has passed."""
        return tuple(line.claim_id for line in self.lines if line.total)


class _Creditor(NamedTuple):
    claim_id: int
    name: str


_CREDITORS = """
    SELECT k.id, p.name FROM claim k JOIN creditor r ON r.id = k.creditor_id JOIN party p ON p.id = r.party_id
    WHERE k.case_id = ?
"""
# A reversal counts with the payment that it reverses.
_UNALLOCATED = """
    SELECT f.id, NULL, f.payer_name, f.on_day, CAST(sum(a.cents) AS BIGINT)
    FROM payment p JOIN payment f ON f.id = COALESCE(p.reverses_id, p.id) JOIN allocation a ON a.payment_id = p.id
    WHERE p.case_id = ? AND p.on_day <= ? AND a.entry_id IS NULL
    GROUP BY f.id, f.payer_name, f.on_day HAVING sum(a.cents) <> 0 ORDER BY f.on_day, f.id
"""


def payoff(database: Database, case_id: int, day: date) -> Payoff | None:
    """Return what is to be paid on `day` to be done, None where there is no such case.

    What a later entry that is known already has paid is not asked for again.
    """
    with database.snapshot():
        found = accounts(database, case_id, day)
        if found is None:
            return None
        claims = found.record.claims
        creditors = {row.claim_id: row.name for row in rows(database, _CREDITORS, _Creditor, (case_id,))}
        open_now = payable(database, [claim.id for claim in claims], day)
        unallocated = rows(database, _UNALLOCATED, Contra, (case_id, day))
    lines = [_line(found, claim, creditors[claim.id], open_now[claim.id]) for claim in claims]
    shown = [line for line in lines if line.total or line.open.total or line.interest.lapsed or line.foreign_cents]
    return Payoff(
        case_id=case_id,
        reference=found.record.case.number,
        day=day,
        lines=tuple(line for line in shown if not found.has_lapsed(line.claim_id)),
        lapsed=tuple(line for line in shown if found.has_lapsed(line.claim_id)),
        contra=(*unallocated, *_overpaid(found, day)),
    )


def _line(found: CaseAccounts, claim: ClaimRow, creditor: str, open_now: Balance) -> PayoffLine:
    clock = found.clocks.get(claim.id)
    return PayoffLine(
        claim_id=claim.id,
        number=claim.number,
        creditor=creditor,
        due_on=claim.due_on,
        currency=claim.currency,
        foreign_cents=None if claim.foreign_cents is None else Cents(claim.foreign_cents),
        not_pursued=bool(claim.not_pursued),
        state=clock.state if clock else None,
        open=open_now,
        interest=found.interest[claim.id],
    )


def _overpaid(found: CaseAccounts, day: date) -> Iterable[Contra]:
    """Yield the claims on whose account more was paid or credited than was owed."""
    for claim in found.record.claims:
        entries = [entry for entry in found.entries[claim.id] if entry.on_day <= day]
        over = -sum(entry.cents for entry in entries)
        if over > 0:
            yield Contra(None, claim.id, claim.number, max(entry.on_day for entry in entries), Cents(over))


def _sum(amounts: Iterable[Cents]) -> Cents:
    return Cents(sum(amounts, ZERO))
