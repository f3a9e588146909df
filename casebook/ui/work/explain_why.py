"""Why a case stands where it stands in the queue: every reason in order, and since when each is urgent."""

from collections.abc import Iterator, Mapping

from casebook import format as form
from casebook.domain.money import Cents
from casebook.domain.signals.queue import Standing
from casebook.domain.signals.signal import AT_ONCE, Signal, band
from casebook.text import clean_line
from casebook.ui.bands import SIGNS, STYLES
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, line
from casebook.ui.work.explain_clocks import source_span

_SIGN, _BAND = 3, 9


def why_lines(standing: Standing, open_cents: Cents, names: Mapping[int, str], desk: Desk) -> list[Line]:
    """Return why a case that owes so much stands where it stands; `names` are those of who is liable."""
    return list(_lines(standing, open_cents, names, desk))


def _lines(standing: Standing, open_cents: Cents, names: Mapping[int, str], desk: Desk) -> Iterator[Line]:
    yield line(Span(desk.say("explain.order", amount=open_cents), "quiet"))
    yield EMPTY
    columns = " " * _SIGN + desk.say("explain.band").ljust(_BAND) + desk.say("explain.reasons")
    yield Line((Span(columns, "quiet"),), right=(Span(desk.say("explain.due"), "quiet"),))
    for place, signal in enumerate(standing.signals):
        yield from _reason(signal, names, desk, first=place == 0)
    notes = [
        desk.say(f"explain.{name}")
        for name, holds in (
            ("small", standing.small),
            ("to_lead", standing.to_lead),
            ("neglected", standing.neglected),
        )
        if holds
    ]
    if standing.holds_until is not None:
        notes.append(desk.say("explain.holds", on=standing.holds_until))
    if notes:
        yield EMPTY
        yield line(" ".join(notes))


def _reason(signal: Signal, names: Mapping[int, str], desk: Desk, *, first: bool) -> Iterator[Line]:
    in_band = band(signal, desk.day)
    style = STYLES.get(in_band, "")
    sign = SIGNS.get(in_band, "").ljust(_SIGN) + desk.say(f"explain.band_{in_band}").ljust(_BAND)
    due = form.day(signal.due_on, desk.language) if signal.due_on else ""
    said = desk.say(signal.code, **signal.parameters)
    hang = _SIGN + _BAND
    yield Line((Span(sign, style), Span(said, "strong" if first else "")), hang, right=(Span(due, style),))
    details = " · ".join([*_about(signal, names, desk), *_since(signal, desk)])
    source = source_span(signal.source)
    if details or source.text:
        yield line(Span(" " * hang + details, "quiet"), source, hang=hang)


def _about(signal: Signal, names: Mapping[int, str], desk: Desk) -> Iterator[str]:
    """Yield which clock a reason is about, where it is about one."""
    number, clock, debtor = (signal.parameters.get(name) for name in ("number", "clock", "debtor"))
    if number is not None and clock is not None:
        yield desk.say("explain.about", number=number, clock=clock)
    if isinstance(debtor, int) and debtor in names and len(names) > 1:
        yield clean_line(names[debtor])


def _since(signal: Signal, desk: Desk) -> Iterator[str]:
    red, amber, lead = signal.red_on, signal.amber_on, signal.to_lead_on
    if red is not None and red != AT_ONCE:
        if signal.due_on is not None and signal.due_on > red:
            yield desk.say("explain.red_lead", on=red, count=(signal.due_on - red).days)
        else:
            yield desk.say("explain.red_from", on=red)
    if amber is not None and amber != AT_ONCE and amber > desk.day:
        yield desk.say("explain.amber_from", on=amber)
    if lead is not None and lead != AT_ONCE:
        yield desk.say("explain.lead_from", on=lead)
