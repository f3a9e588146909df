"""How far each role may decide alone."""

from datetime import timedelta
from decimal import Decimal

import pytest

from casebook.domain.money import Cents
from casebook.store.actions.people import SetMandate
from casebook.store.database import Database
from casebook.store.mandates import NOTHING, Act, Limit, check, limit
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.transaction import Actor, Transaction
from tests.store.actions.desk import TODAY
from tests.store.actions.refusal import refused

TOMORROW = TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("act", "role", "most"),
    [
        (Act.WRITE_OFF, Role.HANDLER, Limit(Cents(250_00))),
        (Act.RELEASE, Role.HANDLER, Limit(Cents(50_000_00), 50)),
        (Act.RELEASE, Role.LEAD, Limit()),
        (Act.RELEASE, Role.ADMINISTRATOR, NOTHING),
        (Act.WRITE_OFF, Role.LEAD, Limit(Cents(10_000_00))),
        (Act.REMISSION, Role.LEAD, Limit(Cents(5_000_00), most_percent=Decimal(25))),
        (Act.PLAN, Role.HANDLER, Limit(Cents(5_000_00), 12)),
        (Act.PLAN, Role.LEAD, Limit(None, 36)),
        (Act.RELIANCE, Role.HANDLER, NOTHING),
        (Act.RELIANCE, Role.LEAD, Limit()),
        (Act.WRITE_OFF, Role.ADMINISTRATOR, NOTHING),
    ],
)
def test_the_settings_of_the_house(database: Database, act: Act, role: Role, most: Limit) -> None:
    assert limit(database, act, role, TODAY) == most


def test_a_mandate_of_the_office_goes_before_from_its_first_day(database: Database, actor: Actor) -> None:
    for cents in (Cents(1_000_00), Cents(2_000_00)):
        perform(database, actor, TODAY, SetMandate(Act.WRITE_OFF, Role.HANDLER, cents, None, TOMORROW))
    assert limit(database, Act.WRITE_OFF, Role.HANDLER, TODAY) == Limit(Cents(250_00))
    assert limit(database, Act.WRITE_OFF, Role.HANDLER, TOMORROW) == Limit(Cents(2_000_00))
    assert limit(database, Act.WRITE_OFF, Role.LEAD, TOMORROW) == Limit(Cents(10_000_00))


def test_an_act_beyond_the_mandate_names_who_may(database: Database, actor: Actor) -> None:
    def as_(role: Role, act: Act, cents: int, terms: int = 0) -> None:
        check(Transaction(database, actor._replace(roles=frozenset({role})), TODAY), act, Cents(cents), terms)

    as_(Role.HANDLER, Act.WRITE_OFF, 250_00)
    too_much = refused("mandate.exceeded", lambda cents: as_(Role.HANDLER, Act.WRITE_OFF, cents), 250_01)
    assert (too_much["most"], too_much["role"]) == (250_00, Role.LEAD)
    refused("mandate.nobody", lambda cents: as_(Role.LEAD, Act.WRITE_OFF, cents), 10_000_01)
    refused("mandate.none", lambda terms: as_(Role.HANDLER, Act.PLAN, 100, terms), 13)
    refused("mandate.none", lambda act: as_(Role.ADMINISTRATOR, act, 1), Act.WRITE_OFF)
    refused("mandate.none", lambda act: as_(Role.HANDLER, act, 0), Act.LITIGATION)
    as_(Role.LEAD, Act.LITIGATION, 0)
    as_(Role.LEAD, Act.PLAN, 9_999_00, 36)


def test_a_mandate_is_not_set_for_the_past_nor_below_nothing(database: Database, actor: Actor) -> None:
    def act(command: object) -> None:
        perform(database, actor, TODAY, command)

    refused("mandate.past", act, SetMandate(Act.PLAN, Role.LEAD, None, 24, TODAY - timedelta(days=1)))
    refused("mandate.negative", act, SetMandate(Act.PLAN, Role.LEAD, Cents(-1), None, TODAY))
    perform(database, actor, TODAY, SetMandate(Act.PLAN, Role.LEAD, None, None, TODAY))
    assert limit(database, Act.PLAN, Role.LEAD, TODAY) == Limit()
