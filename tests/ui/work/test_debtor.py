"""Who the debtor is and where, who speaks for him and who owes beside him: the menu behind one key."""

from datetime import date, timedelta

from casebook.store.actions.addresses import AddAddress, Place
from casebook.store.actions.enquiries import AskAddress
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.database import Database
from casebook.store.models.cases import CaseState
from casebook.store.models.claims import Relation
from casebook.store.models.parties import AddressStatus, EnquiryAt, EnquiryResult, RepresentativeRole
from casebook.store.perform import perform
from casebook.store.queries import case
from casebook.store.queries.case import CaseCard
from casebook.store.queries.debtor import Party, party
from casebook.store.queries.enquiries import enquiries
from casebook.store.queries.liabilities import liabilities
from casebook.ui.screens.case import CaseScreen
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, Screen, session


def a_case(office: Office, claims: int = 1) -> CaseCard:
    """Return an open case with so many claims of a debtor who has one address."""
    query = """
        SELECT c.id FROM cases c
        WHERE c.state = 'open' AND (SELECT count(*) FROM claim k WHERE k.case_id = c.id) = ?
          AND (SELECT count(*) FROM address a WHERE a.party_id = c.debtor_id AND a.until_on IS NULL) = 1
          AND NOT EXISTS (SELECT 1 FROM representation r WHERE r.party_id = c.debtor_id)
          AND NOT EXISTS (SELECT 1 FROM liability l JOIN claim k ON k.id = l.claim_id WHERE k.case_id = c.id)
        ORDER BY c.id LIMIT 1
    """
    card = case.card(office.database, office.database.value(query, (claims,)))
    assert card is not None
    assert card.state is CaseState.OPEN
    return card


async def to_debtor(screen: Screen, card: CaseCard, key: str) -> None:
    """Open a case and an entry of the menu of its debtor."""
    await screen.app.push_screen(CaseScreen(screen.app.desk, card.case_id))
    await screen.settled()
    await screen.press("C", key)


def debtor(database: Database, card: CaseCard) -> Party:
    found = party(database, card.debtor_id)
    assert found is not None
    return found


async def test_the_menu_names_all_that_is_kept(office: Office) -> None:
    card = a_case(office)
    async with session(*office, size=SMALL) as screen:
        await screen.app.push_screen(CaseScreen(screen.app.desk, card.case_id))
        await screen.settled()
        await screen.press("C")
        assert screen.shows("adressen", "adresonderzoek", "vertegenwoordigers", "hoort bij")


async def test_what_is_no_number_of_the_trade_register_is_refused_while_one_types(office: Office) -> None:
    card = a_case(office)
    async with session(*office) as screen:
        await to_debtor(screen, card, "w")
        await screen.press("tab", *"vof", "tab", "ctrl+u", *"1234", "enter")
        assert screen.shows("✗")
        await screen.press("ctrl+u", *"1234 5678", "enter")
    facts = debtor(office.database, card).card
    assert (facts.kvk, facts.kind, facts.birth_date) == ("12345678", "vof", None)
    assert facts.name == card.name


async def test_a_colleague_who_was_first_is_told_and_what_he_wrote_is_gone_over(office: Office) -> None:
    card = a_case(office)
    async with session(*office) as screen:
        await to_debtor(screen, card, "w")
        await screen.press("ctrl+u", *"Nieuwe Naam")
        office.database.execute("UPDATE party SET version = version + 1 WHERE id = ?", (card.debtor_id,))
        await screen.press("enter")
        assert screen.shows(card.name)
        await screen.press("enter")
    assert debtor(office.database, card).card.name == "Nieuwe Naam"


async def test_who_moves_house_leaves_one_address_for_another(office: Office) -> None:
    card = a_case(office)
    async with session(*office, size=SMALL) as screen:
        await to_debtor(screen, card, "a")
        await screen.press(
            "1", "v", "ctrl+u", *"1-11", "tab", *"Nieuweweg", "tab", "2", "tab", *"5678cd", "tab", *"Breda"
        )
        await screen.press("enter")
    new, old = debtor(office.database, card).addresses
    assert (new.postcode, new.city, new.from_on) == ("5678 CD", "Breda", date(2026, 11, 1))
    assert old.until_on == date(2026, 10, 31)


async def test_an_enquiry_is_asked_stands_in_the_overview_and_is_answered(office: Office) -> None:
    card = a_case(office)
    async with session(*office, size=SMALL) as screen:
        await to_debtor(screen, card, "q")
        await screen.is_as("enquiry-80")
        await screen.press("enter")
        (row,) = enquiries(office.database, card.debtor_id)
        # Ten working days on.
        assert (row.asked_on, row.answer_due_on, bool(row.place)) == (TODAY, date(2026, 12, 4), True)
        assert screen.shows(" Adresonderzoek", "gevraagd bij deurwaarder (BRP) op 21-11-2026", "04-12-2026")
        await screen.press("C", "q", "1", *"adres", "enter")
    (row,) = enquiries(office.database, card.debtor_id)
    (address,) = debtor(office.database, card).addresses
    assert row.result is EnquiryResult.CONFIRMED
    assert (address.status, address.source) == (AddressStatus.VERIFIED, "deurwaarder (BRP)")


async def test_an_overdue_answer_stands_in_the_queue(office: Office) -> None:
    card = a_case(office)
    due = TODAY - timedelta(days=1)
    ask = AskAddress(card.debtor_id, EnquiryAt.TRADE_REGISTER, TODAY - timedelta(days=9), due)
    perform(office.database, office.actor, TODAY, ask)
    async with session(*office) as screen:
        await screen.app.push_screen(CaseScreen(screen.app.desk, card.case_id))
        await screen.settled()
        assert screen.shows("rappelleren: adresonderzoek bij Handelsregister (KVK)")


async def test_a_representative_who_is_new_is_added_with_his_role(office: Office) -> None:
    card = a_case(office)
    async with session(*office, size=SMALL) as screen:
        await to_debtor(screen, card, "r")
        await screen.type("mr. Q. Zwartsluis")
        assert screen.shows("+ nieuwe partij")
        await screen.press("enter", "enter", *"advoc", "enter")
    (row,) = debtor(office.database, card).representatives
    assert (row.name, row.role, row.write_to) == ("mr. Q. Zwartsluis", RepresentativeRole.LAWYER, True)


async def test_a_guarantor_is_added_with_his_clocks_shown_before_it_is_saved(office: Office) -> None:
    card = a_case(office, claims=2)
    facts = PartyFacts("Borg Steller")
    guarantor = perform(office.database, office.actor, TODAY, AddParty(facts)).result
    async with session(*office) as screen:
        await to_debtor(screen, card, "l")
        await screen.type("borg steller")
        await screen.press("enter", *"borg", "tab", *"5000", "enter")
        assert screen.shows("veilig t/m")
        await screen.is_as("guarantor-120")
        await screen.press("enter")
    rows = liabilities(office.database, card.case_id)
    assert [(row.party_id, row.relation, row.most_cents, row.in_writing) for row in rows] == [
        (guarantor, Relation.GUARANTOR, 500_000, True)
    ] * 2


async def test_an_address_of_another_party_of_the_case(office: Office) -> None:
    card = a_case(office)
    partner = perform(office.database, office.actor, TODAY, AddParty(PartyFacts("Partner Van"))).result
    perform(office.database, office.actor, TODAY, AddAddress(partner, Place(city="Delft")))
    async with session(*office) as screen:
        await to_debtor(screen, card, "l")
        await screen.type("partner van")
        await screen.press("enter", "enter", "enter")
        await screen.press("C", "o", "1", "c", "tab", *"06-12345678", "tab", *"Anna", "enter")
    found = party(office.database, partner)
    assert found is not None
    assert [(one.value, one.person_name) for one in found.contact_points] == [("06-12345678", "Anna")]
