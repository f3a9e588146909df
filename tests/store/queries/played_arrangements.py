"""How arrangements come about, in the story in which every command is given."""

from datetime import date
from typing import TYPE_CHECKING

from casebook.domain.arrangement.terms import AgreedHow, PlanInterest, PlanTerms, Rhythm
from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.money import Cents
from casebook.store.actions.arrangements import (
    AgreeArrangement,
    ChangeArrangement,
    DeclineArrangement,
    DraftArrangement,
    LetPassArrangement,
    OfferArrangement,
    SignArrangement,
    SupersedeArrangement,
    WithdrawArrangement,
)
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.models.claims import Document, Relation
from casebook.store.transaction import Transaction
from tests.store.book import TODAY

if TYPE_CHECKING:
    from tests.store.queries.played import Play

FIRST = date(2026, 12, 31)


def arrangements(play: "Play") -> int:
    """Let offers be changed, declined and withdrawn, and one be agreed and replaced; return the case."""
    debtor = play(AddParty(PartyFacts("Regeling B.V.")))
    guarantor = play(AddParty(PartyFacts("B. Org")))
    case: int = play(OpenCase(debtor, TODAY, owner_person_id=play.book.actor.person))
    facts = ClaimFacts(
        "RG-1", "contract", Capacity.BUSINESS, Agreed.CONTRACT, invoice_on=date(2026, 6, 1), due_on=date(2026, 7, 1)
    )
    claim = play(AddClaim(case, play.book.creditor, Cents(90_000), facts))
    play(AddLiability(claim, Liable(guarantor, Relation.GUARANTOR)))
    terms = PlanTerms(debtor, (claim,), Rhythm.MONTHLY, FIRST, each_cents=Cents(30_000), total_cents=Cents(90_000))

    def version(made: int) -> int:
        return play.version("arrangement", made)

    first = play(DraftArrangement(case, terms))
    later = PlanTerms(
        debtor, (claim,), Rhythm.WEEKLY, FIRST, terms=5, interest=PlanInterest.FROZEN, reason="belde zelf"
    )
    play(ChangeArrangement(first, 1, later))
    play(OfferArrangement(first, version(first), TODAY, date(2026, 12, 1)))
    play(DeclineArrangement(first, version(first), TODAY, "te veel per week"))
    beside = PlanTerms(
        guarantor, (claim,), Rhythm.MONTHLY, FIRST, last_on=date(2027, 4, 30), interest=PlanInterest.FROZEN
    )
    second = play(DraftArrangement(case, beside))
    play(WithdrawArrangement(second, version(second), "borg betaalt niet"))
    remitting = PlanTerms(
        debtor, (claim,), Rhythm.FOUR_WEEKLY, FIRST, terms=4, interest=PlanInterest.FROZEN, remission_cents=Cents(5_000)
    )
    third = play(DraftArrangement(case, remitting))
    play(LetPassArrangement(third, version(third), "jaarcijfers volgen"))
    play(OfferArrangement(third, version(third), override="jaarcijfers volgen"))
    play(AgreeArrangement(third, version(third), TODAY, AgreedHow.PHONE))
    with play.database.peewee.atomic():
        document = Transaction(play.database, play.book.actor, TODAY).add(
            Document, name="regeling.pdf", media_type="application/pdf", sha256="1" * 64, size=1
        )
    play(SignArrangement(third, version(third), document))
    play(SupersedeArrangement(third, version(third), later, "seizoen viel tegen", agreed_on=TODAY, how=AgreedHow.MAIL))
    return case
