"""Figures: each number is what the cases behind it have of it, on both engines and in an office that works."""

from datetime import date, timedelta
from itertools import product
from typing import cast

import pytest

from casebook.domain.figures.catalogue import FIGURES, By, FigureName
from casebook.domain.figures.period import PeriodKind, own_period, period_of
from casebook.domain.figures.table import Measure, Value
from casebook.errors import Refused
from casebook.store.actions.digests import RecordDigest
from casebook.store.actions.figures_agreements import AgreeFigures
from casebook.store.database import Database
from casebook.store.models.trust import AgreedWith
from casebook.store.perform import perform
from casebook.store.queries.digests import leads, was_mailed
from casebook.store.queries.figures import Found, Scope, behind, figure
from casebook.store.queries.figures.listed import listed
from casebook.store.queries.figures.week import monday_of, week
from casebook.store.queries.results import results
from tests.databases import TODAY
from tests.sample import Office
from tests.store.actions.desk import Desk

EVERY = [(name, by) for name, one in FIGURES.items() for by in one.by]
YEAR = period_of(PeriodKind.YEAR, TODAY, TODAY)
_MONEY = (Measure.MONEY, Measure.MONEY_SHARE, Measure.WHOLE_SHARE, Measure.CENT_DAYS)


def check(database: Database, found: Found) -> int:
    """Compare each number with the cases behind it, and return how many numbers are not nothing."""
    told = 0
    rows = [(row.key, row) for row in found.table.rows]
    for (key, row), at in product([*rows, (None, found.table.whole)], range(len(found.figure.columns))):
        some, measure = behind(database, found, key, at), found.figure.columns[at].measure
        value = row.cells[at]
        if measure is Measure.NUMBER:
            assert sum(one.number for one in some) == value, (key, at)
        elif measure is Measure.MONEY:
            assert sum(one.cents for one in some) == value, (key, at)
        elif measure not in _MONEY:
            # A share of nothing is none, and has no cases.
            assert bool(some) == (value is not None), (key, at)
        assert len({one.case_id for one in some}) == len(some)
        told += bool(value)
        ids = [one.case_id for one in some]
        assert sorted(one.case_id for one in listed(database, ids).after(database, limit=1000).rows) == ids
    return told


def test_every_number_is_what_the_cases_behind_it_have(office: Office) -> None:
    told = {name: check(office.database, figure(office.database, name, by, Scope(YEAR, TODAY))) for name, by in EVERY}
    assert {name for name, number in told.items() if not number} <= {
        FigureName.PROMISES, FigureName.AGENCY, FigureName.LETTERS, FigureName.NEGLECTED,
    }  # fmt: skip


@pytest.mark.parametrize(
    "scope",
    [
        Scope(YEAR, TODAY, team_id=1),
        Scope(YEAR, TODAY, segment="business"),
        Scope(YEAR, TODAY, route="arrangement"),
        Scope(YEAR, TODAY, creditor_id=1),
    ],
)
def test_what_is_narrowed_is_a_part_of_the_whole(office: Office, scope: Scope) -> None:
    for name in (FigureName.RECEIVED, FigureName.AGEING, FigureName.TERMS, FigureName.LOAD):
        some = figure(office.database, name, FIGURES[name].by[0], scope)
        every = figure(office.database, name, FIGURES[name].by[0], Scope(YEAR, TODAY))
        check(office.database, some)
        at = next(at for at, column in enumerate(FIGURES[name].columns) if column.measure is Measure.MONEY)
        assert cast("int", some.table.whole.cells[at]) <= cast("int", every.table.whole.cells[at])


def test_what_each_entity_received_comes_to_all(office: Office) -> None:
    scope = Scope(YEAR, TODAY)
    whole = figure(office.database, FigureName.RECEIVED, By.ENTITY, scope)
    parts = [
        figure(office.database, FigureName.RECEIVED, By.ROUTE, scope._replace(creditor_id=int(row.key)))
        for row in whole.table.rows
    ]
    assert sum(cast("int", one.table.whole.cells[0]) for one in parts) == whole.table.whole.cells[0]


def test_every_figure_on_either_engine(desk: Desk) -> None:
    desk.claim("7001", 100_00)
    desk.pay(25_00)
    for scope in (
        Scope(own_period(TODAY - timedelta(9), TODAY), TODAY),
        Scope(period_of(PeriodKind.MONTH, TODAY, TODAY), TODAY, 1, "other", "court", desk.creditor),
    ):
        for name, by in EVERY:
            check(desk.database, figure(desk.database, name, by, scope))
    found = figure(desk.database, FigureName.RECEIVED, By.AGE, Scope(YEAR, TODAY))
    assert [(row.key, row.cells[0]) for row in found.table.rows] == [("up_to_60", 25_00)]


def test_the_digest_of_a_week_on_either_engine(desk: Desk) -> None:
    desk.claim("7001", 100_00, invoice_on=date(2021, 11, 1), due_on=date(2021, 11, 22))
    found = week(desk.database, TODAY)
    assert (found.standing.red, [one.cents for one in found.red]) == (1, [100_00])
    assert [one.mail for one in leads(desk.database, TODAY)] == [""]
    assert not was_mailed(desk.database, found.monday)
    desk.act(RecordDigest(found.monday, 1, "0f" * 32, **found.standing._asdict()))
    assert was_mailed(desk.database, monday_of(TODAY))
    with pytest.raises(Refused):
        desk.act(RecordDigest(found.monday, 1, "0f" * 32))
    later = week(desk.database, TODAY + timedelta(7))
    assert (later.before_on, later.before) == (found.monday, found.standing)


def test_people_are_counted_by_name_only_where_that_was_agreed(office: Office) -> None:
    own, scope = office.actor.person, Scope(YEAR, TODAY, viewer_id=office.actor.person)

    def rows() -> set[str]:
        return {row.key for row in figure(office.database, FigureName.LOAD, By.PERSON, scope).table.rows}

    assert rows() == {str(own), ""}
    assert {row.key for row in figure(office.database, FigureName.LOAD, By.PERSON, Scope(YEAR, TODAY)).table.rows} == {
        ""
    }
    perform(office.database, office.actor, TODAY, AgreeFigures(AgreedWith.WORKS_COUNCIL, TODAY, "OR 12", TODAY))
    owners = {
        str(id_) for (id_,) in office.database.fetch("SELECT DISTINCT owner_person_id FROM case_now WHERE band < 9")
    }
    assert rows() == {"" if one == "0" else one for one in owners}
    check(office.database, figure(office.database, FigureName.LOAD, By.PERSON, scope))


def test_figures_say_what_the_results_of_the_same_days_say(office: Office) -> None:
    told, scope = results(office.database, YEAR.since, YEAR.until, TODAY), Scope(YEAR, TODAY)

    def whole(name: FigureName) -> tuple[Value, ...]:
        return figure(office.database, name, FIGURES[name].by[0], scope).table.whole.cells

    assert whole(FigureName.PROMISES)[:5] == (told.promises.share, *told.promises)
    assert whole(FigureName.TERMS)[:5] == (told.terms.share, *told.terms)
    assert whole(FigureName.PLANS)[:4] == tuple(told.plans)
    assert whole(FigureName.FIRST)[1:] == tuple(told.first)
    routes = figure(office.database, FigureName.OUTCOME, By.BASIS, scope).table.rows
    assert {row.key: row.cells[:4] for row in routes} == {
        basis.value: (past.share, past.cases, past.open, past.received) for basis, past in told.routes if past.cases
    }
