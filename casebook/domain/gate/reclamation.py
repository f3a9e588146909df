"""Whether goods can still be reclaimed that were delivered and not paid."""

from collections.abc import Iterator

from casebook.domain.calendar import add
from casebook.domain.gate.claims import of_claims
from casebook.domain.gate.facts import GateFacts
from casebook.domain.gate.outgoing import Outgoing
from casebook.domain.gate.rules import GateRules
from casebook.domain.gate.stop import Authority, Severity, Stop
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.reclamation import reclaimable_until


def reclamation(outgoing: Outgoing, facts: GateFacts, rules: GateRules) -> Iterator[Stop]:
    """Yield the claims whose goods are reclaimed too late, or perhaps: of which it is not known when they came.

    The right lapses when both its terms have passed; the goods count as stored on the last day of supply.
    """
    if outgoing.kind is not LetterKind.RECLAMATION:
        return
    entry = rules.reclamation.applied(facts.day)
    for _, now in of_claims(outgoing, facts):
        if now.due_on is None or facts.day <= add(now.due_on, entry.value.after_due):
            continue
        stored_on = now.supplied_until or now.supplied_from
        if stored_on is None:
            yield Stop("stop.reclaimed_when", {"number": now.number}, entry.source, Severity.WARNS)
            continue
        last, _ = reclaimable_until(now.due_on, stored_on, entry.value)
        if facts.day > last:
            yield Stop("stop.reclaimed_late", {"number": now.number, "on": last}, entry.source, override=Authority.LEAD)
