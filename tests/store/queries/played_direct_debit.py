"""Direct debit in the story in which every command is given."""

from datetime import date
from typing import TYPE_CHECKING

from casebook.domain.arrangement.terms import AgreedHow, PlanTerms, Rhythm
from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.money import Cents
from casebook.store.actions.arrangements import AgreeArrangement, DraftArrangement
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.debit_batches import (
    BatchNotSent,
    ClearBatch,
    LeaveOut,
    MakeBatch,
    SendBatch,
    WithdrawBatch,
)
from casebook.store.actions.debit_notices import TellCollections
from casebook.store.actions.debit_returns import CollectionRefused, CollectionStands
from casebook.store.actions.direct_debit import RecordMandate, RevokeMandate, SetDebitIdentity
from casebook.store.actions.parties import AddAccount, AddCreditor, AddParty, CreditorFacts, PartyFacts
from casebook.store.models.cases import Channel
from tests.store.book import TODAY

if TYPE_CHECKING:
    from tests.store.queries.played import Play

OURS, HIS = "NL02ABNA0123456789", "NL20INGB0001234567"
FIRST, SECOND = date(2026, 12, 28), date(2027, 1, 28)


def debits(play: "Play") -> None:
    """Make batches of the terms of an arrangement: one withdrawn, one that was not sent, one that came back."""
    party = play(AddParty(PartyFacts("Incasso B.V.")))
    creditor = play(AddCreditor(party, CreditorFacts("IC")))
    play(AddAccount(party, OURS))
    play(SetDebitIdentity(creditor, "NL69ZZZ123456780000", OURS))
    debtor = play(AddParty(PartyFacts("Machtiging B.V.")))
    case = play(OpenCase(debtor, TODAY, owner_person_id=play.book.actor.person))
    facts = ClaimFacts("IC-1", "contract", Capacity.BUSINESS, Agreed.CONTRACT, due_on=date(2026, 7, 1))
    claim = play(AddClaim(case, creditor, Cents(60_000), facts))
    terms = PlanTerms(debtor, (claim,), Rhythm.MONTHLY, FIRST, each_cents=Cents(20_000), by_direct_debit=True)
    plan = play(DraftArrangement(case, terms))
    play(AgreeArrangement(plan, play.version("arrangement", plan), TODAY, AgreedHow.SIGNED))
    mandate = play(RecordMandate(creditor, debtor, HIS, "Machtiging B.V.", TODAY, "IC-REGELING-1"))
    single = play(RecordMandate(creditor, debtor, HIS, "Machtiging B.V.", TODAY, one_off=True))
    play(RevokeMandate(single, 1, TODAY, "niet nodig"))
    term = play.database.value("SELECT min(id) FROM instalment WHERE arrangement_id = ?", (plan,))
    play(TellCollections(plan, (term,), TODAY, Channel.LETTER))
    first = play.done(MakeBatch(creditor, SECOND)).result.batch_id
    first_of = "SELECT min(id) FROM debit_collection WHERE batch_id = ?"
    play(LeaveOut(play.database.value(first_of, (first,)), 1, "betaalt zelf"))
    play(RevokeMandate(mandate, play.version("debit_mandate", mandate), TODAY, "per brief"))
    play(ClearBatch(first, 1))
    play(WithdrawBatch(first, 1, "verkeerde dag"))
    play(RecordMandate(creditor, debtor, HIS, "Machtiging B.V.", TODAY, "IC-REGELING-2"))
    second = play.done(MakeBatch(creditor, FIRST)).result.batch_id
    play(SendBatch(second, 1, TODAY))
    play(BatchNotSent(second, 2, "bank weigerde het bestand"))
    third = play.done(MakeBatch(creditor, FIRST)).result.batch_id
    play(SendBatch(third, 1, TODAY))
    collection = play.database.value(first_of, (third,))
    play(CollectionRefused(collection, 1, TODAY, "AC04"))
    play(CollectionStands(collection, 2, "verkeerde regel gelezen"))
