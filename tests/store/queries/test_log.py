"""The log as it is read, and what is new."""

from casebook.store.database import Database
from casebook.store.models.log import LogLine
from casebook.store.queries import log
from tests.store.book import grown
from tests.store.queries.shelf import TODAY, logged, put, shelve


def test_the_newest_lines_first(database: Database) -> None:
    shelve(database, [])
    put(database, LogLine, [logged(number, number % 2) for number in range(1, 8)])
    page = log.lines().after(database, limit=3)
    assert [line.number for line in page.rows] == [7, 6, 5]
    assert page.after
    assert not page.before
    assert [line.number for line in log.lines().after(database, (5,), 9).rows] == [4, 3, 2, 1]
    assert [line.number for line in log.lines().before(database, (4,), 2).rows] == [6, 5]
    assert [line.number for line in log.lines().around(database, (4,), 3).rows] == [5, 4, 3]
    assert page.rows[0].day == TODAY
    assert page.rows[0].cases == (1,)


def test_news_is_what_was_written_since(database: Database) -> None:
    book = grown(database)
    everything = log.news(database, 0)
    assert [row.number for row in everything] == list(range(1, len(everything) + 1))
    assert everything[0].command == "office.create"
    assert everything[-1].cases == (book.case,)
    assert log.news(database, len(everything) - 1) == everything[-1:]
    assert log.news(database, 0, limit=2) == everything[:2]
    assert log.news(database, len(everything)) == []
