"""What follows from the facts of a claim, in lines: default, limitation and interest, each with its article."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from casebook.domain.finding import Caution, Finding, Step
from casebook.domain.limitation.answer import Limitation, Status
from casebook.store.actions.claims import ClaimFacts
from casebook.store.models.claims import RateKind
from casebook.store.queries.claim_facts import Outlook
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, labelled
from casebook.words import say

_WIDTH = 18


def outlook_lines(desk: Desk, outlook: Outlook, facts: ClaimFacts) -> Iterator[Line]:
    """Yield what follows from the facts of a claim."""
    yield from _default(desk, outlook.default)
    if outlook.limitation is not None:
        yield limitation_line(desk, outlook.limitation)
        yield from _cautions(desk, outlook.limitation.warnings)
    yield from interest_lines(desk, outlook, facts)


def limitation_line(desk: Desk, found: Finding[Limitation]) -> Line:
    """Return both ends of a clock with the rule, or why there are none."""
    answer = found.value
    label = desk.say("money.limitation")
    style = "urgent" if answer.status in (Status.POSSIBLY_LAPSED, Status.UNENFORCEABLE) else ""
    safe, claimed = answer.ends.safe_until, answer.ends.claimed_until
    if answer.status is Status.ABSTAINED or safe is None:
        earliest = min((one.until for one in answer.candidates), default=None)
        told = desk.say("money.no_end_earliest", on=earliest) if earliest else desk.say("money.no_end")
        return _with_source(label, Span(told, "due"), answer.source)
    if claimed is None or claimed == safe:
        told = desk.say("money.safe_end", safe=safe)
    else:
        told = desk.say("money.both_ends", safe=safe, claimed=claimed)
    return _with_source(label, Span(told, style), answer.source)


def _default(desk: Desk, found: Finding[date | None] | None) -> Iterator[Line]:
    label = desk.say("money.default")
    if found is None:
        yield labelled(label, Span(desk.say("money.default_unknown"), "due"))
        return
    last = found.steps[-1]
    if found.value is None:
        yield _with_source(label, Span(_said(desk, last), "due"), last.source)
    else:
        yield _with_source(label, Span(desk.say("money.default_from", on=found.value), "strong"), last.source)
        yield labelled("", _said(desk, last))
    yield from _cautions(desk, found.warnings)


def interest_lines(desk: Desk, outlook: Outlook, facts: ClaimFacts) -> Iterator[Line]:
    """Yield which interest a claim bears, and how much of it has run or why none has."""
    label, found = desk.say("money.interest"), outlook.interest
    kind = desk.say(f"word.{facts.rate_kind}")
    if facts.rate_kind is RateKind.CONTRACTUAL and facts.rate:
        kind = desk.say("money.rate_agreed", rate=facts.rate)
    if found.finding is None:
        yield labelled(label, kind)
    else:
        told = desk.say("money.interest_now", cents=found.run_up, day_cents=found.per_day)
        yield _with_source(label, Span(f"{kind}: {told}"), next(iter(found.finding.sources), ""))
    if found.reason is not None and not _said_before(found.reason, outlook.default):
        yield from _cautions(desk, (found.reason,))


def _said_before(reason: Caution, default: Finding[date | None] | None) -> bool:
    """Tell whether there is no interest because there is no default, which was told with that."""
    return default is None or (default.value is None and reason.code == default.steps[-1].code)


def _cautions(desk: Desk, cautions: Sequence[Caution]) -> Iterator[Line]:
    for caution in cautions:
        yield _with_source("", Span("! " + say(caution.code, caution.parameters, desk.language), "due"), caution.source)


def _said(desk: Desk, step: Step[Any]) -> str:
    return say(step.code, step.parameters, desk.language)


def _with_source(label: str, told: Span, source: str) -> Line:
    spans = labelled(label, told, _WIDTH).spans
    return Line((*spans, Span(f"  {source}", "quiet")) if source else spans, _WIDTH)
