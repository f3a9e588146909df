"""The table of what must be met, measured in one run: `python -m tests.benchmarks`.

Every figure stands beside its floor, taken in the same run on the same book: a bare Textual list, the same SQL on a
bare connection, `executemany`, reading a table once. Trust the ratios, not the figures. `--cases 1000000` asks for an
hour and some 15 GB; books that are kept in a folder (`--books`) are not made again.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from casebook.store.migrations.upgrade import NEWEST
from tests.benchmarks import acting, books, keys, link, queries, sessions, work
from tests.benchmarks.books import Book
from tests.benchmarks.peers import peers
from tests.benchmarks.table import SMOKE, Much, Table
from tests.databases import new_database, postgresql_server

PARTS = (
    "start", "moves", "open", "filter", "action", "idle", "soak", "link", "pages", "growth", "work", "sessions",
    "peers",
)  # fmt: skip
# Each has 10,000 cases beside the large one.
SMALL = 10_000
HOUR = 250_000


@contextmanager
def engine_at(engine: str, folder: Path) -> Iterator["Maker"]:
    """Yield what makes databases of an engine, which end with it but for the files in the folder."""
    if engine == "sqlite":
        yield Maker(engine, folder, "")
    else:
        with postgresql_server() as server:
            yield Maker(engine, folder, server)


class Maker:
    """Makes databases of one engine."""

    def __init__(self, engine: str, folder: Path, server: str) -> None:
        self.engine, self._folder, self._server = engine, folder, server
        self._made = 0

    def new(self) -> str:
        """Return the address of a database that is new."""
        self._made += 1
        if self._server:
            return new_database(self._server, f"made_{self._made}")
        file = self._folder / f"made_{self._made}.db"
        file.unlink(missing_ok=True)
        return str(file)

    def book(self, cases: int) -> Book:
        """Return a book of so many cases, a copy of the one in the folder where that is kept there."""
        target = self.new()
        kept = self._folder / f"{cases}-{NEWEST}.db"
        if self.engine == "sqlite" and kept.exists():
            shutil.copy(kept, target)
        else:
            print(f"making {cases:,} cases for {self.engine}", file=sys.stderr, flush=True)
            books.fill(Book(self.engine, target, cases).open(), cases)
            if self.engine == "sqlite":
                shutil.copy(target, kept)
        return Book(self.engine, target, cases)

    def sample(self) -> Book:
        """Return the sample office."""
        book = Book(self.engine, self.new(), 250)
        books.sample(book.open())
        return book


def measure(table: Table, maker: Maker, asked: argparse.Namespace) -> None:
    """Measure the parts that were asked for on an engine."""
    book = maker.book(asked.cases)
    # What no part asks for is not made.
    small = maker.book(min(asked.cases, SMALL)) if "growth" in asked.only else book
    sample = maker.sample() if {"moves", "link"}.intersection(asked.only) else book
    for one in () if asked.smoke else dict.fromkeys((book, small, sample)):
        # What a new day changed is made anew by the first session.
        with keys.casebook(one) as terminal:
            keys.ready(terminal)
            terminal.rest(5.0)
    much = SMOKE if asked.smoke else Much()
    parts: dict[str, Callable[[], None]] = {
        "start": lambda: keys.starts(table, book, much),
        "moves": lambda: keys.moves(table, book, sample, much),
        "open": lambda: keys.openings(table, book, much),
        "filter": lambda: keys.filters(table, book),
        "action": lambda: acting.contacts(table, book, much),
        "idle": lambda: keys.idle(table, book, much),
        "soak": lambda: keys.soak(table, book, asked.keys),
        "link": lambda: link.link(table, sample),
        "pages": lambda: queries.measure(table, book, much),
        "growth": lambda: keys.growth(table, book, small, much),
        "work": lambda: worked(table, maker, asked.claims),
        "sessions": lambda: sessions.sessions(table, maker.engine, sessions.Asked(*asked.sessions)),
        "peers": lambda: peers(table, book, much),
    }
    for name, part in parts.items():
        if name in asked.only:
            print(f"{maker.engine}: {name}", flush=True)
            part()


def worked(table: Table, maker: Maker, claims: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        work.measure(table, maker.new(), maker.new(), claims, Path(folder))


def wanted(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="The table of ratios.")
    parser.add_argument("--cases", type=int, default=100_000, help="of the large book (default: %(default)s)")
    parser.add_argument("--claims", type=int, default=100_000, help="imported and passed (default: %(default)s)")
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), nargs="+", default=("sqlite", "postgresql"))
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS, help="some of the parts")
    parser.add_argument("--keys", type=int, default=3_000, help=f"of the soak; an hour is about {HOUR:,}")
    parser.add_argument(
        "--sessions", type=float, nargs=4, default=(50, 24, 5, 30), metavar=("N", "ACTIONS", "SECONDS", "ALONE"),
        help="how many, with how many actions each, one in so many seconds, and how many of one alone",
    )  # fmt: skip
    parser.add_argument("--books", type=Path, help="a folder where books of SQLite are kept")
    parser.add_argument("--json", type=Path, help="a file to write it to")
    parser.add_argument("--smoke", action="store_true", help="do each thing once, to see that it works")
    asked = parser.parse_args(arguments)
    asked.sessions = (int(asked.sessions[0]), int(asked.sessions[1]), asked.sessions[2], int(asked.sessions[3]))
    return asked


def main(arguments: Sequence[str] | None = None) -> Table:
    """Measure, print the table, and write it where that is asked for."""
    asked, table = wanted(arguments), Table()
    # Without compiled files every start would compile the program again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        for engine in asked.engine:
            with engine_at(engine, asked.books or Path(folder)) as maker:
                measure(table, maker, asked)
    print(table.told())
    if asked.json:
        table.write(asked.json, cases=asked.cases, claims=asked.claims)
    return table


if __name__ == "__main__":
    main()
