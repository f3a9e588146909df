"""Which payment of before a debit takes back: a direct debit that was returned, or a booking that was wrong."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.matching.candidate import Candidate, Method, Proposed, Why
from casebook.domain.matching.rules import MatchingRules
from casebook.domain.money import Cents

_WHOLE, _MOST, _KEPT = 100, 99, 6


class FoundBy(StrEnum):
    """By what a payment was found that a debit may take back."""

    END_TO_END = "by_end_to_end"
    ACCOUNT = "by_account"
    TEXT = "by_text"


class Debit(NamedTuple):
    """A debit of which `rest` is left, less than nothing; the bank says why it came with a code, or that it erred."""

    rest: Cents
    value_on: date
    return_code: str | None
    is_reversal: bool


class Paid(NamedTuple):
    """A payment that stands, of the amount of the debit, and by what it was found."""

    payment_id: int
    case_id: int
    on_day: date
    found_by: frozenset[FoundBy]


def candidates(debit: Debit, paid: Sequence[Paid], rules: MatchingRules) -> tuple[Candidate, ...]:
    """Return which payments a debit may take back, the surest first; of alike ones the latest, and then none is ready.

    Ready only where the bank says that the debit is a return.
    """
    worth = {
        FoundBy.END_TO_END: (rules.direct_debit, "bank.why_end_to_end", Method.DIRECT_DEBIT),
        FoundBy.ACCOUNT: (rules.own_account, "bank.why_paid_from", Method.KNOWN_ACCOUNT),
        FoundBy.TEXT: (rules.number_4, "bank.why_in_text", Method.INVOICE_NUMBER),
    }
    said = debit.return_code is not None or debit.is_reversal
    weighed: list[tuple[int, Paid, Method, tuple[Why, ...]]] = []
    for one in paid:
        if one.on_day > debit.value_on:
            continue
        how = sorted((worth[found] for found in one.found_by), reverse=True)
        why = [Why(code, {}) for _, code, _ in how]
        doubt = 1.0
        for strength, _, _ in how:
            doubt *= 1 - strength / _WHOLE
        if said:
            doubt *= 1 - rules.amount_agrees / _WHOLE
            code = Why("bank.why_return_code", {"code": debit.return_code}) if debit.return_code else None
            why.append(code or Why("bank.why_reversal", {}))
        else:
            why.append(Why("bank.why_no_return", {}))
        weighed.append((min(_MOST, round(_WHOLE * (1 - doubt))), one, how[0][2], tuple(why)))
    weighed.sort(key=lambda found: (-found[0], -found[1].on_day.toordinal(), -found[1].payment_id))
    return tuple(
        Candidate(
            proposed=Proposed.RETURN,
            case_id=one.case_id,
            cents=debit.rest,
            confidence=confidence,
            ready=said
            and confidence >= rules.ready
            and not any(other is not one and sure >= confidence - rules.alike for sure, other, _, _ in weighed),
            method=method,
            why=why,
            payment_id=one.payment_id,
        )
        for confidence, one, method, why in weighed[:_KEPT]
    )
