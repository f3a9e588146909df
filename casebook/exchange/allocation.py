"""The contract of `calc allocation`: facts in, the finding out."""

from typing import Any, NamedTuple

from casebook.domain.allocation import Allocation, ClaimBalance, Line, Receipt
from casebook.domain.component import COSTS, Balance, Component
from casebook.domain.finding import Finding
from casebook.domain.money import ZERO
from casebook.exchange.fields import Fields
from casebook.exchange.output import amount, steps, warnings
from casebook.words import say


class AllocationFacts(NamedTuple):
    """Money received and the claims it may go to."""

    receipt: Receipt
    claims: tuple[ClaimBalance, ...]


def read(fields: Fields) -> AllocationFacts:
    """Return the facts; raises `InputError` naming the first field that is wrong."""
    on, received = fields.day("on"), fields.payment("amount")
    designation = fields.texts("designation")
    claims: dict[str, ClaimBalance] = {}
    for item in fields.each("claims"):
        claim = _claim(item)
        if claim.id in claims:
            raise item.contradiction("id", "id_twice", id=claim.id)
        claims[claim.id] = claim
    unknown = next((name for name in designation if name not in claims), None)
    if unknown is not None:
        raise fields.contradiction("designation", "no_such_claim", id=unknown)
    fields.done()
    return AllocationFacts(Receipt(on, received, designation), tuple(claims.values()))


def _claim(fields: Fields) -> ClaimBalance:
    """Return a claim; the contract knows one sum of costs, taken as collection costs."""
    claim = ClaimBalance(
        id=fields.text("id"),
        due_on=fields.day("due_on"),
        rate=fields.optional_percent("rate"),
        open=Balance(
            collection_costs=fields.optional_amount("costs") or ZERO,
            interest=fields.optional_amount("interest") or ZERO,
            principal=fields.optional_amount("principal") or ZERO,
        ),
        safe_until=fields.optional_day("safe_until"),
        costs_claimable_from=fields.optional_day("costs_claimable_from"),
    )
    fields.done()
    return claim


def write(finding: Finding[Allocation], language: str) -> dict[str, Any]:
    """Return the finding as the contract has it; sentences in `language`."""
    value = finding.value
    return {
        "lines": [_line(line, language) for line in value.lines],
        "left": [_left(claim) for claim in value.left],
        "unallocated": amount(value.unallocated),
        "steps": steps(finding, language),
        "warnings": warnings(finding, language),
    }


def _line(line: Line, language: str) -> dict[str, Any]:
    """Return a line: `source` is the order within the claim, `basis` why this claim came before the others."""
    return {
        "claim": line.claim,
        "component": _part(line.component),
        "amount": amount(line.amount),
        "source": line.source,
        "basis": {
            "code": line.basis.code,
            "what": say(line.basis.code, line.basis.parameters, language),
            "source": line.basis.source,
        },
    }


def _part(component: Component) -> str:
    return "costs" if component in COSTS else component.value


def _left(claim: ClaimBalance) -> dict[str, str]:
    return {
        "claim": claim.id,
        "costs": amount(claim.open.costs),
        "interest": amount(claim.open.interest),
        "principal": amount(claim.open.principal),
    }
