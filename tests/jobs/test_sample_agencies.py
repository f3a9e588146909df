"""What the sample office has with agencies and before the court: something at several stages, and nothing amiss."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from casebook.domain.calendar import add, is_working_day
from casebook.domain.court.dues import DueKind
from casebook.domain.court.facts import Decision
from casebook.domain.court.proceeding import ProceedingStage
from casebook.domain.court.title import TitleStage
from casebook.domain.placements.inventory import DifferenceKind
from casebook.domain.placements.standing import PlacementStage
from casebook.jobs import daily, sample_agencies, sample_court, sample_office
from casebook.store.database import Database
from casebook.store.queries import (
    agencies,
    agency_differences,
    court,
    court_lists,
    placement_lists,
    placement_money,
)
from casebook.store.queries.court_lists import ListedTitles
from casebook.store.queries.placement_lists import PlacementsListed
from casebook.store.transaction import EVERY_ROLE, Actor
from casebook.store.verify import verify
from tests.databases import TODAY, made

S = PlacementStage


@pytest.fixture
def office(on_each: Database) -> Database:
    """The sample office with all that lies with agencies and before the court, on each engine."""
    actor = Actor(on_each.value("SELECT min(id) FROM person"), EVERY_ROLE)
    for part in (sample_agencies, sample_court):
        part.write(on_each, actor, TODAY)
    return on_each


def test_claims_lie_with_agencies_at_several_stages(office: Database) -> None:
    rows = placement_lists.placements(office, PlacementsListed.ALL, TODAY).after(office).rows
    assert {row.stage for row in rows} == {
        S.SENT, S.NEEDS_INFO, S.ACTIVE, S.RECALL_ANNOUNCED, S.RECONCILED,
    }  # fmt: skip
    # The bailiff who is silent since 93 days, and reports every 30.
    assert [(row.name, row.overdue) for row in rows if row.overdue] == [("Croissanterie Vermeulen", 63)]
    ids = [row.id for row in rows]
    assert {one.difference for one in placement_money.reconciled(office, ids, TODAY).values()} == {0}


def test_of_one_agency_the_registration_ends_soon_and_of_another_the_list_differs(office: Database) -> None:
    until = {row.name: row.registered_until for row in agencies.in_use(office)}
    terms = office.law.defaults.placement.applied(TODAY).value
    soon = add(TODAY, terms.registration)
    assert [name for name, day in until.items() if day is not None and day <= soon] == ["Noorderkade Vorderingen B.V."]
    rows = agency_differences.differences(office).after(office).rows
    assert {row.kind for row in rows} == {DifferenceKind.AMOUNT, DifferenceKind.STATE, DifferenceKind.ONLY_THEIRS}


def test_the_court_hears_one_case_and_gave_a_title_in_another(office: Database) -> None:
    (row,) = court_lists.court_days(office).after(office).rows
    assert (row.stage, row.due and row.due.kind) == (ProceedingStage.PENDING, DueKind.HEARING)
    page = court.of_case(office, row.case_id, TODAY)
    assert [one.decision for one in page.decisions] == [Decision.GO]
    titles = court_lists.titles(office, ListedTitles.LIVE, TODAY).after(office).rows
    assert {row.stage for row in titles} == {TitleStage.GRANTED, TitleStage.ENFORCING, TitleStage.FINAL}
    (enforced,) = [row for row in titles if row.stage is TitleStage.ENFORCING]
    (measure,) = court.of_case(office, enforced.case_id, TODAY).measures
    assert measure.standing.statement_due is not None
    assert measure.standing.statement_due < TODAY


@pytest.mark.parametrize("later", [2, 3, 4])
def test_the_court_hears_it_on_a_day_on_which_it_sits(on_each: Database, later: int) -> None:
    """Of these days one is twelve days before a Saturday, and one before a Sunday."""
    day = TODAY + timedelta(days=later)
    actor = Actor(on_each.value("SELECT min(id) FROM person"), EVERY_ROLE)
    for part in (sample_agencies, sample_court):
        part.write(on_each, actor, day)
    events = on_each.fetch("SELECT on_day FROM court_event WHERE kind IN ('served', 'docket', 'hearing', 'done')")
    days = [date.fromisoformat(str(on)) for (on,) in events]
    assert max(days) >= day + timedelta(days=12)
    assert [on for on in days if not is_working_day(on, on_each.law.holidays)] == []


def test_all_of_it_is_as_the_log_and_a_recomputation_have_it(office: Database) -> None:
    for later in (0, 40):
        day = TODAY + timedelta(days=later)
        daily.run(office, day, workers=1)
        assert list(verify(office, day)) == []


@pytest.mark.parametrize("day", [date(1990, 1, 1), date(2150, 12, 31)])
def test_it_is_there_on_each_day_a_sample_office_can_be_made_for(tmp_path: Path, day: date) -> None:
    database = made(str(tmp_path / "office.db"))
    actor = sample_office.make(database, day, "m.jansen")
    for part in (sample_agencies, sample_court):
        part.write(database, actor, day)
    assert placement_lists.count_overdue(database, day).number == 1
