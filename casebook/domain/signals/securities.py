"""Signals of securities: a day by which one is to be invoked, after which it may be lost."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.calendar import Term, add
from casebook.domain.security.facts import SecurityKind
from casebook.domain.security.standing import Why
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import Signal

if TYPE_CHECKING:
    from casebook.domain.signals.facts import CaseFacts


class SecurityMatter(NamedTuple):
    """A security that is to be invoked by a day for claims of a case; `number` where that is of one of them."""

    claim_ids: tuple[int, ...]
    kind: SecurityKind
    name: str
    why: Why
    by: date
    source: str
    number: str = ""


def signals(facts: "CaseFacts", rules: SignalRulesOn) -> Iterator[Signal]:
    """Yield what is to be invoked, urgent a lead before its last day; it stays until a person says what became of it.

    One that runs out has a longer lead than one that is to be invoked. Of a reclamation only the first claim is told.
    """
    told: set[tuple[str, Why]] = set()
    for one in sorted(facts.securities, key=lambda matter: (matter.by, matter.number)):
        if (one.name, one.why) in told:
            continue
        told.add((one.name, one.why))
        expiring = one.why is Why.EXPIRY
        lead = rules.leads.security_expiring if expiring else rules.leads.security_to_invoke
        red_on = add(one.by, Term(-lead.amount, lead.unit))
        yield Signal(
            "signal.security_expiring" if expiring else "signal.security_invoke",
            {"kind": f"security_kind_{one.kind}", "name": one.name, "why": f"security_why_{one.why}", "by": one.by},
            one.source,
            due_on=one.by,
            red_on=red_on,
            amber_on=red_on - (one.by - red_on),
            to_lead_on=one.by,
        )
