"""What was open after each entry of a case, and where a payment came from."""

from datetime import date, timedelta

from casebook.domain.bank import StatementKind
from casebook.domain.component import Component
from casebook.domain.money import Cents
from casebook.store.actions.ledger import ChargeCosts
from casebook.store.actions.payments import ReversePayment
from casebook.store.models.bank import BankEntry, BankStatement, BankUse, UseKind
from casebook.store.models.imports import ImportRun, RunState
from casebook.store.models.money import PaymentSource
from casebook.store.queries.entries import balances, entries, origins
from tests.store.actions.desk import DUE, INVOICED, TODAY, Desk

YESTERDAY = TODAY - timedelta(days=1)


def told_by_bank(desk: Desk, payment_id: int, on: date, kind: UseKind, name: str) -> None:
    """Let an entry of the bank be where a payment of 20 euro came from, or what took it back."""
    account, cents = "NL91ABNA0417164300", -2_000 if kind is UseKind.RETURNED else 2_000
    with desk.database.peewee.atomic():
        tx = desk.transaction()
        run = tx.add(ImportRun, kind="bank", profile="", file_name="a.xml", sha256=name, on_day=on, state=RunState.DONE)
        statement = tx.add(
            BankStatement, run_id=run, key=name, kind=StatementKind.STATEMENT, account=account,
            creditor_id=desk.creditor, until_on=on,
        )  # fmt: skip
        entry = tx.add(
            BankEntry, statement_id=statement, key=name, account=account, creditor_id=desk.creditor, booked_on=on,
            value_on=on, cents=cents, name=name, text="factuur 7001",
        )  # fmt: skip
        tx.add(BankUse, entry_id=entry, case_id=desk.case, kind=kind, cents=cents, payment_id=payment_id, on_day=on)


def test_the_balance_of_the_case_after_each_entry_in_every_window(desk: Desk) -> None:
    first, second = desk.claim("7001", 10_000), desk.claim("7002", 20_000, invoice_on=DUE)
    desk.act(ChargeCosts(first, Component.COLLECTION_COSTS, Cents(4_000), YESTERDAY, "incasso"))
    desk.pay(500, designation=(second,))
    listing = entries(desk.case)
    whole = listing.after(desk.database)
    assert [(row.on_day, balances(desk.database, desk.case, whole)[row.entry_id]) for row in whole.rows] == [
        (TODAY, 33_500),
        (YESTERDAY, 34_000),
        (DUE, 30_000),
        (INVOICED, 10_000),
    ]
    middle = listing.after(desk.database, whole.rows[0].key, 2)
    assert list(balances(desk.database, desk.case, middle).values()) == [30_000, 34_000]
    assert balances(desk.database, desk.case, whole._replace(rows=())) == {}


def test_a_payment_and_its_reversal_each_name_their_own_entry_of_the_bank(desk: Desk) -> None:
    desk.claim("7001", 10_000)
    paid = desk.pay(2_000, YESTERDAY).payment_id
    by_hand = desk.pay(1_000, YESTERDAY, payer_name="J. Bakker", reference="kas").payment_id
    told_by_bank(desk, paid, YESTERDAY, UseKind.BOOKED, "Hr Bakker")
    told_by_bank(desk, paid, TODAY, UseKind.RETURNED, "Storno")
    desk.act(ReversePayment(paid, "gestorneerd", TODAY))
    back = desk.database.value("SELECT id FROM payment WHERE reverses_id = ?", (paid,))
    found = origins(desk.database, [paid, by_hand, back, paid])
    assert {id_: (one.bank_on, one.bank_name, one.bank_text) for id_, one in found.items()} == {
        paid: (YESTERDAY, "Hr Bakker", "factuur 7001"),
        by_hand: (None, None, None),
        back: (TODAY, "Storno", "factuur 7001"),
    }
    one = found[by_hand]
    assert (one.source, one.payer_name, one.reference) == (PaymentSource.HAND, "J. Bakker", "kas")
