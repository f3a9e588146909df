"""What a comparison and its parts are called, and its numbers as a reader has them."""

from collections.abc import Iterator
from decimal import Decimal

from casebook import format as form
from casebook.domain.comparison.choice import By
from casebook.domain.comparison.columns import CellRow, Column, Measure, Value
from casebook.domain.comparison.estimate import Estimate
from casebook.domain.comparison.rules import ComparisonRules
from casebook.domain.comparison.standard import Verdict
from casebook.domain.comparison.strata import ANY, UNKNOWN, Stratum
from casebook.domain.money import Cents
from casebook.store.queries.comparison import Found
from casebook.text import clean_line
from casebook.words import say

_NOTHING = "-"
# How the rule is called up to which a size or an age goes; the last of them go on from the one before.
_ABOVE = {"largest": "large", "oldest": "old"}


def title(by: By, language: str) -> str:
    """Return what is compared."""
    return say(f"comparison.by_{by}", {}, language)


def definition(found: Found, language: str) -> str:
    """Return what counts, and what does not."""
    return say(f"comparison.about_{found.choice.by}", {"days": found.choice.horizon}, language)


def days_said(found: Found, language: str) -> str:
    """Return since when it counts what began, and up to when it is known what came in."""
    about = {"days": found.choice.horizon, "since": found.since, "until": found.until}
    if found.choice.by is By.ARM:
        return say("comparison.days_of_batch", about, language)
    return say("comparison.days", about, language)


def alike_said(found: Found, language: str) -> str:
    """Return by what claims are alike."""
    return say(f"comparison.alike_{found.choice.alike}", {}, language)


def compared_said(found: Found, language: str) -> str:
    """Return how much of the money is compared, or that there is too little to compare."""
    made = found.comparison
    if made.first is None:
        rules = found.rules
        about = {"least": rules.least_cases, "stratum": rules.least_in_stratum, "part": rules.least_alike}
        return say("comparison.too_little", about, language)
    return say("comparison.mix", {"placed": made.placed, "name": label(found, made.first, language)}, language)


def batch_said(found: Found, language: str) -> str:
    """Return the batch whose arms are compared and how it was split, or that there is none."""
    batch = found.batch
    if batch is None:
        return say("comparison.no_batch", {}, language)
    about = {"name": batch.name, "on": batch.made_on, "share": Decimal(batch.share), "seed": batch.seed}
    return say("comparison.batch", about, language)


def about(found: Found, language: str) -> Iterator[str]:
    """Yield what stands above the numbers: what counts, of which days, and what is compared of it."""
    yield definition(found, language)
    if found.choice.by is By.ARM:
        yield batch_said(found, language)
    yield f"{days_said(found, language)} · {alike_said(found, language)}"
    yield compared_said(found, language)


def notes(found: Found, language: str) -> Iterator[str]:
    """Yield what has to be known to read the numbers: who waits, how uncertain they are, and what no lot drew."""
    waiting = [row for row in found.comparison.groups if row.waiting and row.known_on]
    if waiting:
        last = max(row.known_on for row in waiting if row.known_on)
        count = sum(row.waiting for row in waiting)
        yield say("comparison.waiting", {"count": count, "days": found.choice.horizon, "on": last}, language)
    if any(row.verdict is Verdict.FEW_PAID for row in found.comparison.groups):
        yield say("comparison.few_paid", {"least": found.rules.least_paid}, language)
    if found.comparison.first is not None:
        yield say("comparison.method", {}, language)
        yield say("comparison.drawn" if found.choice.by is By.ARM else "comparison.not_drawn", {}, language)


def label(found: Found, group: str, language: str) -> str:
    """Return what a group is called."""
    name = clean_line(found.names.get(group, group))
    match found.choice.by:
        case By.AGENCY:
            return name
        case By.ROUTE:
            return say(f"word.result_route_{group}", {}, language)
        case By.ARM:
            return say(f"comparison.arm_{group}", {"name": name}, language)


def stratum_said(stratum: Stratum, rules: ComparisonRules, language: str) -> str:
    """Return what claims are like, by the traits that matter."""
    parts = []
    if stratum.size != ANY:
        limit = getattr(rules, _ABOVE.get(stratum.size, stratum.size))
        parts.append(say(_band("size", stratum.size), {"limit": _money(limit, language)}, language))
    if stratum.age == UNKNOWN:
        parts.append(say("comparison.age_unknown", {}, language))
    elif stratum.age != ANY:
        limit = getattr(rules, _ABOVE.get(stratum.age, stratum.age))
        parts.append(say(_band("age", stratum.age), {"limit": limit}, language))
    if stratum.kind != ANY:
        parts.append(say(f"word.{stratum.kind}", {}, language))
    if stratum.debtor != ANY:
        parts.append(say(f"comparison.debtor_{stratum.debtor}", {}, language))
    return " · ".join(parts) or say("comparison.all_claims", {}, language)


def cell_said(found: Found, row: CellRow, language: str) -> str:
    """Return what a group in a stratum is called."""
    return f"{label(found, row.group, language)} · {stratum_said(row.stratum, found.rules, language)}"


def head(column: Column, language: str) -> str:
    """Return the head of a column."""
    return say(f"comparison.head_{column.key}", {}, language)


def verdict(value: Verdict, language: str) -> str:
    """Return how a group compares, in a word or two."""
    return say(f"comparison.verdict_{value}", {}, language)


def value_said(value: Value, measure: Measure, language: str) -> str:
    """Return a value as a reader has it, a dash where there is none."""
    if value is None:
        return _NOTHING
    if isinstance(value, Verdict):
        return verdict(value, language)
    if isinstance(value, Estimate):
        return _estimate(value, measure, language)
    if measure is Measure.MONEY:
        return form.amount(int(value), language)
    if isinstance(value, int):
        return form.number(value, language)
    return f"{form.tenths(value, language)}%" if measure is Measure.SHARE else form.tenths(value, language)


def _money(cents: Cents, language: str) -> str:
    """Return an amount, of whole euros without the cents."""
    told = form.money(cents, language)
    return told if cents % 100 else told[:-3]


def _band(trait: str, key: str) -> str:
    return f"comparison.{trait}_above" if key in _ABOVE else f"comparison.{trait}_up_to"


def _estimate(value: Estimate, measure: Measure, language: str) -> str:
    is_difference = measure is Measure.DIFFERENCE
    sign, unit = "+" if is_difference and value.share > 0 else "", "" if is_difference else "%"
    share = f"{sign}{form.tenths(value.share, language)}{unit}"
    if value.low is None or value.high is None:
        return share
    return f"{share} ({form.tenths(value.low, language)}…{form.tenths(value.high, language)})"
