"""What is known to be weak in a guarantee, before its guarantor is asked to pay."""

from collections.abc import Iterator

from casebook.domain.gate.claims import of_claims
from casebook.domain.gate.facts import GateFacts
from casebook.domain.gate.outgoing import Outgoing
from casebook.domain.gate.rules import GateRules
from casebook.domain.gate.stop import Severity, Stop
from casebook.domain.letters.kinds import LetterKind


def guarantee(outgoing: Outgoing, facts: GateFacts, _rules: GateRules) -> Iterator[Stop]:
    """Yield the weak points of the guarantees for the claims that a guarantor is asked to pay, each once."""
    if outgoing.kind is LetterKind.GUARANTOR_DEMAND:
        for point in dict.fromkeys(point for _, now in of_claims(outgoing, facts) for point in now.guarantee):
            yield Stop(point.code, {}, point.source, Severity.WARNS)
