"""What is weak in a guarantee, article by article."""

from datetime import date

import pytest

from casebook.domain.capacity import Capacity
from casebook.domain.guarantee import Guarantee, guarantee_points
from casebook.domain.money import Cents
from casebook.words import LANGUAGES, say

NOTICE = date(2026, 10, 5)
# Nothing can be said against it.
SOUND = Guarantee(
    natural=True,
    capacity=Capacity.CONSUMER,
    most_cents=Cents(5_000_00),
    in_writing=True,
    spouse_consented=True,
    notified_on=NOTICE,
    notice_on=NOTICE,
)
BUSINESS = SOUND._replace(capacity=Capacity.BUSINESS, most_cents=None, in_writing=False)


@pytest.mark.parametrize(
    ("guarantee", "points"),
    [
        (SOUND, []),
        (SOUND._replace(most_cents=None), [("no_maximum", "BW 7:858 lid 1")]),
        (SOUND._replace(in_writing=False), [("not_in_writing", "BW 7:859 lid 1")]),
        (SOUND._replace(spouse_consented=None), [("spouse_unknown", "BW 1:88 lid 1 c; BW 1:89")]),
        (SOUND._replace(spouse_consented=False), [("spouse_not", "BW 1:88 lid 1 c; BW 1:89")]),
        # Told later than the main debtor, or never; before any notice of default there is nothing to tell.
        (SOUND._replace(notified_on=date(2026, 10, 6)), [("told_late", "BW 7:855 lid 2")]),
        (SOUND._replace(notified_on=None), [("not_told", "BW 7:855 lid 2")]),
        (SOUND._replace(notified_on=None, notice_on=None), []),
        # The form and the maximum protect a private guarantor only (7:857); so does not knowing which he was.
        (BUSINESS, []),
        (BUSINESS._replace(spouse_consented=None), [("spouse_business", "BW 1:88 lid 5; BW 1:89")]),
        (
            BUSINESS._replace(capacity=None),
            [
                ("capacity_unknown", "BW 7:857"),
                ("no_maximum", "BW 7:858 lid 1"),
                ("not_in_writing", "BW 7:859 lid 1"),
            ],
        ),
        # A company has no spouse and is no private person, but it is told of a notice of default.
        (BUSINESS._replace(natural=False, capacity=None, spouse_consented=None), []),
        (SOUND._replace(natural=False, notified_on=None), [("not_told", "BW 7:855 lid 2")]),
    ],
)
def test_each_weak_point_has_its_article(guarantee: Guarantee, points: list[tuple[str, str]]) -> None:
    found = guarantee_points(guarantee)
    assert [(point.code.removeprefix("guarantee."), point.source) for point in found] == points
    assert all(say(point.code, {}, language) for point in found for language in LANGUAGES)
