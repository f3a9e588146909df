"""Asking the gate: every rule on its own, in one order, and what their answers come to."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date

from casebook.domain.gate import amounts, claims, persons, reach
from casebook.domain.gate.bank_guarantee import bank_guarantee
from casebook.domain.gate.facts import GateFacts
from casebook.domain.gate.guarantee import guarantee
from casebook.domain.gate.often import often
from casebook.domain.gate.outgoing import Outgoing
from casebook.domain.gate.reclamation import reclamation
from casebook.domain.gate.rules import GateRules
from casebook.domain.gate.stop import Severity, Stop
from casebook.domain.gate.suspension import suspension
from casebook.domain.letters.kinds import FRIENDLY, KEEPS_A_RIGHT
from casebook.domain.letters.ways import DispatchWay

Rule = Callable[[Outgoing, GateFacts, GateRules], Iterator[Stop]]

_ORDINARY: Sequence[Rule] = (
    reach.address,
    reach.consent,
    reach.blocks,
    reach.missing,
    persons.estate,
    persons.stranger,
    persons.not_meant,
    persons.representatives,
    persons.authority,
    claims.insolvency,
    claims.counselling,
    claims.hold,
    claims.alive,
    claims.lapsed,
    claims.contested,
    claims.plan,
    claims.placed,
    amounts.default,
    reclamation,
    bank_guarantee,
    amounts.paid_since,
    amounts.costs,
    amounts.stale,
    often,
    suspension,
    persons.care,
    claims.unproven,
    guarantee,
    reach.language,
)
# A letter that keeps a right goes by these alone: whatever else there is changes to whom it goes, how, and its words.
_KEEPS_A_RIGHT: Sequence[Rule] = (
    reach.interruption_address,
    persons.interruption_representatives,
    claims.claimed_end,
    claims.whole,
    reach.language,
)


def check(outgoing: Outgoing, facts: GateFacts, rules: GateRules) -> tuple[Stop, ...]:
    """Return why a letter may not leave and what to know before it does; what stops it comes first."""
    asked = _KEEPS_A_RIGHT if outgoing.kind in KEEPS_A_RIGHT else _ORDINARY
    found = [stop for rule in asked for stop in rule(outgoing, facts, rules)]
    return tuple(sorted(found, key=lambda stop: stop.severity is not Severity.STOPS))


def let_pass(stops: Sequence[Stop], given: Mapping[str, date]) -> frozenset[str]:
    """Return the rules that a person let a letter pass; `given` is the day on which he last did.

    He let pass what stood then: a rule that says something which began on a later day counts as not let pass. That
    is known of a hold, a block, a running arrangement, counselling, an insolvency, a closed case, and letters that
    came too often; what began on the day itself, or is said without a day, counts as seen.
    """
    later = {stop.rule for stop in stops if stop.rule in given and stop.since and stop.since > given[stop.rule]}
    return frozenset(given.keys() - later)


def refused(stops: Sequence[Stop], overridden: Collection[str] = ()) -> tuple[Stop, ...]:
    """Return what stops a letter and was not overridden: empty where it may leave."""
    return tuple(
        stop
        for stop in stops
        if stop.severity is Severity.STOPS and not (stop.override is not None and stop.rule in overridden)
    )


def leaves_by(way: DispatchWay, stops: Sequence[Stop], overridden: Collection[str] = ()) -> bool:
    """Tell whether a letter may leave in a way: nothing stops it, and that way leads to somebody."""
    barred = any(stop.way is way and not (stop.override and stop.rule in overridden) for stop in stops)
    return not barred and not refused(stops, overridden)


def may_release_itself(outgoing: Outgoing, facts: GateFacts, stops: Sequence[Stop]) -> bool:
    """Tell whether a letter may be released without a person, as far as the letter and its debtor go.

    Only a friendly one, to one who owes and for whom nobody acts, of which the gate has nothing to say, not even a
    warning. That the bank is fresh and nothing waits in its inbox is for who asks to know.
    """
    wants_care = (
        facts.representatives
        or facts.insolvency
        or facts.estate
        or facts.vulnerable
        or facts.counselling_since
        or facts.complaint_on
    )
    return outgoing.kind in FRIENDLY and outgoing.to_himself and not stops and not wants_care
