"""How far a proceeding is on a day, and which days follow from what happened in it.

A day that the court, the register or a letter gave is certain; one that is only computed is an estimate until then.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casebook.domain.calendar import ONE_DAY, add, add_working_days
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency import dissolved, filing
from casebook.domain.insolvency.dues import STAYS, DateKind, Due
from casebook.domain.insolvency.facts import COUNSELLED, REGISTERED, EndKind, EventKind, Kind, Proceeding
from casebook.domain.insolvency.requests import RequestKind
from casebook.domain.insolvency.rules import Effect, InsolvencyRules

_E = EventKind


class Stage(StrEnum):
    """How far a proceeding is."""

    SIGNALLED = "signalled"
    DISMISSED = "dismissed"
    CONFIRMED = "confirmed"
    CUT = "cut"
    FILED = "filed"
    ACKNOWLEDGED = "acknowledged"
    RECOGNISED = "recognised"
    PARTLY_RECOGNISED = "partly_recognised"
    CONTESTED = "contested"
    VERIFIED = "verified"
    DISTRIBUTION_LIST = "distribution_list"
    DISTRIBUTED = "distributed"
    NOTIFIED = "notified"
    AUTHORITY_CHECKED = "authority_checked"
    BALANCE_REQUESTED = "balance_requested"
    BALANCE_ANSWERED = "balance_answered"
    STABILISING = "stabilising"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    RECONSIDERED = "reconsidered"
    COURT = "court"
    RUNNING = "running"
    PAID_AT_ONCE = "paid_at_once"
    ENDED = "ended"
    ANNULLED = "annulled"
    CONVERTED = "converted"


# Where an event leads; the last one that happened counts, but nothing leads back to what came before it.
_FILING = {
    _E.CUT: Stage.CUT,
    _E.FILED: Stage.FILED,
    _E.ACKNOWLEDGED: Stage.ACKNOWLEDGED,
    _E.RECOGNISED: Stage.RECOGNISED,
    _E.PARTLY_RECOGNISED: Stage.PARTLY_RECOGNISED,
    _E.CONTESTED: Stage.CONTESTED,
    _E.VERIFIED: Stage.VERIFIED,
    _E.DISTRIBUTION_LIST: Stage.DISTRIBUTION_LIST,
    _E.DISTRIBUTED: Stage.DISTRIBUTED,
}
# What a counsellor and we said to each other, and what of it our answers are.
_ANSWERS = frozenset({_E.BALANCE_ANSWERED, _E.ACCEPTED, _E.REFUSED})
_TALK = (
    *(_E.BALANCE_REQUESTED, _E.CREDIT_PROPOSED, _E.MEDIATION_PROPOSED, _E.RECONSIDERED, _E.TO_COURT),
    *sorted(_ANSWERS),
)
_COUNSELLING = {
    _E.AUTHORITY_SEEN: Stage.AUTHORITY_CHECKED,
    _E.BALANCE_REQUESTED: Stage.BALANCE_REQUESTED,
    _E.BALANCE_ANSWERED: Stage.BALANCE_ANSWERED,
    _E.STABILISING: Stage.STABILISING,
    _E.CREDIT_PROPOSED: Stage.PROPOSED,
    _E.MEDIATION_PROPOSED: Stage.PROPOSED,
    _E.ACCEPTED: Stage.ACCEPTED,
    _E.REFUSED: Stage.REFUSED,
    _E.RECONSIDERED: Stage.RECONSIDERED,
    _E.TO_COURT: Stage.COURT,
    _E.RUNNING: Stage.RUNNING,
    _E.PAID_AT_ONCE: Stage.PAID_AT_ONCE,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the end did to the claims of before; `effect` is None where that is not known."""

    effect: Effect | None
    source: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How a proceeding stands on a day: its stage, since when and until when, how it ended, and the days in order."""

    stage: Stage
    since: date | None
    ended_on: date | None
    end: EndKind | None
    outcome: Outcome | None
    dues: tuple[Due, ...]

    def next_due(self, day: date) -> Due | None:
        """Return the first day that is not past, or what is past and was not done; None without one."""
        return next((one for one in self.dues if one.on >= day or one.kind in STAYS), None)

    def due(self, kind: DateKind) -> Due | None:
        """Return the first day of a kind, None without one."""
        return next((one for one in self.dues if one.kind is kind), None)


def standing(of: Proceeding, rules: InsolvencyRules) -> Standing:
    """Return how a proceeding stands by what was recorded of it; a court's own day takes the place of an estimate."""
    closing = of.closing
    return Standing(
        stage=_stage(of),
        since=of.started_on,
        ended_on=closing.on if closing else None,
        end=closing.outcome if closing else None,
        outcome=outcome(of, rules),
        dues=() if of.undone else tuple(sorted(_dues(of, rules), key=lambda one: one.on)),
    )


def outcome(of: Proceeding, rules: InsolvencyRules) -> Outcome | None:
    """Return what the end did to the claims, None while it runs and after a conversion: they go on there.

    A clean slate that was withdrawn is none (Fw 358a). Where it is not known whether the debtor is a natural person
    and that matters, the effect is None.
    """
    closing = of.closing
    if closing is None or closing.outcome is None:
        return None
    how = closing.outcome
    if how is EndKind.CLEAN_SLATE and of.last(_E.SLATE_WITHDRAWN) is not None:
        return Outcome(Effect.REVIVES, "Fw 358a")
    known = rules.effect.get(of.kind, {}).get(how)
    if known is None:
        return Outcome(None, HOUSE_RULE)
    entry = known.applied(closing.on)
    natural, legal = entry.value
    if of.natural is None:
        return Outcome(natural if natural is legal else None, entry.source)
    return Outcome(natural if of.natural else legal, entry.source)


def _stage(of: Proceeding) -> Stage:
    closing = of.closing
    if closing is not None:
        if of.undone:
            return Stage.ANNULLED
        return Stage.CONVERTED if closing.kind is _E.CONVERTED else Stage.ENDED
    if of.last(_E.DISMISSED) is not None:
        return Stage.DISMISSED
    if of.confirmed_on is None:
        return Stage.SIGNALLED
    if of.kind in COUNSELLED:
        # That the counsellor may act is often seen only after he asked something.
        found = of.last(*(kind for kind in _COUNSELLING if kind is not _E.AUTHORITY_SEEN)) or of.last(_E.AUTHORITY_SEEN)
        return _COUNSELLING[found.kind] if found else Stage.NOTIFIED
    filed = of.last(*_FILING)
    return _FILING[filed.kind] if filed else Stage.CONFIRMED


def _dues(of: Proceeding, rules: InsolvencyRules) -> Iterator[Due]:
    closing = of.closing
    if closing is not None:
        yield from _visible(of, rules, closing.on)
        return
    yield from _meetings(of, rules)
    yield from _cooling_off(of, rules)
    yield from _counselling(of, rules)
    yield from filing.dues(of, rules)
    yield from dissolved.dues(of, rules)
    yield from _end(of, rules)


def _visible(of: Proceeding, rules: InsolvencyRules, ended_on: date) -> Iterator[Due]:
    """Yield until when the register shows it: by its own day, or computed from the end."""
    given = of.last(_E.VISIBLE_UNTIL)
    if given is not None:
        yield Due(DateKind.VISIBLE, given.on, HOUSE_RULE)
    elif of.kind in REGISTERED:
        entry = rules.visible.applied(ended_on)
        yield Due(DateKind.VISIBLE, add(ended_on, entry.value), entry.source, estimate=True)


def _meetings(of: Proceeding, rules: InsolvencyRules) -> Iterator[Due]:
    """Yield the meetings, and until when claims are filed: by the judge, or so long before the first meeting (127)."""
    simplified = of.last(_E.SIMPLIFIED)
    # Nothing is verified any more (Fw 137a), unless a meeting is set after all.
    meetings = [one for one in of.events if one.kind is _E.MEETING and (simplified is None or one.id > simplified.id)]
    for one in meetings:
        yield Due(DateKind.MEETING, one.on, "Fw 108")
    for one in of.events:
        if one.kind is _E.CREDITORS_MEETING:
            yield Due(DateKind.CREDITORS_MEETING, one.on, HOUSE_RULE)
    given = of.last(_E.BAR_DATE)
    if given is not None:
        yield Due(DateKind.BAR_DATE, given.on, "Fw 127")
        return
    if of.kind is not Kind.BANKRUPTCY or not meetings or of.started_on is None:
        return
    entry = rules.bar_date.in_force(of.started_on)
    if entry is not None:
        before = entry.value._replace(amount=-entry.value.amount)
        yield Due(DateKind.BAR_DATE, add(meetings[0].on, before), entry.source, estimate=True)


def _cooling_off(of: Proceeding, rules: InsolvencyRules) -> Iterator[Due]:
    found, rule = of.last(_E.COOLING_OFF), rules.cooling_off.get(of.kind)
    if found is not None and found.until is not None:
        yield Due(DateKind.COOLING_OFF, found.until, rule.applied(found.on).source if rule else HOUSE_RULE)
    elif found is not None and rule is not None:
        entry = rule.applied(found.on)
        yield Due(DateKind.COOLING_OFF, add(found.on, entry.value.first) - ONE_DAY, entry.source, estimate=True)


def _counselling(of: Proceeding, rules: InsolvencyRules) -> Iterator[Due]:
    """Yield until when the balance is stated, a proposal or word of it comes, and a scheme is looked at again.

    What comes is counted from our last answer, also to a question about documents or what we claim; while we have a
    proposal to answer, nothing is expected of others.
    """
    seen = of.last(_E.RUNNING, _E.RECHECKED)
    if seen is not None:
        entry = rules.counselling.applied(seen.on)
        yield Due(DateKind.RECHECK, add(seen.on, entry.value.recheck), entry.source, estimate=True)
    question = of.last(_E.QUESTION_ANSWERED)
    latest = of.last(*_TALK) or question
    if latest is None:
        return
    given, after = latest.until if latest.kind in _ANSWERS else None, latest.on
    if latest.kind is _E.BALANCE_REQUESTED:
        within = rules.request[RequestKind.BALANCE].applied(latest.on)
        after = latest.until or add_working_days(latest.on, within.value, rules.holidays)
        yield Due(DateKind.REPLY, after, within.source, estimate=latest.until is None)
    elif latest.kind not in _ANSWERS and latest is not question:
        return
    if question is not None:
        given, after = None if given is not None and given < question.on else given, max(after, question.on)
    if of.last(_E.RUNNING, _E.PAID_AT_ONCE) is None:
        entry = rules.counselling.applied(latest.on)
        yield Due(DateKind.PROPOSAL, given or add(after, entry.value.proposal), entry.source, estimate=given is None)


def _end(of: Proceeding, rules: InsolvencyRules) -> Iterator[Due]:
    """Yield the last day of it: the one that the court set, or the longest the law lets it last (349a; 223)."""
    given = of.last(_E.EXTENDED, _E.DEFINITIVE, _E.STARTED)
    longest = rules.duration.get(of.kind)
    if given is not None and given.until is not None:
        source = longest.applied(given.on).source if longest else HOUSE_RULE
        yield Due(DateKind.END, given.until, source)
        return
    begun = of.last(_E.RUNNING) if of.kind is Kind.COUNSELLING else of.last(_E.STARTED)
    if longest is None or begun is None:
        return
    entry, first = longest.applied(begun.on), begun.on
    repaid = of.first(_E.FIRST_REPAYMENT)
    if entry.value.first_repayment and repaid is not None:
        first = min(first, repaid.on)
    yield Due(DateKind.END, add(first, entry.value.term) - ONE_DAY, entry.source, estimate=True)
