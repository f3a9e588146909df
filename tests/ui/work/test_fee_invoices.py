"""The invoices of an agency: recorded beside what is due, accepted or disputed, and never out of sight."""

from casebook.domain.placements.facts import PlacementEventKind
from casebook.domain.placements.invoices import InvoiceDecision
from casebook.domain.placements.standing import PlacementStage
from casebook.store.actions.placement_events import AnnounceRecall, RecordPlacementEvent
from casebook.store.perform import perform
from casebook.store.queries import placements
from casebook.store.queries.placements import PlacementCard
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, session
from tests.ui.screens.case_desk import turned
from tests.ui.work.limitation_cases import foreseen
from tests.ui.work.test_placement import NUMBER, of_case, silent


def recalled(office: Office) -> int:
    """Let what lay with a bailiff be recalled."""
    id_ = silent(office)
    one = card(office)
    cost = one.recall.fee.total
    command = AnnounceRecall(id_, one.row.version, TODAY, cost, "doet niets")
    perform(office.database, office.actor, TODAY, command)
    perform(office.database, office.actor, TODAY, RecordPlacementEvent(id_, PlacementEventKind.RECALLED, TODAY))
    return id_


def card(office: Office) -> PlacementCard:
    (one,) = placements.of_case(office.database, of_case(office).case_id, TODAY).cards
    return one


async def test_an_invoice_is_seen_beside_what_is_due_before_it_is_recorded(office: Office) -> None:
    recalled(office)
    async with session(*office, size=USUAL, language="en") as screen:
        await screen.press("F", *NUMBER, "enter", "X", "f", "tab", *"2026-88", "tab", "tab", *"1100", "tab")
        await screen.press(*"190,91")
        await foreseen(screen)
        await screen.is_as("fee-invoice-new-120-en")
        await screen.press("enter")
    (one,) = card(office).invoices
    assert (one.number, one.cents, one.vat, one.decision) == ("2026-88", 1_100_00, 190_91, None)
    async with session(*office, size=SMALL) as screen:
        await screen.press("F", *NUMBER, "enter")
        await turned(screen, "agency")
        await screen.is_as("fee-invoice-tab-80-nl")
        await screen.press("X", "f")
        await screen.is_as("fee-invoice-menu-80-nl")
        await screen.press("1", *"goed", "tab", *"1005,53", "tab", *"afspraak")
        await foreseen(screen)
        await screen.is_as("fee-invoice-decide-80-nl")
        await screen.press("enter")
    found = card(office)
    assert [(one.decision, one.agreed) for one in found.invoices] == [(InvoiceDecision.ACCEPTED, 1_005_53)]
    assert found.reconciled.unpaid == 0


async def test_what_nobody_decided_on_is_found_in_the_place_of_agencies(office: Office) -> None:
    recalled(office)
    async with session(*office, size=SMALL) as screen:
        await screen.press("F", *NUMBER, "enter", "X", "f", "tab", *"88", "tab", "tab", *"1100")
        await foreseen(screen)
        await screen.press("enter", "g", "x")
        assert screen.shows("facturen 1")
        await screen.press("[", "[")
        await screen.is_as("agencies-invoices-80-nl")


async def test_what_is_settled_can_be_asked_for_still(office: Office) -> None:
    id_ = recalled(office)
    perform(office.database, office.actor, TODAY, RecordPlacementEvent(id_, PlacementEventKind.RECONCILED, TODAY))
    async with session(*office, size=SMALL) as screen:
        await screen.press("F", *NUMBER, "enter", "X", "o", "f", "tab", *"88", "tab", "tab", *"1")
        await foreseen(screen)
        await screen.press("enter")
    one = card(office)
    assert (one.standing.stage, len(one.invoices)) == (PlacementStage.RECONCILED, 1)
