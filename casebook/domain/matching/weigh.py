"""How sure it is that an entry is for a case: what points to it together, what speaks against it, what rules it out."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from casebook.domain.matching.candidate import Candidate, Method, Proposed, Why
from casebook.domain.matching.facts import BookedBefore, Cases, Hit, KnownCase, Received
from casebook.domain.matching.names import likeness
from casebook.domain.matching.rules import MatchingRules
from casebook.domain.matching.subset import exact
from casebook.domain.money import Cents

# By itself neither a name nor an amount says for whom a receipt is, nor do both.
_NEVER_ENOUGH = frozenset([Method.TERM_AMOUNT, Method.EXACT_SUM, Method.NAME])
_WHOLE = 100
_PLACES = {method: place for place, method in enumerate(Method)}
# Nothing is surer than this, nor less sure and still shown.
_MOST, _LEAST = 99, 10
# So many candidates are kept.
_KEPT = 6
# Two sources date the same receipt at most so far apart.
SAME_RECEIPT = timedelta(days=5)


@dataclass(slots=True)
class _Weighed:
    """A case as it is weighed: how sure by now, why, and whether it may be accepted with one key."""

    case: KnownCase
    hits: Sequence[Hit]
    doubt: float = 1.0
    lowered: int = 0
    may: bool = True
    why: list[tuple[int, Why]] = field(default_factory=list)
    claim_ids: tuple[int, ...] = ()
    booked: BookedBefore | None = None

    def raise_by(self, strength: int, code: str, **parameters: Any) -> None:
        self.doubt *= 1 - strength / _WHOLE
        self.why.append((strength, Why(code, parameters)))

    def lower_by(self, points: int, code: str, **parameters: Any) -> None:
        self.lowered += points
        self.why.append((0, Why(code, parameters)))

    def rule_out(self, code: str, **parameters: Any) -> None:
        self.may = False
        self.why.append((0, Why(code, parameters)))

    @property
    def confidence(self) -> int:
        return max(_LEAST, min(_MOST, round(_WHOLE * (1 - self.doubt)) - self.lowered))


def candidates(entry: Received, hits: Iterable[Hit], cases: Cases, rules: MatchingRules) -> tuple[Candidate, ...]:
    """Return what a receipt may be, the surest first, at most 6.

    What points to a case together makes it surer, what points elsewhere less sure. Never ready to be accepted with one
    key is what only a name or an amount speaks for, what another debtor fits alike, what is more than is open, money
    of an insolvent or dead debtor, and what would go to a claim that may have lapsed.
    """
    by_case: dict[int, list[Hit]] = {}
    for hit in hits:
        by_case.setdefault(hit.case_id, []).append(hit)
    weighed = [_weigh(entry, cases[id_], some, rules) for id_, some in by_case.items() if id_ in cases]
    _compare(weighed, rules)
    weighed.sort(key=lambda one: (-one.confidence, -len(one.claim_ids), one.case.case_id))
    return tuple(_candidate(entry, one, rules) for one in weighed[:_KEPT])


def _weigh(entry: Received, case: KnownCase, hits: Sequence[Hit], rules: MatchingRules) -> _Weighed:
    one = _Weighed(case, hits)
    strongest: dict[tuple[Method, str], Hit] = {}
    for hit in sorted(hits, key=lambda hit: -hit.strength):
        strongest.setdefault((hit.method, hit.code), hit)
    for hit in strongest.values():
        one.raise_by(hit.strength, hit.code, **hit.parameters)
    named = [hit.claim_id for hit in hits if hit.claim_id is not None]
    one.claim_ids = tuple(dict.fromkeys(named))
    _by_name(entry, one, rules)
    _by_amount(entry, one, rules)
    _rule_out(entry, one, rules)
    return one


def _by_name(entry: Received, one: _Weighed, rules: MatchingRules) -> None:
    """Let the name speak: for the case where it is like one of those who owe, else, a little, against it."""
    if any(hit.method is Method.NAME for hit in one.hits):
        return
    written = [name for name in (entry.ultimate_name, entry.name) if name]
    best = max((likeness(mine, theirs) for mine in written for theirs in one.case.names), default=None)
    if best is None:
        return
    if best >= rules.name_likeness:
        one.raise_by(rules.name, "bank.why_name_agrees", name=written[0])
    elif not any(hit.method is Method.KNOWN_ACCOUNT for hit in one.hits):
        one.lower_by(rules.other_name, "bank.why_other_name", name=written[0])


def _by_amount(entry: Received, one: _Weighed, rules: MatchingRules) -> None:
    """Let the amount speak: what is open on the claims that are named, a term, or claims that add up to it."""
    open_ = {claim.claim_id: claim.open for claim in one.case.claims if claim.in_euro}
    identified = any(hit.method not in _NEVER_ENOUGH for hit in one.hits)
    strength = rules.amount_agrees if identified else rules.amount_alone
    one.booked = _booked_before(entry, one)
    if one.booked is not None:
        one.raise_by(strength, "bank.why_booked", on=one.booked.on_day, amount=one.booked.cents)
        return
    by_amount = any(hit.method in (Method.TERM_AMOUNT, Method.EXACT_SUM) for hit in one.hits)
    if one.claim_ids:
        due = Cents(sum(open_.get(claim, 0) for claim in one.claim_ids))
        if due == entry.rest:
            one.raise_by(strength, "bank.why_amount_of_claims", amount=due, count=len(one.claim_ids))
            return
    else:
        due = Cents(sum(open_.values()))
    term = next((term for term in one.case.expected if term.cents == entry.rest), None)
    if term is not None:
        if not by_amount:
            one.raise_by(strength, "bank.why_term", number=term.number, on=term.due_on, amount=term.cents)
        one.claim_ids = one.claim_ids or term.claim_ids
        return
    if not one.claim_ids and (found := exact(entry.rest, open_)):
        if not by_amount:
            one.raise_by(strength, "bank.why_sum", amount=entry.rest, count=len(found))
        one.claim_ids = found if len(found) < len([cents for cents in open_.values() if cents > 0]) else ()
        return
    _say_difference(entry, one, due, rules)


def _say_difference(entry: Received, one: _Weighed, due: Cents, rules: MatchingRules) -> None:
    if due <= 0:
        one.rule_out("bank.why_nothing_open")
        one.lower_by(rules.more, "bank.why_more", amount=entry.rest)
    elif entry.rest > due:
        one.lower_by(rules.more, "bank.why_more", amount=Cents(entry.rest - due))
    else:
        one.lower_by(rules.part, "bank.why_part", amount=entry.rest, due=due)


def _rule_out(entry: Received, one: _Weighed, rules: MatchingRules) -> None:
    """Say what makes that a person has to look, however sure the match is."""
    case = one.case
    if all(hit.method in _NEVER_ENOUGH for hit in one.hits):
        one.may = False
    if entry.came_back:
        one.rule_out("bank.why_came_back")
    if case.insolvent_since is not None and case.insolvent_since <= entry.value_on:
        one.rule_out("bank.why_insolvent", since=case.insolvent_since)
    if case.estate:
        one.rule_out("bank.why_estate")
    named = [claim for claim in case.claims if claim.claim_id in one.claim_ids]
    for claim in named:
        if claim.safe_until is not None and claim.safe_until < entry.value_on:
            one.rule_out("bank.why_lapsed", number=claim.number)
        if not claim.in_euro:
            one.rule_out("bank.why_currency", number=claim.number)
    one.claim_ids = tuple(claim.claim_id for claim in sorted(named, key=_place(one.claim_ids)) if claim.in_euro)
    if not one.claim_ids and len(_ledger_books(case)) > 1:
        one.rule_out("bank.why_ledger_too")
    if any(claim.creditor_id == entry.creditor_id for claim in named or case.claims):
        return
    one.may = False
    one.lower_by(rules.disagrees, "bank.why_other_entity")


def _place(order: Sequence[int]) -> Callable[[Any], int]:
    return lambda claim: order.index(claim.claim_id)


def _compare(weighed: Sequence[_Weighed], rules: MatchingRules) -> None:
    """Lower what something else than a name or an amount contradicts, and let nothing be ready that two fit alike."""
    sure = [
        one
        for one in weighed
        if any(hit.method not in _NEVER_ENOUGH and hit.strength >= rules.told for hit in one.hits)
    ]
    if len({one.case.debtor_id for one in sure}) > 1:
        for one in sure:
            one.lower_by(rules.disagrees, "bank.why_disagrees", count=len(sure))
    confidences = [one.confidence for one in weighed]
    ordered = sorted(confidences)
    for one, confidence in zip(weighed, confidences, strict=True):
        alike = len(ordered) - bisect_left(ordered, confidence - rules.alike) - 1
        if alike:
            one.rule_out("bank.why_ambiguous", count=alike)


def _candidate(entry: Received, one: _Weighed, rules: MatchingRules) -> Candidate:
    proposed = Proposed.AWAIT_LEDGER if _by_ledger(one) else Proposed.BOOK
    if one.booked is not None:
        proposed = Proposed.CONFIRM
    more = proposed is Proposed.BOOK and _is_more(entry, one)
    payer = next((hit for hit in one.hits if hit.method is Method.KNOWN_ACCOUNT), None)
    return Candidate(
        proposed=proposed,
        case_id=one.case.case_id,
        cents=entry.rest,
        confidence=one.confidence,
        ready=one.may and not more and one.confidence >= rules.ready and proposed is not Proposed.AWAIT_LEDGER,
        method=_method(one.hits),
        why=tuple(why for _, why in sorted(one.why, key=lambda weight: -weight[0])),
        claim_ids=one.claim_ids,
        payment_id=one.booked.payment_id if one.booked else None,
        payer_id=payer.payer_id if payer and payer.payer_id != one.case.debtor_id else None,
        third_party=bool(payer and payer.third_party),
    )


def _is_more(entry: Received, one: _Weighed) -> bool:
    """Tell whether more came in than is open on the claims named, or on all."""
    claims = [claim for claim in one.case.claims if not one.claim_ids or claim.claim_id in one.claim_ids]
    return entry.rest > sum(claim.open for claim in claims if claim.open > 0)


def _booked_before(entry: Received, one: _Weighed) -> BookedBefore | None:
    """Return the payment of the same amount, about the same day, that another source reported."""
    alike = [
        payment
        for payment in one.case.booked
        if payment.cents == entry.rest
        and abs(payment.on_day - entry.value_on) <= SAME_RECEIPT
        and (not one.claim_ids or not payment.claim_ids or set(payment.claim_ids) & set(one.claim_ids))
    ]
    return min(alike, key=lambda payment: (abs(payment.on_day - entry.value_on), payment.payment_id), default=None)


def _by_ledger(one: _Weighed) -> bool:
    """Tell whether the ledger books what the entity receives whose claims the entry would go to."""
    claims = [claim.creditor_id in one.case.by_ledger for claim in one.case.claims if claim.claim_id in one.claim_ids]
    return any(claims) or (not one.claim_ids and _ledger_books(one.case) == {True})


def _ledger_books(case: KnownCase) -> set[bool]:
    """Return whether the ledger books what is received on the claims of a case: of all, of none, or of some."""
    return {claim.creditor_id in case.by_ledger for claim in case.claims}


def _method(hits: Sequence[Hit]) -> Method:
    """Return by what the case was found: what weighs most, and of alike ones what stands first."""
    return min(hits, key=lambda hit: (-hit.strength, _PLACES[hit.method])).method
