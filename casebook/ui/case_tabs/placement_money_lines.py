"""How the money of a placement is told: what was placed, what came of it, and the fees by the terms and as kept."""

from collections.abc import Iterator

from casebook.domain.placements.reconciling import Reconciliation
from casebook.ui.case_tabs.telling import money
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, labelled

_LABEL = 26


def money_lines(found: Reconciliation, desk: Desk) -> Iterator[Line]:
    """Yield what became of what was placed, once anything did: the sum to the cent, and the fees."""
    parts = (
        ("placement_money.added", found.added),
        ("placement_money.received", -found.received),
        ("placement_money.direct", -found.direct),
        ("placement_money.credited", -found.credited),
    )
    if any(cents for _, cents in parts):
        said = [desk.say("placement_money.placed", cents=found.placed)]
        said += [desk.say(code, cents=cents) for code, cents in parts if cents]
        said.append(desk.say("placement_money.open", cents=found.open))
        yield labelled("  " + desk.say("placement_money.sum"), " · ".join(said), _LABEL)
    if found.difference:
        yield labelled("  " + desk.say("placement_money.lacks"), Span(money(found.difference, desk), "urgent"), _LABEL)
    if found.fees or found.invoices:
        yield labelled("  " + desk.say("placement_money.fees"), _fees(found, desk), _LABEL)
        if found.unpaid:
            code = "placement_money.unpaid" if found.unpaid > 0 else "placement_money.too_much"
            cents = abs(found.unpaid)
            yield labelled("", Span(desk.say(code, cents=cents), "due" if found.unpaid < 0 else ""), _LABEL)
        for code, cents in (
            ("placement_money.undecided", found.undecided),
            ("placement_money.disputed", found.disputed),
        ):
            if cents:
                yield labelled("", Span(desk.say(code, cents=cents), "due"), _LABEL)


def _fees(found: Reconciliation, desk: Desk) -> str:
    """Return what is due by the terms, what was kept of it, and what was accepted by invoice."""
    said = desk.say("placement_money.fees_said", due=found.due, kept=found.kept)
    return f"{said}, {desk.say('placement_money.accepted', cents=found.accepted)}" if found.invoices else said
