"""T24: a registered letter is not collected but its mail is answered; another debtor has left his address."""

from datetime import date, timedelta
from typing import NamedTuple

import pytest

from casebook.domain.letters.proof import ReturnedAs
from casebook.errors import Refused
from casebook.jobs import letter_offer
from casebook.store.actions.addresses import AddAddress
from casebook.store.actions.approvals import DecideApproval
from casebook.store.actions.dispatch_proof import ProvenDispatch
from casebook.store.actions.letters import ChangeWays, ReleaseLetter
from casebook.store.models.limitation import Grade
from casebook.store.models.parties import AddressStatus
from casebook.store.queries.leaving import DispatchRow
from tests.store.actions.refusal import refused
from tests.trials.office import BAILIFF, EMAIL, HOME, ORDINARY, REGISTERED, K, Office

SENT_ON, RETURNED_ON, ANSWERED_ON = date(2026, 10, 12), date(2026, 11, 2), date(2026, 11, 3)
SAFE = date(2026, 12, 15)
DEBTOR, MAIL = "O. Onbereikbaar", "o@onbereikbaar.example"


class Sent(NamedTuple):
    """An interruption that was sent on 12-10 by every way there is."""

    office: Office
    debtor: int
    case: int
    letter: int

    @property
    def ends(self) -> tuple[date | None, date | None]:
        return self.office.ends(self.case)[DEBTOR]

    def one(self, way: str) -> DispatchRow:
        return next(found for found in self.office.card(self.letter).dispatches if found.way == way)


@pytest.fixture
def sent(office: Office) -> Sent:
    office.day = SENT_ON
    debtor = office.party(DEBTOR, mail=MAIL)
    case = office.case(debtor)
    claim = office.claim(case, "F-1500", 150_000, date(2021, 12, 15))
    (letter,) = office.interrupt([claim])
    office.send([letter])
    return Sent(office, debtor, case, letter)


def come_back(sent: Sent) -> None:
    sent.office.until(RETURNED_ON)
    item = sent.office.comes_back("Retour afzender: niet afgehaald")
    sent.office.returned(item, sent.one("registered"), ReturnedAs.UNCOLLECTED)


def test_sending_proves_nothing_and_neither_does_what_is_not_collected(sent: Sent) -> None:
    office = sent.office
    assert {one.way for one in office.card(sent.letter).dispatches if one.sent_on == SENT_ON} == {
        *(REGISTERED, ORDINARY, EMAIL)
    }
    assert sent.ends == (SAFE, SENT_ON.replace(year=2031))
    come_back(sent)
    assert sent.ends == (SAFE, SENT_ON.replace(year=2031))
    assert office.state(sent.letter) == "sent"
    band, by_on, _ = office.why(sent.case)
    assert band == 1
    assert by_on is not None
    assert by_on <= SAFE
    registered = sent.one("registered")
    weak = ProvenDispatch(registered.dispatch_id, registered.version, Grade.WEAK, RETURNED_ON, "niet afgehaald")
    refused("event.weak", office.act, weak)
    assert office.database.value("SELECT count(*) FROM address WHERE status = 'dead'") == 0


def test_registered_alone_and_not_collected_is_asserted_and_not_void(office: Office) -> None:
    office.day = SENT_ON
    case = office.case(office.party(DEBTOR))
    claim = office.claim(case, "F-1500", 150_000, date(2021, 12, 15))
    (letter,) = office.interrupt([claim])
    card = office.card(letter)
    office.act(ChangeWays(letter, card.row.version, (REGISTERED,), tuple(card.row.ways)))
    office.send([letter])
    office.until(RETURNED_ON)
    item = office.comes_back("Retour afzender: niet afgehaald")
    office.returned(item, office.dispatch(letter, REGISTERED), ReturnedAs.UNCOLLECTED)
    assert office.ends(case)[DEBTOR] == (SAFE, SENT_ON.replace(year=2031))
    assert (office.state(letter), office.card(letter).row.grade) == ("sent", "weak")
    assert office.why(case)[0] == 1


def test_an_answer_that_names_the_letter_proves_it_that_day_and_who_said_so_is_told(sent: Sent) -> None:
    office = sent.office
    come_back(sent)
    office.until(ANSWERED_ON)
    item = office.arrives("Ik kom erop terug.", sender=MAIL, answers=sent.one("email"))
    assert [one.letter_id for one in item.answers] == [sent.letter]
    assert sent.ends[0] == SAFE
    office.replied(item, sent.one("email"), Grade.STRONG, ANSWERED_ON)
    assert sent.ends == (date(2031, 11, 3), date(2031, 11, 3))
    assert office.state(sent.letter) == "proven"
    assert office.why(sent.case)[0] == 3
    assert office.card(sent.letter).row.proven_on == ANSWERED_ON
    who, what = office.story(sent.case)[0]
    assert who == "P. Bakker"
    assert "antwoord van de geadresseerde" in what


def test_an_answer_of_which_a_lead_is_asked_proves_when_he_agrees(sent: Sent) -> None:
    """A mail that was answered is of medium strength, unless somebody confirms that it is strong."""
    office = sent.office
    come_back(sent)
    office.until(ANSWERED_ON)
    item = office.arrives("Ik kom erop terug.", sender=MAIL, answers=sent.one("email"))
    approval = office.replied(item, sent.one("email"), Grade.MEDIUM, ANSWERED_ON)
    assert sent.ends[0] == SAFE
    office.until(ANSWERED_ON + timedelta(2))
    assert office.why(sent.case)[0] == 1
    version = office.database.value("SELECT version FROM approval WHERE id = ?", (approval,))
    with pytest.raises(Refused):
        office.act(DecideApproval(approval, version, approve=True, reason="gezien"))
    office.act(DecideApproval(approval, version, approve=True, reason="gezien"), office.lead)
    assert sent.ends == (date(2031, 11, 3), date(2031, 11, 3))
    names = [who for who, _ in office.story(sent.case)[:2]]
    assert "M. Jansen" in names


def test_from_a_dead_address_nothing_more_leaves_and_it_is_red(office: Office) -> None:
    office.day = SENT_ON
    debtor = office.party("V. Vertrokken")
    case = office.case(debtor)
    claim = office.claim(case, "F-900", 90_000, date(2022, 2, 10))
    office.until(SENT_ON + timedelta(2))
    assert office.why(case)[:2] == (2, date(2027, 2, 10))
    reminder, interruption = *office.write(case, K.BALANCE_CONFIRMATION), *office.interrupt([claim])
    office.release([reminder])
    office.print_and_post()
    office.release([interruption])
    office.until(RETURNED_ON)
    item = office.comes_back("Retour: vertrokken")
    office.returned(item, office.dispatch(reminder, ORDINARY), ReturnedAs.MOVED)
    band, by_on, _ = office.why(case)
    assert band == 1
    assert by_on is not None
    # What was released is not any more, and cannot be again.
    assert office.state(interruption) == "refused"
    refused("stop.dead_address", office.act, ReleaseLetter(interruption, office.card(interruption).row.version))
    with pytest.raises(Refused):
        office.print_and_post()
    (offered,) = office.drafts(case, K.BALANCE_CONFIRMATION)
    assert office.stops(case, K.BALANCE_CONFIRMATION) != []
    assert offered.ways == (ORDINARY,)
    assert "adres zoeken: aan geen bekend adres meer te bereiken" in office.signals(case)
    kinds = [one.kind for one in letter_offer.fits(office.database, office.day, case)]
    assert {K.ADDRESS_ENQUIRY, K.BAILIFF_INSTRUCTION} <= set(kinds[:4])
    # A writ needs no address of ours; an address that is found brings the letters back.
    card = office.card(interruption)
    ways = tuple(card.row.ways)
    office.act(ChangeWays(interruption, card.row.version, (BAILIFF,), ways))
    assert office.stopped(interruption) == []


def test_a_new_address_lets_the_letter_leave_again(office: Office) -> None:
    office.day = SENT_ON
    debtor = office.party("V. Vertrokken")
    case = office.case(debtor)
    claim = office.claim(case, "F-900", 90_000, date(2022, 2, 10))
    (letter,) = office.interrupt([claim])
    office.send([letter])
    assert office.ends(case)["V. Vertrokken"] == (date(2027, 2, 10), date(2031, 10, 12))
    office.until(RETURNED_ON)
    for way in (REGISTERED, ORDINARY):
        office.returned(
            office.comes_back(f"Retour: vertrokken ({way})"), office.dispatch(letter, way), ReturnedAs.MOVED
        )
    # It reached nobody: what was claimed of it is void.
    assert office.ends(case)["V. Vertrokken"] == (date(2027, 2, 10), date(2027, 2, 10))
    assert office.state(letter) == "returned_undeliverable"
    place = HOME.__class__("Nieuweweg", "7", "1011 AB", "Amsterdam")
    office.act(AddAddress(debtor, place, AddressStatus.VERIFIED, "BRP", office.day))
    (again,) = office.interrupt([claim])
    assert office.card(again).text.facts.addressee.lines[1] == "Nieuweweg 7"
    office.send([again])
    office.until(RETURNED_ON + timedelta(3))
    office.signed_for(again, RETURNED_ON + timedelta(2))
    assert office.ends(case)["V. Vertrokken"] == (date(2031, 11, 4), date(2031, 11, 4))
