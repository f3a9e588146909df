"""What would have to be proven of a claim, and is not there."""

import pytest

from casebook.domain.weak_points import Claimed, weak_points

COMPLETE = Claimed(
    "contract",
    capacity_known=True,
    agreed="contract",
    invoiced=True,
    due=True,
    supply_known=True,
    guaranteed=False,
)
PROVEN = dict.fromkeys(("agreement", "price", "delivery", "invoice_sent"), "present")


@pytest.mark.parametrize(
    ("claimed", "evidence", "weak"),
    [
        (COMPLETE, PROVEN, []),
        (COMPLETE, PROVEN | {"delivery": "missing"}, [("weak.missing", "delivery")]),
        # What is not needed is no weak point, missing evidence nobody asked for is one.
        (COMPLETE, PROVEN | {"delivery": "not_needed", "retention": "missing"}, [("weak.missing", "retention")]),
        (
            COMPLETE,
            {"agreement": "present", "price": "present", "invoice_sent": "present"},
            [("weak.not_looked_at", "delivery")],
        ),
        (COMPLETE._replace(agreed="conditions"), PROVEN, [("weak.not_looked_at", "conditions")]),
        (COMPLETE._replace(guaranteed=True), PROVEN, [("weak.not_looked_at", "guarantee")]),
        (COMPLETE._replace(capacity_known=False), PROVEN, [("weak.unknown_fact", "fact_capacity")]),
        (
            COMPLETE._replace(agreed=None, supply_known=False),
            PROVEN,
            [("weak.unknown_fact", "fact_agreed"), ("weak.unknown_fact", "fact_supply")],
        ),
        # A judgment speaks for itself.
        (COMPLETE._replace(kind="judgment", agreed=None, capacity_known=False), {}, []),
        (
            COMPLETE._replace(kind="damages", supply_known=False),
            {"agreement": "present", "price": "present", "invoice_sent": "present"},
            [],
        ),
    ],
)
def test_weak_points(claimed: Claimed, evidence: dict[str, str], weak: list[tuple[str, str]]) -> None:
    assert [(point.code, point.what) for point in weak_points(claimed, evidence)] == weak
