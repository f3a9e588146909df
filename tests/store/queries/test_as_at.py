"""What was open on any day: the sum of the entries there are, by whatever it is told apart, as known then and now."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook.domain.component import Component
from casebook.domain.money import Cents
from casebook.errors import CasebookError
from casebook.store.actions.ledger import ChargeCosts, CreditClaim
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.receipts import Receipt
from casebook.store.actions.write_offs import WriteOff
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.queries.as_at import Asked, By, Knowledge, as_at, behind, cases, total
from tests.sample import Office
from tests.store import book
from tests.store.actions.test_month_closing import close
from tests.store.book import TODAY, Book
from tests.store.conftest import Databases

DAYS = 40


class Row(NamedTuple):
    """An entry as it is asked for below."""

    on_day: date
    recorded_on: date
    cents: int


def entries(database: Database) -> list[Row]:
    """Return what was ever booked, a write-off with the sign with which it moves what is left."""
    found = database.fetch("SELECT on_day, recorded_on, cents FROM ledger_entry")
    found += database.fetch("SELECT on_day, recorded_on, -cents FROM write_off")

    def day(value: object) -> date:
        return value if isinstance(value, date) else date.fromisoformat(str(value))

    return [Row(day(on), day(recorded), cents) for on, recorded, cents in found]


def lived(database: Database, random: Random) -> Book:
    """Make a book and let things happen in it over some weeks, dated back now and then."""
    made = book.grown(database)
    for at in range(DAYS):
        day = TODAY + timedelta(days=at)
        on = day - timedelta(days=random.choice([0, 0, 3, 25]))
        claim, cents = random.choice(made.claims), Cents(random.randint(1, 3_000))
        commands: Sequence[object] = (
            ChargeCosts(claim, Component.COURT_COSTS, cents, on, "x"),
            CreditClaim(claim, cents, on, "x"),
            RecordPayment(made.case, Receipt(on, cents)),
            WriteOff(claim, cents, "x"),
        )
        try:
            perform(database, made.actor, day, random.choice(commands))
        except CasebookError:
            continue
    return made


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32))
def test_every_total_is_the_sum_of_the_entries(databases: Databases, seed: int) -> None:
    random = Random(seed)
    database = databases.empty()
    lived(database, random)
    known = entries(database)
    for _ in range(6):
        day = TODAY + timedelta(days=random.randint(-40, DAYS))
        for knowledge in Knowledge:
            asked = Asked(day, knowledge, TODAY + timedelta(days=DAYS))
            counted = [
                row.cents
                for row in known
                if row.on_day <= day and (knowledge is Knowledge.NOW or row.recorded_on <= day)
            ]
            for by in By:
                found = as_at(database, by, asked)
                assert total(found).left == sum(counted), (by, day, knowledge)
                assert cases(database, asked) <= 1
                for row in found:
                    assert sum(one.left for one in behind(database, by, row.key, asked)) == row.left


def test_what_was_paid_on_a_claim_is_not_known_before_the_claim(database: Database) -> None:
    made = book.grown(database)
    before = TODAY - timedelta(days=30)
    perform(database, made.actor, before, RecordPayment(made.case, Receipt(before, Cents(1_000))))
    assert as_at(database, By.CASE, Asked(before, Knowledge.THEN, TODAY)) == []
    (row,) = as_at(database, By.CASE, Asked(before, Knowledge.NOW, TODAY))
    assert row.open_cents == 125_000 + 50_000 - 1_000
    known = total(as_at(database, By.CASE, Asked(TODAY, Knowledge.THEN, TODAY)))
    assert known.open_cents == total(as_at(database, By.CASE, Asked(TODAY, Knowledge.NOW, TODAY))).open_cents


def test_as_known_then_is_at_the_closing_of_a_month(database: Database) -> None:
    made, day = book.grown(database), date(2026, 12, 2)
    cost = ChargeCosts(made.claims[0], Component.COURT_COSTS, Cents(700), date(2026, 11, 30), "x")
    # After the end of the month and before its closing; and after the closing on the same day.
    perform(database, made.actor, day, cost)
    close(database, made, date(2026, 11, 1), day)
    perform(database, made.actor, day, cost)

    def costs(on: date, knowledge: Knowledge) -> int:
        return total(as_at(database, By.AGE, Asked(on, knowledge, day))).costs

    end = date(2026, 11, 30)
    assert costs(end, Knowledge.NOW) == 1_400
    assert costs(end, Knowledge.THEN) == 700
    assert costs(day, Knowledge.THEN) == 1_400
    assert costs(date(2026, 11, 29), Knowledge.NOW) == 0


@pytest.mark.parametrize("knowledge", list(Knowledge))
def test_the_sample_office_adds_up(office: Office, knowledge: Knowledge) -> None:
    asked = Asked(TODAY, knowledge, TODAY)
    sums = {by: total(as_at(office.database, by, asked)).left for by in By}
    assert len(set(sums.values())) == 1
    assert cases(office.database, asked) == len(as_at(office.database, By.CASE, asked))
    entity = office.database.value("SELECT min(id) FROM creditor")
    of_one = as_at(office.database, By.AGE, asked._replace(creditor_id=entity))
    (row,) = (one for one in as_at(office.database, By.CREDITOR, asked) if one.key == str(entity))
    assert total(of_one).left == row.left
