"""What becomes known of the debtor in the story in which every command is given."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from casebook.domain.money import Cents
from casebook.store.actions.addresses import AddAddress, AddContactPoint, ChangeContactPoint, MoveHouse, Place
from casebook.store.actions.enquiries import AnswerAddress, AskAddress
from casebook.store.actions.liabilities import AddLiabilities, ChangeLiability, Liable
from casebook.store.actions.newcomers import OpenNewCase
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.models.claims import Relation
from casebook.store.models.parties import ContactKind, EnquiryAt, EnquiryResult
from tests.store.book import TODAY

if TYPE_CHECKING:
    from tests.store.queries.played import Play

WEEK = timedelta(days=7)


def debtor(play: "Play") -> None:
    """He moves house, is looked for and found, somebody stands surety for him, and another debtor is new."""
    party = play.book.debtor
    first = play(AddAddress(party, Place("Molenpad", "4", "3512 AB", "Utrecht")))
    second = play(MoveHouse(first, 1, TODAY, Place("Kade", "9", "3513 CD", "Utrecht")))
    enquiry = play(AskAddress(party, EnquiryAt.BRP, TODAY, TODAY + WEEK, second, "post kwam terug"))
    where = Place("Havenweg", "2", "8064 GN", "Zwartsluis")
    play(AnswerAddress(enquiry, 1, TODAY, EnquiryResult.NEW_ADDRESS, "BRP", where, TODAY + WEEK, "per volgende week"))
    phone = play(AddContactPoint(party, ContactKind.PHONE, "038 1234567"))
    play(ChangeContactPoint(phone, 1, "Anna de Vries", "administratie", "na 14 uur"))
    surety = Liable(play(AddParty(PartyFacts("B. Borg"))), Relation.GUARANTOR, most_cents=Cents(5000))
    play.done(AddLiabilities(play.book.claims, surety))
    added = play.database.value("SELECT max(id) FROM liability")
    play(ChangeLiability(added, 1, replace(surety, in_writing=1)))
    play(OpenNewCase(PartyFacts("Slagerij Nieuw"), TODAY + WEEK, owner_person_id=play.book.actor.person))
