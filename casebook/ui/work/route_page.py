"""The routes of a case side by side, with everything that is needed to take the sum again by hand."""

from collections.abc import Iterator

from rich.cells import cell_len

from casebook import format as form
from casebook.domain.capacity import Capacity
from casebook.domain.finding import HOUSE_RULE, NO_PARAMETERS, Finding
from casebook.domain.money import Cents
from casebook.domain.routes.comparison import Outlook
from casebook.domain.routes.experience import Experience
from casebook.store.queries.routes import Comparison
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head, line
from casebook.ui.work.assessment_pages import suggestion_lines

# Where there is no figure.
_NOTHING = "-"
# In cells: the columns of the table after the name of the route.
_NAME, _NET, _SHARE, _CASES, _DAYS = 29, 14, 11, 10, 11


def route_lines(found: Comparison, desk: Desk) -> list[Line]:
    """Return the page: the table, each sum step by step, the suggestion, and how the past was counted."""
    return [
        line(desk.say("routes.open_now", amount=found.open_cents, on=desk.day)),
        EMPTY,
        *_table(found, desk),
        EMPTY,
        *_suggested(found, desk),
        EMPTY,
        *(one for outlook in found.outlooks for one in (*_sum(outlook, found, desk), EMPTY)),
        *_promises(found, desk),
        EMPTY,
        *_counting(found, desk),
    ]


def _table(found: Comparison, desk: Desk) -> Iterator[Line]:
    titles = [desk.say(f"routes.column_{name}") for name in ("route", "net", "share", "cases", "days")]
    yield line(Span(_row(*titles), "quiet"))
    # The best first; what has no figure comes last, in the order of the routes.
    for outlook in sorted(found.outlooks, key=lambda one: (one.finding.value is None, -(one.finding.value or 0))):
        yield line(Span(_told(outlook, found, desk), "strong" if _is_suggested(outlook, found) else ""))


def _told(outlook: Outlook, found: Comparison, desk: Desk) -> str:
    experience, net = outlook.experience, outlook.finding.value
    enough = experience.cases >= found.rules.least_cases
    sign = "→ " if _is_suggested(outlook, found) else "  "
    return _row(
        sign + desk.say(f"word.route_{outlook.route}"),
        desk.say("routes.no_figure") if net is None else form.money(net, desk.language),
        _share(experience, desk) if enough else _NOTHING,
        f"{experience.cases}" if enough else desk.say("routes.of_least", count=experience.cases, least=_least(found)),
        _days(experience, desk) if enough else _NOTHING,
    )


def _row(name: str, net: str, share: str, cases: str, days: str) -> str:
    right = ((net, _NET), (share, _SHARE), (cases, _CASES), (days, _DAYS))
    return (
        name + " " * (_NAME - cell_len(name)) + "".join(" " * (width - cell_len(text)) + text for text, width in right)
    )


def _suggested(found: Comparison, desk: Desk) -> list[Line]:
    if found.suggestion is None or found.assessment is None:
        return [line("! ", Span(desk.say("routes.not_assessed"), "due"), hang=2)]
    lines = suggestion_lines(found.suggestion, desk)
    until = found.assessment.valid_until
    if until < desk.day:
        lines.append(line("  ! ", Span(desk.say("assessment.was_valid", on=until), "due"), hang=4))
    return lines


def _sum(outlook: Outlook, found: Comparison, desk: Desk) -> Iterator[Line]:
    """Yield how one route comes to its figure, each step with what it leaves at the right end."""
    yield head(desk.say(f"word.route_{outlook.route}"))
    yield from _behind(outlook.experience, found, desk)
    finding: Finding[Cents | None] = outlook.finding
    for step in finding.steps:
        said = desk.say(step.code, **step.parameters)
        source = "" if step.source == HOUSE_RULE else f"  {step.source}"
        right = () if step.after is None else (Span(form.money(step.after, desk.language)),)
        yield Line((Span("  "), Span(said), Span(source, "quiet")), 4, right)
    if finding.value is not None:
        net = Span(form.money(finding.value, desk.language), "strong")
        yield Line((Span("  " + desk.say("routes.net")),), 4, (net,))
    for warning in finding.warnings:
        yield line("  ! ", Span(desk.say(warning.code, **warning.parameters), "due"), hang=4)


def _behind(experience: Experience, found: Comparison, desk: Desk) -> Iterator[Line]:
    """Yield what is known of the past of a route: whose, how many, how much, and from what to what."""
    if experience.cases == 0:
        yield line("  ", Span(desk.say("routes.no_past"), "quiet"), hang=4)
        return
    said = desk.say(
        "routes.past",
        count=experience.cases,
        whose=(_whose(experience.capacity), NO_PARAMETERS),
        received=experience.received,
        open=experience.open,
        share=experience.share,
    )
    yield line("  ", said, hang=4)
    spread = desk.say("routes.spread", lowest=experience.lowest, highest=experience.highest)
    if experience.days is not None:
        spread += " " + desk.say("routes.took", count=experience.days)
    yield line("  ", Span(spread, "quiet"), hang=4)
    if found.capacity is not None and experience.capacity is None:
        whose = (_whose(found.capacity), NO_PARAMETERS)
        told = desk.say("routes.kind_thin", count=experience.of_kind, least=_least(found), whose=whose)
        yield line("  ", Span(told, "quiet"), hang=4)


def _promises(found: Comparison, desk: Desk) -> Iterator[Line]:
    yield head(desk.say("routes.promises"))
    yield from _behind(found.promises, found, desk)


def _counting(found: Comparison, desk: Desk) -> Iterator[Line]:
    """Yield how the past was counted, and where the costs come from."""
    yield head(desk.say("routes.counted"))
    period = {"since": found.since, "until": found.until, "window": found.rules.window}
    texts = [
        desk.say("routes.counted_when", **period, most=found.rules.most_cases),
        desk.say("routes.counted_money", window=found.rules.window),
        *(desk.say(f"routes.begins_{basis}") for basis in ("plan", "promise", "court", "agency", "rest", "write_off")),
        desk.say("routes.counted_costs", on=found.costs.start),
        *([desk.say("routes.costs_note", note=found.costs.note)] if found.costs.note else []),
        desk.say("routes.left_out"),
    ]
    yield from (line("  · ", Span(text, "quiet"), hang=4) for text in texts)


def _is_suggested(outlook: Outlook, found: Comparison) -> bool:
    return found.suggestion is not None and found.suggestion.value is outlook.route


def _share(experience: Experience, desk: Desk) -> str:
    return _NOTHING if experience.share is None else form.percent(experience.share, desk.language)


def _days(experience: Experience, desk: Desk) -> str:
    return _NOTHING if experience.days is None else desk.say("routes.days", count=experience.days)


def _whose(capacity: Capacity | None) -> str:
    return f"routes.of_{capacity}" if capacity is not None else "routes.of_all"


def _least(found: Comparison) -> int:
    return found.rules.least_cases
