"""What the line and the page of a claim read beside its facts."""

from dataclasses import replace
from datetime import date

from casebook.domain.ledger import EntryKind
from casebook.domain.money import Cents
from casebook.domain.signals.clock_state import ClockState
from casebook.store.actions.claim_days import NamedDay
from casebook.store.actions.claims import AddClaim, FreezeInterest
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.payments import ReversePayment
from casebook.store.database import Database
from casebook.store.models.claims import Relation
from casebook.store.queries import claim_about, claims, entries
from casebook.store.transaction import Actor
from tests.store.actions.desk import FACTS, TODAY, Desk


def test_what_a_line_shows_beside_its_claim(database: Database, actor: Actor) -> None:
    desk = Desk(database, actor)
    first = desk.claim("1", 10_000)
    judgment = replace(FACTS, number="2", kind="judgment", title_of_id=first)
    title = desk.act(AddClaim(desk.case, desk.creditor, Cents(500), judgment, days=(NamedDay("judged_on", TODAY),)))
    desk.act(AddLiability(first, Liable(desk.party("Borg"), Relation.GUARANTOR)))
    desk.act(FreezeInterest(first, desk.version("claim", first), TODAY, "afgesproken"))
    desk.pay(2_500, designation=(first,))
    about = claim_about.about(database, claims.claims(desk.case).after(database), TODAY)
    assert (about[first].open.total, about[first].frozen_on) == (7_500, TODAY)
    assert (about[first].has_title, about[first].guaranteed, about[first].title_of) == (True, True, None)
    assert (about[title].title_of, about[title].has_title, about[title].guaranteed) == ("1", False, False)
    assert (about[title].state, about[title].main) == (ClockState.RUNNING, None)


def test_the_page_of_a_claim_has_its_other_days(database: Database, actor: Actor) -> None:
    desk = Desk(database, actor)
    claim = desk.claim("1", 10_000, received_on=date(2026, 9, 3), order_number="77")
    details = claim_about.details(database, claim)
    assert details is not None
    assert (details.received_on, details.order_number, details.agreed_in) == (date(2026, 9, 3), "77", None)
    assert claim_about.details(database, claim + 1) is None


def test_an_entry_of_a_reversal_belongs_to_the_payment_that_was_reversed(database: Database, actor: Actor) -> None:
    desk = Desk(database, actor)
    desk.claim("1", 10_000)
    booked = desk.pay(2_500)
    desk.act(ReversePayment(booked.payment_id, "storno"))
    places = {
        row.kind: claim_about.payment_of(database, row.entry_id)
        for row in entries.entries(desk.case).after(database).rows
    }
    assert places.pop(EntryKind.CHARGE) is None
    assert {place.payment_id for place in places.values() if place} == {booked.payment_id}
    assert len(places) == 2
