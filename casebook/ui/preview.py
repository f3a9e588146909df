"""What is shown of a case beside a list: who it is, how it stands, and why it needs work."""

from collections.abc import Iterator, Sequence

from casebook import format as form
from casebook.domain.finding import HOUSE_RULE
from casebook.store.queries.case import CaseCard, SignalRow
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import kind_of
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, labelled, line


def preview(card: CaseCard, signals: Sequence[SignalRow], desk: Desk) -> list[Line]:
    """Return the lines about a case."""
    return list(_lines(card, signals, desk))


def _lines(card: CaseCard, signals: Sequence[SignalRow], desk: Desk) -> Iterator[Line]:
    yield line(
        Span(f"{card.number} {clean_line(card.name)}", "strong"),
        Span(f" · {kind_of(card.debtor_kind, desk)} · {form.money(card.open_cents, desk.language)}"),
    )
    if card.next_kind is not None and card.next_on is not None:
        said = desk.say("preview.next", kind=card.next_kind, on=card.next_on)
        note = f" · {clean_line(card.next_note)}" if card.next_note else ""
        yield labelled(desk.say("preview.next_action"), f"{said} · {clean_line(card.owner)}{note}")
    for signal in signals:
        style = "urgent" if signal.red_on is not None and signal.red_on <= desk.day else ""
        reason = Span(desk.say(signal.code, **signal.parameters), style)
        label = form.day(signal.due_on, desk.language) if signal.due_on else ""
        # Where no article speaks, there is none to name.
        source = "" if signal.source == HOUSE_RULE else f"  {signal.source}"
        yield Line((*labelled(label, reason).spans, Span(source, "quiet")), 18)
