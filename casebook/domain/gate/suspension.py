"""What has to come before a service is suspended: the gate asks what the record of the suspension is asked too."""

from collections.abc import Iterator
from datetime import date

from casebook.domain.gate.claims import COUNSELLOR, from_before, of_claims
from casebook.domain.gate.facts import GateFacts
from casebook.domain.gate.outgoing import Outgoing
from casebook.domain.gate.rules import GateRules
from casebook.domain.gate.stop import Authority, Stop
from casebook.domain.letters.kinds import SUSPENDS, LetterKind
from casebook.domain.service import Sector, SuspensionState, conditions, earliest

_ENERGY_CLAIM = "consumer_energy"
_BANKRUPTCY = "bankruptcy"
# Asked of every letter that presses somebody to pay.
_ASKED_OF_ALL = frozenset({"helped", "contested", "planned"})


def suspension(outgoing: Outgoing, facts: GateFacts, rules: GateRules) -> Iterator[Stop]:
    """Yield what has to come before a service may be suspended and did not."""
    if outgoing.kind not in SUSPENDS:
        return
    done = facts.suspension._replace(sector=_sector(outgoing, facts))
    told_on = outgoing.letter.extras.get("municipality_on")
    if isinstance(told_on, date) and told_on != done.municipality_on:
        # A letter says nothing of the municipality that was not recorded.
        done = done._replace(municipality_on=None)
    for one in conditions(done, _now(outgoing, facts), rules.suspension, facts.day):
        if not one.met and not (one.name in _ASKED_OF_ALL and outgoing.chases):
            override = Authority.LEAD if one.by_lead else None
            yield Stop(f"stop.suspension_{one.name}", one.parameters, one.source, override=override)
    yield from _too_early(outgoing, facts, rules)


def _too_early(outgoing: Outgoing, facts: GateFacts, rules: GateRules) -> Iterator[Stop]:
    """Yield that an announcement leaves too little time before it takes effect."""
    takes_effect_on, notice = outgoing.letter.extras.get("takes_effect_on"), rules.notice.applied(facts.day).value
    if outgoing.kind is LetterKind.SUSPENSION_ANNOUNCED and isinstance(takes_effect_on, date):
        first = earliest(facts.day, notice)
        if takes_effect_on < first:
            said = {"on": takes_effect_on, "notice": notice, "earliest": first}
            yield Stop("stop.suspension_early", said, override=Authority.LEAD)


def _sector(outgoing: Outgoing, facts: GateFacts) -> Sector | None:
    """Return the sector of the service: as it was recorded, as the letter has it, or by what the claims are for."""
    if facts.suspension.sector is not None:
        return facts.suspension.sector
    said = outgoing.letter.extras.get("sector")
    if isinstance(said, str) and said in set(Sector):
        return Sector(said)
    return Sector.ENERGY if any(now.kind == _ENERGY_CLAIM for _, now in of_claims(outgoing, facts)) else None


def _now(outgoing: Outgoing, facts: GateFacts) -> SuspensionState:
    found, claims = facts.insolvency, [now for _, now in of_claims(outgoing, facts)]
    bankrupt = found is not None and found.regime == _BANKRUPTCY
    return SuspensionState(
        counselling=facts.counselling_since is not None or any(one.role == COUNSELLOR for one in facts.representatives),
        vulnerable=facts.vulnerable,
        old=tuple(now.number for now in claims if bankrupt and found is not None and from_before(now, found)),
        contested=tuple(now.number for now in claims if now.contested and not now.uncontested),
        planned=tuple(now.number for now in claims if now.plan_from is not None),
    )
