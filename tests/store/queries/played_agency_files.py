"""What agencies tell in files, in the story in which every command is given."""

from typing import TYPE_CHECKING

from casebook.domain.money import Cents
from casebook.domain.placements.facts import AgencyKind, FeeBasis, FeeEvent, Guard
from casebook.domain.placements.inventory import Compared, Difference, DifferenceKind, Resolution
from casebook.store import agency_lists
from casebook.store.actions.agencies import AgencyFacts, RegisterAgency, SetAgencyFee
from casebook.store.actions.agency_differences import AskDifference, ResolveDifference
from casebook.store.actions.bank_remittances import AcceptRemittance, Kept
from casebook.store.actions.bank_shares import Share
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.placements import RecordPlacement
from casebook.store.runs import File
from tests.store.actions.statement import Bank
from tests.store.book import DUE, TODAY

if TYPE_CHECKING:
    from tests.store.queries.played import Play


def agency_files(play: "Play") -> None:
    """Book what an agency passed on of a placement, and ask about and resolve what its list has otherwise."""
    database, creditor = play.database, play.book.creditor
    agency = play(RegisterAgency(AgencyFacts(AgencyKind.BAILIFF), name="Deurwaarders Zuid"))
    play(SetAgencyFee(agency, DUE, FeeEvent.RECEIVED, FeeBasis.PERCENT, "15"))
    debtor = play(AddParty(PartyFacts("Lijst B.V.")))
    case = play(OpenCase(debtor, TODAY, owner_person_id=play.book.actor.person))
    claim = play(AddClaim(case, creditor, Cents(60_000), ClaimFacts("L-1", "contract", None, None, due_on=DUE)))
    placement = play(RecordPlacement(case, agency, Guard.AGENCY, TODAY, (claim,), "DZ-1"))
    party = database.value("SELECT party_id FROM agency WHERE id = ?", (agency,))
    entry = Bank(database, play.book.actor, creditor, run=1).entry(8_500, "afdracht")
    share, kept = Share(case, Cents(10_000), (claim,)), Kept(0, placement, Cents(1_500))
    play(AcceptRemittance(entry, party, (share,), Cents(1_500), kept=(kept,)))
    ours = ("L-1", "DZ-1", "Lijst B.V.", Cents(50_000), Cents(45_000), None)
    theirs = ("", "DZ-9", "Vreemd", None, Cents(100), None)
    found = (
        Difference(DifferenceKind.AMOUNT, placement, 2, *ours),
        Difference(DifferenceKind.ONLY_THEIRS, None, 3, *theirs),
    )
    file = File("lijst.csv", "5" * 64, "agency-nl")
    listed = agency_lists.List(agency, TODAY, file, Compared(1, 2, 1, found), 0)
    agency_lists.record(database, play.book.actor, TODAY, listed)
    amount, stranger = (id_ for (id_,) in database.fetch("SELECT id FROM inventory_difference ORDER BY id"))
    play(AskDifference(amount, 1, "klopt dit?"))
    play(ResolveDifference(amount, play.version("inventory_difference", amount), Resolution.NOTED, "zij: 450,00"))
    play(ResolveDifference(stranger, 1, Resolution.IGNORED, "van een ander kantoor"))
