"""What is open from before protective administration and from during it, of the debtor of a case."""

from datetime import date, timedelta

from casebook.domain.administration import Recourse
from casebook.domain.money import Cents
from casebook.store.actions.representations import Acting, AddRepresentation
from casebook.store.database import Database
from casebook.store.models.parties import RepresentativeRole
from casebook.store.queries.administration import administered
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk

BEGAN = date(2025, 3, 1)


def test_what_is_open_is_told_apart_for_as_long_as_it_lasts(database: Database, actor: Actor) -> None:
    desk = Desk(database, actor)
    desk.claim("F-1", 84_700, due_on=date(2024, 12, 20), invoice_on=date(2024, 12, 6))
    desk.claim("F-2", 10_000, due_on=date(2025, 6, 1), invoice_on=date(2025, 5, 1))
    assert administered(database, desk.case, TODAY) is None
    acting = Acting(RepresentativeRole.PROTECTIVE_ADMINISTRATOR, from_on=BEGAN, until_on=TODAY)
    desk.act(AddRepresentation(desk.debtor, desk.party("Rietveen Bewind"), acting))
    found = administered(database, desk.case, TODAY)
    assert found is not None
    assert found.value == Recourse(Cents(84_700), Cents(10_000), Cents(0))
    assert administered(database, desk.case, TODAY + timedelta(1)) is None


def test_another_who_acts_leaves_it_unsaid(database: Database, actor: Actor) -> None:
    desk = Desk(database, actor)
    desk.claim("F-1", 84_700)
    desk.act(AddRepresentation(desk.debtor, desk.party("Mr. Vos"), Acting(RepresentativeRole.LAWYER, from_on=BEGAN)))
    assert administered(database, desk.case, TODAY) is None
