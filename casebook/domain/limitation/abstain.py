"""No rule may be guessed: abstaining with the reason, and the earliest end that each possible rule would give."""

from casebook.domain.calendar import last_day
from casebook.domain.finding import HOUSE_RULE, Caution, Finding, Step
from casebook.domain.limitation.answer import UNKNOWN_ENDS, Candidate, Limitation, Status
from casebook.domain.limitation.conclusion import rule_name
from casebook.domain.limitation.facts import LimitationFacts
from casebook.domain.limitation.rules import LimitationRules


def abstained(
    facts: LimitationFacts, rules: LimitationRules, code: str, source: str = HOUSE_RULE, /, **parameters: object
) -> Finding[Limitation]:
    """Return the finding that no end can be told and why, with the candidates to watch in the meantime."""
    value = Limitation(Status.ABSTAINED, UNKNOWN_ENDS, rule=None, candidates=candidates(facts, rules))
    steps = (Step(code, parameters, source, facts.as_of, UNKNOWN_ENDS),)
    return Finding(value, steps, (Caution(code, parameters, source),))


def candidates(facts: LimitationFacts, rules: LimitationRules) -> tuple[Candidate, ...]:
    """Return the earliest end under each rule, the first to come first, counted from the earliest day known.

    For a known kind only its own rule counts. Events are left out: they can only make an end later.
    """
    if not facts.days:
        return ()
    eve = min(facts.days.values())
    kinds = [facts.kind] if facts.kind in rules.kinds else list(rules.kinds)
    entries = [(kind, rules.kinds[kind].applied(facts.as_of)) for kind in kinds]
    found = [
        Candidate(rule_name(kind, entry.start), last_day(eve, entry.value.term), entry.source)
        for kind, entry in entries
        if not entry.value.moving
    ]
    return tuple(sorted(found, key=lambda candidate: (candidate.until, candidate.rule)))
