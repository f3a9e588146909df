"""Unwinding in the story in which every command is given."""

from datetime import timedelta
from typing import TYPE_CHECKING

from casebook.domain.insolvency.facts import Kind, Source
from casebook.domain.insolvency.items import ItemOutcome
from casebook.domain.money import Cents
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.insolvencies import RecordInsolvency
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.receipts import Receipt
from casebook.store.actions.unwinding import ChooseReceipt, FinishInsolvencyItem, UnwindInsolvency
from tests.store.book import DUE, TODAY

if TYPE_CHECKING:
    from tests.store.queries.played import Play

_BEGAN = TODAY - timedelta(days=20)
_PAID = "SELECT max(id) FROM payment WHERE case_id = ? AND reverses_id IS NULL"
_TO_DO = "SELECT id FROM insolvency_item WHERE outcome = 'to_do' ORDER BY id DESC LIMIT 1"


def unwinding(play: "Play") -> None:
    """Unwind the case of a bankrupt, keep what he paid since, and do what was left to do."""
    debtor = play(AddParty(PartyFacts("Afgewikkeld BV")))
    case = play(OpenCase(debtor, TODAY, owner_person_id=play.book.actor.person))
    play(AddClaim(case, play.book.creditor, Cents(50_000), ClaimFacts("UW-1", "contract", None, None, due_on=DUE)))
    foreign = ClaimFacts("UW-2", "contract", None, None, due_on=DUE)
    play(AddClaim(case, play.book.creditor, Cents(9_000), foreign, currency="USD"))
    play(RecordPayment(case, Receipt(_BEGAN + timedelta(days=1), Cents(1_000))))
    first = play(RecordInsolvency(debtor, Kind.BANKRUPTCY, TODAY, Source.LETTER, _BEGAN))
    play(UnwindInsolvency(first, play.version("insolvency", first), "faillissement", "indienen"))
    paid = play.database.value(_PAID, (case,))
    play(ChooseReceipt(first, paid, ItemOutcome.KEPT, "rekening stond rood"))
    left = play.database.value(_TO_DO)
    play(FinishInsolvencyItem(left, play.version("insolvency_item", left), "ingediend in dollars"))
