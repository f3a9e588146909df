"""The link between payments and the entries of the bank they came with: it holds as long as the payment does."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.matching.candidate import Method
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store import tables
from casebook.store.actions import bank_entries
from casebook.store.models.agency_files import AgencyMoney
from casebook.store.models.bank import BankUse, UseKind
from casebook.store.models.money import Payment
from casebook.store.transaction import Transaction

# What a payment is: booked for an entry, or confirmed by one.
_OF_PAYMENT = (UseKind.BOOKED, UseKind.CONFIRMED)
# The claims of a case, and whether the ledger books what their entity receives.
_BY_LEDGER = """
    SELECT k.id, CASE WHEN r.receipts_from = 'ledger' THEN 1 ELSE 0 END
    FROM claim k JOIN creditor r ON r.id = k.creditor_id WHERE k.ended_on IS NULL AND k.case_id = ? ORDER BY k.id
"""


def uses_of(tx: Transaction, payment: Payment) -> list[BankUse]:
    """Return what stands of entries that a payment came with; one that was booked anew has those of the first."""
    live = BankUse.undone_on.is_null() & BankUse.kind.in_(_OF_PAYMENT)
    return tx.find(BankUse.select().where(BankUse.payment_id.in_(_family(tx, payment)) & live).order_by(BankUse.id))


def returns_of(tx: Transaction, payment: Payment) -> list[BankUse]:
    """Return the debits that stand and took a payment back."""
    live = BankUse.undone_on.is_null() & (BankUse.kind == UseKind.RETURNED)
    return tx.find(BankUse.select().where(BankUse.payment_id.in_(_family(tx, payment)) & live))


def standing(tx: Transaction, payment_id: int) -> Payment | None:
    """Return a payment, or what stands for it since it was booked anew; None where it was reversed."""
    family = tx.find(Payment.select().where(Payment.id.in_(_family(tx, tx.get(Payment, payment_id)))))
    reversals = tx.find(Payment.select().where(Payment.reverses_id.in_([one.id for one in family])))
    back = {one.reverses_id for one in reversals}
    return next((one for one in reversed(family) if one.id not in back), None)


def refuse_told_since(tx: Transaction, changes: Iterable[Mapping[str, Any]]) -> None:
    """Refuse to take back payments that an entry of the bank was said to be since: that is taken back first."""
    own: dict[str, list[int]] = {"payment": [], "bank_use": []}
    for change in changes:
        if change.get("add") in own:
            place = list(change["columns"]).index("id")
            own[change["add"]] += [row[place] for row in change["rows"]]
        elif change.get("change") == "bank_use":
            # Its payment was booked anew: it goes back to the one before.
            own["bank_use"].append(change["id"])
    told = BankUse.payment_id.in_(own["payment"]) & BankUse.id.not_in(own["bank_use"]) & BankUse.undone_on.is_null()
    if own["payment"] and tx.first(BankUse.select().where(told)) is not None:
        raise Refused("undo.changed_since", source=HOUSE_RULE, record=tables.of(Payment).word)


def let_go(tx: Transaction, payment: Payment, reason: str) -> list[BankUse]:
    """Give entries back to the bank inbox whose payment never was, and return what they were used for."""
    uses = uses_of(tx, payment)
    for use in uses:
        tx.change(use, undone_on=tx.day, undone_because=reason)
    return uses


def let_go_cost(tx: Transaction, uses: Sequence[BankUse], reason: str) -> None:
    """Take back what an agency kept of payments that never were, or all of it where none that it passed on stands."""
    for entry_id in {use.entry_id for use in uses if use.method == Method.REMITTANCE}:
        of_entry = (BankUse.entry_id == entry_id) & (BankUse.method == Method.REMITTANCE) & BankUse.undone_on.is_null()
        left = tx.find(BankUse.select().where(of_entry))
        costs = [use for use in left if use.kind == UseKind.AGENCY_FEE]
        kept = sum(one.fee_cents for one in _money(tx, [use.id for use in uses if use.entry_id == entry_id]))
        for cost in costs if kept or len(costs) == len(left) else ():
            tx.change(cost, undone_on=tx.day, undone_because=reason)
            rest = cost.cents + kept
            if rest and len(costs) < len(left):
                same = {name: getattr(cost, name) for name in ("entry_id", "kind", "method", "reason")}
                tx.add(BankUse, cents=rest, on_day=tx.day, **same)


def move(tx: Transaction, uses: Sequence[BankUse], payment_id: int, cents: Cents) -> None:
    """Let the payment that came in the place of another have its entry, and be of the placement that one was of.

    Refused where the entry is not enough, or where an agency kept more than there is.
    """
    for use in uses:
        id_ = tx.add(
            BankUse,
            entry_id=use.entry_id,
            case_id=use.case_id,
            kind=use.kind,
            cents=cents if len(uses) == 1 else use.cents,
            payment_id=payment_id,
            on_day=tx.day,
            method=use.method,
            meant=use.meant,
            reason=use.undone_because,
        )
        for one in _money(tx, [use.id]):
            received = cents if len(uses) == 1 else use.cents
            if one.fee_cents > received:
                raise Refused("bank.remittance_fee", source=HOUSE_RULE, fee=one.fee_cents, gross=received)
            same = {name: getattr(one, name) for name in ("placement_id", "entry_id", "on_day", "fee_cents")}
            tx.add(AgencyMoney, use_id=id_, received_cents=received, **same)
        bank_entries.refuse_too_much(tx, use.entry_id)


def _money(tx: Transaction, use_ids: Sequence[int]) -> list[AgencyMoney]:
    """Return of which placements is what entries were used for, with what the agency kept of it."""
    return tx.find(AgencyMoney.select().where(AgencyMoney.use_id.in_(use_ids)).order_by(AgencyMoney.id))


def not_by_ledger(tx: Transaction, case_id: int) -> list[int] | None:
    """Return the claims of a case that the bank may be booked on: those the ledger does not book. None for all."""
    found: dict[int, bool] = dict(tx.database.fetch(_BY_LEDGER, (case_id,)))
    return [id_ for id_, by_ledger in found.items() if not by_ledger] if any(found.values()) else None


def _family(tx: Transaction, payment: Payment) -> list[int]:
    """Return a payment with all that is the same one: the first, and each time it was booked anew."""
    first = payment.anew_of_id or payment.id
    same = Payment.select(Payment.id).where((Payment.id == first) | (Payment.anew_of_id == first))
    return [row.id for row in tx.find(same.order_by(Payment.id))]
