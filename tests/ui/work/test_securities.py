"""Securities of a debtor, from the case: registered, in the tab, invoked, and booked."""

from casebook.domain.component import Component
from casebook.domain.money import Cents
from casebook.domain.security.facts import SecurityKind
from casebook.domain.security.standing import SecurityStage
from casebook.store.actions.addresses import AddAddress
from casebook.store.actions.liabilities import AddLiabilities, Liable
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.receipts import ChosenLine, Receipt
from casebook.store.actions.securities import RegisterSecurity, SecurityFacts
from casebook.store.models.claims import Relation
from casebook.store.perform import perform
from casebook.store.queries import bookings, case, securities
from tests.databases import TODAY
from tests.sample import Office
from tests.store.actions.outgoing import HERE
from tests.ui.screen import SMALL, USUAL, session
from tests.ui.screens.case_desk import act, numbered, opened, turned

NUMBER = "2026-0121"


def page(office: Office) -> securities.SecuritiesPage:
    case_id = case.case_of(office.database, NUMBER)
    assert case_id is not None
    return securities.of_case(office.database, case_id, TODAY)


def guaranteed(office: Office) -> None:
    case_id = case.case_of(office.database, NUMBER)
    assert case_id is not None
    card = case.card(office.database, case_id)
    assert card is not None
    creditor = office.database.value("SELECT creditor_id FROM claim WHERE case_id = ? ORDER BY id", (case_id,))
    for kind, facts in (
        (
            SecurityKind.BANK_GUARANTEE,
            SecurityFacts("ING 2025/7", Cents(5_000), TODAY, expires_on=TODAY.replace(month=12)),
        ),
        (SecurityKind.RECLAMATION, SecurityFacts("geleverde goederen")),
        (SecurityKind.MORTGAGE, SecurityFacts("Dorpsstraat 1", Cents(100_00), TODAY, rank=2, since_on=TODAY)),
    ):
        perform(office.database, office.actor, TODAY, RegisterSecurity(card.debtor_id, creditor, kind, facts))


async def test_a_form_asks_what_the_kind_needs_and_registers_it(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("F", *NUMBER, "enter", "S", "n")
        assert not screen.shows("Loopt af op")
        await screen.press(*"bankg")
        await screen.press("tab", *"ING 2025/7", "tab", *"50")
        await screen.is_as("security-new-80-nl")
        await screen.press("tab", "tab", "tab", *"31-12-2026", "enter")
    (found,) = page(office).cards
    assert (found.row.kind, found.row.value) == (SecurityKind.BANK_GUARANTEE, 5_000)


async def test_the_tab_tells_what_is_covered_and_by_when_to_invoke(office: Office) -> None:
    guaranteed(office)
    async with session(*office, size=SMALL) as screen:
        await screen.press("F", *NUMBER, "enter")
        await turned(screen, "securities")
        await screen.is_as("case-securities-80-nl")
    async with session(*office, size=USUAL, language="en") as screen:
        await screen.press("F", *NUMBER, "enter")
        await turned(screen, "securities")
        await screen.is_as("case-securities-120-en")


async def test_it_is_invoked_and_what_comes_in_is_booked(office: Office) -> None:
    guaranteed(office)
    async with session(*office, size=SMALL) as screen:
        await screen.press("F", *NUMBER, "enter", "S")
        await screen.is_as("security-menu-80-nl")
        await screen.press("1", "i", "tab", *"aangetekend", "enter")
        await screen.press("S", "1", "o", "tab", *"20", "enter")
        await screen.is_as("security-proceeds-80-nl")
        await screen.press("enter")
    found = next(one for one in page(office).cards if one.row.kind is SecurityKind.BANK_GUARANTEE)
    assert (found.standing.stage, found.proceeds) == (SecurityStage.REALISED, 2_000)


async def test_a_bank_guarantee_is_called_by_a_letter_to_the_bank(office: Office) -> None:
    """From the security: who gets it, what only a person knows, and the letter as it will read."""
    guaranteed(office)
    bank = act(office, AddParty(PartyFacts("Borgstellende Bank")))
    act(office, AddAddress(bank, HERE))
    async with session(*office, size=SMALL) as screen:
        await screen.press("F", *NUMBER, "enter", "S", "1")
        await screen.is_as("security-acts-80-nl")
        await screen.press("b", *"Borgstellende", "enter", *["tab"] * 4, *"Hij betaalt niet.")
        await screen.is_as("security-call-80-nl")
        await screen.press("enter")
        await screen.is_as("security-call-letter-80-nl")
        await screen.press("+")
    found = office.database.fetch("SELECT kind, origin, released_on FROM letter", ())
    assert found == [("bank_guarantee_call", "security", None)]


async def test_what_is_to_be_invoked_leads_to_its_letter(office: Office) -> None:
    guaranteed(office)
    async with session(*office, size=SMALL) as screen:
        await screen.press("F", *NUMBER, "enter", "w")
        await screen.is_as("security-fits-80-nl")


async def test_the_maximum_of_a_guarantor_is_shown_with_what_he_paid_of_it(office: Office) -> None:
    case_id = numbered(office, NUMBER)
    claims = [one.claim_id for one in bookings.sheets(office.database, case_id, TODAY)][:2]
    party = act(office, AddParty(PartyFacts("B. Borg")))
    liable = Liable(party, Relation.GUARANTOR, most_cents=Cents(500_00))
    act(office, AddLiabilities(tuple(claims), liable))
    lines = (ChosenLine(claims[0], Component.PRINCIPAL, Cents(20_00)),)
    receipt = Receipt(TODAY, Cents(20_00), payer_id=party, lines=lines, reason="borg", insolvency_choice="van de borg")
    act(office, RecordPayment(case_id, receipt))
    async with session(*office, size=SMALL) as screen:
        await opened(screen, case_id, "securities")
        assert screen.shows("B. Borg", "betaald")
        await screen.is_as("guarantor-maximum-80-nl")
