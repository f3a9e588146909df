"""What is offered of the kinds of proceedings."""

import pytest

from casebook.domain.insolvency.facts import CONVERTS, Kind
from casebook.ui.work.insolvency_fields import fitting


@pytest.mark.parametrize(
    ("kind", "natural", "offered"),
    [
        (Kind.SUSPENSION, False, [Kind.BANKRUPTCY]),
        (Kind.SUSPENSION, None, [Kind.BANKRUPTCY, Kind.WSNP]),
        (Kind.BANKRUPTCY, False, []),
        (Kind.BANKRUPTCY, True, [Kind.WSNP]),
        (Kind.TURBO_LIQUIDATION, False, [Kind.DISSOLUTION, Kind.BANKRUPTCY]),
    ],
)
def test_a_proceeding_goes_on_only_as_what_such_a_debtor_can_be_in(
    kind: Kind, natural: bool | None, offered: list[Kind]
) -> None:
    assert fitting(CONVERTS[kind], natural=natural) == offered
