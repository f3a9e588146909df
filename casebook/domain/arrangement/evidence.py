"""Which evidence of finances an arrangement needs, and until when what there is suffices for it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.arrangement.rules import EvidenceRules
from casebook.domain.money import Cents

# Until when kinds of evidence suffice, by kind; what somebody did without suffices for good.
Lasts = Mapping[str, date]


class Asked(NamedTuple):
    """How large an arrangement is: its number of terms, how much in all, and what is let go at its end."""

    terms: int
    total: Cents
    remission: Cents


def needed(asked: Asked, rules: EvidenceRules) -> Mapping[str, Sequence[str]]:
    """Return what has to be shown, each with the kinds of which one suffices; nothing for a short and small one."""
    full = bool(asked.remission) and rules.full_with_remission
    if not full and asked.terms <= rules.none_up_to_terms and asked.total <= rules.none_up_to_amount:
        return {}
    basic = {"income": rules.income, "costs": rules.costs}
    if not full and asked.terms <= rules.income_up_to_terms:
        return basic
    return {**basic, "debts": rules.debts, "means": rules.means}


def missing(asked: Asked, lasts: Lasts, day: date, rules: EvidenceRules) -> list[str]:
    """Return what has to be shown and is not on a day."""
    return [name for name, kinds in needed(asked, rules).items() if _last(kinds, lasts) < day]


def suffices_until(asked: Asked, lasts: Lasts, rules: EvidenceRules) -> date | None:
    """Return the last day on which everything is shown, `date.max` for good, None where something never was."""
    last = min((_last(kinds, lasts) for kinds in needed(asked, rules).values()), default=date.max)
    return None if last == date.min else last


def _last(kinds: Sequence[str], lasts: Lasts) -> date:
    return max((lasts[kind] for kind in kinds if kind in lasts), default=date.min)
