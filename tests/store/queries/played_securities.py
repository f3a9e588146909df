"""Securities in the story in which every command is given."""

from datetime import timedelta
from typing import TYPE_CHECKING

from casebook.domain.money import Cents
from casebook.domain.security.facts import SecurityEventKind, SecurityKind
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.receipts import Receipt
from casebook.store.actions.securities import ChangeSecurity, RegisterSecurity, SecurityFacts, WithdrawSecurity
from casebook.store.actions.security_events import RecordProceeds, RecordSecurityEvent, VoidSecurityEvent
from tests.store.book import DUE, TODAY

if TYPE_CHECKING:
    from tests.store.queries.played import Play


def securities(play: "Play") -> None:
    """Invoke a bank guarantee of which a part comes in; a pledge was entered by mistake."""
    debtor = play(AddParty(PartyFacts("Zeker Bouw")))
    case = play(OpenCase(debtor, TODAY, owner_person_id=play.book.actor.person))
    claim = play(
        AddClaim(case, play.book.creditor, Cents(50_000), ClaimFacts("Z-1", "contract", None, None, due_on=DUE))
    )
    facts = SecurityFacts("ING 2025/7", Cents(40_000), TODAY, expires_on=TODAY + timedelta(days=20), claim_ids=(claim,))
    one = play(RegisterSecurity(debtor, play.book.creditor, SecurityKind.BANK_GUARANTEE, facts))
    wider = SecurityFacts("ING 2025/7", Cents(45_000), TODAY, "5", expires_on=TODAY + timedelta(days=50))
    play(ChangeSecurity(one, play.version("security", one), wider, "verlengd"))
    noted = play(RecordSecurityEvent(one, SecurityEventKind.STAYED, TODAY, TODAY + timedelta(days=5), "bank wacht"))
    play(VoidSecurityEvent(noted, "toch niet"))
    play(RecordSecurityEvent(one, SecurityEventKind.INVOKED, TODAY, text="aangetekend"))
    play(RecordProceeds(case, one, Receipt(TODAY, Cents(20_000)), last=True))
    pledge = play(RegisterSecurity(debtor, play.book.creditor, SecurityKind.PLEDGE, SecurityFacts("voorraad", rank=1)))
    play(WithdrawSecurity(pledge, play.version("security", pledge), "van een andere debiteur"))
