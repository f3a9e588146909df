"""What of its claims may be asked at all: holds, disputes, limitation, insolvency, plans, placements."""

from collections.abc import Callable, Iterator

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.gate.facts import ClaimNow, GateFacts, Insolvency
from casebook.domain.gate.outgoing import Outgoing
from casebook.domain.gate.rules import GateRules
from casebook.domain.gate.stop import Authority, Severity, Stop
from casebook.domain.letters.facts import StatedClaim
from casebook.domain.letters.kinds import THREATENS, LetterKind
from casebook.domain.signals.clock_state import ClockState

_K = LetterKind
COUNSELLOR = "debt_counsellor"
# The letters by which an arrangement is kept.
OF_PLAN = frozenset({_K.TERM_REMINDER, _K.PLAN_NOTICE, _K.PLAN_ENDED, _K.PRE_NOTIFICATION})
_BEFORE_DUE = OF_PLAN | {_K.COURTESY}
_PERFORMANCE, _LAPSED, _SLATE = "BW 6:39", "BW 3:322", "Fw 358"


def of_claims(outgoing: Outgoing, facts: GateFacts) -> list[tuple[StatedClaim, ClaimNow]]:
    """Return each claim as it is stated with how it stands now."""
    return [(one, facts.claims[one.claim_id]) for one in outgoing.letter.claims if one.claim_id in facts.claims]


def hold(outgoing: Outgoing, facts: GateFacts, _rules: GateRules) -> Iterator[Stop]:
    """Yield the holds that last."""
    if not outgoing.chases:
        return
    if facts.case_closed_on is not None:
        said: dict[str, object] = {"on": facts.case_closed_on}
        yield Stop("stop.case_closed", said, override=Authority.LEAD, since=facts.case_closed_on)
    for one in facts.holds:
        if one.claim_id is not None and one.claim_id not in outgoing.claim_ids:
            continue
        if one.until_on is None:
            yield Stop("stop.hold", {"reason": one.reason}, override=Authority.LEAD, since=one.from_on)
        else:
            said = {"reason": one.reason, "until": one.until_on}
            yield Stop("stop.hold_until", said, override=Authority.LEAD, since=one.from_on)


def contested(outgoing: Outgoing, facts: GateFacts, _rules: GateRules) -> Iterator[Stop]:
    """Yield the claims of which more is asked than what nobody contests."""
    if not outgoing.chases:
        return
    for stated, now in of_claims(outgoing, facts):
        if now.contested and stated.principal > now.uncontested:
            said = {"number": now.number, "asked": stated.principal, "contested": now.contested}
            yield Stop("stop.contested", {**said, "uncontested": now.uncontested})


def lapsed(outgoing: Outgoing, facts: GateFacts, _rules: GateRules) -> Iterator[Stop]:
    """Yield the claims that have possibly lapsed: nobody is pressed for them, and nothing is added."""
    if not outgoing.chases:
        return
    for stated, now in of_claims(outgoing, facts):
        number = {"number": now.number}
        if now.clock is ClockState.UNENFORCEABLE:
            yield Stop("stop.unenforceable", number, _SLATE)
        elif now.clock is ClockState.POSSIBLY_LAPSED:
            if outgoing.voluntary and outgoing.kind not in THREATENS and not stated.costs:
                yield Stop("stop.lapsed_voluntary", number, _LAPSED, Severity.WARNS)
            else:
                yield Stop("stop.lapsed", number, _LAPSED)


def unproven(outgoing: Outgoing, facts: GateFacts, _rules: GateRules) -> Iterator[Stop]:
    """Yield the claims whose clock rests on what cannot be proven, or of which the past is not known."""
    if not outgoing.chases:
        return
    for _, now in of_claims(outgoing, facts):
        if now.clock is ClockState.UNPROVEN:
            yield Stop("stop.unproven", {"number": now.number}, _LAPSED, Severity.WARNS)
        elif now.clock is ClockState.HISTORY_MISSING:
            yield Stop("stop.history_missing", {"number": now.number}, _LAPSED, Severity.WARNS)


def claimed_end(outgoing: Outgoing, facts: GateFacts, _rules: GateRules) -> Iterator[Stop]:
    """Yield the claims that a letter comes too late for; it stops where that is so of all it is about."""
    found = of_claims(outgoing, facts)
    late = [now for _, now in found if now.clock is ClockState.POSSIBLY_LAPSED]
    severity = Severity.STOPS if len(late) == len(found) else Severity.WARNS
    for now in late:
        yield Stop("stop.claimed_end", {"number": now.number}, _LAPSED, severity)


def whole(outgoing: Outgoing, facts: GateFacts, _rules: GateRules) -> Iterator[Stop]:
    """Yield the claims of which a letter that keeps a right states less than there is: it keeps the whole."""
    for stated, now in of_claims(outgoing, facts):
        if stated.principal < now.askable.principal:
            said = {"number": now.number, "stated": stated.principal, "open": now.askable.principal}
            yield Stop("stop.not_whole", said, "BW 3:317 lid 1", Severity.WARNS)


def insolvency(outgoing: Outgoing, facts: GateFacts, rules: GateRules) -> Iterator[Stop]:
    """Yield what is filed with the trustee and not demanded: claims of before the insolvency."""
    found = facts.insolvency
    if found is None or not outgoing.chases:
        return
    numbers = [now.number for _, now in of_claims(outgoing, facts) if from_before(now, found)]
    if not numbers:
        return
    known = rules.cut.get(found.regime or "")
    entry = known.in_force(found.since) if known else None
    said = {"numbers": numbers, "since": found.since}
    if entry is None and found.kind is None:
        yield Stop("stop.insolvent", said, override=Authority.LEAD, since=found.since)
    elif entry is None and found.stops:
        told = {**said, "kind": found.kind}
        yield Stop("stop.proceeding", told, found.source, override=Authority.LEAD, since=found.since)
    elif entry is None:
        told = {**said, "kind": found.kind}
        yield Stop("stop.proceeding_open", told, found.source, Severity.WARNS, since=found.since)
    else:
        yield Stop("stop.cut", {**said, "regime": found.regime}, entry.source)


def from_before(now: ClaimNow, found: Insolvency) -> bool:
    """Tell whether a claim is, in part too, of before an insolvency; one whose supply is not known counts as such."""
    return now.supplied_from is None or now.supplied_from < found.since


def counselling(outgoing: Outgoing, facts: GateFacts, _rules: GateRules) -> Iterator[Stop]:
    """Yield that nobody is pressed whose debts a counsellor is sorting out."""
    helped = any(one.role == COUNSELLOR for one in facts.representatives)
    if outgoing.chases and (helped or facts.counselling_since is not None):
        name, since = {"name": outgoing.letter.debtor}, facts.counselling_since
        yield Stop("stop.counselling", name, override=Authority.LEAD, since=since)


def plan(outgoing: Outgoing, facts: GateFacts, _rules: GateRules) -> Iterator[Stop]:
    """Yield the claims that a running arrangement covers: they are asked by its own letters only."""
    if outgoing.chases and outgoing.kind not in OF_PLAN:
        since = max((now.plan_from for _, now in of_claims(outgoing, facts) if now.plan_from), default=None)
        for stop in _numbers("stop.plan_running", outgoing, facts, lambda now: now.plan_from is not None):
            yield stop._replace(since=since)


def placed(outgoing: Outgoing, facts: GateFacts, _rules: GateRules) -> Iterator[Stop]:
    """Yield the claims that an agency or a bailiff collects."""
    if outgoing.chases:
        yield from _numbers("stop.placed", outgoing, facts, lambda now: now.placed)


def alive(outgoing: Outgoing, facts: GateFacts, _rules: GateRules) -> Iterator[Stop]:
    """Yield the claims that are not owed by who is asked: ended, of somebody else, or not due."""
    if not outgoing.chases:
        return
    yield from _numbers("stop.claim_ended", outgoing, facts, lambda now: now.ended_on is not None, None)
    yield from _numbers("stop.not_liable", outgoing, facts, lambda now: not now.liable, None)
    for _, now in of_claims(outgoing, facts):
        if outgoing.kind not in _BEFORE_DUE and now.due_on is not None and facts.day <= now.due_on:
            yield Stop("stop.before_due", {"number": now.number, "due_on": now.due_on}, _PERFORMANCE)


def _numbers(
    rule: str,
    outgoing: Outgoing,
    facts: GateFacts,
    which: Callable[[ClaimNow], bool],
    override: Authority | None = Authority.LEAD,
) -> Iterator[Stop]:
    numbers = [now.number for _, now in of_claims(outgoing, facts) if which(now)]
    if numbers:
        yield Stop(rule, {"numbers": numbers}, HOUSE_RULE, override=override)
