"""Choosing after how many days, on which claims and of which batch is compared, and what of it is written."""

from collections.abc import Sequence

from casebook import format as form
from casebook.domain.comparison.choice import By, Choice
from casebook.domain.comparison.rules import HORIZONS
from casebook.domain.comparison.strata import Alike
from casebook.jobs.comparison.written import Part
from casebook.store.queries.comparison import Batch
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry

_DAYS = dict(zip(HORIZONS, "abc", strict=True))
_ALIKE = dict(zip(Alike, "abcde", strict=True))
_PARTS = {Part.GROUPS: "g", Part.STRATA: "s", Part.CASES: "d"}


async def choose(desk: Desk, what: str, choice: Choice, batches: Sequence[Batch]) -> Choice | None:
    """Return another choice of `days`, of what is `alike` or of a `batch`; None where none is made."""
    match what:
        case "days":
            days = [Entry(one, key, desk.say("comparison.within", days=one)) for one, key in _DAYS.items()]
            heading, at = desk.say("comparison.choose_days"), HORIZONS.index(choice.horizon)
            horizon = await desk.ask(Pick(desk, heading, days, at=at))
            return None if horizon is None else choice._replace(horizon=horizon)
        case "alike":
            traits = [Entry(one, key, desk.say(f"comparison.alike_{one}")) for one, key in _ALIKE.items()]
            heading = desk.say("comparison.choose_alike")
            alike = await desk.ask(Pick(desk, heading, traits, at=list(Alike).index(choice.alike)))
            return None if alike is None else choice._replace(alike=alike)
        case _:
            return await _batch(desk, choice, batches)


async def choose_part(desk: Desk, now: Part) -> Part | None:
    """Return what of a comparison is written as a table, None where nothing is."""
    entries = [Entry(one, key, desk.say(f"comparison.part_{one}")) for one, key in _PARTS.items()]
    return await desk.ask(Pick(desk, desk.say("comparison.choose_part"), entries, at=list(_PARTS).index(now)))


async def _batch(desk: Desk, choice: Choice, batches: Sequence[Batch]) -> Choice | None:
    if not batches:
        desk.tell(desk.say("comparison.no_batch"), trouble=True)
        return None
    entries = [Entry(one.id, "", f"{form.day(one.made_on, desk.language)} {clean_line(one.name)}") for one in batches]
    batch_id = await desk.ask(Pick(desk, desk.say("comparison.choose_batch"), entries, search=True))
    return None if batch_id is None else choice._replace(by=By.ARM, batch_id=batch_id)
