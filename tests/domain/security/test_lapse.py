"""What the lapse of a claim does to its pledge or mortgage: BW 3:323."""

from dataclasses import replace
from datetime import date

import pytest

from casebook.domain.dated import Dated
from casebook.domain.security.facts import SecurityKind
from casebook.domain.security.lapse import Lapsing, lapsing
from casebook.law.book import book

K = SecurityKind
DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("kind", "since", "found"),
    [
        # The twenty years begin at the start of the day after (BW 3:323 lid 3).
        (K.MORTGAGE, date(2010, 3, 12), Lapsing(date(2030, 3, 12), "BW 3:323")),
        (K.MORTGAGE, date(2008, 2, 28), Lapsing(date(2028, 2, 28), "BW 3:323")),
        (K.MORTGAGE, None, Lapsing(None, "BW 3:323", unknown=True)),
        (K.PLEDGE, date(2010, 3, 12), Lapsing(None, "BW 3:323")),
        (K.RETENTION_OF_TITLE, date(2010, 3, 12), None),
        (K.BANK_GUARANTEE, None, None),
    ],
)
def test_a_pledge_ends_with_its_claim_and_a_mortgage_keeps_it_for_twenty_years(
    kind: SecurityKind, since: date | None, found: Lapsing | None
) -> None:
    assert lapsing(kind, since, book().securities, DAY) == found


def test_one_that_by_its_law_does_not_end_with_its_claim_outlives_it() -> None:
    rules = book().securities
    (entry,) = rules.lapse[K.PLEDGE].entries
    outliving = replace(entry, value=entry.value._replace(with_claim=False))
    changed = replace(rules, lapse={**rules.lapse, K.PLEDGE: Dated((entry, replace(outliving, start=DAY)))})
    assert lapsing(K.PLEDGE, date(2010, 3, 12), changed, DAY) is None
    assert lapsing(K.PLEDGE, date(2010, 3, 12), changed, date(2026, 11, 22)) == Lapsing(None, "BW 3:323")
