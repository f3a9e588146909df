"""How far each role may decide alone."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from casebook.domain.money import Cents
from casebook.store.actions.approvals import DecideApproval, asked_for
from casebook.store.actions.mandates import SetMandate
from casebook.store.actions.people import AddPerson
from casebook.store.actions.write_offs import WriteOff
from casebook.store.database import Database
from casebook.store.mandates import NOTHING, Act, Limit, Size, beyond, limit, limits, widens
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk
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


@pytest.mark.parametrize(
    ("old", "new", "wider"),
    [
        (Limit(Cents(250_00)), Limit(Cents(250_00)), False),
        (Limit(Cents(250_00)), Limit(Cents(250_01)), True),
        (Limit(Cents(250_00)), Limit(), True),
        (Limit(), Limit(Cents(250_00)), False),
        (Limit(Cents(250_00), 12), Limit(Cents(100_00), 13), True),
        (Limit(Cents(250_00), 12), Limit(Cents(100_00), None), True),
        (Limit(Cents(100), most_percent=Decimal(25)), Limit(Cents(100)), True),
        (Limit(Cents(100), most_percent=Decimal(25)), Limit(Cents(100), most_percent=Decimal(20)), False),
        (NOTHING, Limit(Cents(0)), True),
        (NOTHING, NOTHING, False),
        (Limit(Cents(1)), NOTHING, False),
    ],
)
def test_what_goes_further_than_before(old: Limit, new: Limit, wider: bool) -> None:
    assert widens(old, new) == wider


def test_a_mandate_that_goes_further_takes_a_lead_who_did_not_ask(database: Database, actor: Actor) -> None:
    roles = {"a": (Role.ADMINISTRATOR,), "l": (Role.HANDLER, Role.LEAD)}
    people = {
        one: Actor(perform(database, actor, TODAY, AddPerson(one, one, of)).result, frozenset(of))
        for one, of in roles.items()
    }

    def act(who: str, command: object) -> Any:
        return perform(database, people[who], TODAY, command).result

    wider = SetMandate(Act.WRITE_OFF, Role.LEAD, Cents(20_000_00), None, TODAY, reason="groei")
    assert refused("mandate.widens", lambda command: act("a", command), wider)["role"] == Role.LEAD
    # The lead can neither set it nor ask for it.
    refused("actions.role", lambda command: act("l", command), wider)
    refused("actions.role", lambda command: act("l", command), asked_for(wider, "graag"))
    asked = act("a", asked_for(wider, "groei"))
    refused("actions.role", lambda command: act("a", command), DecideApproval(asked, 1, approve=True, reason="ja"))
    act("l", DecideApproval(asked, 1, approve=True, reason="ja"))
    assert limit(database, Act.WRITE_OFF, Role.LEAD, TODAY) == Limit(Cents(20_000_00))
    who = database.fetch("SELECT decided_by_id, agreed_by_id, reason FROM mandate")
    assert who == [(people["a"].person, people["l"].person, "groei")]
    # Less far the administrator sets alone.
    act("a", SetMandate(Act.WRITE_OFF, Role.LEAD, Cents(1_000_00), None, TOMORROW))
    assert limit(database, Act.WRITE_OFF, Role.LEAD, TOMORROW) == Limit(Cents(1_000_00))


@pytest.mark.parametrize(
    ("code", "command"),
    [
        ("mandate.no_role", SetMandate(Act.WRITE_OFF, Role.ADMINISTRATOR, None, None, TODAY)),
        ("mandate.other_limit", SetMandate(Act.RELIANCE, Role.HANDLER, Cents(100), None, TODAY)),
        ("mandate.other_limit", SetMandate(Act.WRITE_OFF, Role.HANDLER, Cents(100), 3, TODAY)),
        ("mandate.other_limit", SetMandate(Act.WRITE_OFF, Role.HANDLER, Cents(100), None, TODAY, "10")),
        ("mandate.percent", SetMandate(Act.REMISSION, Role.LEAD, Cents(100), None, TODAY, "101")),
        ("mandate.percent", SetMandate(Act.REMISSION, Role.LEAD, Cents(100), None, TODAY, "NaN")),
        ("mandate.percent", SetMandate(Act.REMISSION, Role.LEAD, Cents(100), None, TODAY, "veel")),
        ("mandate.too_many", SetMandate(Act.PLAN, Role.LEAD, None, 10_000, TODAY)),
        ("mandate.no_creditor", SetMandate(Act.PLAN, Role.LEAD, None, 24, TODAY, creditor_id=1)),
        ("store.no_record", SetMandate(Act.CREDIT, Role.LEAD, Cents(1), None, TODAY, creditor_id=99)),
    ],
)
def test_a_mandate_says_what_its_act_knows(database: Database, actor: Actor, code: str, command: SetMandate) -> None:
    refused(code, lambda one: perform(database, actor, TODAY, one), command)


def test_a_creditor_may_have_a_mandate_of_its_own(database: Database, actor: Actor) -> None:
    desk = Desk(database, actor)
    claim = desk.claim("1", 600_00)
    creditor = database.value("SELECT creditor_id FROM claim WHERE id = ?", (claim,))
    desk.act(SetMandate(Act.WRITE_OFF, Role.HANDLER, Cents(10_00), None, TODAY, creditor_id=creditor))
    desk.act(SetMandate(Act.WRITE_OFF, Role.HANDLER, Cents(5_00), None, TODAY))
    assert limit(database, Act.WRITE_OFF, Role.HANDLER, TODAY, creditor) == Limit(Cents(10_00))
    assert limit(database, Act.WRITE_OFF, Role.HANDLER, TODAY, creditor + 1) == Limit(Cents(5_00))
    desk.act(AddPerson("x", "X", (Role.HANDLER,)))
    desk.actor = actor._replace(roles=frozenset({Role.HANDLER}))
    desk.act(WriteOff(claim, Cents(10_00), "x"))
    refused("mandate.exceeded", desk.act, WriteOff(claim, Cents(1), "x"))


def test_an_act_beyond_the_mandate_names_who_may(database: Database) -> None:
    def as_(role: Role, act: Act, cents: int, terms: int = 0) -> None:
        held = limits(database, act, TODAY)
        found = beyond(act, held, {role}, Size(Cents(cents), terms))
        if found is not None:
            raise found

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
    refused("mandate.negative", act, SetMandate(Act.PLAN, Role.LEAD, Cents(-2), None, TODAY))
    perform(database, actor, TODAY, SetMandate(Act.PLAN, Role.LEAD, None, None, TODAY))
    assert limit(database, Act.PLAN, Role.LEAD, TODAY) == Limit()
