"""The radar and the lists beside it."""

from datetime import date, timedelta

from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.signals.clock_state import ClockState
from casebook.store.database import Database
from casebook.store.queries import radar
from casebook.store.queries.listing import Count
from casebook.store.queries.radar import Listed, Month
from tests.store.queries.shelf import PERSONS, TODAY, Shown, shelve

NEXT_MONTH = date(2026, 12, 1)


def test_the_first_to_end_in_front(database: Database) -> None:
    shelve(
        database,
        [
            Shown(1, by_on=date.max, listed="history_missing"),
            Shown(2, by_on=NEXT_MONTH, person_id=PERSONS[0], cents=700),
            Shown(3, by_on=TODAY),
            Shown(4, by_on=TODAY, listed="quiet"),
            Shown(5, by_on=date.max, listed="abstained"),
            Shown(6, by_on=date.max, listed="abstained"),
        ],
    )
    found = radar.clocks().after(database).rows
    assert [row.claim_id for row in found] == [3, 2]
    assert found[1][:9] == (
        2, 2, ClockKind.PRINCIPAL, 2, "2026-0000002", "F00000002", "Jansen", "Jansen", ClockState.RUNNING,
    )  # fmt: skip
    assert (found[1].safe_until, found[1].open_cents, found[1].owner) == (NEXT_MONTH, 700, f"Person {PERSONS[0]}")
    assert [row.claim_id for row in radar.clocks(Listed.ABSTAINED).before(database).rows] == [5, 6]
    assert [row.claim_id for row in radar.clocks_of(4).after(database).rows] == [4]
    assert radar.count_listed(database, Listed.ABSTAINED) == Count(2)
    assert radar.count_listed(database, Listed.HISTORY_MISSING) == Count(1)


def test_a_histogram_counts_from_the_first_day_of_a_month_to_its_last(database: Database) -> None:
    days = [date(2026, 10, 31), date(2026, 11, 1), TODAY, date(2026, 11, 30), NEXT_MONTH, date(2027, 1, 31)]
    shelve(database, [Shown(n, by_on=day) for n, day in enumerate(days, 1)])
    assert radar.histogram(database, TODAY, 3) == [
        Month(date(2026, 11, 1), Count(3)),
        Month(NEXT_MONTH, Count(1)),
        Month(date(2027, 1, 1), Count(1)),
    ]
    assert radar.ended_before(database, TODAY) == Count(1)
    assert radar.ended_before(database, TODAY + timedelta(days=10)) == Count(4)
