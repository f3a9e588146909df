"""The account manager and the advice on orders from the screen."""

from datetime import date

from casebook.domain.money import Cents
from casebook.domain.relation.segment import Sector
from casebook.store.actions.order_advice import AdviseOrders
from casebook.store.models.relation import OrderAdviceKind
from casebook.store.perform import perform
from casebook.store.queries import case, relation
from casebook.store.queries.case import CaseCard
from casebook.ui.screens.case import CaseScreen
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, Screen, session
from tests.ui.work.limitation_cases import foreseen

NUMBER = "2026-0213"


def card(office: Office) -> CaseCard:
    case_id = case.case_of(office.database, NUMBER)
    assert case_id is not None
    found = case.card(office.database, case_id)
    assert found is not None
    return found


async def save(screen: Screen) -> None:
    """Let the form show what it would do, and save it."""
    await foreseen(screen)
    await screen.press("enter")


async def to(screen: Screen, office: Office) -> None:
    """Open the case."""
    await screen.app.push_screen(CaseScreen(screen.app.desk, card(office).case_id))
    await screen.settled()


async def test_the_account_manager_is_asked_and_what_he_says_is_decided_on(office: Office) -> None:
    case_id = card(office).case_id
    async with session(*office, size=SMALL) as screen:
        await to(screen, office)
        await screen.press("A", "m", *"E. de Wit", "tab", "tab", "tab", *"bouw")
        await save(screen)
        # He who is known is asked.
        await screen.press("A", "q", "tab", *"Blijven we leveren?", "enter")
        await screen.press("A", "1", *"Ja, tot 5.000", "enter")
        await screen.press("A", "u", *"limiet", "enter")
    customer = relation.customer(office.database, card(office).debtor_id)
    assert customer is not None
    assert (customer.manager_name, customer.sector) == ("E. de Wit", Sector.CONSTRUCTION)
    (row,) = relation.questions(office.database, case_id)
    assert (row.asked_of, row.answer_by, row.answer, row.decision) == (
        "E. de Wit",
        date(2026, 11, 27),
        "Ja, tot 5.000",
        "limiet",
    )


async def test_an_advice_shows_what_it_replaces_and_stands_in_the_header(office: Office) -> None:
    stop = AdviseOrders(card(office).case_id, OrderAdviceKind.STOP, "niets betaald")
    perform(office.database, office.actor, TODAY, stop)
    async with session(*office, size=SMALL) as screen:
        await to(screen, office)
        await screen.press("A", "a", *"krediet", "tab", *"5000", "tab", *"deels betaald")
        await foreseen(screen)
        await screen.is_as("sales-advice-80-nl")
        await save(screen)
        assert screen.shows("kredietlimiet €\N{NO-BREAK SPACE}5.000,00")
        await screen.press("A", "d", "tab", *"E. de Wit", "enter")
    row = relation.advice_in_force(office.database, card(office).debtor_id)
    assert row is not None
    assert (row.kind, row.amount_cents, row.done_by) == (OrderAdviceKind.LIMIT, Cents(500_000), "E. de Wit")
