"""The weak points of a claim: what would have to be proven if it came to a dispute, and is not there."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

# Kinds of claims that rest on something that was supplied.
_SUPPLIED = frozenset(
    {"contract", "contract_on_call", "periodic", "consumer_sale", "consumer_energy", "carriage", "forwarding"}
)
# Kinds that a document speaks for by itself: what came before it is settled.
_SETTLED = frozenset(
    {
        "judgment",
        "judgment_periodic",
        "settlement_record",
        "verified_in_bankruptcy",
        "bill_of_exchange_acceptor",
        "cheque",
    }
)
_MISSING = "missing"


class Claimed(NamedTuple):
    """What is known of a claim; `agreed` says where its last day of payment comes from, None where that is unknown."""

    kind: str
    capacity_known: bool
    agreed: str | None
    invoiced: bool
    due: bool
    supply_known: bool
    guaranteed: bool


class WeakPoint(NamedTuple):
    """Something that would be hard to prove, said by `words.say`. `missing`: it was looked for and is not there."""

    code: str
    what: str
    missing: bool


def weak_points(claimed: Claimed, evidence: Mapping[str, str]) -> tuple[WeakPoint, ...]:
    """Return the weak points of a claim, the evidence that is known to be missing in front.

    `evidence` has the status of each kind that somebody looked at: `present`, `missing` or `not_needed`. What is not
    needed is no weak point; what nobody looked at is one where a claim of its kind needs it.
    """
    found = [WeakPoint("weak.missing", kind, missing=True) for kind, status in evidence.items() if status == _MISSING]
    found += [WeakPoint("weak.not_looked_at", kind, missing=False) for kind in _needed(claimed) if kind not in evidence]
    found += [WeakPoint("weak.unknown_fact", fact, missing=False) for fact in _unknown(claimed)]
    return tuple(found)


def _needed(claimed: Claimed) -> Iterator[str]:
    if claimed.kind not in _SETTLED:
        yield "agreement"
        yield "price"
        if claimed.agreed == "conditions":
            yield "conditions"
        if claimed.kind in _SUPPLIED:
            yield "delivery"
        if claimed.invoiced:
            yield "invoice_sent"
    if claimed.guaranteed:
        yield "guarantee"


def _unknown(claimed: Claimed) -> Iterator[str]:
    if claimed.kind == "unknown":
        yield "fact_kind"
    if not claimed.due:
        yield "fact_due"
    if claimed.kind in _SETTLED:
        return
    if not claimed.capacity_known:
        yield "fact_capacity"
    if claimed.agreed is None:
        yield "fact_agreed"
    if claimed.kind in _SUPPLIED and not claimed.supply_known:
        yield "fact_supply"
