"""Whether a bank guarantee can still be called, and for how much."""

from collections.abc import Iterator
from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.gate.facts import GateFacts
from casebook.domain.gate.outgoing import Outgoing
from casebook.domain.gate.rules import GateRules
from casebook.domain.gate.stop import Authority, Stop
from casebook.domain.letters.kinds import LetterKind


def bank_guarantee(outgoing: Outgoing, facts: GateFacts, _rules: GateRules) -> Iterator[Stop]:
    """Yield that a guarantee ran out, or that more is called than it is for or than is open."""
    if outgoing.kind is not LetterKind.BANK_GUARANTEE_CALL:
        return
    extras = outgoing.letter.extras
    expires_on, called, guaranteed = extras.get("expires_on"), extras.get("called"), extras.get("guaranteed")
    if isinstance(expires_on, date) and expires_on < facts.day:
        yield Stop("stop.guarantee_expired", {"on": expires_on}, HOUSE_RULE, override=Authority.LEAD)
    if not isinstance(called, int):
        return
    if isinstance(guaranteed, int) and 0 < guaranteed < called:
        said = {"called": called, "most": guaranteed}
        yield Stop("stop.called_above_guarantee", said, HOUSE_RULE, override=Authority.LEAD)
    if called > outgoing.letter.total:
        said = {"called": called, "open": outgoing.letter.total}
        yield Stop("stop.called_above_open", said, HOUSE_RULE, override=Authority.LEAD)
