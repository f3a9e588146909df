"""What is filed in a bankruptcy, answered and paid, in the story in which every command is given."""

from datetime import timedelta
from typing import TYPE_CHECKING

from casebook.domain.insolvency.facts import EventKind, Kind, Source
from casebook.domain.money import Cents
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.filings import AnswerFiling, FileClaims, ReceiveDistribution
from casebook.store.actions.insolvencies import RecordInsolvency
from casebook.store.actions.parties import AddParty, PartyFacts
from tests.store.book import DUE, TODAY

if TYPE_CHECKING:
    from tests.store.queries.played import Play

_BEGAN = TODAY - timedelta(days=10)


def filings(play: "Play") -> None:
    """File two claims, of which a part is recognised and a part of that is paid."""
    debtor = play(AddParty(PartyFacts("Smit Boedel")))
    case = play(OpenCase(debtor, TODAY, owner_person_id=play.book.actor.person))
    for number, cents in (("B-1", 60_000), ("B-2", 40_000)):
        facts = ClaimFacts(number, "contract", None, None, due_on=DUE)
        play(AddClaim(case, play.book.creditor, Cents(cents), facts))
    one = play(RecordInsolvency(debtor, Kind.BANKRUPTCY, _BEGAN, Source.LETTER, _BEGAN))
    play(FileClaims(one, case, TODAY, text="via de website van de curator"))
    play(AnswerFiling(one, EventKind.PARTLY_RECOGNISED, TODAY, cents=Cents(90_000), text="B-2 deels betwist"))
    play(AnswerFiling(one, EventKind.DISTRIBUTION_LIST, TODAY, hundredths=1_000))
    play(ReceiveDistribution(one, case, TODAY, Cents(9_000), "slotuitdeling"))
