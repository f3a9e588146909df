"""What agencies ask by invoice beside what they keep, compared with the terms, on either engine."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from casebook.domain.money import Cents
from casebook.domain.placements.facts import CloseCode, FeeBasis, FeeEvent
from casebook.domain.placements.invoices import InvoiceDecision
from casebook.domain.routes.facts import Basis
from casebook.jobs import agency_sheets
from casebook.law.book import book
from casebook.store.actions.agencies import SetAgencyFee
from casebook.store.actions.bank_remittances import AcceptRemittance, Kept
from casebook.store.actions.bank_shares import Share
from casebook.store.actions.fee_invoices import ChangeFeeInvoice, DecideFeeInvoice, InvoiceFacts, RecordFeeInvoice
from casebook.store.actions.payments import RecordPayment, ReversePayment
from casebook.store.actions.placement_events import TellDirectPayment, VoidPlacementEvent
from casebook.store.actions.receipts import Receipt
from casebook.store.database import Database
from casebook.store.queries import case_costs, placement_lists
from casebook.store.queries.comparison.placed import of_agencies
from casebook.store.queries.comparison.routed import of_routes
from casebook.store.queries.placement_lists import PlacementsListed
from casebook.store.transaction import Actor
from casebook.store.verify import verify
from tests.store.actions.refusal import refused
from tests.store.placement_world import TODAY, E, PlacementWorld

RULES = book().defaults.comparison.first.value
ACCEPTED, DISPUTED = InvoiceDecision.ACCEPTED, InvoiceDecision.DISPUTED


@pytest.fixture
def world(database: Database, actor: Actor, tmp_path: Path) -> PlacementWorld:
    return PlacementWorld(database, actor, tmp_path)


def invoice(
    world: PlacementWorld, placement: int, cents: int, number: str = "F-1", event: FeeEvent = FeeEvent.RECALL
) -> int:
    id_: int = world.act(RecordFeeInvoice(placement, InvoiceFacts(event, TODAY, number, Cents(cents))))
    return id_


def decide(
    world: PlacementWorld, id_: int, decision: InvoiceDecision, cents: int | None = None, reason: str = ""
) -> None:
    version = world.database.value("SELECT version FROM fee_invoice WHERE id = ?", (id_,))
    world.act(DecideFeeInvoice(id_, version, decision, None if cents is None else Cents(cents), reason))


def test_what_is_asked_for_a_recall_stands_beside_what_it_costs(world: PlacementWorld) -> None:
    case, _ = world.case("F1", 500_00)
    placement = world.placed(case)
    world.recall(placement)
    one = invoice(world, placement, 30_25)
    (held,) = world.reconciled(placement).held
    assert (held.expected, held.difference, held.agreed_on) == (25_00, 5_25, date(2026, 1, 1))
    found = world.reconciled(placement)
    assert (found.due, found.accepted, found.undecided, found.unpaid) == (25_00, 0, 30_25, 25_00)
    # More than is due, or less than is asked, has a reason.
    refused("given.no_reason", lambda _: decide(world, one, ACCEPTED), None)
    refused("given.no_reason", lambda _: decide(world, one, ACCEPTED, 25_00), None)
    refused("fee_invoice.agreed", lambda _: decide(world, one, ACCEPTED, 30_26, "x"), None)
    refused("fee_invoice.agreed", lambda _: decide(world, one, DISPUTED, 1, "x"), None)
    refused("fee_invoice.open", lambda _: world.happened(placement, E.RECONCILED), None)
    decide(world, one, ACCEPTED, 25_00, "meer is niet afgesproken")
    found = world.reconciled(placement)
    assert (found.accepted, found.undecided, found.unpaid) == (25_00, 0, 0)
    world.happened(placement, E.RECONCILED)
    assert [row for row in verify(world.database, TODAY) if row.wrong] == []


def test_as_due_is_accepted_without_a_word_and_once_only(world: PlacementWorld) -> None:
    case, _ = world.case("F1", 500_00)
    placement = world.placed(case)
    world.recall(placement)
    decide(world, invoice(world, placement, 25_00), ACCEPTED)
    assert world.reconciled(placement).unpaid == 0
    again = refused("fee_invoice.again", lambda _: invoice(world, placement, 25_00), None)
    assert (again["number"], again["on"]) == ("F-1", TODAY)
    second = invoice(world, placement, 25_00, "F-2")
    assert [one.difference for one in world.reconciled(placement).held] == [0, 25_00]
    decide(world, second, DISPUTED, reason="al betaald")
    found = world.reconciled(placement)
    assert (found.disputed, found.accepted, found.unpaid) == (25_00, 25_00, 0)
    decide(world, second, InvoiceDecision.MISTAKEN, reason="dubbel ingevoerd")
    assert (world.reconciled(placement).disputed, len(world.reconciled(placement).invoices)) == (0, 1)
    # One that never was makes room for another of its number.
    invoice(world, placement, 1_00, "F-2")


def test_what_cannot_be_asked(world: PlacementWorld) -> None:
    case, _ = world.case("F1", 500_00)
    never = world.placed(case, sent=False)
    refused("placement.not_sent", lambda _: invoice(world, never, 1_00), None)
    world.happened(never, E.SENT)
    refused("given.amount", lambda _: invoice(world, never, 0), None)
    refused("fee_invoice.no_number", lambda _: invoice(world, never, 1_00, " "), None)

    def facts(on: date, vat: int) -> object:
        return RecordFeeInvoice(never, InvoiceFacts(FeeEvent.CLOSED, on, "1", Cents(100), Cents(vat)))

    refused("fee_invoice.vat", world.act, facts(TODAY, 101))
    refused("given.day_ahead", world.act, facts(TODAY + timedelta(days=1), 0))
    refused("given.days_order", world.act, facts(TODAY - timedelta(days=1), 0))


def test_another_amount_is_decided_anew(world: PlacementWorld) -> None:
    case, _ = world.case("F1", 500_00)
    placement = world.placed(case)
    world.recall(placement)
    one = invoice(world, placement, 25_00)
    decide(world, one, ACCEPTED)
    version = world.database.value("SELECT version FROM fee_invoice WHERE id = ?", (one,))
    world.act(ChangeFeeInvoice(one, version, InvoiceFacts(FeeEvent.RECALL, TODAY, "F-1", Cents(30_00), Cents(5_21))))
    found = world.reconciled(placement)
    assert (found.accepted, found.undecided) == (0, 30_00)


def test_of_a_payment_to_us_only_what_stands_on_its_claims_earns(world: PlacementWorld) -> None:
    terms = SetAgencyFee(world.agency, date(2026, 1, 1), FeeEvent.DIRECT, FeeBasis.PERCENT, "10", vat_percent="21")
    world.act(terms)
    case, claim = world.case("F1", 500_00)
    placement = world.placed(case)
    other = world.claim(case, "F2", 500_00)
    there = world.act(RecordPayment(case, Receipt(TODAY, Cents(100_00), designation=(claim,)))).payment_id
    elsewhere = world.act(RecordPayment(case, Receipt(TODAY, Cents(80_00), designation=(other,)))).payment_id
    for payment in (there, elsewhere):
        world.act(TellDirectPayment(placement, payment, TODAY))
    # 10 % of 100, and 21 % of that; nothing of what went to a claim that does not lie there.
    assert world.reconciled(placement).due == 12_10
    invoice(world, placement, 21_78, event=FeeEvent.DIRECT)
    assert [(one.expected, one.difference) for one in world.reconciled(placement).held] == [(12_10, 9_68)]
    # What went back was not paid to us.
    world.act(ReversePayment(there, "gestorneerd"))
    assert world.reconciled(placement).due == 0


def test_a_recall_is_not_taken_away_from_under_what_was_recalled(world: PlacementWorld) -> None:
    case, _ = world.case("F1", 500_00)
    placement = world.placed(case)
    world.recall(placement)
    ids = dict(world.fetch("SELECT kind, id FROM placement_event WHERE kind LIKE 'recall%'"))
    refused("placement.recalled_stands", world.act, VoidPlacementEvent(ids["recall_announced"], "vergissing"))
    world.act(VoidPlacementEvent(ids["recalled"], "vergissing"))
    world.act(VoidPlacementEvent(ids["recall_announced"], "vergissing"))
    assert world.reconciled(placement).due == 0


def test_what_is_asked_is_seen_to_in_a_list_and_leaves_in_the_table(world: PlacementWorld) -> None:
    case, _ = world.case("F1", 500_00)
    placement = world.placed(case)
    world.happened(placement, E.CLOSED, code=CloseCode.NO_RECOURSE)
    one = invoice(world, placement, 12_34, event=FeeEvent.CLOSED)

    def listed() -> list[int]:
        listing = placement_lists.placements(world.database, PlacementsListed.INVOICED, TODAY)
        return [row.id for row in listing.after(world.database).rows]

    def table() -> tuple[object, ...]:
        sheet = agency_sheets.sheet(world.database, TODAY)
        (row,) = sheet.rows
        return tuple(row[-6:])

    assert (listed(), placement_lists.count_undecided(world.database).number) == ([placement], 1)
    assert table() == (0, 0, 0, 12_34, 0, 0)
    decide(world, one, DISPUTED, reason="niet afgesproken")
    assert (listed(), placement_lists.count_undecided(world.database).number) == ([placement], 0)
    assert table() == (0, 0, 0, 0, 12_34, 0)
    decide(world, one, InvoiceDecision.WITHDRAWN, reason="creditnota 3")
    assert (listed(), table()) == ([], (0, 0, 0, 0, 0, 0))


def test_each_cost_counts_once_wherever_costs_are_compared(world: PlacementWorld) -> None:
    case, _ = world.case("F1", 500_00)
    placement = world.placed(case)
    share, kept = Share(case, Cents(100_00)), Kept(0, placement, Cents(15_00))
    entry = world.bank.entry(85_00)
    world.act(AcceptRemittance(entry, world.agency_party, (share,), Cents(15_00), kept=(kept,)))
    world.recall(placement)

    def costs() -> tuple[list[int], int, int]:
        (attempt,) = of_agencies(world.database, date(2023, 11, 21), TODAY, RULES)
        routes = of_routes(world.database, date(2023, 11, 21), TODAY, RULES)
        (route,) = (one for one in routes if one.group == Basis.AGENCY.value)
        assert all(one.days == 0 for one in (*attempt.costs, *route.costs))
        (row,) = case_costs.costs(world.database, TODAY, TODAY)
        return [one.cents for one in attempt.costs], sum(one.cents for one in route.costs), row.agency

    assert costs() == ([15_00, 25_00], 40_00, 40_00)
    # The invoice takes the place of what was agreed to, whatever it asks; while disputed it does not.
    one = invoice(world, placement, 30_25)
    assert costs() == ([15_00, 30_25], 45_25, 45_25)
    decide(world, one, DISPUTED, reason="te veel")
    assert costs() == ([15_00, 25_00], 40_00, 40_00)
    decide(world, one, ACCEPTED, 25_00, "na overleg")
    assert costs() == ([15_00, 25_00], 40_00, 40_00)
    decide(world, one, InvoiceDecision.WITHDRAWN, reason="coulance")
    assert costs() == ([15_00], 15_00, 15_00)
