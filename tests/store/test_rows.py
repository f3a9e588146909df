"""Rows that are asked for by many values, whatever the values are."""

from datetime import date, timedelta
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.rows import among, many

WORDS = ("", "{}", "{a,b}", '"', "\\", "a,b", "NULL", "null", "%s", "?", "O'Neill", " spaces ", "é\n", "{marks}")


class _Numbered(NamedTuple):
    number: int
    word: str


class _Counted(NamedTuple):
    day: date
    rows: int


def test_every_value_is_found_and_only_those(database: Database) -> None:
    words = [*WORDS, *(f"word {number}" for number in range(1200))]
    database.execute("CREATE TABLE said (number BIGINT, word TEXT)")
    database.insert_many("said", ("number", "word"), [*enumerate(words), (-1, "other"), (-2, "word")])
    by_word = many(database, "SELECT number, word FROM said WHERE word IN ({marks})", _Numbered, words)
    assert sorted(by_word) == list(map(_Numbered, range(len(words)), words))
    sql = "SELECT number, word FROM said WHERE number < ? AND number IN ({marks})"
    # Small and large numbers together, of which some are nowhere.
    assert sorted(many(database, sql, _Numbered, [1, 700, 1 << 40, -5, 900], (800,))) == [
        (1, "{}"),
        (700, words[700]),
    ]
    assert many(database, sql, _Numbered, [], (800,)) == []


def test_days_are_values_too(database: Database) -> None:
    first = date(2020, 1, 1)
    days = [first + timedelta(number) for number in range(600)]
    database.execute("CREATE TABLE happened (day DATE)")
    database.insert_many("happened", ("day",), [(day,) for day in [*days, *days]])
    sql = "SELECT day, count(*) FROM happened WHERE day IN ({marks}) GROUP BY day"
    assert sorted(many(database, sql, _Counted, days[1:])) == [(day, 2) for day in days[1:]]


def test_what_is_not_a_query_runs_over_many_values_too(database: Database) -> None:
    database.execute("CREATE TABLE kept (number BIGINT)")
    database.insert_many("kept", ("number",), [(number,) for number in range(1300)])
    for sql, values in among(database, "DELETE FROM kept WHERE number IN ({marks})", range(1, 1300)):
        database.execute(sql, values)
    assert database.fetch("SELECT number FROM kept") == [(0,)]
