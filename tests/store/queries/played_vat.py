"""VAT on bad debts in the story in which every command is given."""

from datetime import date
from typing import TYPE_CHECKING

from casebook.domain.default import Agreed
from casebook.domain.money import Cents
from casebook.domain.vat.parts import Treatment
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.vat import ChooseCreditNote, RatePart, StateCertain, StateRefunded, StateVat
from casebook.store.actions.vat_lists import DeclareVatList, LockVatList, UnlockVatList
from casebook.store.models.vat import CertainGround
from tests.store.book import TODAY

if TYPE_CHECKING:
    from tests.store.queries.played import Play

DUE = date(2025, 9, 20)
QUARTER = date(2026, 9, 30)
BEFORE = date(2025, 10, 14)


def vat(play: "Play") -> None:
    """Say what VAT is in three claims, lock a list, unlock it, lock it again and mark it as declared."""
    claims = [_claim(play, f"BTW {at}") for at in range(1, 4)]
    rates = (RatePart(Treatment.CHARGED, "21", Cents(121_00), Cents(21_00)),)
    for claim in claims:
        play(StateVat(claim, rates))
    lost, noted, before = claims
    play(StateCertain(lost, DUE, CertainGround.TRUSTEE, "verklaring van de curator"))
    play(StateCertain(lost, None, CertainGround.TRUSTEE, "", version=1))
    play(ChooseCreditNote(noted, TODAY, "C 2026-9", "goederen kwamen terug"))
    play(StateRefunded(before, BEFORE))
    row = LockVatList("MG", QUARTER, 1, Cents(21_00))
    first = play(row)
    play(UnlockVatList(first, 1, "een factuur vergeten"))
    again = play(row)
    play(DeclareVatList(again, 1, TODAY, "aangifte 3e kwartaal"))


def _claim(play: "Play", number: str) -> int:
    facts = ClaimFacts(number, "contract", None, Agreed.CONTRACT, due_on=DUE, invoice_on=DUE)
    added: int = play(AddClaim(play.book.case, play.book.creditor, Cents(121_00), facts))
    return added
