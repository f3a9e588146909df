"""A contact with a next action in the app, through the store alone, and as its bare statements."""

import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from casebook.store.actions.contacts import AddContact, Next
from casebook.store.database import Database
from casebook.store.models.cases import Channel, NextKind, Outcome
from casebook.store.people import actor_for, today
from casebook.store.perform import perform, rehearse
from casebook.store.queries import case, queue
from casebook.store.queries.queue import QueueRow, Whose
from casebook.store.transaction import Actor
from tests.benchmarks.books import Book, login
from tests.benchmarks.keys import bare, casebook, ready
from tests.benchmarks.table import Much, Table
from tests.benchmarks.terminal import ENTER, PAGE_DOWN, Pressed, Terminal, middle

ACTION = 3.0
SAID = "Gesproken, belt terug"
# A statement and its rows of parameters; more than one is for `executemany`.
Asked = tuple[str, Sequence[Sequence[Any]]]


def contacts(table: Table, book: Book, much: Much) -> None:
    """Record contacts in each of the three ways, of cases of one's own."""
    stored, bare_ones = through_the_store(book, much.contacts)
    with bare(book) as terminal:
        ready(terminal)
        repaint = middle(terminal.many(PAGE_DOWN, 20))
    with casebook(book) as terminal:
        ready(terminal)
        saved = middle([one_contact(terminal) for _ in range(much.contacts)])
    table.add("", book.engine, "a contact through the store, of its raw statements", stored, of=bare_ones)
    title = "a contact, Enter to shown, of raw and a repaint"
    table.add("action", book.engine, title, saved, of=bare_ones + repaint, most=ACTION)
    table.add("", book.engine, "the same, of the store and a repaint", saved, of=stored + repaint)


def through_the_store(book: Book, count: int) -> tuple[float, float]:
    """Return the milliseconds of a contact through the store, and of its bare statements."""
    database, raw = book.open(), book.raw()
    day = today(database)
    actor = actor_for(database, login(), day)
    chosen = iter(queue.queue(Whose(actor.person)).before(database, limit=2 * count).rows)
    stored, bare_ones = [], []
    for _ in range(count):
        stored.append(_ms(partial(perform, database, actor, day, contact(database, next(chosen), day))))
        bare_ones.append(_ms(partial(replay, raw, asked(database, actor, day, next(chosen)))))
    raw.close()
    database.close()
    return statistics.median(stored), statistics.median(bare_ones)


def one_contact(terminal: Terminal) -> Pressed:
    terminal.type("c")
    terminal.rest()
    # Spoken to.
    terminal.type("s")
    terminal.rest()
    terminal.type(SAID)
    terminal.rest()
    # What follows when the cursor rests comes later.
    saved = terminal.press(ENTER, quiet=0.08)
    terminal.rest()
    return saved


def contact(database: Database, row: QueueRow, day: date) -> AddContact:
    card = case.card(database, row.case_id)
    assert card is not None
    then = Next(card.version, max(day, card.next_on or day), NextKind.CALL, "")
    return AddContact(
        row.case_id, card.debtor_id, day, Channel.PHONE, Outcome.INFORMED, incoming=False, caller_checked=False,
        text=SAID, next=then,
    )  # fmt: skip


def asked(database: Database, actor: Actor, day: date, row: QueueRow) -> list[Asked]:
    """Return what a contact asks of the database, with its parameters, without doing it."""
    found: list[Asked] = []
    execute, run_many, insert_many = database.execute, database.run_many, database.insert_many

    def executing(text: str, parameters: Sequence[Any] = ()) -> Any:
        found.append((database.sql(text), [parameters]))
        return execute(text, parameters)

    def running(text: str, rows: Sequence[Sequence[Any]]) -> int:
        found.append((database.sql(text), rows))
        return run_many(text, rows)

    def inserting(name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        names, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
        found.append((database.sql(f'INSERT INTO "{name}" ({names}) VALUES ({marks})'), rows))
        insert_many(name, columns, rows)

    command = contact(database, row, day)
    for name, work in (("execute", executing), ("run_many", running), ("insert_many", inserting)):
        setattr(database, name, work)
    try:
        rehearse(database, actor, day, command, lambda *_: None)
    finally:
        del database.execute, database.run_many, database.insert_many
    return found


def replay(raw: Any, found: Sequence[Asked]) -> None:
    """Ask the same again, in one transaction that is kept."""
    cursor = raw.cursor()
    cursor.execute("BEGIN")
    for statement, rows in found:
        if len(rows) > 1:
            cursor.executemany(statement, rows)
        else:
            cursor.execute(statement, rows[0])
            if cursor.description:
                cursor.fetchall()
    cursor.execute("COMMIT")


def _ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1e3
