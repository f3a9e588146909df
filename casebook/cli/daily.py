"""`casebook daily`: the nightly pass, with one line for each subject."""

from collections.abc import Iterator

from casebook.cli.opening import Asked, Progress, opened
from casebook.cli.output import json_text
from casebook.jobs import daily
from casebook.store.people import today
from casebook.words import say


def run(asked: Asked) -> int:
    """Make anew what no longer holds; returns the exit status 0, raises `CasebookError`."""
    progress = Progress()
    with opened(asked.address) as database:
        day = asked.options.on or today(database)
        told = daily.run(
            database,
            day,
            workers=asked.options.workers,
            progress=lambda done, of: progress(say("daily.progress", {"done": done, "of": of}, asked.language)),
        )
    progress.done()
    if asked.options.json:
        contract = told._asdict() | {"on": day.isoformat()}
        contract["bands"] = {str(band): count for band, count in told.bands.items()}
        print(json_text(contract))
    else:
        print(say("daily.heading", {"on": day}, asked.language))
        print("\n".join(f"  {line}" for line in _lines(told, asked.language)))
    return 0


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
    if told.neglected:
        yield say("daily.neglected", {"count": told.neglected}, language)
