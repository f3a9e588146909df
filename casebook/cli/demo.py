"""`casebook demo`: the sample office in a fresh database, and the head of its queue with the reasons."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from casebook import format as form
from casebook.cli.opening import Asked, Progress, login, with_folder
from casebook.cli.output import Column, height, sentence, table, width
from casebook.errors import InputError, StoreError
from casebook.jobs import daily, sample_office
from casebook.store import address
from casebook.store.address import Address
from casebook.store.database import Database
from casebook.store.migrations import upgrade
from casebook.store.people import today_in
from casebook.store.queries.queue import Whose, band_counts, queue, small_claims
from casebook.text import clean_line
from casebook.words import say

_ROWS, _FEWEST = 15, 3
_MARKS = {1: "!!", 2: "!", 3: ""}
# Its invoices are years older and its judgments hold for decades: all of it stays between 1900 and 2199.
_FIRST, _LAST = date(1990, 1, 1), date(2150, 12, 31)
_ZONE = "Europe/Amsterdam"


def run(asked: Asked) -> int:
    """Make the sample office and show its queue; returns the exit status 0, raises `CasebookError`."""
    if asked.options.database is not None:
        _show(asked, asked.address)
        return 0
    with TemporaryDirectory(prefix="casebook-demo-") as folder:
        _show(asked, address.read(str(Path(folder) / "sample.db")))
    return 0


def _show(asked: Asked, target: Address) -> None:
    language = asked.language
    day = asked.options.on or today_in(_ZONE)
    if not _FIRST <= day <= _LAST:
        raise InputError("demo.day_range", on=day, first=_FIRST, last=_LAST)
    progress = Progress()
    progress(say("demo.making", {}, language))
    with_folder(target)
    database = Database(target)
    database.connect()
    try:
        upgrade.upgrade(database)
        if database.value("SELECT count(*) FROM office"):
            raise StoreError("demo.not_empty", database=target.shown)
        actor = sample_office.make(database, day, login())
        told = daily.run(database, day, workers=1)
        progress.done()
        print("\n".join(_lines(database, Whose(actor.person), told, asked)))
    finally:
        progress.done()
        database.close()


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
