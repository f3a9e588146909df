"""Whether the amounts of a letter may be asked: default, interest, collection costs, and what was paid since."""

from collections.abc import Iterator, Sequence

from casebook.domain.calendar import add
from casebook.domain.capacity import Capacity
from casebook.domain.costs import CostFacts, Costs, collection_costs
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.gate.claims import of_claims
from casebook.domain.gate.facts import ClaimNow, GateFacts
from casebook.domain.gate.outgoing import Outgoing
from casebook.domain.gate.rules import GateRules
from casebook.domain.gate.stop import Authority, Severity, Stop
from casebook.domain.letters.facts import StatedClaim
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.money import ZERO, Cents

_K = LetterKind
_DEFAULT, _INTEREST, _LETTER, _SUM, _BUSINESS = (
    "BW 6:82 lid 1",
    "BW 6:119 lid 1",
    "BW 6:96 lid 6",
    "BW 6:96 lid 7",
    "BW 6:96 lid 4",
)
# What rests on default, by the article that wants it.
_ONLY_IN_DEFAULT = {
    _K.FOURTEEN_DAY: _LETTER,
    _K.DEMAND: _DEFAULT,
    _K.HANDING_OVER: _DEFAULT,
    _K.DISSOLUTION: "BW 6:265 lid 2",
    _K.RECLAMATION: "BW 7:39 lid 1",
}
# What may be sold only in default is announced before it: a warning, since a term of a trustee may run out first.
_SOLD_IN_DEFAULT = {_K.PLEDGE_NOTICE: "BW 3:248 lid 1", _K.MORTGAGE_NOTICE: "BW 3:268 lid 1"}
_Found = Sequence[tuple[StatedClaim, ClaimNow]]


def default(outgoing: Outgoing, facts: GateFacts, _rules: GateRules) -> Iterator[Stop]:
    """Yield what rests on default and comes before it: the 14-day letter, the demand, undoing a contract, interest."""
    found = of_claims(outgoing, facts)
    if outgoing.kind in _ONLY_IN_DEFAULT:
        early = [now.number for _, now in found if not _in_default(now, facts)]
        if early:
            yield Stop("stop.not_in_default", {"numbers": early}, _ONLY_IN_DEFAULT[outgoing.kind])
    if outgoing.kind in _SOLD_IN_DEFAULT:
        early = [now.number for _, now in found if not _in_default(now, facts)]
        if early:
            source = _SOLD_IN_DEFAULT[outgoing.kind]
            yield Stop("stop.sold_in_default", {"numbers": early}, source, Severity.WARNS)
    if outgoing.chases:
        bearing = [now.number for stated, now in found if stated.interest and not _in_default(now, facts)]
        if bearing:
            yield Stop("stop.interest_before_default", {"numbers": bearing}, _INTEREST)
    if outgoing.kind is _K.NOTICE_OF_DEFAULT and found and all(_in_default(now, facts) for _, now in found):
        yield Stop("stop.in_default_already", {}, _DEFAULT, Severity.WARNS)


def paid_since(outgoing: Outgoing, facts: GateFacts, _rules: GateRules) -> Iterator[Stop]:
    """Yield the claims of which more is asked than is open now, the costs aside."""
    if not outgoing.chases:
        return
    for stated, now in of_claims(outgoing, facts):
        asked, left = stated.principal + stated.interest, now.askable.principal + now.askable.interest
        if stated.principal > now.askable.principal or asked > left:
            yield Stop("stop.paid_since", {"number": now.number, "asked": Cents(asked), "open": Cents(max(0, left))})


def stale(outgoing: Outgoing, facts: GateFacts, rules: GateRules) -> Iterator[Stop]:
    """Yield that the amounts of a letter are of too long ago."""
    stands = rules.house.applied(facts.day).value.stale
    if outgoing.chases and add(outgoing.letter.on, stands) < facts.day:
        yield Stop("stop.stale", {"on": outgoing.letter.on}, HOUSE_RULE, override=Authority.LEAD)


def costs(outgoing: Outgoing, facts: GateFacts, rules: GateRules) -> Iterator[Stop]:
    """Yield which collection costs cannot be asked, not yet, or not so much."""
    if not outgoing.chases:
        return
    charged = [(stated, now) for stated, now in of_claims(outgoing, facts) if _collection(stated, now) > 0]
    for business in (False, True):
        some = [(stated, now) for stated, now in charged if (now.capacity is Capacity.BUSINESS) is business]
        if some:
            yield from _charged(some, facts, rules)
    if outgoing.kind is _K.FOURTEEN_DAY:
        yield from _announced(outgoing, facts, rules)


def _charged(some: _Found, facts: GateFacts, rules: GateRules) -> Iterator[Stop]:
    refusals = [stop for _, now in some for stop in _cannot(now, facts, rules)]
    if refusals:
        yield from refusals
        return
    business = some[0][1].capacity is Capacity.BUSINESS
    asked = Cents(sum(_collection(stated, now) for stated, now in some))
    claims = [now for _, now in some]
    most = _reckoned(claims, [_base(now) for now in claims], facts, rules).total
    if asked > most and business:
        said = {"asked": asked, "most": most}
        yield Stop("stop.costs_by_contract", said, _BUSINESS, Severity.WARNS)
    elif asked > most:
        yield Stop("stop.costs_above_scale", {"asked": asked, "most": most}, f"BIK art. 2; {_SUM}")


def _cannot(now: ClaimNow, facts: GateFacts, rules: GateRules) -> Iterator[Stop]:
    """Yield why no collection costs can be asked on a claim today."""
    number, business = {"number": now.number}, now.capacity is Capacity.BUSINESS
    kinds = rules.costs.on(now.default_on or facts.day).kinds
    if now.kind in kinds.value.not_contractual:
        yield Stop("stop.costs_no_contract", number, kinds.source)
    elif not _in_default(now, facts):
        yield Stop("stop.costs_before_default", number, _BUSINESS if business else _LETTER)
    elif not business and now.fourteen_day is None:
        yield Stop("stop.costs_no_letter", number, _LETTER, override=Authority.LEAD)
    elif not business:
        claimable_from = _reckoned([now], [_base(now)], facts, rules).claimable_from
        if claimable_from is None:
            yield Stop("stop.costs_letter_failed", number, _LETTER)
        elif claimable_from > facts.day:
            yield Stop("stop.costs_too_early", {**number, "on": claimable_from}, _LETTER)


def _announced(outgoing: Outgoing, facts: GateFacts, rules: GateRules) -> Iterator[Stop]:
    """Yield what is wrong with the costs that a 14-day letter announces: the law wants the amount in it."""
    said, found = outgoing.letter.extras.get("costs_after"), of_claims(outgoing, facts)
    business = [now.number for _, now in found if now.capacity is Capacity.BUSINESS]
    if business:
        yield Stop("stop.fourteen_business", {"numbers": business}, _LETTER)
        return
    if not isinstance(said, int) or not said:
        yield Stop("stop.costs_not_said", {}, _LETTER)
        return
    kinds = rules.costs.on(facts.day).kinds
    outside = [now.number for _, now in found if now.kind in kinds.value.not_contractual]
    if outside:
        yield Stop("stop.fourteen_no_contract", {"numbers": outside}, kinds.source)
        return
    claims, bases = [now for _, now in found], [stated.principal for stated, _ in found]
    most = _reckoned(claims, bases, facts, rules).total
    if said > most:
        yield Stop("stop.costs_said_above_scale", {"asked": Cents(said), "most": most}, f"BIK art. 2; {_SUM}")


def _base(now: ClaimNow) -> Cents:
    return Cents(max(now.scale_base, now.askable.principal, 0))


def _reckoned(some: Sequence[ClaimNow], bases: Sequence[Cents], facts: GateFacts, rules: GateRules) -> Costs:
    """Return the costs over claims together, by the facts of the first of them."""
    if not any(bases):
        return Costs(ZERO, ZERO, ZERO, None, ())
    first = some[0]
    asked = CostFacts(
        principals=tuple(bases),
        kind=first.kind,
        debtor=first.capacity or Capacity.CONSUMER,
        creditor_deducts_vat=first.creditor_deducts_vat,
        default_on=first.default_on,
        recurring=first.recurring,
        letter=first.fourteen_day,
        as_of=facts.day,
    )
    return collection_costs(asked, rules.costs, rules.delivery, rules.holidays).value


def _collection(stated: StatedClaim, now: ClaimNow) -> Cents:
    """Return what of the stated costs are collection costs: what the ledger has of other costs is owed beside them."""
    return Cents(stated.costs - max(0, now.askable.court_costs) - max(0, now.askable.enforcement_costs))


def _in_default(now: ClaimNow, facts: GateFacts) -> bool:
    return now.default_on is not None and now.default_on <= facts.day
