"""What the bank reports in the story in which every command is given."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from casebook.domain.bank import StatementKind
from casebook.domain.money import Cents
from casebook.store.actions.bank_acceptance import AcceptMatch
from casebook.store.actions.bank_assignments import AssignEntry, ConfirmEntry
from casebook.store.actions.bank_gaps import AcceptGap, WithdrawGap
from casebook.store.actions.bank_refunds import DismissEntry, HandToEstate, RefundEntry
from casebook.store.actions.bank_remittances import AcceptRemittance
from casebook.store.actions.bank_returns import ReturnEntry
from casebook.store.actions.bank_shares import Share
from casebook.store.actions.bank_undo import UndoUse
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.rebooking import ReallocatePayments
from casebook.store.actions.receipts import Receipt
from casebook.store.models.bank import BankStatement
from casebook.store.models.imports import ImportRun, RunState
from casebook.store.queries import bank_entry
from casebook.store.transaction import Transaction
from tests.store.actions.statement import Bank
from tests.store.book import TODAY

if TYPE_CHECKING:
    from tests.store.queries.played import Play

IBAN = "NL20INGB0001234567"
OTHER_ACCOUNT = "NL69INGB0123456789"


def receipts(play: "Play") -> None:
    """Accept, assign and take back what came in, and what went out again."""
    database, case, claim = play.database, play.book.case, play.book.claims[0]
    bank = Bank(database, play.book.actor, play.book.creditor, run=1)

    def accept(entry: int) -> Any:
        return play.done(AcceptMatch(entry, bank_entry.entry(database, entry).seen)).result

    accept(bank.entry(700, "factuur 2026-017", name="Bakkerij De Vries"))
    later = bank.entry(900, "voor brood", iban=IBAN, name="J. Bakker")
    share = Share(case, Cents(800), (claim,))
    play(AssignEntry(later, (share,), "belde erover", learn=True, third_party=True, another=True))
    play(RefundEntry(later, Cents(60), "te veel"))
    play(HandToEstate(later, Cents(40), "van de boedel", case))
    use = bank_entry.entry(database, later).uses[0]
    play(ReturnEntry(bank.entry(-800, "storno", return_code="MS03"), use.payment_id or 0, "geen saldo"))
    by_hand = play.done(RecordPayment(case, Receipt(TODAY - timedelta(days=1), Cents(1200), another=True)))
    play(ConfirmEntry(bank.entry(1200, "2026-018"), by_hand.result.payment_id))
    play(DismissEntry(bank.entry(333, "huur", name="Buurman"), "huur van de buren"))
    agency = play(AddParty(PartyFacts("Incasso Snel B.V.")))
    shares = (Share(case, Cents(1500)),)
    passed_on = bank.entry(1400, "afdracht")
    play(AcceptRemittance(passed_on, agency, shares, Cents(100), "afrekening 9"))
    one = bank_entry.entry(database, passed_on).uses[0]
    play(UndoUse(one.use_id, one.version, "verkeerde afrekening"))
    play(ReallocatePayments(case, TODAY, "op volgorde van de bank"))
    _gap(play)


def _gap(play: "Play") -> None:
    """Take what was before the first statement of an account as known, and then no longer."""
    begins = TODAY - timedelta(days=9)

    def first_statement() -> None:
        tx = Transaction(play.database, play.book.actor, TODAY)
        file = {"profile": "", "file_name": "rek.xml", "sha256": "rek", "state": RunState.DONE}
        run = tx.add(ImportRun, kind="bank", on_day=TODAY, **file)
        told = {"from_on": begins, "until_on": TODAY, "opening_cents": 0, "closing_cents": 0}
        of_account = {"creditor_id": play.book.creditor, "account": OTHER_ACCOUNT}
        tx.add(BankStatement, run_id=run, key="rek", kind=StatementKind.STATEMENT, **of_account, **told)

    play.database.transact(first_statement)
    gap = play(AcceptGap(OTHER_ACCOUNT, None, begins, "de rekening is nieuw"))
    play(WithdrawGap(gap, 1, "er was een oude rekening"))
