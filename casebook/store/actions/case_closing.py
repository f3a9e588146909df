"""What keeps a case from being closed: money that is open, and clocks that nobody would guard any more."""

from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.domain.signals.clock_state import ClockState
from casebook.domain.vat.course import RELIEF
from casebook.errors import Refused
from casebook.store import balances, claim_rates
from casebook.store.actions.beside import refuse_unanswered
from casebook.store.actions.open_disputes import has_open_dispute
from casebook.store.facts_of import after_insolvency, unallocated, vat
from casebook.store.models.cases import Closing
from casebook.store.models.claims import Claim
from casebook.store.transaction import Transaction

# The claims are ended or paid: nothing may be open.
_NOTHING_OPEN = frozenset({Closing.PAID, Closing.REMITTED, Closing.DISCHARGED, Closing.WITHDRAWN})
# The claims live on here, and nobody else guards them.
_STAYS_HERE = frozenset({Closing.WRITTEN_OFF, Closing.UNCOLLECTABLE})
_ARRANGED = """
    SELECT id FROM arrangement
    WHERE case_id = ? AND agreed_on IS NOT NULL AND COALESCE(completed_on, broken_on, superseded_on) IS NULL
      AND withdrawn_on IS NULL LIMIT 1
"""
# What was credited for a dispute was not owed, and what was set off was paid.
_REMITTED = """
    SELECT l.id FROM ledger_entry l JOIN claim k ON k.id = l.claim_id
    WHERE k.case_id = ? AND l.kind = 'credit' AND l.dispute_id IS NULL AND l.set_off_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM ledger_entry r WHERE r.reverses_id = l.id)
    LIMIT 1
"""
_PLACED = "SELECT 1 FROM placement WHERE case_id = ? AND ended_on IS NULL LIMIT 1"
_LET_GO = frozenset({Closing.REMITTED, Closing.DISCHARGED})
_GUARDED = """
    SELECT DISTINCT k.number FROM clock_now c JOIN claim k ON k.id = c.claim_id
    WHERE c.case_id = ? AND c.listed <> 'quiet' AND c.state <> ?
    ORDER BY k.number
"""


def check_closing(tx: Transaction, case_id: int, closed_as: Closing) -> None:
    """Refuse to close a case as what it is not.

    Money that came in stands on a claim or went back, unless another takes the case over: we owe it to the debtor.
    Paid, remitted, discharged and withdrawn want nothing open, remitted that something was credited; written off
    wants what is open written off. Where something was remitted, or the debtor is no more, it is said of each who
    is liable beside him whether it reaches him; of a debtor who is no more the VAT is known and settled. Where the
    claims stay here they must have been let go, or their clocks would run on unseen; one that has possibly lapsed has
    no clock to guard. Who takes over a case that is transferred, not ours or returned guards it himself. What is in
    dispute is answered first, an arrangement that runs is completed or ended, and what lies with an agency comes back
    from there.
    """
    _refuse_under_way(tx, case_id)
    if closed_as in _NOTHING_OPEN | _STAYS_HERE:
        _refuse_unallocated(tx, case_id)
    claims = tx.find(Claim.select().where(Claim.case_id == case_id, Claim.ended_on.is_null()))
    ids, word = [claim.id for claim in claims], f"closed_{closed_as}"
    if closed_as in _NOTHING_OPEN:
        foreign = next((claim for claim in claims if claim.foreign_cents is not None), None)
        if foreign is not None:
            raise Refused("case.foreign_open", source=HOUSE_RULE, number=foreign.number, closed_as=word)
    if closed_as in _NOTHING_OPEN or closed_as is Closing.WRITTEN_OFF:
        written_off = balances.written_off(tx.database, ids) if closed_as is Closing.WRITTEN_OFF else {}
        left = sum(
            max(0, balance.total - written_off.get(id_, 0))
            for id_, balance in balances.open_balances(tx.database, ids, date.max).items()
        )
        if left:
            raise Refused("case.open_balance", source=HOUSE_RULE, cents=Cents(left), closed_as=word)
    if closed_as in _LET_GO:
        _check_let_go(tx, case_id, closed_as)
    if closed_as in _STAYS_HERE:
        _check_stays(tx, case_id)


def _refuse_under_way(tx: Transaction, case_id: int) -> None:
    """Refuse where a dispute, an arrangement or a placement runs."""
    if has_open_dispute(tx, case_id):
        raise Refused("case.disputed", source=HOUSE_RULE)
    if tx.database.value(_ARRANGED, (case_id,)) is not None:
        raise Refused("case.arranged", source=HOUSE_RULE)
    if tx.database.value(_PLACED, (case_id,)) is not None:
        raise Refused("case.placed", source=HOUSE_RULE)


def _refuse_unallocated(tx: Transaction, case_id: int) -> None:
    """Refuse where money came in that is not allocated: nobody would look at it again."""
    waiting = unallocated.load(tx.database, [case_id]).get(case_id, ())
    if waiting:
        cents, first = Cents(sum(one.cents for one in waiting)), min(waiting, key=lambda one: one.on_day)
        raise Refused("case.unallocated", source=first.source, count=len(waiting), cents=cents, on=first.on_day)


def _check_stays(tx: Transaction, case_id: int) -> None:
    """Refuse to leave claims here with a clock that runs, or those of a debtor who is no more with something unseen."""
    guarded = [number for (number,) in tx.database.fetch(_GUARDED, (case_id, ClockState.POSSIBLY_LAPSED))]
    if guarded:
        raise Refused("case.clocks_run", source=HOUSE_RULE, count=len(guarded), numbers=guarded[:5])
    if any(one.ceased for one in after_insolvency.load(tx.database, [case_id]).get(case_id, ())):
        refuse_unanswered(tx, case_id)
        _refuse_unsettled_vat(tx, case_id)
        unrated = claim_rates.unknown(tx.database, case_id)
        if unrated:
            numbers = [one.number for one in unrated[:5]]
            raise Refused("case.vat_unknown", source=RELIEF, count=len(unrated), numbers=numbers)


def _refuse_unsettled_vat(tx: Transaction, case_id: int) -> None:
    """Refuse where VAT of a claim would be lost unseen, since nothing more happens in a case that is closed."""
    for one in vat.load(tx.database, [case_id]).get(case_id, ()):
        cents = vat.unsettled(one.facts, tx.law.vat.relief, tx.day)
        if cents:
            number = tx.get(Claim, one.claim_id).number
            raise Refused("case.vat_unsettled", source=RELIEF, number=number, cents=cents)


def _check_let_go(tx: Transaction, case_id: int, closed_as: Closing) -> None:
    """Refuse as remitted what was not, and to let go what may reach somebody beside the debtor unseen."""
    remitted = tx.database.value(_REMITTED, (case_id,)) is not None
    if closed_as is Closing.REMITTED and not remitted:
        raise Refused("case.nothing_remitted", source=HOUSE_RULE)
    if remitted:
        refuse_unanswered(tx, case_id)
