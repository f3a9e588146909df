"""Windows of a list: together they are the list, from either end, whatever moves meanwhile."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook.store.database import Database
from casebook.store.models.derived import CaseNow
from casebook.store.queries import listing as listings
from casebook.store.queries.cases import Order, cases
from casebook.store.queries.listing import Count, Listing, Page, Part
from casebook.store.queries.narrowing import Narrowing
from casebook.store.queries.queue import EVERYBODY, QueueRow, Whose, queue
from casebook.store.queries.radar import clocks
from tests.store.queries.shelf import PERSONS, TEAMS, TODAY, Shown, now_values, put, shelve, some

MINE = Whose(PERSONS[1], tuple(TEAMS))
LISTS: dict[str, Callable[[Database], Listing[Any]]] = {
    "queue of everybody": lambda _: queue(EVERYBODY),
    "queue of one person": lambda _: queue(Whose(PERSONS[0])),
    "queue of a person and his teams": lambda _: queue(MINE),
    "radar": lambda _: clocks(),
    **{f"cases by {order}": partial(cases, order=order) for order in Order},
    "cases of a person": lambda database: cases(database, Order.AMOUNT, Narrowing(PERSONS[0])),
    "cases with a word": lambda database: cases(database, Order.NAME, Narrowing(words="jans")),
}


def forwards(database: Database, some: Listing[Any], limit: int) -> list[Any]:
    """Read a list by windows to its end."""
    found: list[Any] = []
    key = None
    while True:
        page = some.after(database, key, limit)
        found += page.rows
        assert page.before is (key is not None)
        if not page.after:
            return found
        assert len(page.rows) == limit
        key = some.key(page.rows[-1])


def backwards(database: Database, some: Listing[Any], limit: int) -> list[Any]:
    """Read a list by windows from its end to its beginning."""
    found: list[Any] = []
    key = None
    while True:
        page = some.before(database, key, limit)
        found = [*page.rows, *found]
        if not page.before:
            return found
        assert len(page.rows) == limit
        key = some.key(page.rows[0])


@pytest.mark.parametrize("name", LISTS)
def test_windows_together_are_the_list(database: Database, name: str) -> None:
    shelve(database, some(60))
    one = LISTS[name](database)
    whole = one.after(database, limit=100).rows
    assert len(whole) > 10
    assert [one.key(row) for row in whole] == sorted({one.key(row) for row in whole})
    assert forwards(database, one, 7) == backwards(database, one, 7) == list(whole)
    for place, row in enumerate(whole):
        page = one.around(database, one.key(row), 6)
        assert row in page.rows
        start = whole.index(page.rows[0])
        assert page.rows == whole[start : start + 6]
        assert (page.before, page.after) == (start > 0, start + 6 < len(whole))
        if 3 <= place <= len(whole) - 3:
            assert page.rows[3] == row
    assert one.count(database) == Count(len(whole))
    # Also of cases that are not in it.
    ids = [row.case_id for row in whole[::3]]
    found = one.of_cases(database, [*ids, 0, 999_999])
    assert sorted(map(one.key, found)) == [one.key(row) for row in whole if row.case_id in ids]


keys = st.tuples(
    st.integers(1, 5), st.integers(0, 2), st.integers(0, 2), st.sampled_from([(0, 0), (101, 0), (0, 201), (101, 201)])
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=st.lists(keys, max_size=30), limit=st.integers(1, 6), at=keys)
def test_windows_of_any_keys(
    database: Database, found: list[tuple[int, int, int, tuple[int, int]]], limit: int, at: tuple[int, int, int, Any]
) -> None:
    shown = [
        Shown(n, band=band, by_on=TODAY + timedelta(days=day), cents=cents, person_id=owner[0], team_id=owner[1])
        for n, (band, day, cents, owner) in enumerate(found)
    ]
    database.execute("DELETE FROM case_now")
    put(database, CaseNow, [now_values(one) for one in shown])
    place = (at[0], TODAY + timedelta(days=at[1]), -at[2], 15)
    for whose in (EVERYBODY, Whose(101), Whose(101, (201,))):
        one = bare(whose)
        owned = [
            row
            for row in shown
            if whose == EVERYBODY or row.person_id == whose.person_id or row.team_id in whose.team_ids
        ]
        expected = sorted((row.band, row.by_on, -row.cents, row.case_id) for row in owned if row.band <= 3)
        assert [one.key(row) for row in forwards(database, one, limit)] == expected
        assert [one.key(row) for row in backwards(database, one, limit)] == expected
        around = [one.key(row) for row in one.around(database, place, limit).rows]
        before = [key for key in expected if key < place]
        start = max(0, min(len(before) - limit // 2, len(expected) - limit))
        assert around == expected[start : start + limit]


def bare(whose: Whose) -> Listing[QueueRow]:
    """The queue of rows without the records they belong to."""
    columns = """
        case_id, number, '', -amount_rank, band, by_on, why, why_parameters, why_source, tracks, '', next_on,
        owner_person_id, owner_team_id, '', to_lead, neglected
    """
    full = queue(whose)
    return Listing(QueueRow, columns, full.table, "", full.order, full.key, full.parts)


def sifted(remainder: int, size: int) -> Listing[QueueRow]:
    """Every case whose number leaves a remainder, tested one by one along the order."""
    full = bare(EVERYBODY)
    fits = Part("case_id % ? = ?", (size, remainder))
    return replace(
        full, parts=(fits._replace(by_row=Part("CASE WHEN case_id % ? = ? THEN 1 ELSE 0 END > 0", (size, remainder))),)
    )


def grown(database: Database, one: Listing[Any], page: Page[Any], limit: int, budget: int) -> list[Any]:
    """Go on with a window on both sides until it is the whole list."""
    found = list(page.rows)
    while page.after:
        key = page.looked_to or one.key(found[-1])
        page = one.after(database, key, limit, budget)
        assert page.looked_to is None or len(page.rows) <= limit
        assert page.looked_to is None or page.looked_to > key
        found += page.rows
    return found


def grown_back(database: Database, one: Listing[Any], page: Page[Any], limit: int, budget: int) -> list[Any]:
    found = list(page.rows)
    while page.before:
        key = page.looked_from or one.key(found[0])
        page = one.before(database, key, limit, budget)
        assert page.looked_from is None or page.looked_from < key
        found = [*page.rows, *found]
    return found


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    bands=st.lists(st.integers(1, 3), max_size=30),
    size=st.integers(1, 12),
    limit=st.integers(1, 6),
    budget=st.integers(1, 9),
    at=st.integers(1, 4),
)
def test_unfinished_windows_together_are_the_list(
    database: Database, *, bands: list[int], size: int, limit: int, budget: int, at: int
) -> None:
    database.execute("DELETE FROM case_now")
    put(database, CaseNow, [now_values(Shown(n, band=band)) for n, band in enumerate(bands)])
    one = sifted(0, size)
    expected = sorted((band, TODAY, -1000, n) for n, band in enumerate(bands) if n % size == 0)

    def keys_of(rows: Iterable[Any]) -> list[Any]:
        return [one.key(row) for row in rows]

    assert keys_of(grown(database, one, one.after(database, None, limit, budget), limit, budget)) == expected
    assert keys_of(grown_back(database, one, one.before(database, None, limit, budget), limit, budget)) == expected
    page = one.around(database, (at, TODAY, -1000, 5), limit, budget)
    behind = grown(database, one, page, limit, budget)
    ahead = grown_back(database, one, page, limit, budget)
    assert keys_of([*ahead[: len(ahead) - len(page.rows)], *behind]) == expected
    # Without a budget a window is whole, however it is read.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listings, "LOOKED_AT", budget)
        assert keys_of(forwards(database, one, limit)) == keys_of(backwards(database, one, limit)) == expected
        whole = one.around(database, (at, TODAY, -1000, 5), limit)
        assert (whole.looked_from, whole.looked_to) == (None, None)
        start = max(
            0, min(len([key for key in expected if key < (at, TODAY, -1000, 5)]) - limit // 2, len(expected) - limit)
        )
        assert keys_of(whole.rows) == expected[start : start + limit]


def test_a_budget_ends_where_it_says(database: Database) -> None:
    shelve(database, [Shown(n) for n in range(1, 41)])
    one = sifted(39, 40)
    page = one.after(database, None, 5, 10)
    assert page == Page((), before=False, after=True, looked_to=(3, TODAY, -1000, 10))
    assert [row.case_id for row in one.after(database, page.looked_to, 5).rows] == [39]
    assert one.before(database, None, 1, 1) == Page((), before=True, after=False, looked_from=(3, TODAY, -1000, 40))
    # A list whose rows need no test is whole at once.
    assert queue(EVERYBODY).after(database, None, 5, 1).rows == queue(EVERYBODY).after(database, None, 5).rows


@pytest.mark.parametrize("whose", [EVERYBODY, MINE])
def test_a_row_that_moves_between_two_windows_is_in_no_window_twice(database: Database, whose: Whose) -> None:
    shelve(database, some(60))
    one = queue(whose)
    first = one.after(database, limit=5)
    moved = first.rows[1].case_id
    database.execute("UPDATE case_now SET band = 2, by_on = ? WHERE case_id = ?", (date(2027, 1, 1), moved))
    database.execute("UPDATE case_now SET band = 4 WHERE case_id = ?", (first.rows[4].case_id,))
    key = one.key(first.rows[4])
    second = one.after(database, key, 5)
    around = one.around(database, key, 10)
    for page in (second, around):
        ids = [row.case_id for row in page.rows]
        assert len(ids) == len(set(ids))
        assert [one.key(row) for row in page.rows] == sorted(one.key(row) for row in page.rows)
    assert one.key(second.rows[0]) > key
    assert first.rows[4].case_id not in {row.case_id for row in around.rows}
    assert {row.case_id for row in first.rows[:4]} - {moved} <= {row.case_id for row in around.rows}


def test_a_place_behind_the_end_of_the_list_has_the_last_rows_before_it(database: Database) -> None:
    shelve(database, some(60))
    one = queue(EVERYBODY)
    last = one.before(database, limit=4).rows
    moved_to = (4, TODAY, 0, 5)
    assert one.before(database, moved_to, 4).rows == one.around(database, moved_to, 4).rows == last
    assert one.after(database, moved_to, 4).rows == ()


@pytest.mark.parametrize(("most", "expected"), [(39, Count(39, more=True)), (40, Count(40)), (41, Count(40))])
def test_counting_stops(database: Database, monkeypatch: pytest.MonkeyPatch, most: int, expected: Count) -> None:
    shelve(database, [Shown(n, person_id=PERSONS[n % 2], team_id=0) for n in range(1, 41)])
    monkeypatch.setattr(listings, "MOST_COUNTED", most)
    assert queue(EVERYBODY).count(database) == cases(database).count(database) == expected


def test_counts_together_stop_too() -> None:
    assert listings.added([Count(6_000), Count(4_000)]) == Count(10_000)
    assert listings.added([Count(6_000), Count(4_001)]) == Count(10_000, more=True)
    assert listings.added([Count(10_000, more=True), Count(1)]) == Count(10_000, more=True)
