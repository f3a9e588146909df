"""The queue of a person, of a team and of everybody."""

from datetime import date, timedelta

import pytest

from casebook.store.database import Database
from casebook.store.queries import listing, queue
from casebook.store.queries.listing import Count
from casebook.store.queries.queue import EVERYBODY, QueueRow, SmallClaims, Whose
from tests.store.queries.shelf import PERSONS, TEAMS, TODAY, Shown, shelve

ME, OTHER, _ = PERSONS
OURS, THEIRS = TEAMS
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def filled(database: Database) -> Database:
    shelve(
        database,
        [
            Shown(1, "Jansen", band=3, by_on=TODAY, cents=500, person_id=ME),
            Shown(2, "De Vries", band=1, by_on=TOMORROW, cents=100, person_id=ME),
            Shown(3, "Bakker", band=1, by_on=TODAY, cents=100, team_id=OURS),
            Shown(4, "Visser", band=1, by_on=TODAY, cents=900, person_id=OTHER),
            Shown(5, "Smit", band=2, by_on=date.max, cents=100, team_id=THEIRS),
            Shown(6, "Mulder", band=3, by_on=TODAY, cents=700, team_id=OURS),
            Shown(7, "Bos", band=4, by_on=TOMORROW, cents=40, person_id=ME),
            Shown(8, "Vos", band=4, by_on=TODAY, cents=60, team_id=OURS),
            Shown(9, "Kok", band=9, by_on=date.max, person_id=ME, holds_until=TODAY),
        ],
    )
    return database


def test_the_most_urgent_first_then_by_day_then_the_largest(filled: Database) -> None:
    assert ids(filled, EVERYBODY) == [4, 3, 2, 5, 6, 1]


@pytest.mark.parametrize(
    ("whose", "expected"),
    [
        (Whose(ME), [2, 1]),
        (Whose(ME, (OURS,)), [3, 2, 6, 1]),
        (Whose(ME, (OURS, THEIRS)), [3, 2, 5, 6, 1]),
        (Whose(team_ids=(OURS,)), [3, 6]),
        (Whose(OTHER), [4]),
    ],
)
def test_of_a_person_with_or_without_teams(filled: Database, whose: Whose, expected: list[int]) -> None:
    assert ids(filled, whose) == expected
    assert queue.queue(whose).count(filled) == Count(len(expected))


def ids(database: Database, whose: Whose) -> list[int]:
    return [row.case_id for row in queue.queue(whose).after(database).rows]


def test_a_row_says_why(filled: Database) -> None:
    row = queue.queue(Whose(team_ids=(OURS,))).after(filled).rows[0]
    assert row == QueueRow(
        case_id=3,
        number="2026-0000003",
        name="Bakker",
        open_cents=100,  # type: ignore[arg-type]  # whole cents
        band=1,
        by_on=TODAY,
        why="signal.next_action",
        why_parameters={"kind": "call", "on": TODAY},
        why_source="Casebook",
        tracks=("agency", "court"),
        next_kind="call",
        next_on=TODAY,
        owner_person_id=0,
        owner_team_id=OURS,
        owner=f"Team {OURS}",
        to_lead=False,
        neglected=True,
    )
    assert row.key == queue.place(filled, 3)


def test_no_day_is_said_as_none(filled: Database) -> None:
    assert queue.queue(Whose(team_ids=(THEIRS,))).after(filled).rows[0].by_on is None
    assert queue.place(filled, 5) == (2, date.max, -100, 5)


def test_what_is_not_in_the_queue_has_no_place(filled: Database) -> None:
    assert [queue.place(filled, case_id) for case_id in (7, 9, 77)] == [None, None, None]


def test_a_case_as_it_stands_in_the_queue(filled: Database) -> None:
    found = queue.row(filled, 5)
    assert found is not None
    assert found.key == queue.place(filled, 5)
    assert queue.row(filled, 7) is None


def test_counts_per_band(filled: Database) -> None:
    assert queue.band_counts(filled, EVERYBODY) == {1: Count(3), 2: Count(1), 3: Count(2)}
    assert queue.band_counts(filled, Whose(ME, (OURS,))) == {1: Count(2), 2: Count(0), 3: Count(2)}


def test_small_claims_share_a_line(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    assert queue.small_claims(filled, Whose(ME, (OURS,))) == SmallClaims(Count(2), 100, TODAY)  # type: ignore[arg-type]  # whole cents
    assert queue.small_claims(filled, Whose(OTHER)) == SmallClaims(Count(0), 0, None)  # type: ignore[arg-type]  # as above
    assert [row.case_id for row in queue.small_queue(EVERYBODY).after(filled).rows] == [8, 7]
    monkeypatch.setattr(listing, "MOST_COUNTED", 1)
    assert queue.small_claims(filled, EVERYBODY).cases == Count(1, more=True)


@pytest.mark.parametrize(("day", "expected"), [(TODAY - timedelta(days=1), []), (TODAY, [9]), (TOMORROW, [9])])
def test_what_was_not_made_anew(filled: Database, day: date, expected: list[int]) -> None:
    assert queue.overdue(filled, day) == Count(len(expected))
    assert queue.overdue_cases(filled, EVERYBODY, day, 10) == expected
    assert queue.overdue_cases(filled, Whose(ME, (OURS,)), day, 10) == expected
    assert queue.overdue_cases(filled, Whose(OTHER), day, 10) == []
