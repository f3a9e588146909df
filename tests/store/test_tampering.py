"""Any byte that is changed in the log or in what it tells of, and any row that is removed or put in, is found."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

import peewee
import pytest

from casebook.domain.reading import ReadKind
from casebook.store import log, tables
from casebook.store.actions.cases import CloseCase
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.erasures import ErasePerson, MarkErasure
from casebook.store.actions.log import EraseWords
from casebook.store.actions.readings import RemoveReadings
from casebook.store.database import Database
from casebook.store.models import every
from casebook.store.models.cases import Closing
from casebook.store.models.trust import ErasureGround
from casebook.store.readings import Read, write
from casebook.store.verify import Problem, checkpoint, verify
from casebook.store.verify.chain import check as chain
from casebook.store.verify.facts import check as facts
from casebook.store.verify.invariants import check as invariants
from casebook.store.verify.readings import check as readings
from casebook.store.verify.scratch import scratch
from tests.databases import TODAY
from tests.store.book import act, case, grown
from tests.store.test_verify import without_guards

REMOVED = 0.25
NUMBERS = ("person_id", "on_behalf_of_id", "undoes", "case_id", "party_id", "record_id")
Row = dict[str, Any]
FACTS = tuple(tables.of(model).name for model in every.FACTS)
LOG = ("log", "log_body", "log_case", "log_head", "log_erasure", "log_redaction", "read_log", "read_log_head")
ERASED_ON = date(2035, 1, 2)


@pytest.fixture
def logged(database: Database) -> Database:
    """A database in use, with words that were erased too, all that was known of a person, and readings of which some
    were removed."""
    book = grown(database)
    act(database, book.actor, AddNote(book.case, "verhuisd"))
    act(database, book.actor, EraseWords((log.head(database),), "verzoek"))
    debtor, closed = case(database, book.actor, "P. Xylander")
    act(database, book.actor, AddNote(closed, "geheim"))
    act(database, book.actor, CloseCase(closed, 1, Closing.PAID))
    mark = act(database, book.actor, MarkErasure(debtor, ErasureGround.TERM, "termijn"), ERASED_ON)
    act(database, book.actor, ErasePerson(mark, 1), ERASED_ON)
    for day in (TODAY, ERASED_ON):
        write(database, book.actor.person, day, [Read(ReadKind.CASE, book.case), Read(ReadKind.FOUND, closed)])
    act(database, book.actor, RemoveReadings(TODAY + timedelta(days=1)), ERASED_ON)
    return database


def found(database: Database) -> list[Problem]:
    """What a check of the log and the facts finds."""
    with scratch() as beside:
        return [
            problem
            for check in (chain(database, beside), facts(database, beside), invariants(database), readings(database))
            for problem in check
            if problem.wrong
        ]


def rows_of(database: Database, table: str) -> list[Row]:
    cursor = database.execute(f'SELECT * FROM "{table}" ORDER BY 1, 2')
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def changed(value: Any, draw: Random) -> Any:
    """A value in which one byte is another, or one digit of a number; what is empty gets something."""
    if value is None or value == "":
        return "x"
    if isinstance(value, date):
        return value + timedelta(days=draw.randint(1, 9))
    text = str(value)
    place = draw.randrange(len(text))
    if isinstance(value, int):
        return int(text[:place] + str((int(text[place]) + draw.randint(1, 9)) % 10) + text[place + 1 :])
    return text[:place] + chr(ord(text[place]) % 90 + 33) + text[place + 1 :]


class Done(NamedTuple):
    """What was done to a row: it is other now, or gone, or new."""

    table: str
    before: Row | None
    after: Row | None

    def do(self, database: Database) -> None:
        """Do it as somebody would who may do everything with the database."""
        put(database, self.table, self.before, self.after)

    def take_back(self, database: Database) -> None:
        """Leave things as they were."""
        put(database, self.table, self.after, self.before)


def put(database: Database, table: str, before: Row | None, after: Row | None) -> None:
    if before is not None:
        same = " AND ".join(
            f'"{name}" = ?' if value is not None else f'"{name}" IS NULL' for name, value in before.items()
        )
        database.execute(f'DELETE FROM "{table}" WHERE {same}', [one for one in before.values() if one is not None])
    if after is not None:
        names, marks = ", ".join(f'"{name}"' for name in after), ", ".join("?" * len(after))
        database.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', list(after.values()))


def tampered(database: Database, draw: Random) -> Iterator[Done]:
    """Yield what somebody may do to the log; each is taken back before the next is drawn."""
    while True:
        table = draw.choice((*LOG, *FACTS))
        there = rows_of(database, table)
        if not there:
            continue
        row = draw.choice(there)
        if draw.random() < REMOVED:
            yield Done(table, row, None)
            continue
        name = draw.choice([*row])
        new = 1 if row[name] is None and name in NUMBERS else changed(row[name], draw)
        other = {**row, name: new}
        key = tables.named(table).key
        # The database itself refuses two of one key.
        if not any(all(one[column] == other[column] for column in key) for one in there if one is not row):
            yield Done(table, row, other)


@pytest.fixture
def unguarded(logged: Database) -> Database:
    """The same database, in which nothing refuses anything."""
    if logged.is_postgresql:
        logged.execute("SET session_replication_role = replica")
    else:
        logged.execute("PRAGMA foreign_keys = 0")
        logged.execute("PRAGMA ignore_check_constraints = 1")
        for (name,) in logged.fetch("SELECT name FROM sqlite_master WHERE type = 'trigger' "):
            logged.execute(f"DROP TRIGGER {name}")
    return logged


def test_whatever_is_done_to_a_row_is_found(unguarded: Database, request: pytest.FixtureRequest) -> None:
    tries = 2000 if request.config.getoption("--long") else 30
    assert found(unguarded) == []
    done = tampered(unguarded, Random(20261121))
    for _ in range(tries):
        one = next(done)
        try:
            one.do(unguarded)
        except (peewee.IntegrityError, peewee.DataError, peewee.ProgrammingError):
            # The database itself refuses it, whoever asks.
            put(unguarded, one.table, None, one.before)
            continue
        assert found(unguarded), one
        one.take_back(unguarded)
    assert found(unguarded) == []


def test_what_is_put_in_is_found(unguarded: Database) -> None:
    (third,) = (row for row in rows_of(unguarded, "log") if row["number"] == 3)
    for number in (0, -1, log.head(unguarded) + 1):
        one = Done("log", None, {**third, "number": number})
        one.do(unguarded)
        assert found(unguarded), number
        one.take_back(unguarded)
    assert found(unguarded) == []


def test_the_last_readings_are_found_by_a_checkpoint(logged: Database) -> None:
    kept = checkpoint(logged)
    assert [problem for problem in verify(logged, ERASED_ON, kept) if problem.wrong] == []
    (before, hash_) = logged.fetch("SELECT number, hash FROM read_log ORDER BY number DESC LIMIT 2")[1]
    cut = f"UPDATE read_log_head SET number = {before}, hash = '{hash_}'"
    without_guards(logged, f"DELETE FROM read_log WHERE number > {before}", cut)
    assert list(readings(logged)) == []
    said = [problem.code for problem in verify(logged, ERASED_ON, kept) if problem.wrong]
    assert said == ["verify.reading_checkpoint"]


def test_the_last_lines_are_found_by_the_first_checkpoint_they_part_from(database: Database) -> None:
    book = grown(database)
    kept = [checkpoint(database)]
    for text in ("een", "twee", "drie"):
        act(database, book.actor, AddNote(book.case, text))
        kept.append(checkpoint(database))
    assert list(verify(database, TODAY, *kept)) == []
    ends: dict[int, str] = dict(database.fetch("SELECT number, hash FROM log"))
    cut = kept[1].number
    # The end of the log is taken away as by somebody who knows how it is kept.
    statements = [f"DELETE FROM {table} WHERE number > {cut}" for table in ("log", "log_body", "log_case")]
    head = f"UPDATE log_head SET number = {cut}, hash = '{ends[cut]}'"
    without_guards(database, *statements, head, "DELETE FROM note WHERE text IN ('twee', 'drie')")
    assert found(database) == []
    act(database, book.actor, AddNote(book.case, "iets anders"))
    said = [problem for problem in verify(database, TODAY, *reversed(kept)) if problem.wrong]
    assert [(problem.code, problem.parameters["first"], problem.parameters["number"]) for problem in said] == [
        ("verify.checkpoint", str(cut + 1), str(cut + 1))
    ]
    said = [problem for problem in verify(database, TODAY, kept[0], kept[3]) if problem.wrong]
    assert [(problem.code, problem.parameters["first"], problem.parameters["number"]) for problem in said] == [
        ("verify.checkpoint_cut", str(cut + 2), str(cut + 2))
    ]
