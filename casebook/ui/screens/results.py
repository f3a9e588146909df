"""The page of results: what was promised and kept, how soon money came, and what each route recovered."""

from collections.abc import Iterator
from decimal import Decimal

from casebook import format as form
from casebook.domain.results import Rate
from casebook.jobs.result_sheets import route_word
from casebook.store.queries.results import Results
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head, line
from casebook.ui.widgets.columns import cut

# In cells: what fits in a terminal of 80.
_NAME, _NUMBER, _AMOUNT, _DAYS = 26, 9, 14, 7
_NOTHING = "-"


def result_lines(found: Results, desk: Desk) -> list[Line]:
    """Return the page."""
    return [
        line(Span(desk.say("results.period", since=found.since, until=found.until), "quiet")),
        EMPTY,
        *_rates(found, desk),
        EMPTY,
        head(desk.say("results.first_money")),
        line("  ", _first(found, desk)),
        EMPTY,
        *_routes(found, desk),
    ]


def _rates(found: Results, desk: Desk) -> Iterator[Line]:
    heads = "".join(
        desk.say(f"results.head_{name}").rjust(_NUMBER) for name in ("share", "kept", "partly", "broken", "waiting")
    )
    yield line(Span(cut(desk.say("results.kept_heading"), _NAME), "head"), Span(heads, "quiet"))
    for name, rate in (("promises", found.promises), ("terms", found.terms)):
        yield line(cut(desk.say(f"word.result_{name}"), _NAME), _rate(rate, desk))
    plans = found.plans
    said = desk.say("results.plans", agreed=plans.agreed, kept=plans.kept, broken=plans.broken)
    yield line(cut(desk.say("word.result_plans"), _NAME), f"  {said}")


def _rate(rate: Rate, desk: Desk) -> str:
    numbers = "".join(form.number(one, desk.language).rjust(_NUMBER) for one in rate)
    return _percent(rate.share, desk).rjust(_NUMBER) + numbers


def _first(found: Results, desk: Desk) -> str:
    first = found.first
    if first.days is None:
        return desk.say("results.no_money", cases=first.cases)
    days = form.percent(first.days, desk.language).rstrip("%").strip()
    return desk.say("results.days_to_money", cases=first.cases, paid=first.paid, days=days)


def _routes(found: Results, desk: Desk) -> Iterator[Line]:
    heads = desk.say("results.head_cases").rjust(_NUMBER)
    heads += "".join(desk.say(f"results.head_{name}").rjust(_AMOUNT) for name in ("open", "received"))
    heads += desk.say("results.head_share").rjust(_NUMBER) + desk.say("results.head_days").rjust(_DAYS)
    yield line(Span(cut(desk.say("results.routes_heading"), _NAME), "head"), Span(heads, "quiet"))
    for basis, past in found.routes:
        said = form.number(past.cases, desk.language).rjust(_NUMBER)
        said += "".join(form.amount(cents, desk.language).rjust(_AMOUNT) for cents in (past.open, past.received))
        days = _NOTHING if past.days is None else form.number(past.days, desk.language)
        said += _percent(past.share, desk).rjust(_NUMBER) + days.rjust(_DAYS)
        yield line(cut(desk.say(f"word.{route_word(basis)}"), _NAME), said)


def _percent(share: Decimal | None, desk: Desk) -> str:
    return _NOTHING if share is None else form.percent(share, desk.language)
