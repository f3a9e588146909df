"""Money in an unwinding: what we owe the debtor, and what came in since the first day and shortly before it."""

from collections.abc import Iterator
from dataclasses import replace

from casebook.domain.calendar import ONE_DAY, add
from casebook.domain.insolvency.items import ItemKind, ItemOutcome
from casebook.domain.money import Cents
from casebook.domain.set_off import Verdict
from casebook.store import contra, set_off_facts, unwound
from casebook.store.actions import bank_links, payments
from casebook.store.actions.rebooking import receipt_of, report_of
from casebook.store.actions.unwinding_scene import Item, Scene
from casebook.store.models.money import Payment, PaymentSource
from casebook.store.transaction import Transaction

_K, _O = ItemKind, ItemOutcome
_EARLIER_ENTRIES = """
    SELECT DISTINCT l.claim_id FROM allocation a JOIN ledger_entry l ON l.id = a.entry_id
    WHERE a.payment_id = ? GROUP BY l.claim_id HAVING sum(a.cents) > 0
"""
_RECEIPTS = f"""
    SELECT p.id FROM payment p JOIN cases c ON c.id = p.case_id
    WHERE {unwound.RECEIVED_OF} AND p.on_day >= ? AND p.on_day <= ? AND p.reverses_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM payment b WHERE b.reverses_id = p.id)
    ORDER BY p.on_day, p.id
"""  # noqa: S608 only constants


def contra_items(scene: Scene) -> Iterator[Item]:
    """Say of what we owe the debtor whether it can be set off (Fw 53, 54; 234; 307)."""
    database = scene.tx.database
    ids = [claim.id for claim in unwound.claims(database, scene.party_id, scene.since) if claim.ended_on is None]
    for item in contra.of_party(database, scene.party_id):
        if not item.left:
            continue
        found = [
            finding.value.verdict
            for case_id in scene.case_ids
            for finding in set_off_facts.findings(database, case_id, item, ids, scene.tx.day).values()
        ]
        possible = any(verdict is not Verdict.IMPOSSIBLE for verdict in found)
        outcome = _O.SET_OFF_OPEN if possible else _O.NO_SET_OFF
        yield Item(_K.CONTRA, scene.place, item.item_id, outcome, item.left)


def receipts(scene: Scene) -> Iterator[Item]:
    """Keep apart what came in since the first day, and list what came in before it.

    What went to a claim from before, because nobody knew, is booked anew and goes nowhere until a person chooses. Where
    somebody had said why it went there, it stays. So is what he paid himself for others for whom he is liable.
    """
    tx = scene.tx
    debtors = {scene.party_id, *(one.debtor_id for one in scene.debts)}
    claims = [one for debtor_id in sorted(debtors) for one in unwound.claims(tx.database, debtor_id, scene.since)]
    earlier = {one.id for one in claims if not one.cut(scene.since).is_after}
    for (payment_id,) in tx.database.fetch(_RECEIPTS, (scene.party_id, scene.party_id, scene.since, tx.day)):
        payment = tx.get(Payment, payment_id)
        went = {claim_id for (claim_id,) in tx.database.fetch(_EARLIER_ENTRIES, (payment.id,))}
        outcome, id_ = _O.APART, payment.id
        if went & earlier and payment.reason.strip():
            outcome = _O.KEPT
        elif went & earlier:
            id_ = rebook(tx, payment, scene.because)
        elif went:
            outcome = _O.LATER
        yield Item(_K.RECEIPT, payment.case_id, id_, outcome, Cents(payment.cents), payment.reason)
    rule = tx.law.unwinding[scene.recorded.row.kind].applied(scene.since).value
    first = add(scene.since, rule.look_back._replace(amount=-rule.look_back.amount))
    until = scene.since - ONE_DAY
    for (payment_id,) in tx.database.fetch(_RECEIPTS, (scene.party_id, scene.party_id, first, until)):
        payment = tx.get(Payment, payment_id)
        yield Item(_K.EARLIER_RECEIPT, payment.case_id, payment.id, _O.LISTED, Cents(payment.cents))


def rebook(tx: Transaction, payment: Payment, reason: str, choice: str = "") -> int:
    """Book a payment anew as the law divides it by what is known now, and return the id of the new one.

    `choice` is why a person lets money from during an insolvency go to a claim from before it.
    """
    receipt, report, uses = receipt_of(tx, payment), report_of(tx, payment), bank_links.uses_of(tx, payment)
    payments.reverse_payment(tx, payment, reason)
    anew = replace(receipt, insolvency_choice=choice)
    booked = payments.book(tx, payment.case_id, anew, report, accrue=payment.source == PaymentSource.BANK)
    for use in uses:
        tx.change(use, payment_id=booked.payment_id)
    return booked.payment_id
