"""The app in a terminal against a bare list of Textual on the same book, in one run: the ratios count.

Run by hand: `PYTHONPATH=. python tests/benchmarks/app.py BOOK`, where BOOK is a file of 1,000,000 cases made by
`tests/benchmarks/queries.py`; it is copied first, as what is measured also writes. `--long` presses keys for about an
hour.
Targets: first rows at most 1.35 times the bare list, memory at most 2 times and flat; ↓ anywhere at most 1.3 times ↓
within a page of a small book, in at most 700 bytes; a case with 200 claims and 2,000 lines of the log at most 1.5 times
an empty one; a contact at most 3 times its raw transaction and a repaint; a filter as typed within 100 ms.
"""

import argparse
import os
import pwd
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path

from casebook.jobs import daily, sample_office
from casebook.store import address
from casebook.store.actions.contacts import AddContact, Next
from casebook.store.database import Database
from casebook.store.migrations.upgrade import upgrade
from casebook.store.models.cases import Channel, NextKind, Outcome
from casebook.store.people import actor_for, today
from casebook.store.perform import perform, rehearse
from casebook.store.queries import case, queue
from casebook.store.queries.queue import QueueRow, Whose
from casebook.store.transaction import Actor
from tests.benchmarks.terminal import (
    DOWN,
    END,
    ENTER,
    ESCAPE,
    HOME,
    PAGE_DOWN,
    PAGE_UP,
    RIGHT,
    TAB,
    UP,
    Pressed,
    Terminal,
    bytes_of,
    middle,
)

STARTS, PRESSES, PAGES, OPENINGS, CONTACTS = 9, 250, 60, 9, 9
KEYS_SHORT, KEYS_LONG = 3_000, 250_000
IDLE = 30
# On every row, in both lists.
ROW, ROWS = ",", 20
WORDS = ("jandamvries", "bakkerij jandam", "van jan", "2015-03", "sophie bakkerij", "holding", "jnadamvries")
CASEBOOK = (sys.executable, "-m", "casebook")
BARE_LIST = (sys.executable, str(Path(__file__).with_name("bare_list.py")))


def casebook(file: Path) -> Terminal:
    return Terminal([*CASEBOOK, "--database", str(file)], CASEBOOK_LANG="en")


def bare(file: Path) -> Terminal:
    return Terminal([*BARE_LIST, str(file)])


def ready(terminal: Terminal) -> Terminal:
    """Wait until a list shows its rows, and whatever follows them."""
    terminal.until(ROW, ROWS)
    terminal.rest(1.0)
    return terminal


def tell(title: str, ours: float, theirs: float | None = None, target: float | None = None, unit: str = "ms") -> None:
    """Print a figure, what it is measured against, and whether the ratio is within its target."""
    line = f"  {title:<58} {ours:10,.2f} {unit}"
    if theirs is not None:
        line += f"  against {theirs:10,.2f}  {ours / theirs:5.2f} times"
        if target is not None:
            line += f"  {'' if ours / theirs <= target else 'MISSED, '}at most {target}"
    elif target is not None:
        line += f"  {'' if ours <= target else 'MISSED, '}at most {target:g}"
    print(line, flush=True)


def starts(big: Path) -> None:
    """Measure until rows are on the screen, in turn, and the memory a moment later."""
    ours: list[float] = []
    theirs: list[float] = []
    memory: dict[Callable[[Path], Terminal], list[float]] = {casebook: [], bare: []}
    for _ in range(STARTS):
        for begin, found in ((casebook, ours), (bare, theirs)):
            with begin(big) as terminal:
                found.append(terminal.until(ROW, ROWS))
                terminal.rest(1.0)
                memory[begin].append(terminal.memory)
    print("start")
    tell("first rows", statistics.median(ours), statistics.median(theirs), 1.35)
    tell("memory at rest", statistics.median(memory[casebook]), statistics.median(memory[bare]), 2.0, "MB")


def moves(big: Path, small: Path) -> None:
    """Measure the keys of movement: within a page of a small book, and anywhere in a large one."""
    print("movement")
    with bare(big) as terminal:
        ready(terminal)
        floor = within(terminal)
        floor_page = middle(terminal.many(PAGE_DOWN, PAGES))
        floor_ends = [terminal.press(key) for _ in range(5) for key in (END, HOME)]
    tell("bare list: ↓ within the page", middle(floor))
    with casebook(small) as terminal:
        ready(terminal)
        page = within(terminal)
    tell("↓ within the page, small book", middle(page), middle(floor))
    with casebook(big) as terminal:
        ready(terminal)
        anywhere: list[Pressed] = []
        for title, keys in places(terminal):
            found = keys()
            anywhere += found
            show_moves(title, found, middle(page))
        show_moves("↓ anywhere, all of these", anywhere, middle(page))
        tell("PgDn", middle(terminal.many(PAGE_UP, PAGES)), floor_page)
        ends = [terminal.press(key) for _ in range(5) for key in (HOME, END)]
        tell("Home and End", middle(ends), middle(floor_ends))


def within(terminal: Terminal) -> list[Pressed]:
    """Press keys that stay within the first page."""
    found = [one for _ in range(6) for key in (DOWN, UP) for one in terminal.many(key, 9)]
    terminal.press(HOME)
    return found


def places(terminal: Terminal) -> Iterator[tuple[str, Callable[[], list[Pressed]]]]:
    """Yield where in the book ↓ is measured, and go there."""
    down = partial(terminal.many, DOWN, PRESSES)
    yield "↓ from the top of the queue", down
    terminal.many(PAGE_DOWN, PAGES)
    yield f"↓ after {PAGES} pages of it", down
    terminal.press(END)
    terminal.many(PAGE_UP, PAGES // 4)
    yield "↓ near its end", down
    go_to(terminal, "c")
    yield "↓ from the top of all cases", down
    terminal.many(PAGE_DOWN, PAGES)
    yield f"↓ after {PAGES} pages of them", down
    terminal.press(END)
    terminal.many(PAGE_UP, PAGES // 4)
    yield "↓ near their end", down


def show_moves(title: str, found: Sequence[Pressed], page: float) -> None:
    size, mean = bytes_of(found)
    tell(title, middle(found), page, 1.3)
    print(f"    {'bytes':<56} {size:10,.0f} in the middle, {mean:,.0f} on average with the pages, at most 700")


def go_to(terminal: Terminal, letter: str) -> None:
    terminal.type("g" + letter)
    terminal.rest()


def openings(big: Path) -> None:
    """Open the case with 200 claims and 2,000 lines of the log, and the empty one behind it, in turn."""
    print("opening a case")
    with casebook(big) as terminal:
        ready(terminal)
        go_to(terminal, "c")
        terminal.press(HOME)
        terminal.rest()
        full: list[Pressed] = []
        empty: list[Pressed] = []
        for _ in range(OPENINGS):
            for found, key in ((full, DOWN), (empty, UP)):
                found.append(terminal.press(ENTER))
                terminal.rest()
                terminal.press(ESCAPE)
                terminal.rest()
                terminal.press(key)
                terminal.rest()
    first = [statistics.median(one.first for one in found) for found in (full, empty)]
    tell("first frame", first[0], first[1], 1.5)
    tell("until nothing more is painted at once", middle(full), middle(empty), 1.5)


def contacts(big: Path) -> None:
    """Record contacts with a next action in the app, through the store alone, and as the bare statements of that."""
    print("recorded action: a contact with a next action")
    database = Database(address.read(str(big)))
    database.connect()
    day = today(database)
    actor = actor_for(database, pwd.getpwuid(os.getuid()).pw_name, day)
    chosen = iter(queue.queue(Whose(actor.person)).before(database, limit=2 * CONTACTS).rows)
    stored, bare_ones = [], []
    for _ in range(CONTACTS):
        stored.append(timed(partial(perform, database, actor, day, contact(database, next(chosen), day))))
        bare_ones.append(timed(partial(replay, big, statements(database, actor, day, next(chosen)))))
    database.close()
    with bare(big) as terminal:
        ready(terminal)
        repaint = middle(terminal.many(PAGE_DOWN, 20))
    with casebook(big) as terminal:
        ready(terminal)
        saved = [one_contact(terminal) for _ in range(CONTACTS)]
    raw, through = statistics.median(bare_ones), statistics.median(stored)
    tell("the raw transaction", raw)
    tell("through the store", through, raw)
    tell("from Enter until it is shown, against raw and a repaint", middle(saved), raw + repaint, 3.0)
    tell("from Enter until it is shown, against store and a repaint", middle(saved), through + repaint)


def one_contact(terminal: Terminal) -> Pressed:
    terminal.type("c")
    terminal.rest()
    terminal.type("Gesproken, belt terug" + TAB * 5)
    terminal.rest()
    terminal.type(RIGHT)
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
        text="Gesproken, belt terug", next=then,
    )  # fmt: skip


def statements(database: Database, actor: Actor, day: date, row: QueueRow) -> list[str]:
    """Return what a contact asks of the database, with its values, without doing it."""
    found: list[str] = []
    connection = database.peewee.connection()
    command = contact(database, row, day)
    connection.set_trace_callback(found.append)
    try:
        rehearse(database, actor, day, command, lambda *_: None)
    finally:
        connection.set_trace_callback(None)
    ways = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "--")
    # One that sets off a trigger is told twice.
    return [one for one, _ in groupby(found) if not one.upper().startswith(ways)]


def replay(file: Path, found: Sequence[str]) -> None:
    connection = raw(file)
    connection.execute("BEGIN IMMEDIATE")
    for statement in found:
        connection.execute(statement).fetchall()
    connection.execute("COMMIT")


_RAW: dict[Path, sqlite3.Connection] = {}


def raw(file: Path) -> sqlite3.Connection:
    """Return a connection that is kept, as safe as that of the app."""
    if file not in _RAW:
        _RAW[file] = sqlite3.connect(file, isolation_level=None)
        _RAW[file].execute("PRAGMA synchronous = full")
        _RAW[file].execute("PRAGMA foreign_keys = 1")
    return _RAW[file]


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1e3


def filters(big: Path) -> None:
    """Type words letter by letter, each when what the letter before found was painted."""
    print("filter as typed, all cases: each letter to the first rows, or the word that there are none yet")
    with casebook(big) as terminal:
        ready(terminal)
        go_to(terminal, "c")
        every: list[float] = []
        for words in WORDS:
            terminal.type("/")
            terminal.rest()
            found = [first_list(terminal, letter) for letter in words]
            every += found
            print(f"    {words:<20} median {statistics.median(found):7.1f}  most {max(found):7.1f} ms")
            terminal.type(ESCAPE)
            terminal.rest()
    tell("all letters, median", statistics.median(every), None, 100)
    tell("all letters, one in ten takes longer than", statistics.quantiles(every, n=10)[-1])


def first_list(terminal: Terminal, letter: str) -> float:
    """Return the milliseconds until more than the line typed in was painted."""
    begun, size, last = terminal.type(letter), 0, 0.0
    while more := terminal.read(0.4):
        size += len(more)
        last = last or (time.perf_counter() if size > 3_000 else 0.0)
    return ((last or time.perf_counter()) - begun) * 1e3


def soak(big: Path, keys: int) -> None:
    """Press keys of all kinds, and look at the memory every so often."""
    print("memory while one works")
    with casebook(big) as terminal:
        ready(terminal)
        pressed, seen = 0, [terminal.memory]
        while pressed < keys:
            for _ in range(max(1, keys // 600)):
                pressed += round_of_keys(terminal)
            terminal.rest()
            seen.append(terminal.memory)
            print(f"    after {pressed:9,} keys {seen[-1]:7.1f} MB", flush=True)
    tell("at the end, against after the first round", seen[-1], seen[1], 1.1, "MB")


def round_of_keys(terminal: Terminal) -> int:
    """Move, go to every place, open and close cases; return how many keys that took."""
    steps = (
        *(DOWN * 30, PAGE_DOWN * 5, ENTER, "]" * 5, ESCAPE, END, UP * 10, HOME),
        *(
            "gc",
            DOWN * 30,
            END,
            PAGE_UP * 5,
            ENTER,
            ESCAPE,
            HOME,
            "gj",
            DOWN * 30,
            PAGE_DOWN * 3,
            "gl",
            DOWN * 20,
            "gv",
        ),
    )
    for step in steps:
        terminal.press(step, quiet=0.1, most=0.5)
    return sum(len(step.replace("\x1b[5~", "x").replace("\x1b[6~", "x").replace("\x1b[", "")) for step in steps)


def idle(big: Path) -> None:
    """Measure what a session costs that nobody touches."""
    with casebook(big) as terminal:
        ready(terminal)
        terminal.rest(5.0)
        begun = terminal.seconds
        size = terminal.rest(IDLE)
        used = terminal.seconds - begun
    print(f"idle for {IDLE} s: {used:.2f} s of processor time, {size} bytes painted")


def small_book(file: Path) -> None:
    """Make the sample office, with the user of the operating system as the one who works."""
    database = Database(address.read(str(file)))
    database.connect()
    upgrade(database)
    day = date.today()  # noqa: DTZ011 the day that the app will take
    sample_office.make(database, day, pwd.getpwuid(os.getuid()).pw_name)
    daily.run(database, day, workers=1)
    database.close()


def main() -> None:
    parser = argparse.ArgumentParser(description="The app against a bare list.")
    parser.add_argument("book", type=Path)
    parser.add_argument("--long", action="store_true", help="press keys for about an hour")
    parser.add_argument("--only", nargs="+", default=(), help="some of the parts, by name")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.book.parent) as folder:
        big, small = Path(folder, "big.db"), Path(folder, "small.db")
        shutil.copy(asked.book, big)
        small_book(small)
        with casebook(big) as terminal:
            # What a new day changed is made anew by the first session.
            ready(terminal)
            terminal.rest(5.0)
        parts: dict[str, Callable[[], None]] = {
            "starts": lambda: starts(big),
            "moves": lambda: moves(big, small),
            "openings": lambda: openings(big),
            "filters": lambda: filters(big),
            "contacts": lambda: contacts(big),
            "idle": lambda: idle(big),
            "soak": lambda: soak(big, KEYS_LONG if asked.long else KEYS_SHORT),
        }
        for name, part in parts.items():
            if not asked.only or name in asked.only:
                part()


if __name__ == "__main__":
    main()
