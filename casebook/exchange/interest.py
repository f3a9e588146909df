"""The contract of `calc interest`: facts in, the finding out."""

from typing import Any

from casebook.domain.finding import Finding
from casebook.domain.interest import Interest, InterestFacts, InterestKind, InterestRow, InterestRules, Payment
from casebook.exchange.fields import Fields
from casebook.exchange.output import amount, percent, steps, warnings


def read(fields: Fields, rules: InterestRules) -> InterestFacts:
    """Return the facts, for which `rules` know a rate; raises `InputError` naming the first field that is wrong."""
    kind = InterestKind(fields.choice("kind", [kind.value for kind in InterestKind]))
    principal = fields.amount("principal")
    start, until = fields.day("from"), fields.day("until")
    if until < start:
        raise fields.contradiction("until", "before", other=fields.path("from"))
    set_by_law, rate = rules.set_by_law(kind), fields.optional_percent("rate")
    if set_by_law is None and rate is None:
        raise fields.wrong("rate", "agreed_rate")
    if set_by_law is not None and rate is not None:
        raise fields.contradiction("rate", "rate_set_by_law", kind=kind)
    if set_by_law is not None and start < set_by_law.first_day:
        raise fields.contradiction("from", "before_first_rate", kind=kind, first=set_by_law.first_day)
    facts = InterestFacts(
        kind=kind,
        principal=principal,
        start=start,
        until=until,
        rate=rate,
        simple=fields.optional_flag("simple") or False,
        payments=tuple(_payment(payment) for payment in fields.each("payments")),
    )
    fields.done()
    return facts


def _payment(fields: Fields) -> Payment:
    payment = Payment(fields.day("on"), fields.payment("amount"))
    fields.done()
    return payment


def write(finding: Finding[Interest], language: str) -> dict[str, Any]:
    """Return the finding as the contract has it; sentences in `language`."""
    value = finding.value
    return {
        "interest": amount(value.interest),
        "total": amount(value.total),
        "per_day": amount(value.per_day),
        "rows": [_row(row) for row in value.rows],
        "source": finding.steps[0].source,
        "stale": value.stale,
        "steps": steps(finding, language),
        "warnings": warnings(finding, language),
    }


def _row(row: InterestRow) -> dict[str, Any]:
    return {
        "from": row.start.isoformat(),
        "until": row.until.isoformat(),
        "days": row.days,
        "rate": percent(row.rate),
        "base": amount(row.base),
        "interest": amount(row.interest),
    }
