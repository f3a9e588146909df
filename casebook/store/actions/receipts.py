"""How a receipt is divided over the claims of a case, before anything is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from casebook.domain.allocation import ClaimBalance, Line, allocate
from casebook.domain.allocation import Receipt as Received
from casebook.domain.component import Balance, Component
from casebook.domain.finding import HOUSE_RULE, Caution, Step
from casebook.domain.interest.facts import InterestKind
from casebook.domain.limitation.facts import DUTCH_LAW
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store import balances, insolvent
from casebook.store.actions import given
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim
from casebook.store.rows import rows
from casebook.store.transaction import Transaction

# Why a rest goes nowhere: nothing is left that it may go to.
UNALLOCATED = "payment.unallocated"
_ORDER = "BW 6:43; BW 6:44"
_INSOLVENCY = "Fw 23; Fw 228; Fw 296"
# The title of a claim says how long it lives.
_SAFE_ENDS = """
    SELECT n.claim_id, n.safe_until FROM clock_now n
    WHERE n.case_id = ? AND n.debtor_id = ? AND n.clock <> 'interest'
      AND NOT EXISTS (SELECT 1 FROM claim t WHERE t.title_of_id = n.claim_id AND t.ended_on IS NULL)
    UNION ALL
    SELECT k.title_of_id, n.safe_until FROM clock_now n JOIN claim k ON k.id = n.claim_id
    WHERE n.case_id = ? AND n.debtor_id = ? AND n.clock = 'title' AND k.title_of_id IS NOT NULL AND k.ended_on IS NULL
"""


@dataclass(frozen=True, slots=True)
class ChosenLine:
    """An amount that goes to a component of a claim because a person chose so."""

    claim_id: int
    component: Component
    cents: Cents


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money received on a day, and what is said about where it goes.

    `designation` names the claims the debtor meant, in his order. `lines` deviate from the statute, and `reason` says
    why. `insolvency_choice` is why money received during an insolvency may go to a claim from before it. `another`:
    it is not the payment of the same amount that another source reported.
    """

    on_day: date
    cents: Cents
    payer_id: int | None = None
    payer_name: str = ""
    iban: str | None = None
    reference: str = ""
    designation: tuple[int, ...] = ()
    lines: tuple[ChosenLine, ...] = ()
    reason: str = ""
    insolvency_choice: str = ""
    another: bool = False


class Part(NamedTuple):
    """A part of a payment: which component of which claim it goes to, and by which step and article."""

    claim_id: int
    component: Component
    cents: Cents
    basis: str
    source: str


class Division(NamedTuple):
    """Where a payment goes, why the rest goes nowhere (a code and its source), and what the reader should know."""

    parts: tuple[Part, ...]
    rest: Cents
    rest_basis: str
    rest_source: str
    cautions: tuple[Caution, ...]


class Payable(NamedTuple):
    """What can be paid: what is open on a day, and of the interest on claims so much beside what is booked."""

    on_day: date | None = None
    beside: Mapping[int, Cents] = MappingProxyType({})


AS_BOOKED = Payable()


class _SafeEnd(NamedTuple):
    claim_id: int
    safe_until: date | None


def divide(
    tx: Transaction,
    case: Case,
    receipt: Receipt,
    only: Sequence[int] | None = None,
    payable: Payable = AS_BOOKED,
) -> Division:
    """Return how a receipt is divided over the claims of a case, or over `only` some of them.

    By statute, unless a person chose otherwise. Money received during an insolvency goes to no claim from before it
    without a recorded choice: then all of it stays where it is. `payable` says what can be paid, where
    that is not what is open on the day of the receipt.
    """
    claims = claims_of(tx, case)
    _check_designation(claims, (*receipt.designation, *(line.claim_id for line in receipt.lines)))
    candidates = [claim for claim in claims.values() if claim.foreign_cents is None]
    if only is not None:
        candidates = [claim for claim in candidates if claim.id in only]
    found = _by_statute(receipt, _owed(tx, case, candidates, payable.on_day or receipt.on_day, payable.beside))
    if receipt.lines:
        found = _by_choice(receipt, found, _payable(tx, claims.values(), receipt.on_day, payable.beside), claims)
    return _withheld(tx, case, receipt, found, claims)


def claims_of(tx: Transaction, case: Case) -> Mapping[int, Claim]:
    """Return the claims of a case by their ids."""
    return {claim.id: claim for claim in tx.find(Claim.select().where(Claim.case_id == case.id).order_by(Claim.id))}


def _check_designation(claims: Mapping[int, Claim], ids: Iterable[int]) -> None:
    for id_ in ids:
        if id_ not in claims:
            raise Refused("payment.not_of_case", source=HOUSE_RULE)
        claim = claims[id_]
        if claim.foreign_cents is not None:
            raise Refused("claim.foreign_currency", source=HOUSE_RULE, number=claim.number, currency=claim.currency)


def _payable(tx: Transaction, claims: Iterable[Claim], day: date, beside: Mapping[int, Cents]) -> Mapping[int, Balance]:
    """Return what a payment of a day can pay on claims, with the interest beside what is booked."""
    open_now = balances.payable(tx.database, [claim.id for claim in claims], day)
    for claim_id in beside.keys() & open_now.keys():
        interest = Cents(max(0, open_now[claim_id].interest + beside[claim_id]))
        open_now[claim_id] = open_now[claim_id]._replace(interest=interest)
    return open_now


class _Owed(NamedTuple):
    """What is owed on a day, and the claims it is owed on by their number."""

    day: date
    claims: tuple[ClaimBalance, ...]
    numbers: Mapping[str, str]


def _owed(tx: Transaction, case: Case, claims: Sequence[Claim], day: date, beside: Mapping[int, Cents]) -> _Owed:
    open_now = _payable(tx, claims, day, beside)
    ends = rows(tx.database, _SAFE_ENDS, _SafeEnd, (case.id, case.debtor_id) * 2)
    safe_until = {end.claim_id: end.safe_until for end in ends}
    owed = tuple(
        ClaimBalance(
            id=str(claim.id),
            # Where no term was agreed the debt is due at once (BW 6:38).
            due_on=claim.due_on or claim.invoice_on or day,
            rate=_rate(tx, claim, day),
            open=open_now[claim.id],
            safe_until=safe_until.get(claim.id),
        )
        for claim in claims
    )
    return _Owed(day, owed, {str(claim.id): claim.number for claim in claims})


def _by_statute(receipt: Receipt, owed: _Owed) -> Division:
    finding = allocate(Received(owed.day, receipt.cents, tuple(map(str, receipt.designation))), owed.claims)
    return Division(
        parts=tuple(_part(line) for line in finding.value.lines),
        rest=finding.value.unallocated,
        rest_basis=UNALLOCATED,
        rest_source=HOUSE_RULE,
        cautions=tuple(_named(caution, owed.numbers) for caution in finding.warnings),
    )


def _part(line: Line) -> Part:
    basis: Step[Cents] = line.basis
    return Part(int(line.claim), line.component, line.amount, basis.code, basis.source)


def _named(caution: Caution, numbers: Mapping[str, str]) -> Caution:
    """Return a caution that names a claim as people do, by its number."""
    if "claim" not in caution.parameters:
        return caution
    return caution._replace(parameters={**caution.parameters, "claim": numbers[caution.parameters["claim"]]})


def _rate(tx: Transaction, claim: Claim, day: date) -> Decimal | None:
    """Return what a debt costs the debtor on a day in percent per year, None where that is not known."""
    if claim.interest_frozen_on is not None and claim.interest_frozen_on <= day:
        return Decimal(0)
    if claim.rate is not None:
        return Decimal(claim.rate)
    table = tx.law.interest.set_by_law(InterestKind(claim.rate_kind))
    if claim.law != DUTCH_LAW or table is None:
        return None
    entry = table.rates.in_force(day)
    return entry.value if entry else None


def _by_choice(
    receipt: Receipt, statutory: Division, open_now: Mapping[int, Balance], claims: Mapping[int, Claim]
) -> Division:
    """Return the division a person chose; where it is what the statute says, that is its basis."""
    chosen: dict[tuple[int, Component], int] = {}
    for line in receipt.lines:
        key = line.claim_id, line.component
        chosen[key] = chosen.get(key, 0) + given.positive(line.cents)
    if chosen == {(part.claim_id, part.component): part.cents for part in statutory.parts}:
        return statutory
    rest = receipt.cents - sum(chosen.values())
    if rest < 0:
        raise Refused("payment.more_than_paid", source=HOUSE_RULE, amount=Cents(-rest))
    for (claim_id, component), cents in chosen.items():
        most = open_now[claim_id].of(component)
        if cents > most:
            raise Refused(
                "payment.more_than_open",
                source=HOUSE_RULE,
                number=claims[claim_id].number,
                component=component,
                amount=Cents(cents),
                most=most,
            )
    given.reason(receipt.reason)
    parts = [
        Part(claim_id, component, Cents(cents), "payment.deviation", HOUSE_RULE)
        for (claim_id, component), cents in chosen.items()
    ]
    caution = Caution("payment.deviates", {}, _ORDER)
    return statutory._replace(parts=tuple(parts), rest=Cents(rest), cautions=(caution,))


def _withheld(tx: Transaction, case: Case, receipt: Receipt, found: Division, claims: Mapping[int, Claim]) -> Division:
    """Return the division, or nothing of it where money received during an insolvency would go to an earlier claim."""
    parties = (case.debtor_id, receipt.payer_id or case.debtor_id)
    since = insolvent.since(tx.database, parties, receipt.on_day)
    if since is None or not any(_is_earlier(claims[part.claim_id], since) for part in found.parts):
        return found
    if receipt.insolvency_choice.strip():
        return found
    caution = Caution("payment.insolvency", {"since": since}, _INSOLVENCY)
    return Division((), receipt.cents, "payment.insolvency_withheld", _INSOLVENCY, (caution,))


def _is_earlier(claim: Claim, since: date) -> bool:
    """Tell whether any of a claim may be from before an insolvency; what has no day counts as if it were."""
    began = claim.supplied_from or claim.invoice_on or claim.due_on
    return began is None or began < since
