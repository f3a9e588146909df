"""Securities of a debtor, from the case: registered, in the tab, invoked, and booked."""

from casebook.domain.money import Cents
from casebook.domain.security.facts import SecurityKind
from casebook.domain.security.standing import SecurityStage
from casebook.store.actions.securities import RegisterSecurity, SecurityFacts
from casebook.store.perform import perform
from casebook.store.queries import case, securities
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, session
from tests.ui.screens.case_desk import turned

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
