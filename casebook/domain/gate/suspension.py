"""What has to come before a service is suspended: each sector has its own rules."""

from collections.abc import Iterator
from datetime import date

from casebook.domain.dated import Entry
from casebook.domain.gate.claims import COUNSELLOR, from_before, of_claims
from casebook.domain.gate.facts import GateFacts
from casebook.domain.gate.outgoing import Outgoing
from casebook.domain.gate.rules import GateRules, SuspensionRules
from casebook.domain.gate.stop import Authority, Stop
from casebook.domain.letters.kinds import LetterKind

_SUSPENDS = frozenset({LetterKind.SUSPENSION_ANNOUNCED, LetterKind.SUSPENSION_IN_EFFECT})
_ENERGY_CLAIM, _ENERGY = "consumer_energy", "energy"
_BANKRUPTCY, _OLD_DEBT = "bankruptcy", "Fw 37b"


def suspension(outgoing: Outgoing, facts: GateFacts, rules: GateRules) -> Iterator[Stop]:
    """Yield what has to come before a service may be suspended and did not."""
    if outgoing.kind not in _SUSPENDS:
        return
    found = facts.insolvency
    if found is not None and found.regime == _BANKRUPTCY:
        old = [now.number for _, now in of_claims(outgoing, facts) if from_before(now, found)]
        if old:
            yield Stop("stop.suspension_bankrupt", {"numbers": old}, _OLD_DEBT)
    sector = _sector(outgoing, facts)
    known = rules.suspension.get(sector or "")
    entry = known.in_force(facts.day) if known else None
    if entry is not None:
        yield from _of_sector(f"service_{sector}", outgoing, facts, entry)


def _sector(outgoing: Outgoing, facts: GateFacts) -> str | None:
    """Return the sector of the service: as the letter has it, or by what the claims are for."""
    said = outgoing.letter.extras.get("sector")
    if isinstance(said, str) and said:
        return said
    return _ENERGY if any(now.kind == _ENERGY_CLAIM for _, now in of_claims(outgoing, facts)) else None


def _of_sector(sector: str, outgoing: Outgoing, facts: GateFacts, entry: Entry[SuspensionRules]) -> Iterator[Stop]:
    rule, done, source = entry.value, facts.suspension, entry.source
    said = {"sector": sector}
    if done.reminders < rule.reminders:
        counted = {**said, "count": done.reminders, "needed": rule.reminders}
        yield Stop("stop.suspension_reminders", counted, source)
    if rule.contact and done.contact_on is None:
        yield Stop("stop.suspension_contact", said, source)
    if rule.offer and done.offered_on is None:
        yield Stop("stop.suspension_offer", said, source)
    told_on = done.municipality_on or outgoing.letter.extras.get("municipality_on")
    if rule.municipality and not (isinstance(told_on, date) and told_on <= facts.day):
        yield Stop("stop.suspension_municipality", said, source)
    helped = any(one.role == COUNSELLOR for one in facts.representatives)
    if rule.counselling and (helped or facts.counselling_since is not None):
        yield Stop("stop.suspension_counselling", said, source)
    if rule.vulnerable and facts.vulnerable:
        yield Stop("stop.suspension_vulnerable", said, source, override=Authority.LEAD)
