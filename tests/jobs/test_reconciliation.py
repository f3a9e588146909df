"""The last complete list against our ledger: item by item, explained where we know, and adding up on both sides."""

from datetime import date
from pathlib import Path

import pytest

from casebook.domain.component import Component
from casebook.domain.money import Cents
from casebook.errors import InputError
from casebook.jobs.importing import Options
from casebook.jobs.reconciliation_sheet import sheet
from casebook.store.actions.claims import WithdrawClaim
from casebook.store.actions.journal import MakeJournalBatch
from casebook.store.actions.ledger import ChargeCosts, CreditClaim
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.receipts import Receipt
from casebook.store.actions.write_offs import WriteOff
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.queries import reconciliation
from casebook.store.queries.reconciliation import Reconciled, Reconciliation, Standing, sums
from casebook.store.transaction import Actor
from tests.jobs.test_receivables import TODAY, Lists

BEFORE = date(2026, 11, 14)
SHORTER = Options(confirm=True)


@pytest.fixture
def lists(database: Database, actor: Actor, tmp_path: Path) -> Lists:
    return Lists(database, actor, tmp_path)


def act(lists: Lists, command: object) -> None:
    perform(lists.database, lists.actor, TODAY, command)


def found(lists: Lists) -> Reconciliation:
    return reconciliation.reconciliation(lists.database, reconciliation.entity(lists.database, "A"), TODAY)


def item(lists: Lists, number: str) -> Reconciled:
    (one,) = (one for one in found(lists).items if one.number == number)
    return one


def claim(lists: Lists, number: str) -> int:
    id_: int = lists.database.value("SELECT id FROM claim WHERE number = ?", (number,))
    return id_


def case(lists: Lists) -> int:
    id_: int = lists.database.value("SELECT min(id) FROM cases")
    return id_


def test_what_the_list_and_we_have_alike_is_equal(lists: Lists) -> None:
    lists.bring_in({}, {"Factuurnummer": "F2", "Factuurbedrag": "100,00", "Openstaand": "100,00"})
    assert [one.standing for one in found(lists).items] == [Standing.EQUAL] * 2
    assert sums(found(lists).items) == (2, 134000, 134000)


def test_a_part_that_the_list_has_as_paid_is_another_amount(lists: Lists) -> None:
    lists.bring_in({"Openstaand": "1.000,00"})
    one = item(lists, "F1")
    assert (one.standing, one.listed, one.ours, one.unexplained) == (Standing.OTHER_AMOUNT, 100000, 124000, 24000)


def test_a_credit_explains_the_difference_before_and_after_it_is_sent(lists: Lists) -> None:
    lists.bring_in({}, day=BEFORE)
    act(lists, CreditClaim(claim(lists, "F1"), Cents(4000), TODAY, "retour"))
    one = item(lists, "F1")
    assert (one.difference, one.unsent, one.unexplained) == (-4000, -4000, 0)
    act(lists, MakeJournalBatch(reconciliation.entity(lists.database, "A"), TODAY))
    one = item(lists, "F1")
    assert (one.difference, one.unsent, one.since, one.unexplained) == (-4000, 0, -4000, 0)


def test_receipts_and_write_offs_explain_it_too(lists: Lists) -> None:
    lists.bring_in({}, day=BEFORE)
    act(lists, RecordPayment(case(lists), Receipt(TODAY, Cents(20000))))
    act(lists, WriteOff(claim(lists, "F1"), Cents(1000), "klein"))
    one = item(lists, "F1")
    assert (one.ours, one.unsent, one.unexplained) == (103000, -21000, 0)


def test_what_of_a_write_off_was_costs_is_no_part_of_the_items(lists: Lists) -> None:
    lists.bring_in({}, day=BEFORE)
    act(lists, ChargeCosts(claim(lists, "F1"), Component.COURT_COSTS, Cents(5000), TODAY, "griffierecht"))
    act(lists, WriteOff(claim(lists, "F1"), Cents(129000), "niets te halen"))
    one = item(lists, "F1")
    assert (one.ours, one.difference, one.unsent, one.unexplained) == (0, -124000, -124000, 0)
    act(lists, MakeJournalBatch(reconciliation.entity(lists.database, "A"), TODAY))
    one = item(lists, "F1")
    assert (one.unsent, one.since, one.unexplained) == (0, -124000, 0)


def test_on_a_day_of_before_nothing_of_later_counts(lists: Lists) -> None:
    lists.bring_in({}, day=BEFORE)
    act(lists, WriteOff(claim(lists, "F1"), Cents(1000), "klein"))
    act(lists, MakeJournalBatch(reconciliation.entity(lists.database, "A"), TODAY))
    creditor_id = reconciliation.entity(lists.database, "A")
    (then,) = reconciliation.reconciliation(lists.database, creditor_id, BEFORE).items
    assert (then.ours, then.since, then.unexplained) == (124000, 0, 0)
    (now,) = found(lists).items
    assert (now.ours, now.since, now.unexplained) == (123000, -1000, 0)


def test_what_is_on_one_side_only(lists: Lists) -> None:
    lists.bring_in({}, {"Factuurnummer": "F2"}, {"Factuurnummer": "F3"}, day=BEFORE)
    lists.bring_in({}, {"Factuurnummer": "F2"}, options=SHORTER)
    act(lists, WithdrawClaim(claim(lists, "F2"), 1, "dubbel"))
    standings = {one.number: one.standing for one in found(lists).items}
    assert standings == {"F1": Standing.EQUAL, "F2": Standing.ONLY_LISTED, "F3": Standing.ONLY_OURS}
    by_standing = [sums(found(lists).of(standing)) for standing in Standing]
    together = sums(found(lists).items)
    assert tuple(map(sum, zip(*by_standing, strict=True))) == together
    assert together == (3, 248000, 248000)


def test_what_is_settled_with_us_and_no_longer_listed_is_no_difference(lists: Lists) -> None:
    lists.bring_in({}, {"Factuurnummer": "F2"}, day=BEFORE)
    act(lists, RecordPayment(case(lists), Receipt(TODAY, Cents(124000), designation=(claim(lists, "F2"),))))
    lists.bring_in({}, options=SHORTER)
    assert [one.number for one in found(lists).items] == ["F1"]


def test_only_the_last_list_is_kept_and_the_same_list_again_changes_nothing(lists: Lists) -> None:
    file = lists.of({}, {"Factuurnummer": "F2"})
    lists.run(file)
    before = found(lists).items
    lists.run(file)
    assert found(lists).items == before
    assert lists.database.value("SELECT count(*) FROM listed_item") == 2
    lists.bring_in({}, options=Options(dry_run=True, confirm=True))
    assert lists.database.value("SELECT count(*) FROM listed_item") == 2


def test_an_entity_without_a_list_or_that_is_none_is_told(lists: Lists) -> None:
    lists.bring_in({})
    with pytest.raises(InputError, match=r"export\.no_creditor") as refused:
        reconciliation.entity(lists.database, "Z")
    assert refused.value.parameters["codes"] == ("A",)
    lists.database.transact(lambda: lists.database.execute("DELETE FROM listed_item"))
    with pytest.raises(InputError, match=r"reconciliation\.no_list"):
        found(lists)


def test_the_table_has_a_sum_for_each_group_and_one_of_all(lists: Lists) -> None:
    lists.bring_in({"Openstaand": "1.000,00"}, {"Factuurnummer": "F2"})
    rows = sheet(found(lists)).rows
    words = [row[0] for row in rows]
    assert words == [
        "other_amount",
        "sum_other_amount",
        "sum_only_listed",
        "sum_only_ours",
        "equal",
        "sum_equal",
        "sum_all",
    ]
    assert rows[-1][4:7] == (224000, 248000, 24000)
