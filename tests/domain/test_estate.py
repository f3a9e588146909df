"""Whom the debts of somebody who died can be demanded of (BW 4:182, 4:185)."""

from datetime import date
from fractions import Fraction

import pytest

from casebook.domain.estate import BENEFICIARY, PURE, REJECTED, UNKNOWN, Demand, Heir, demandable

RESPITE = date(2026, 12, 1)
OVER = date(2026, 12, 2)
HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("heirs", "demands", "estate_from"),
    [
        ([], [], OVER),
        ([Heir(1, UNKNOWN, HALF)], [], OVER),
        ([Heir(1, PURE, HALF), Heir(2, UNKNOWN, HALF)], [Demand(1, HALF)], OVER),
        ([Heir(1, PURE, HALF), Heir(2, PURE, HALF)], [Demand(1, HALF), Demand(2, HALF)], None),
        ([Heir(1, PURE, None), Heir(2, REJECTED, HALF)], [Demand(1, None)], None),
        ([Heir(1, BENEFICIARY, HALF), Heir(2, PURE, HALF)], [Demand(2, HALF)], OVER),
        ([Heir(1, REJECTED, None)], [], OVER),
    ],
)
def test_an_heir_owes_his_share_and_the_estate_waits(
    heirs: list[Heir], demands: list[Demand], estate_from: date | None
) -> None:
    found = demandable(heirs, RESPITE)
    assert found.value == (tuple(demands), estate_from)
    assert found.steps[-1].after == found.value


def test_what_is_not_known_is_said() -> None:
    def cautions(*heirs: Heir) -> list[str]:
        return [caution.code for caution in demandable(heirs, RESPITE).warnings]

    assert cautions() == ["estate.no_heirs"]
    assert cautions(Heir(1, UNKNOWN, None)) == ["estate.unknown_acceptance"]
    assert cautions(Heir(1, PURE, None)) == ["estate.unknown_share"]
    assert cautions(Heir(1, PURE, HALF), Heir(2, REJECTED, None)) == []
