"""More situations of the same nature: where a letter that keeps a right meets what stands in its way."""

from datetime import date, timedelta

import pytest

from casebook.domain.capacity import Capacity
from casebook.domain.letters.proof import Doubt, ReturnedAs
from casebook.store.actions.addresses import AddAddress, MoveHouse, Place
from casebook.store.actions.dispatches import DecideDoubt
from casebook.store.actions.estates import AddHeir, OpenEstate
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.actions.representations import Acting, AddRepresentation
from casebook.store.models.claims import Relation
from casebook.store.models.parties import AddressStatus, PartyKind, RepresentativeRole
from tests.trials.office import BAILIFF, EMAIL, HOME, ORDINARY, REGISTERED, SATURDAY, K, Office

ENDS = date(2026, 12, 18)
DUE = date(2021, 12, 18)
ABROAD = Place("Rue Neuve", "12", "1000", "Bruxelles", "BE")


def test_a_company_whose_trustee_lives_abroad(office: Office) -> None:
    """Post abroad takes longer and lies at risk for longer; the letter goes to the trustee as well as the company."""
    debtor = office.party("Handelshuis B.V.", PartyKind.LEGAL)
    trustee = office.party("Me. Dubois", home=False, mail="dubois@barreau.example")
    office.act(AddAddress(trustee, ABROAD, AddressStatus.VERIFIED, "balie", office.day))
    case = office.case(debtor)
    claim = office.claim(case, "H-1", 500_000, DUE)
    bankrupt = EventFacts("insolvency", date(2026, 10, 1), (Reached(debtor),), regime="bankruptcy")
    office.act(RecordEvent(case, bankrupt))
    (unknown,) = office.interrupt([claim])
    assert office.state(unknown) == "refused"
    assert "curator" in office.stopped(unknown)[0]
    assert office.why(case)[0] == 1
    office.act(AddRepresentation(debtor, trustee, Acting(RepresentativeRole.CURATOR_BANKRUPTCY)))
    letters = office.interrupt([claim])
    to = {office.card(letter).row.addressee: letter for letter in letters}
    assert set(to) == {"Handelshuis B.V.", "Me. Dubois"}
    lines = office.card(to["Me. Dubois"]).text.facts.addressee.lines
    assert lines[-1].casefold() in ("belgië", "belgique", "belgium")
    office.send(letters)
    assert office.state(to["Me. Dubois"]) == "sent"
    assert [one for one, _ in office.taken.mails] == ["dubois@barreau.example"]
    # A demand of what is to be filed does not leave, to neither.
    assert office.stops(case, K.DEMAND, last_day=SATURDAY + timedelta(14)) != []


def test_a_debtor_who_died_while_his_term_ends(office: Office) -> None:
    """Nothing goes to the dead: without an heir or executor there is no letter, and that is red until there is one."""
    debtor = office.party("D. Overleden")
    case = office.case(debtor)
    claim = office.claim(case, "O-1", 120_000, DUE, capacity=Capacity.CONSUMER)
    estate = office.act(OpenEstate(debtor, date(2026, 11, 1), date(2026, 11, 20), "rouwkaart", "overleden"))
    band, by_on, why = office.why(case)
    assert (band, by_on) == (1, ENDS)
    assert why.startswith("stuiten")
    other = office.claim(office.case(office.party("A. Ander")), "A-1", 10_000, DUE)
    offered = office.offered([claim, other])
    assert [one.name for one in offered.unwritten] == ["D. Overleden"]
    assert [draft.party_id for one in offered.prepare for draft in one.letters] != []
    assert offered.without == ()
    heir = office.party("E. Erfgenaam", mail="e@erfgenaam.example")
    executor = office.party("X. Executeur")
    office.act(AddHeir(estate, heir))
    office.act(AddRepresentation(debtor, executor, Acting(RepresentativeRole.EXECUTOR)))
    letters = office.interrupt([claim])
    addressees = [office.card(letter).row.addressee for letter in letters]
    assert "X. Executeur" in addressees
    assert "D. Overleden" not in addressees
    office.send(letters)
    assert "sent" in {office.state(letter) for letter in letters}
    # The estate has three months of rest from demands, not from what keeps a right.
    assert office.stops(case, K.REMINDER, last_day=SATURDAY + timedelta(10)) != []
    office.until(SATURDAY + timedelta(4))
    office.signed_for(letters[addressees.index("X. Executeur")], SATURDAY + timedelta(3))
    assert office.ends(case)["D. Overleden"][0] == date(2031, 11, 24)


def test_a_debtor_who_moved_and_has_a_second_address(office: Office) -> None:
    """What comes back from the old address leaves the new one alive, and what went there goes on."""
    debtor = office.party("M. Verhuisd", home=False)
    old = office.act(AddAddress(debtor, HOME, from_on=date(2020, 1, 1)))
    case = office.case(debtor)
    claim = office.claim(case, "M-9", 75_000, DUE)
    (first,) = office.interrupt([claim])
    office.send([first])
    office.until(SATURDAY + timedelta(5))
    new = Place("Nieuweweg", "7", "1011 AB", "Amsterdam")
    office.act(MoveHouse(old, 1, office.day, new, AddressStatus.VERIFIED, "BRP", office.day))
    (second,) = office.interrupt([claim])
    assert office.card(second).text.facts.addressee.lines[1] == "Nieuweweg 7"
    office.send([second])
    for way in (REGISTERED, ORDINARY):
        item = office.comes_back(f"Retour: vertrokken {way}")
        office.returned(item, office.dispatch(first, way), ReturnedAs.MOVED)
    assert office.state(first) == "returned_undeliverable"
    assert office.state(second) == "sent"
    statuses: dict[str, str] = dict(
        office.database.fetch("SELECT city, status FROM address WHERE party_id = ?", (debtor,))
    )
    assert statuses == {"Utrecht": "dead", "Amsterdam": "verified"}
    assert office.ends(case)["M. Verhuisd"] == (ENDS, date(2031, 11, 26))
    office.until(SATURDAY + timedelta(8))
    office.signed_for(second, SATURDAY + timedelta(7))
    assert office.ends(case)["M. Verhuisd"][0] == date(2031, 11, 28)


def test_a_guarantor_in_the_course_of_business(office: Office) -> None:
    """His clock is his own: what saves the main debtor does not save the guarantee, and the letter is to both."""
    debtor, guarantor = office.party("Bouw B.V.", PartyKind.LEGAL), office.party("Holding B.V.", PartyKind.LEGAL)
    case = office.case(debtor)
    claim = office.claim(case, "G-1", 2_000_000, DUE)
    office.act(AddLiability(claim, Liable(guarantor, Relation.GUARANTOR, capacity=Capacity.BUSINESS, in_writing=1)))
    letters = {office.card(letter).row.addressee: letter for letter in office.interrupt([claim])}
    assert set(letters) == {"Bouw B.V.", "Holding B.V."}
    assert office.card(letters["Holding B.V."]).text.facts.claims[0].principal == 2_000_000
    office.send([letters["Bouw B.V."]])
    office.until(SATURDAY + timedelta(4))
    office.signed_for(letters["Bouw B.V."], SATURDAY + timedelta(3))
    ends = office.ends(case)
    assert ends["Bouw B.V."][0] == date(2031, 11, 24)
    assert ends["Holding B.V."] == (ENDS, ENDS)
    assert office.why(case)[0] == 1
    assert ("G-1", "Holding B.V.") in office.on_radar()
    office.send([letters["Holding B.V."]])
    assert office.ends(case)["Holding B.V."][0] == ENDS


def test_a_debtor_in_wsnp_is_written_to_with_his_administrator(office: Office) -> None:
    debtor, administrator = office.party("W. Saneer"), office.party("Mr. Bewind")
    case = office.case(debtor)
    claim = office.claim(case, "N-1", 310_000, DUE, capacity=Capacity.CONSUMER)
    wsnp = EventFacts("insolvency", date(2026, 9, 1), (Reached(debtor),), regime="wsnp")
    office.act(RecordEvent(case, wsnp))
    (stopped,) = office.interrupt([claim])
    assert office.state(stopped) == "refused"
    office.act(AddRepresentation(debtor, administrator, Acting(RepresentativeRole.WSNP_ADMINISTRATOR)))
    letters = office.interrupt([claim])
    assert {office.card(letter).row.addressee for letter in letters} == {"W. Saneer", "Mr. Bewind"}
    office.send(letters)
    assert {office.state(letter) for letter in letters} == {"sent"}
    assert office.stops(case, K.REMINDER, last_day=SATURDAY + timedelta(10)) != []


@pytest.mark.parametrize(("day", "late"), [(date(2026, 12, 9), False), (date(2026, 12, 17), True)])
def test_a_letter_that_cannot_arrive_says_so_and_a_bailiff_goes(office: Office, *, day: date, late: bool) -> None:
    office.day = day
    case = office.case(office.party("L. Laat", mail="l@laat.example"))
    claim = office.claim(case, "L-1", 90_000, DUE)
    found = office.offered([claim])
    assert [one.needed_by for one in found.late] == ([ENDS] if late else [])
    if not late:
        return
    (letter,) = office.interrupt([claim], by_writ=True)
    assert office.card(letter).row.ways[0] is BAILIFF
    office.release([letter])
    assert office.ends(case)["L. Laat"][0] == ENDS
    office.mail()
    assert office.ends(case)["L. Laat"][0] == ENDS
    assert office.why(case)[0] == 1


def test_an_interruption_by_mail_in_doubt_is_not_sent_again_and_stays_red(office: Office) -> None:
    debtor = office.party("T. Twijfel", mail="t@twijfel.example")
    case = office.case(debtor)
    claim = office.claim(case, "T-1", 60_000, DUE)
    (letter,) = office.interrupt([claim])
    office.release([letter])
    office.taken.gone = {"t@twijfel.example"}
    assert office.mail().in_doubt == 1
    assert office.state(letter) == "in_doubt"
    assert office.ends(case)["T. Twijfel"] == (ENDS, ENDS)
    office.taken.gone = set()
    assert office.mail().sent == 0
    assert len(office.taken.mails) == 1
    # The paper goes all the same, and doubt about the mail takes nothing from it.
    office.print_and_post()
    assert office.ends(case)["T. Twijfel"] == (ENDS, SATURDAY.replace(year=2031))
    assert office.state(letter) == "in_doubt"
    office.until(SATURDAY + timedelta(2))
    assert office.why(case)[0] == 1
    one = office.dispatch(letter, EMAIL)
    assert one.doubt is Doubt.OPEN
    office.act(DecideDoubt(one.dispatch_id, one.version, was_sent=True, reason="staat in de postbak uit"))
    assert office.state(letter) == "sent"
    assert len(office.taken.mails) == 1
    office.signed_for(letter, SATURDAY + timedelta(2))
    assert office.ends(case)["T. Twijfel"][0] == date(2031, 11, 23)
