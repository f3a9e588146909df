"""To whom a letter may go: who acts for the debtor, who died, and who asks for care."""

from collections.abc import Iterator

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.gate.facts import GateFacts, Representative
from casebook.domain.gate.outgoing import ANSWERS, Outgoing
from casebook.domain.gate.rules import GateRules, Represented, Writing
from casebook.domain.gate.stop import Authority, Severity, Stop
from casebook.domain.letters.kinds import LetterKind

_HEIRS, _RESPITE = "BW 4:182", "BW 4:185"
_CONFIDENTIAL = "AVG art. 5 lid 1 onder f"
# What an addressee is in law, who is what a person left behind and not himself.
_ESTATE = "estate"


def representatives(outgoing: Outgoing, facts: GateFacts, rules: GateRules) -> Iterator[Stop]:
    """Yield who has to get a letter to the debtor, instead of him or as well."""
    if not outgoing.to_himself or outgoing.kind in ANSWERS:
        return
    for one in facts.representatives:
        rule, source = _rule(one, facts, rules)
        if rule.writing is Writing.INSTEAD:
            yield Stop("stop.write_instead", _said(one), source)
        elif _gets_it_too(one, rule) and one.party_id not in outgoing.bundle_to:
            override = Authority.LEAD if source == HOUSE_RULE else None
            yield Stop("stop.write_as_well", _said(one), source, override=override)
    yield from _unknown(outgoing, facts, rules)


def interruption_representatives(outgoing: Outgoing, facts: GateFacts, rules: GateRules) -> Iterator[Stop]:
    """Yield who has to get a letter that keeps a right, besides the debtor, for it to have effect."""
    if not outgoing.to_himself:
        return
    for one in facts.representatives:
        rule, source = _rule(one, facts, rules)
        if rule.for_effect and one.party_id not in outgoing.bundle_to:
            yield Stop("stop.no_representative", _said(one), source)
    yield from _unknown(outgoing, facts, rules)
    if _is_dead(outgoing, facts) and not outgoing.bundle_to & _for_the_estate(facts, rules):
        yield Stop("stop.no_representative_of_estate", {"name": outgoing.letter.debtor}, _HEIRS)


def _unknown(outgoing: Outgoing, facts: GateFacts, rules: GateRules) -> Iterator[Stop]:
    """Yield that nobody is known who acts for the debtor in his insolvency."""
    regime = facts.insolvency.regime if facts.insolvency else None
    known = rules.needed_in.get(regime or "")
    entry = known.in_force(facts.day) if known else None
    if entry is not None and all(one.role != entry.value for one in facts.representatives):
        said = {"name": outgoing.letter.debtor, "role": entry.value}
        yield Stop("stop.representative_unknown", said, entry.source)


def authority(outgoing: Outgoing, facts: GateFacts, rules: GateRules) -> Iterator[Stop]:
    """Yield that the one who gets it may not, or not yet, act for the debtor or hear of his debts.

    What goes to who acts in a proceeding states all we claim: nobody lets that pass before the authority was seen.
    """
    if outgoing.to_himself:
        return
    for one in facts.representatives:
        if one.party_id != outgoing.addressee_id:
            continue
        rule, source = _rule(one, facts, rules)
        if rule.writing is Writing.NEVER and not outgoing.to_other:
            yield Stop("stop.no_authority", _said(one), source)
        elif rule.authority and one.authority_seen_on is None:
            override = None if outgoing.to_other else Authority.LEAD
            yield Stop("stop.authority_unseen", _said(one), source, override=override)


def stranger(outgoing: Outgoing, facts: GateFacts, _rules: GateRules) -> Iterator[Stop]:
    """Yield that the addressee neither owes nor acts for who does; of who died only known heirs are written to."""
    if outgoing.to_himself or outgoing.to_other:
        return
    known = {one.party_id for one in facts.representatives} | (facts.estate.heirs if facts.estate else set())
    if outgoing.addressee_id not in known:
        said = {"name": outgoing.letter.addressee.name, "debtor": outgoing.letter.debtor}
        yield Stop("stop.not_an_heir", said, _HEIRS) if facts.estate else Stop("stop.stranger", said)


def not_meant(outgoing: Outgoing, _facts: GateFacts, _rules: GateRules) -> Iterator[Stop]:
    """Yield that somebody whom the first letter was not for would be told of claims."""
    if outgoing.not_meant and outgoing.letter.claims:
        yield Stop("stop.tells_of_claims", {"name": outgoing.letter.addressee.name}, _CONFIDENTIAL)


def estate(outgoing: Outgoing, facts: GateFacts, _rules: GateRules) -> Iterator[Stop]:
    """Yield that nothing goes to who died, and that nothing is demanded of an estate for three months."""
    found = facts.estate
    if found is None:
        if facts.death_undated and outgoing.chases:
            yield Stop("stop.death_undated", {"name": outgoing.letter.debtor}, override=Authority.LEAD)
        return
    if _is_dead(outgoing, facts) and outgoing.kind is not LetterKind.HEIRS:
        yield Stop("stop.deceased", {"name": outgoing.letter.debtor, "on": found.died_on}, _HEIRS)
    if outgoing.chases and not found.at_once and facts.day <= found.respite_until:
        yield Stop("stop.estate_respite", {"name": outgoing.letter.debtor, "until": found.respite_until}, _RESPITE)


def care(outgoing: Outgoing, facts: GateFacts, _rules: GateRules) -> Iterator[Stop]:
    """Yield what to think of before somebody is pressed."""
    if not outgoing.chases:
        return
    if facts.vulnerable:
        yield Stop("stop.vulnerable", {"name": outgoing.letter.debtor}, severity=Severity.WARNS)
    if facts.complaint_on is not None:
        said = {"name": outgoing.letter.debtor, "on": facts.complaint_on}
        yield Stop("stop.complaint", said, severity=Severity.WARNS)


def _rule(one: Representative, facts: GateFacts, rules: GateRules) -> tuple[Represented, str]:
    known = rules.representation[one.role].in_force(facts.day) if one.role in rules.representation else None
    return (Represented(Writing.IF_ASKED), HOUSE_RULE) if known is None else (known.value, known.source)


def _gets_it_too(one: Representative, rule: Represented) -> bool:
    return rule.writing is Writing.AS_WELL or (rule.writing is Writing.IF_ASKED and one.write_to)


def _is_dead(outgoing: Outgoing, facts: GateFacts) -> bool:
    return facts.estate is not None and outgoing.to_himself and outgoing.letter.addressee.kind != _ESTATE


def _for_the_estate(facts: GateFacts, rules: GateRules) -> set[int]:
    acting = {one.party_id for one in facts.representatives if _rule(one, facts, rules)[0].for_effect}
    return acting | (set(facts.estate.heirs) if facts.estate else set())


def _said(one: Representative) -> dict[str, str]:
    return {"name": one.name, "role": one.role}
