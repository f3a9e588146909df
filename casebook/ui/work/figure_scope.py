"""Choosing of which days and of which cases the figures are, and in which form one is written."""

from collections.abc import Sequence
from datetime import date

from casebook.domain.figures.catalogue import ROUTES
from casebook.domain.figures.period import Period, PeriodKind, own_period, period_of
from casebook.domain.relation.segment import Segment
from casebook.errors import InputError
from casebook.store.queries.creditors import creditors
from casebook.store.queries.figures import Scope
from casebook.store.queries.people import teams
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.ask_day import AskDay
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry

_KINDS = {
    PeriodKind.WEEK: "w",
    PeriodKind.MONTH: "m",
    PeriodKind.QUARTER: "q",
    PeriodKind.YEAR: "y",
    PeriodKind.OWN: "e",
}
_EVERY, _TEAM, _SEGMENT, _ROUTE, _ENTITY = "every", "team", "segment", "route", "entity"
_NARROWED = {_EVERY: "a", _TEAM: "t", _SEGMENT: "s", _ROUTE: "r", _ENTITY: "e"}


async def choose_period(desk: Desk, now: Period) -> Period | None:
    """Return the period that is chosen, None where none is."""
    entries = [Entry(kind, key, desk.say(f"figures.period_{kind}")) for kind, key in _KINDS.items()]
    kind = await desk.ask(Pick(desk, desk.say("figures.choose_period"), entries, at=list(_KINDS).index(now.kind)))
    if kind is None:
        return None
    if kind is not PeriodKind.OWN:
        # Of what one looked at before its end is kept: the quarter of a month, the last month of a quarter.
        return period_of(kind, now.until, desk.day)
    since = await desk.ask(AskDay(desk, desk.say("figures.first_day"), past=True))
    if since is None:
        return None
    until = await desk.ask(AskDay(desk, desk.say("figures.last_day"), past=True))
    return None if until is None else _own(since, until, desk.day)


async def narrow(desk: Desk, scope: Scope, names: dict[str, str]) -> tuple[Scope, dict[str, str]] | None:
    """Return of which cases the figures are to be, and what the team and the entity are called."""
    entries = [Entry(one, key, desk.say(f"figures.narrow_{one}")) for one, key in _NARROWED.items()]
    which = await desk.ask(Pick(desk, desk.say("figures.choose_cases"), entries))
    if which is None:
        return None
    if which == _EVERY:
        return scope._replace(team_id=None, segment=None, route=None, creditor_id=None), {}
    choices = await _choices(desk, which)
    chosen = await desk.ask(Pick(desk, desk.say(f"figures.narrow_{which}"), choices, search=True))
    if chosen is None:
        return None
    said = next(entry.text for entry in choices if entry.value == chosen)
    return _narrowed(scope, which, chosen), names | {which: said}


async def choose_format(desk: Desk, formats: Sequence[str]) -> str | None:
    """Return in which form a figure is written, None where it is not."""
    entries = [Entry(one, one[0], desk.say(f"figures.as_{one}")) for one in formats]
    return await desk.ask(Pick(desk, desk.say("figures.choose_format"), entries))


def _narrowed(scope: Scope, which: str, chosen: int | str) -> Scope:
    if which == _TEAM:
        return scope._replace(team_id=int(chosen))
    if which == _ENTITY:
        return scope._replace(creditor_id=int(chosen))
    return scope._replace(segment=str(chosen)) if which == _SEGMENT else scope._replace(route=str(chosen))


async def _choices(desk: Desk, which: str) -> list[Entry[int | str]]:
    if which == _TEAM:
        return [Entry(one.team_id, "", clean_line(one.name)) for one in await desk.read(teams, desk.day)]
    if which == _ENTITY:
        return [Entry(one.creditor_id, "", clean_line(one.name)) for one in await desk.read(creditors)]
    if which == _SEGMENT:
        return [Entry(one.value, "", desk.say(f"word.segment_{one}")) for one in Segment]
    return [Entry(one, "", desk.say(f"figures.row_{one}")) for one in ROUTES[:-1]]


def _own(since: date, until: date, day: date) -> Period:
    """Return the days from one up to another. Raises `InputError` where they lie the other way round, or ahead."""
    if since > until:
        raise InputError("figures.order", first=since, last=until)
    if until > day:
        raise InputError("figures.ahead", last=until)
    return own_period(since, until)
