"""`casebook demo`: the sample office in a fresh database, and the head of its queue with the reasons."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from casebook import format as form
from casebook.cli.opening import Asked, Progress, login
from casebook.cli.output import Column, table, width
from casebook.errors import StoreError
from casebook.jobs import daily, sample_office
from casebook.store import address
from casebook.store.address import Address
from casebook.store.database import Database
from casebook.store.migrations import upgrade
from casebook.store.people import today_in
from casebook.store.queries.queue import Whose, band_counts, queue, small_claims
from casebook.text import clean_line
from casebook.words import say

_ROWS = 15
_MARKS = {1: "!!", 2: "!", 3: ""}
_ZONE = "Europe/Amsterdam"


def run(asked: Asked) -> int:
    """Make the sample office and show its queue; returns the exit status 0, raises `CasebookError`."""
    if asked.options.database:
        _show(asked, asked.address)
        return 0
    with TemporaryDirectory(prefix="casebook-demo-") as folder:
        _show(asked, address.read(str(Path(folder) / "sample.db")))
    return 0


def _show(asked: Asked, target: Address) -> None:
    language = asked.language
    day = asked.options.on or today_in(_ZONE)
    progress = Progress()
    progress(say("demo.making", {}, language))
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
    yield say("demo.heading", {"cases": cases, "clocks": sum(told.clocks.values())}, language)
    yield say("demo.mine", counts, language)
    yield ""
    codes = ("queue.case", "queue.debtor", "queue.open", "queue.by", "queue.why")
    heads = [say(code, {}, language) for code in codes]
    columns = [Column("")] + [
        Column(head, right=code == "queue.open", flexible=code == "queue.why")
        for head, code in zip(heads, codes, strict=True)
    ]
    room = width()
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
    yield from table(columns, cells, room)
    small = small_claims(database, whose)
    if small.first_on is not None:
        parameters = {"count": small.cases.number, "amount": small.open_cents, "first": small.first_on}
        yield ""
        yield "  " + say("queue.small", parameters, language)
    yield ""
    yield say("demo.keep" if not asked.options.database else "demo.kept", {"file": asked.address.shown}, language)
