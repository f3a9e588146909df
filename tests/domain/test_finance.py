"""How a piece of evidence of finances stands, and what is still waited for."""

from datetime import date

import pytest

from casebook.domain.calendar import Term
from casebook.domain.finance import FinanceStatus, Piece, Result, outstanding, status

DAY, DUE = date(2026, 11, 21), date(2026, 12, 1)
VALID = Term(6, "months")


def piece(
    kind: str = "income",
    requested: date | None = None,
    received: date | None = None,
    result: Result | None = None,
    waived: date | None = None,
) -> Piece:
    return Piece(kind, DUE, requested, received, result, waived)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (piece(), FinanceStatus.REQUIRED),
        (piece(requested=DAY), FinanceStatus.REQUESTED),
        (piece(requested=DAY, received=DAY), FinanceStatus.RECEIVED),
        # It may come in without having been asked for.
        (piece(received=DAY), FinanceStatus.RECEIVED),
        (piece(received=DAY, result=Result.INSUFFICIENT), FinanceStatus.INSUFFICIENT),
        (piece(received=date(2026, 5, 21), result=Result.SUFFICIENT), FinanceStatus.SUFFICIENT),
        (piece(received=date(2026, 5, 20), result=Result.SUFFICIENT), FinanceStatus.EXPIRED),
        (piece(received=date(2020, 1, 1), result=Result.INSUFFICIENT), FinanceStatus.INSUFFICIENT),
        (piece(requested=DAY, waived=DAY), FinanceStatus.WAIVED),
    ],
)
def test_a_piece_stands_as_what_happened_to_it_last(found: Piece, expected: FinanceStatus) -> None:
    assert status(found, VALID, DAY) is expected


def test_what_is_not_enough_is_waited_for_until_it_is_asked_anew() -> None:
    poor = piece(received=DAY, result=Result.INSUFFICIENT)
    enough = piece("debts", received=DAY, result=Result.SUFFICIENT)
    assert list(outstanding([poor, enough, piece("debts", waived=DAY)])) == [poor]
    again = piece(requested=DAY)
    assert list(outstanding([poor, enough, again])) == [again]
