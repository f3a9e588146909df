"""Days of an account that no statement tells, taken as known: a statement that will not come, or the time before all.

Whoever says so answers for it: what is judged on it may be called late.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store import bank_freshness
from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.bank import BankGap, BankStatement
from casebook.store.models.people import Role
from casebook.store.transaction import Transaction

# Arrangements that ended and promises that were withdrawn are judged no more, and those of later days never asked about
# the days.
_JUDGED = """
    SELECT a.case_id FROM arrangement a JOIN arrangement_claim l ON l.arrangement_id = a.id
    JOIN claim k ON k.id = l.claim_id JOIN creditor c ON c.id = k.creditor_id
    JOIN account o ON o.party_id = c.party_id AND o.own = 1
    WHERE o.iban = ? AND a.agreed_on IS NOT NULL AND (a.offered_on < ? OR a.agreed_on < ?)
    AND a.completed_on IS NULL AND a.broken_on IS NULL AND a.superseded_on IS NULL
    AND a.withdrawn_on IS NULL AND a.declined_on IS NULL
    UNION SELECT p.case_id FROM promise p JOIN claim k ON k.case_id = p.case_id
    JOIN creditor c ON c.id = k.creditor_id JOIN account o ON o.party_id = c.party_id AND o.own = 1
    WHERE o.iban = ? AND p.made_on < ? AND p.withdrawn_on IS NULL ORDER BY 1
"""
_ITS_GAP = "SELECT account, from_on FROM bank_gap WHERE id = ?"


@dataclass(frozen=True, slots=True)
class AcceptGap:
    """All after `after_on` and before `from_on` is known otherwise, or will not be; without `after_on`, all before."""

    account: str
    after_on: date | None
    from_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class WithdrawGap:
    """What was taken as known is not."""

    id: int
    version: int
    reason: str


def _judged(database: Database, command: Any) -> Iterable[int]:
    return _judged_by(database, command.account, command.from_on)


def _judged_by_gap(database: Database, command: Any) -> Iterable[int]:
    found = database.fetch(_ITS_GAP, (command.id,))
    return [case_id for account, from_on in found for case_id in _judged_by(database, account, from_on)]


def _judged_by(database: Database, account: str, from_on: date) -> list[int]:
    return [case_id for (case_id,) in database.fetch(_JUDGED, (account, from_on, from_on, account, from_on))]


@action("bank.accept_gap", role=Role.LEAD, cases=_judged)
def accept_gap(tx: Transaction, command: AcceptGap) -> int:
    """Take a gap between statements as known, or all before the first of them, and return the id of that word.

    Refused where nothing is missing there, or where it is taken as known already.
    """
    reason = given.reason(command.reason)
    tx.hold("bank gaps")
    missing = bank_freshness.open_gaps(tx.database, command.account)
    if not any((one.after, one.from_on) == (command.after_on, command.from_on) for one in missing):
        raise Refused("bank.no_gap", source=HOUSE_RULE, account=command.account, on=command.from_on)
    of_account = (
        BankStatement.select().where(BankStatement.account == command.account).order_by(BankStatement.id.desc())
    )
    statement = tx.first(of_account)
    assert statement is not None
    return tx.add(
        BankGap,
        account=command.account,
        creditor_id=statement.creditor_id,
        after_on=command.after_on,
        from_on=command.from_on,
        reason=reason,
        person_id=tx.actor.person,
        said_on=tx.day,
    )


@action("bank.withdraw_gap", role=Role.LEAD, cases=_judged_by_gap)
def withdraw_gap(tx: Transaction, command: WithdrawGap) -> None:
    """Take a gap as known no longer."""
    gap = tx.get(BankGap, command.id, command.version)
    reason = given.reason(command.reason)
    if gap.withdrawn_on is not None:
        raise Refused("bank.gap_withdrawn", source=HOUSE_RULE, on=gap.withdrawn_on)
    tx.change(gap, withdrawn_on=tx.day, withdrawn_because=reason)
