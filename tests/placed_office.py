"""The sample office with claims that lay with two agencies: enough of them to compare, paid here and there."""

from datetime import date, timedelta

from casebook.domain.money import Cents
from casebook.domain.placements.facts import Arm
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.receipts import Receipt
from casebook.store.perform import perform
from tests.databases import TODAY
from tests.placed import Placing, Sent
from tests.sample import Office

SENT_ON = date(2026, 3, 2)
# Of like claims one goes to each, so that there is something to compare; the oldest first.
_CLAIMS = """
    SELECT k.id, k.case_id, CAST(sum(l.cents) AS BIGINT) FROM claim k JOIN ledger_entry l ON l.claim_id = k.id
    JOIN cases c ON c.id = k.case_id JOIN party p ON p.id = c.debtor_id
    WHERE k.ended_on IS NULL AND k.placed = 0 AND c.state = 'open'
    GROUP BY k.id, k.case_id, p.kind, k.kind HAVING sum(l.cents) BETWEEN 2000 AND 250000
    ORDER BY p.kind, k.kind, sum(l.cents), k.id
"""


def placed(office: Office, number: int = 80) -> None:
    """Place claims with two agencies by turns, as the two arms of a batch; every fourth brings some money."""
    placing = Placing(office.database, office.actor)
    agencies = placing.agency("Incasso Noord"), placing.agency("Zuid Invordering")
    batch = placing.batch("Voorjaar", *agencies)
    claims = office.database.fetch(_CLAIMS)[:number]
    for at, (claim_id, case_id, cents) in enumerate(claims):
        turn = at % 2
        sent = Sent(claim_id, cents, SENT_ON + timedelta(at % 7), None, batch, list(Arm)[turn])
        placing.place(agencies[turn], sent)
        if at % 4 == 0 or at % 8 == 1:
            part = Cents(cents // (2 + turn))
            receipt = Receipt(SENT_ON + timedelta(20 + 3 * at % 130), part, designation=(claim_id,))
            perform(office.database, office.actor, TODAY, RecordPayment(case_id, receipt))
