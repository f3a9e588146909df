"""How values of the domain are written in JSON: amounts and percentages as text, days in ISO form."""

from datetime import date
from decimal import Decimal
from typing import Any

from casebook.domain.finding import Finding
from casebook.words import say


def amount(cents: int) -> str:
    """Return an amount in euro with two decimals after a point, as in `-1234.50`."""
    sign = "-" if cents < 0 else ""
    euros, rest = divmod(abs(cents), 100)
    return f"{sign}{euros}.{rest:02d}"


def percent(value: Decimal) -> str:
    """Return a percentage without trailing zeros, as in `10.15`."""
    return f"{value.normalize():f}"


def day(value: date | None) -> str | None:
    """Return a day as `2026-11-21`, None where it is not known."""
    return value.isoformat() if value else None


def steps(finding: Finding[Any], language: str) -> list[dict[str, str | None]]:
    """Return the steps of a finding without the values after them, the sentence in `language`."""
    return [
        {
            "on": day(step.on),
            "code": step.code,
            "what": say(step.code, step.parameters, language),
            "source": step.source,
        }
        for step in finding.steps
    ]


def warnings(finding: Finding[Any], language: str) -> list[dict[str, str]]:
    """Return the warnings of a finding as every contract has them, the sentence in `language`."""
    return [
        {
            "code": caution.code,
            "what": say(caution.code, caution.parameters, language),
            "source": caution.source,
        }
        for caution in finding.warnings
    ]
