"""`casebook daily`: the nightly pass, with one line for each subject."""

import os
from collections.abc import Iterator
from datetime import date

from casebook import paths
from casebook.cli import import_post
from casebook.cli.opening import Asked, Progress, opened
from casebook.cli.output import json_text
from casebook.errors import CasebookError, InputError
from casebook.jobs import checkpoints, daily, erasures, folder_keeping, post, reading_term
from casebook.jobs.drafting import Settings
from casebook.jobs.post import Became
from casebook.store.database import Database
from casebook.store.only_one import Running, only_one
from casebook.store.people import today
from casebook.store.queries import in_tray
from casebook.store.transaction import NOBODY
from casebook.store.verify import checkpoint, origin
from casebook.words import say


def run(asked: Asked) -> int:
    """Make anew what no longer holds; returns the exit status 0, raises `CasebookError`.

    Where another pass is under way only the end of the log is kept: several hosts may begin one in the same night.
    """
    progress = Progress()
    with opened(asked.address) as database, only_one(database) as other:
        day = asked.options.on or today(database)
        if other is not None:
            # Whoever runs the other keeps the end of the log on his host: here there would be none of tonight.
            _keep_outside(asked, database, day)
            _tell_of(other, asked)
            return 0
        taken = _post(asked, database, day)
        told = daily.run(
            database,
            day,
            workers=asked.options.workers,
            progress=lambda done, of: progress(say("daily.progress", {"done": done, "of": of}, asked.language)),
            settings=Settings(asked.chosen.letters.templates, asked.chosen.pay_link),
        )
        mailed = [*_digest(asked, database, day), *_calendars(asked, database, day)]
        tidied = folder_keeping.tidy(database, day, paths.people(os.environ))
        reading_term.remove(database, day)
        _keep_outside(asked, database, day)
    progress.done()
    if asked.options.json:
        contract = told._asdict() | {"on": day.isoformat(), "files_removed": tidied}
        contract["bands"] = {str(band): count for band, count in told.bands.items()}
        contract["told"] = [*taken, *mailed]
        print(json_text(contract))
    else:
        more = (*_tidied(tidied, asked.language), *taken, *mailed)
        print(say("daily.heading", {"on": day}, asked.language))
        print("\n".join(f"  {line}" for line in (*_lines(told, asked.language), *more)))
    return 0


def _keep_outside(asked: Asked, database: Database, day: date) -> None:
    """Keep the end of the log, and which erasures there were, outside the database."""
    folder = asked.chosen.checkpoints
    kept_in = paths.checkpoints(os.environ) if folder is None else folder / paths.CHECKPOINTS
    checkpoints.append(kept_in, checkpoints.Of(asked.address.shown, origin(database)), checkpoint(database), day)
    erasures.note(database, kept_in.with_name(paths.ERASURES))


def _tell_of(other: Running, asked: Asked) -> None:
    since = other.since and other.since.astimezone()
    if asked.options.json:
        print(json_text({"running": {"host": other.host, "since": since and since.isoformat()}}))
    elif since is None:
        print(say("daily.running_elsewhere", {}, asked.language))
    else:
        parameters = {"host": other.host, "since": since.date(), "at": f"{since:%H:%M}"}
        print(say("daily.running", parameters, asked.language))


def _digest(asked: Asked, database: Database, day: date) -> list[str]:
    """Mail the digest of the week where that is asked for: on Monday, or as soon as it can be after that, once."""
    from casebook.store.queries.digests import was_mailed
    from casebook.store.queries.figures.week import monday_of

    if not asked.chosen.digest or was_mailed(database, monday_of(day)):
        return []
    from casebook.cli import digest
    from casebook.jobs.outbox.digests import send_digest

    try:
        return list(digest.lines(send_digest(database, NOBODY, day, asked.chosen), asked.language))
    except CasebookError as error:
        # It is tried again the next night; nothing else is kept from being done.
        return [say(error.code, error.parameters, asked.language)]


def _calendars(asked: Asked, database: Database, day: date) -> list[str]:
    """Keep the calendars of people and teams where a folder for them was chosen; return what is told of it."""
    if asked.chosen.calendars is None:
        return []
    from casebook.jobs.calendar import keep_feeds

    try:
        count = keep_feeds(database, asked.chosen.calendars, day, asked.language)
    except CasebookError as error:
        return [say(error.code, error.parameters, asked.language)]
    return [say("calendar.kept", {"count": count}, asked.language)]


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


def _tidied(count: int, language: str) -> list[str]:
    return [say("daily.files_removed", {"count": count}, language)] if count else []


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
