"""What was filed in a proceeding is told: each rank with what is recognised, expected and received."""

from collections.abc import Iterator
from decimal import Decimal

from casebook import format as form
from casebook.domain.insolvency.facts import EventKind
from casebook.domain.insolvency.filing import Position, Rank
from casebook.domain.money import Cents
from casebook.store.queries.insolvencies import InsolvencyCard
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, labelled, line

_LABEL = 26
# What is said of debts of the estate of which no amount was said yet.
_OPEN = {EventKind.FILED: "filing.said_awaiting", EventKind.ACKNOWLEDGED: "filing.said_confirmed"}


def filing_lines(card: InsolvencyCard, desk: Desk) -> Iterator[Line]:
    """Yield a line for each rank in which something was filed, and that a simplified settlement judges none of it."""
    for one in card.filing.positions:
        said = _of_estate(one, card, desk) if one.rank is Rank.ESTATE else _said(one, desk)
        yield labelled("  " + desk.say(f"word.rank_{one.rank}"), Span(said), _LABEL)
    simplified = any(one.kind is EventKind.SIMPLIFIED for one in card.events if one.id in card.stands)
    if simplified and card.standing.ended_on is None:
        yield line(Span("  " + desk.say("filing.simplified"), "quiet"), hang=2)


def _of_estate(one: Position, card: InsolvencyCard, desk: Desk) -> str:
    """Return how debts of the estate stand: presented, answered, and paid from it."""
    last = next((event for event in reversed(card.events) if event.estate and event.id in card.stands), None)
    parts = [desk.say("filing.said_presented", cents=one.filed)]
    if last is not None and last.kind in _OPEN:
        parts.append(desk.say(_OPEN[last.kind]))
    if one.recognised is not None:
        parts.append(desk.say("filing.said_recognised", cents=one.recognised))
    if one.contested:
        parts.append(desk.say("filing.said_contested", cents=one.contested))
    if one.received:
        parts.append(desk.say("filing.said_paid_by_estate", cents=one.received))
        if one.filed > one.received:
            parts.append(desk.say("filing.said_unpaid", cents=Cents(one.filed - one.received)))
    return " · ".join(parts)


def _said(one: Position, desk: Desk) -> str:
    def money(code: str, cents: int) -> str:
        return desk.say(code, cents=cents)

    parts = [money("filing.said_filed", one.filed)]
    if one.recognised is not None:
        parts.append(money("filing.said_recognised", one.recognised))
    if one.contested:
        parts.append(money("filing.said_contested", one.contested))
    if one.hundredths is not None and one.expected is not None:
        percent = form.percent(Decimal(one.hundredths) / 100, desk.language)
        parts.append(desk.say("filing.said_expected", percent=percent, cents=one.expected))
    if one.received:
        parts.append(money("filing.said_received", one.received))
    return " · ".join(parts)
