"""What is shown of a case beside a list: who it is, how it stands, and why it needs work."""

from collections.abc import Iterator, Sequence

from casebook import format as form
from casebook.domain.finding import HOUSE_RULE
from casebook.store.queries.case import CaseCard, SignalRow
from casebook.text import clean_line
from casebook.ui.prose import Line, Span, labelled, line
from casebook.words import say

_BANDS = {1: "urgent", 2: "due"}


def preview(card: CaseCard, signals: Sequence[SignalRow], language: str) -> list[Line]:
    """Return the lines about a case."""
    return list(_lines(card, signals, language))


def _lines(card: CaseCard, signals: Sequence[SignalRow], language: str) -> Iterator[Line]:
    yield line(
        Span(f"{card.number} {clean_line(card.name)}", "strong"),
        Span(f" · {say(f'word.{card.debtor_kind}', {}, language)} · {form.money(card.open_cents, language)}"),
    )
    if card.next_kind is not None and card.next_on is not None:
        said = say("preview.next", {"kind": card.next_kind, "on": card.next_on}, language)
        note = f" · {clean_line(card.next_note)}" if card.next_note else ""
        yield labelled(said_label("preview.next_action", language), f"{said} · {clean_line(card.owner)}{note}")
    for signal in signals:
        style = "urgent" if signal.red_on else ""
        reason = Span(say(signal.code, signal.parameters, language), style)
        label = form.day(signal.due_on, language) if signal.due_on else ""
        # Where no article speaks, there is none to name.
        source = "" if signal.source == HOUSE_RULE else f"  {signal.source}"
        yield Line((*labelled(label, reason).spans, Span(source, "quiet")), 18)


def said_label(code: str, language: str) -> str:
    """Return the text of a label."""
    return say(code, {}, language)
