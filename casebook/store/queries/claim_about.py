"""What a line about a claim shows beside its facts, and what the page about one claim reads."""

from datetime import date
from typing import NamedTuple

from casebook.domain.component import Balance
from casebook.domain.holds import Period, in_force
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.signals.clock_state import ClockState
from casebook.store.balances import open_balances
from casebook.store.database import Database
from casebook.store.queries.claims import ClaimRow
from casebook.store.queries.listing import Page
from casebook.store.rows import many, rows


class ClaimAbout(NamedTuple):
    """What is open of a claim, how its clock against the debtor stands, and what else to remark of it.

    `open` is empty for a claim in another currency. `state` is None where no clock runs for it any more. `title_of`
    and `main` are the numbers of the claims that it took the place of and that it ends with, `has_title` tells that a
    title took its own place. `held` is the time in which the claim is not chased because of holds of its own.
    """

    open: Balance
    state: ClockState | None
    safe_until: date | None
    frozen_on: date | None
    title_of: str | None
    main: str | None
    has_title: bool
    guaranteed: bool
    held: Period | None


class ClaimDetails(NamedTuple):
    """What is known of a claim that its line does not show."""

    received_on: date | None
    supplied_from: date | None
    supplied_until: date | None
    place: str
    order_number: str
    product_group: str
    notice_received_on: date | None
    notice_last_day: date | None
    refused_on: date | None
    agreed_in: str | None


class PaymentPlace(NamedTuple):
    """Where a payment stands in the list of payments of its case."""

    on_day: date
    payment_id: int


class _Clock(NamedTuple):
    claim_id: int
    kind: ClockKind
    state: ClockState
    safe_until: date | None


class _Hold(NamedTuple):
    claim_id: int
    from_on: date
    until_on: date | None


class _Remark(NamedTuple):
    claim_id: int
    frozen_on: date | None
    title_of: str | None
    main: str | None
    has_title: bool
    guaranteed: bool


_CLOCKS = """
    SELECT w.claim_id, w.clock, w.state, w.safe_until FROM clock_now w JOIN cases c ON c.id = w.case_id
    WHERE w.claim_id IN ({marks}) AND w.debtor_id = c.debtor_id AND w.clock <> 'interest'
"""
_REMARKS = """
    SELECT k.id, k.interest_frozen_on, t.number, m.number,
           EXISTS (SELECT 1 FROM claim o WHERE o.title_of_id = k.id),
           EXISTS (SELECT 1 FROM liability l WHERE l.claim_id = k.id AND l.relation = 'guarantor')
    FROM claim k LEFT JOIN claim t ON t.id = k.title_of_id LEFT JOIN claim m ON m.id = k.main_id
    WHERE k.id IN ({marks})
"""
_HOLDS = "SELECT claim_id, from_on, until_on FROM hold WHERE claim_id IN ({marks}) AND lifted_on IS NULL"
_DETAILS = """
    SELECT k.received_on, k.supplied_from, k.supplied_until, k.place, k.order_number, k.product_group,
           k.notice_received_on, k.notice_last_day, k.refused_on, d.name
    FROM claim k LEFT JOIN document d ON d.id = k.agreed_in_id WHERE k.id = ?
"""
# An entry of a reversal belongs to the payment that was reversed.
_PAYMENT = """
    SELECT f.on_day, f.id FROM ledger_entry l JOIN payment p ON p.id = l.payment_id
    JOIN payment f ON f.id = COALESCE(p.reverses_id, p.id) WHERE l.id = ?
"""


def about(database: Database, page: Page[ClaimRow], day: date) -> dict[int, ClaimAbout]:
    """Return what else a line shows of the claims in a window, by claim, as of `day`."""
    ids = [row.claim_id for row in page.rows]
    balances = open_balances(database, ids, day)
    clocks = {clock.claim_id: clock for clock in many(database, _CLOCKS, _Clock, ids)}
    remarks = {remark.claim_id: remark for remark in many(database, _REMARKS, _Remark, ids)}
    holds = many(database, _HOLDS, _Hold, ids)
    held = {id_: in_force((Period(*hold[1:]) for hold in holds if hold.claim_id == id_), day) for id_ in ids}
    return {id_: _about(balances[id_], clocks.get(id_), remarks[id_], held[id_]) for id_ in ids}


def details(database: Database, claim_id: int) -> ClaimDetails | None:
    """Return what else is known of a claim, None where there is no such claim."""
    return next(iter(rows(database, _DETAILS, ClaimDetails, (claim_id,))), None)


def payment_of(database: Database, entry_id: int) -> PaymentPlace | None:
    """Return the payment that an entry belongs to, None for an entry of no payment."""
    return next(iter(rows(database, _PAYMENT, PaymentPlace, (entry_id,))), None)


def _about(balance: Balance, clock: _Clock | None, remark: _Remark, held: Period | None) -> ClaimAbout:
    return ClaimAbout(
        balance,
        clock.state if clock else None,
        clock.safe_until if clock else None,
        remark.frozen_on,
        remark.title_of,
        remark.main,
        remark.has_title,
        remark.guaranteed,
        held,
    )
