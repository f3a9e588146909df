"""`casebook demo`: the app on a fresh sample office; without a terminal the head of its queue, with the reasons."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from casebook import format as form
from casebook.cli import app
from casebook.cli.opening import Asked, Progress, login, with_folder
from casebook.cli.output import Column, height, sentence, table, width
from casebook.errors import InputError, StoreError
from casebook.jobs import daily, sample_agencies, sample_approvals, sample_court, sample_letters, sample_office
from casebook.settings import Settings
from casebook.store import address, people, unfinished
from casebook.store.address import Address
from casebook.store.database import Database
from casebook.store.migrations import upgrade
from casebook.store.queries.queue import Whose, band_counts, queue, small_claims
from casebook.store.transaction import Actor
from casebook.text import clean_line
from casebook.words import say

_ROWS, _FEWEST = 15, 3
_MARKS = {1: "!!", 2: "!", 3: ""}
# Its invoices are years older and its judgments hold for decades: all of it stays between 1900 and 2199.
_FIRST, _LAST = date(1990, 1, 1), date(2150, 12, 31)
_ZONE = "Europe/Amsterdam"


def run(asked: Asked) -> int:
    """Make the sample office and open the app on it, or print its queue where there is no terminal.

    Returns the exit status, raises `CasebookError`.
    """
    shows = app.at_terminal()
    if shows:
        app.check(asked.chosen)
    on = asked.options.on
    if asked.options.database is None:
        with _temporary() as target, _made(target, on, asked.language) as made:
            return app.show(made.database, asked.chosen, _today(on)) if shows else _print(made, asked)
    with _made(asked.address, on, asked.language) as made:
        if not shows:
            return _print(made, asked)
        status = app.show(made.database, asked.chosen, _today(on))
    print(say("demo.kept", {"file": asked.address.shown}, asked.language))
    return status


def look(chosen: Settings) -> int:
    """Open the app on a sample office that is not kept; returns the exit status, raises `CasebookError`."""
    with _temporary() as target, _made(target, None, chosen.language) as made:
        return app.show(made.database, chosen)


class _Made(NamedTuple):
    """The sample office, open, with who looks at it and what the nightly pass told of it."""

    database: Database
    actor: Actor
    told: daily.Daily


@contextmanager
def _temporary() -> Iterator[Address]:
    with TemporaryDirectory(prefix="casebook-demo-") as folder:
        yield address.read(str(Path(folder) / "sample.db"))


def _today(on: date | None) -> Callable[[Database], date]:
    return people.today if on is None else lambda _: on


@contextmanager
def _made(target: Address, on: date | None, language: str) -> Iterator[_Made]:
    day = on or people.today_in(_ZONE)
    if not _FIRST <= day <= _LAST:
        raise InputError("demo.day_range", on=day, first=_FIRST, last=_LAST)
    progress = Progress()
    progress(say("demo.making", {}, language))
    with_folder(target)
    database = Database(target)
    database.connect()
    try:
        unfinished.refuse(database)
        upgrade.upgrade(database)
        if database.value("SELECT count(*) FROM office"):
            raise StoreError("demo.not_empty", database=target.shown)
        actor = sample_office.make(database, day, login())
        for part in (sample_letters, sample_agencies, sample_court, sample_approvals):
            part.write(database, actor, day)
        told = daily.run(database, day, workers=1)
        progress.done()
        yield _Made(database, actor, told)
    finally:
        progress.done()
        database.close()


def _print(made: _Made, asked: Asked) -> int:
    print("\n".join(_lines(made.database, Whose(made.actor.person), made.told, asked)))
    return 0


def _lines(database: Database, whose: Whose, told: daily.Daily, asked: Asked) -> Iterator[str]:
    language = asked.language
    counts = {f"band{band}": count.number for band, count in band_counts(database, whose).items()}
    cases = database.value("SELECT count(*) FROM cases")
    room = width()
    head = sentence(say("demo.heading", {"cases": cases, "clocks": sum(told.clocks.values())}, language), room)
    head += [*sentence(say("demo.mine", counts, language), room), ""]
    codes = ("queue.case", "queue.debtor", "queue.open", "queue.by", "queue.why")
    heads = [say(code, {}, language) for code in codes]
    columns = [Column("")] + [
        Column(head, right=code == "queue.open", flexible=code == "queue.why")
        for head, code in zip(heads, codes, strict=True)
    ]
    rows = queue(whose).after(database, limit=_ROWS).rows
    cells = [
        [
            _MARKS[row.band],
            row.number,
            clean_line(row.name, room // 5),
            form.amount(row.open_cents, language),
            form.day(row.by_on, language) if row.by_on else "",
            say(row.why, row.why_parameters, language),
        ]
        for row in rows
    ]
    tail = []
    small = small_claims(database, whose)
    if small.first_on is not None:
        parameters = {"count": small.cases.number, "amount": small.open_cents, "first": small.first_on}
        tail += ["", "  " + say("queue.small", parameters, language)]
    kept = "demo.keep" if asked.options.database is None else "demo.kept"
    tail += ["", *sentence(say(kept, {"file": asked.address.shown}, language), room)]
    yield from head
    yield from _fitting(columns, cells, room, len(head) + len(tail))
    yield from tail


def _fitting(columns: Sequence[Column], cells: Sequence[Sequence[str]], room: int, around: int) -> list[str]:
    """Return as much of the table as leaves its head on the screen, where the most urgent cases are."""
    lines, high = table(columns, cells, room), height()
    # One line more for the prompt.
    while high is not None and len(cells) > _FEWEST and len(lines) + around >= high:
        cells = cells[:-1]
        lines = table(columns, cells, room)
    return lines
