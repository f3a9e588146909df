"""`casebook daily`: the nightly pass, with one line for each subject."""

import os
from collections.abc import Iterator
from datetime import date

from casebook import paths
from casebook.cli import import_post
from casebook.cli.opening import Asked, Progress, opened
from casebook.cli.output import json_text
from casebook.errors import InputError
from casebook.jobs import checkpoints, daily, post
from casebook.jobs.drafting import Settings
from casebook.jobs.post import Became
from casebook.store.database import Database
from casebook.store.people import today
from casebook.store.queries import in_tray
from casebook.store.transaction import NOBODY
from casebook.store.verify import checkpoint
from casebook.words import say


def run(asked: Asked) -> int:
    """Make anew what no longer holds; returns the exit status 0, raises `CasebookError`."""
    progress = Progress()
    with opened(asked.address) as database:
        day = asked.options.on or today(database)
        taken = _post(asked, database, day)
        told = daily.run(
            database,
            day,
            workers=asked.options.workers,
            progress=lambda done, of: progress(say("daily.progress", {"done": done, "of": of}, asked.language)),
            settings=Settings(asked.chosen.letters.templates, asked.chosen.pay_link),
        )
        folder = asked.chosen.checkpoints
        kept_in = paths.checkpoints(os.environ) if folder is None else folder / paths.CHECKPOINTS
        checkpoints.append(kept_in, asked.address.shown, checkpoint(database), day)
    progress.done()
    if asked.options.json:
        contract = told._asdict() | {"on": day.isoformat()}
        contract["bands"] = {str(band): count for band, count in told.bands.items()}
        print(json_text(contract))
    else:
        print(say("daily.heading", {"on": day}, asked.language))
        print("\n".join(f"  {line}" for line in (*_lines(told, asked.language), *taken)))
    return 0


def _post(asked: Asked, database: Database, day: date) -> list[str]:
    """Take in what lies in the folder that post comes in by; return what is told of the in-tray.

    A folder that is not there today keeps nothing else from being done.
    """
    said = []
    if asked.chosen.post is not None:
        try:
            reports = post.import_post(database, NOBODY, day, [asked.chosen.post])
        except InputError as error:
            said.append(say(error.code, error.parameters, asked.language))
        else:
            said += import_post.lines([one for one in reports if one.became is not Became.KNOWN], asked.language)
    waiting = in_tray.waiting(database, day)
    if waiting.oldest_on is not None:
        parameters = {"count": waiting.items.number, "since": waiting.oldest_on}
        said.append(say("daily.post", parameters, asked.language))
    return said


def _lines(told: daily.Daily, language: str) -> Iterator[str]:
    yield say("daily.cases", {"count": told.made_anew}, language)
    bands = {f"band{band}": told.bands.get(band, 0) for band in (1, 2, 3)}
    yield say("daily.bands", bands, language)
    if small := told.bands.get(4):
        yield say("daily.small", {"count": small}, language)
    for state, count in told.clocks.items():
        yield say("daily.clocks", {"state": state, "number": count}, language)
    if told.to_lead:
        yield say("daily.to_lead", {"count": told.to_lead}, language)
    if told.receipts:
        yield say("daily.receipts", {"count": told.receipts}, language)
    if told.released:
        yield say("daily.released", {"count": told.released}, language)
    if told.neglected:
        yield say("daily.neglected", {"count": told.neglected}, language)
