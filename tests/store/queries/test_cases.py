"""All cases, in every order, narrowed in either of the two ways."""

from collections.abc import Callable

import pytest

from casebook.domain.search import sort_name
from casebook.store import search
from casebook.store.database import Database
from casebook.store.queries import cases, narrowing_factor
from casebook.store.queries import listing as listings
from casebook.store.queries import narrowing as narrowing_rules
from casebook.store.queries.cases import Order
from casebook.store.queries.listing import Count, Key
from casebook.store.queries.narrowing import ALL, Narrowing
from tests.store.queries.shelf import PERSONS, TEAMS, Shown, shelve, some

KEYS: dict[Order, Callable[[Shown], Key]] = {
    Order.NUMBER: lambda one: (one.number, one.case_id),
    Order.NAME: lambda one: (sort_name(one.name), one.case_id),
    Order.AMOUNT: lambda one: (-one.cents, one.case_id),
    Order.NEXT: lambda one: (one.by_on, one.case_id),
}
FITTING: dict[Narrowing, Callable[[Shown], bool]] = {
    ALL: lambda _: True,
    Narrowing(PERSONS[1]): lambda one: one.person_id == PERSONS[1],
    Narrowing(owner_team_id=TEAMS[0]): lambda one: one.team_id == TEAMS[0],
    Narrowing(band=9): lambda one: one.band == 9,
    Narrowing(PERSONS[1], band=3): lambda one: one.person_id == PERSONS[1] and one.band == 3,
    Narrowing(words="jans"): lambda one: "Jansen" in one.name,
    Narrowing(words="jansen bakkerij"): lambda one: one.name == "Bakkerij Jansen",
    Narrowing(words="żak"): lambda one: one.name == "Łukasz Żak",
    Narrowing(words="2026-000001"): lambda one: one.number.startswith("2026-000001"),
    Narrowing(words="F0000001"): lambda one: one.number.startswith("2026-000001"),
    Narrowing(words="nobody"): lambda _: False,
    Narrowing(words="bouw", band=2): lambda one: "Bouw" in one.name and one.band == 2,
    Narrowing(words=" - "): lambda _: True,
}


@pytest.mark.parametrize(
    ("most_sorted", "by_row", "looked_at"),
    [(0, 0, 1000), (0, 0, 7), (10, 0, 7), (10, 1000, 1000), (5000, 0, 7), (5000, 1000, 7)],
)
def test_what_fits_is_in_the_list_however_it_is_read(
    database: Database, monkeypatch: pytest.MonkeyPatch, most_sorted: int, by_row: int, looked_at: int
) -> None:
    monkeypatch.setattr(narrowing_factor, "MOST_SORTED", most_sorted)
    monkeypatch.setattr(narrowing_rules, "MOST_BY_ROW", by_row)
    monkeypatch.setattr(listings, "LOOKED_AT", looked_at)
    shown = some(60)
    shelve(database, shown)
    for narrowing, fits in FITTING.items():
        for order, key in KEYS.items():
            listing = cases.cases(database, order, narrowing)
            expected = [one.case_id for one in sorted(filter(fits, shown), key=key)]
            assert [row.case_id for row in listing.after(database, limit=100).rows] == expected, (narrowing, order)
            assert listing.count(database) == Count(len(expected))


@pytest.mark.parametrize("most_sorted", [0, 12, 5000])
def test_cases_whose_own_number_begins_so_stand_between_those_found_by_another_number(
    database: Database, monkeypatch: pytest.MonkeyPatch, most_sorted: int
) -> None:
    monkeypatch.setattr(narrowing_factor, "MOST_SORTED", most_sorted)
    years = {1: 2014, 2: 2014, **dict.fromkeys(range(3, 23), 2015), 23: 2016, 24: 2016}
    shelve(database, [Shown(n, "Jansen", year=year) for n, year in years.items()])
    database.execute("UPDATE claim SET number = '2015/7', version = 2 WHERE id IN (2, 5, 24)")
    search.rebuild(database, search.CLAIM, [2, 5, 24])
    listing = cases.cases(database, Order.NUMBER, Narrowing(words="2015"))
    expected = [2, *range(3, 23), 24]
    assert [row.case_id for row in listing.after(database, limit=100).rows] == expected
    assert listing.count(database) == Count(len(expected))
    place = cases.place(database, 5, Order.NUMBER)
    assert [row.case_id for row in listing.after(database, place, 5).rows] == [6, 7, 8, 9, 10]
    assert [row.case_id for row in listing.before(database, place, 5).rows] == [2, 3, 4]
    other = cases.cases(database, Order.NUMBER, Narrowing(words="2015-00000"))
    assert [row.case_id for row in other.after(database, limit=100).rows] == list(range(3, 23))


def test_a_place_is_that_of_the_row(database: Database) -> None:
    shelve(database, some(30))
    for order in Order:
        listing = cases.cases(database, order)
        for row in listing.after(database).rows:
            assert cases.place(database, row.case_id, order) == listing.key(row)
    assert cases.place(database, 99, Order.NEXT) is None


def test_a_case_is_found_by_the_name_of_its_debtor_and_the_number_of_its_claim_together(database: Database) -> None:
    shelve(database, [Shown(1, "Jansen"), Shown(2, "Jansen"), Shown(3, "De Vries")])
    database.execute("UPDATE claim SET number = 'Kerstpakket', version = 2 WHERE id IN (2, 3)")
    search.rebuild(database, search.CLAIM, [2, 3])
    for words in ("jansen kerst", "kerstpakket jansen"):
        found = cases.cases(database, Order.NUMBER, Narrowing(words=words)).after(database).rows
        assert [row.case_id for row in found] == [2]
