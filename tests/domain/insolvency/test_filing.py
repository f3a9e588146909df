"""Filing: what the house's own terms ask where no court set a day, and distributions to the cent."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.insolvency.dues import DateKind
from casebook.domain.insolvency.facts import EventKind, Happened, Kind, Proceeding
from casebook.domain.insolvency.filing import FiledClaim, Position, Rank, RankAmount, divided, dues, positions, share
from casebook.domain.money import Cents
from casebook.law.book import book

E, D, R = EventKind, DateKind, Rank
RULES = book().insolvency
# Known on a Monday.
KNOWN = date(2026, 11, 16)
STARTED = Happened(1, E.STARTED, date(2026, 11, 10))


def proceeding(*events: Happened, kind: Kind = Kind.BANKRUPTCY) -> Proceeding:
    return Proceeding(kind, KNOWN, KNOWN, (STARTED, *events), natural=False)


def days(*events: Happened, kind: Kind = Kind.BANKRUPTCY) -> dict[DateKind, date]:
    return {one.kind: one.on for one in dues(proceeding(*events, kind=kind), RULES)}


FILED = Happened(2, E.FILED, date(2026, 11, 20))
CONTESTED = Happened(3, E.CONTESTED, date(2026, 12, 1))
PRESENTED = Happened(4, E.FILED, date(2026, 11, 20), estate=True)


@pytest.mark.parametrize(
    ("events", "kind", "found"),
    [
        # Without a bar date: securities and supply within 2 working days of knowing, filing within 10.
        ((), Kind.BANKRUPTCY, {D.SECURE: date(2026, 11, 18), D.FILE: date(2026, 11, 30)}),
        ((), Kind.WSNP, {D.SECURE: date(2026, 11, 18), D.FILE: date(2026, 11, 30)}),
        # In a suspension one files where a composition is offered; counselling knows no filing.
        ((), Kind.SUSPENSION, {}),
        ((), Kind.COUNSELLING, {}),
        # The judge's day takes the place of ours (Fw 127).
        ((Happened(2, E.BAR_DATE, date(2027, 1, 15)),), Kind.BANKRUPTCY, {D.SECURE: date(2026, 11, 18)}),
        # The receipt is confirmed within 15 working days, over Christmas and new year.
        ((FILED,), Kind.BANKRUPTCY, {D.RECEIPT: date(2026, 12, 11)}),
        ((FILED, Happened(3, E.ACKNOWLEDGED, date(2026, 11, 27))), Kind.BANKRUPTCY, {}),
        # What is contested is answered, by the day that was given or else within 10 working days.
        ((FILED, CONTESTED), Kind.BANKRUPTCY, {D.CONTESTATION: date(2026, 12, 15)}),
        ((FILED, CONTESTED._replace(until=date(2026, 12, 8))), Kind.BANKRUPTCY, {D.CONTESTATION: date(2026, 12, 8)}),
        ((FILED, CONTESTED, Happened(4, E.VERIFIED, date(2026, 12, 4))), Kind.BANKRUPTCY, {}),
        # A list lies ten days at the court, its own day included (Fw 183; 184).
        (
            (FILED, Happened(3, E.VERIFIED, date(2026, 12, 4)), Happened(4, E.DISTRIBUTION_LIST, date(2027, 3, 1))),
            Kind.BANKRUPTCY,
            {D.OBJECTION: date(2027, 3, 10)},
        ),
        # A debt of the estate goes its own way: what is from before is still to be filed.
        (
            (PRESENTED,),
            Kind.BANKRUPTCY,
            {D.SECURE: date(2026, 11, 18), D.FILE: date(2026, 11, 30), D.ESTATE: date(2026, 12, 11)},
        ),
        ((FILED, PRESENTED), Kind.BANKRUPTCY, {D.RECEIPT: date(2026, 12, 11), D.ESTATE: date(2026, 12, 11)}),
        # Its answers are no answers to what was filed; one asks after it until the estate paid.
        (
            (FILED, PRESENTED, Happened(5, E.ACKNOWLEDGED, date(2026, 11, 27), estate=True)),
            Kind.BANKRUPTCY,
            {D.RECEIPT: date(2026, 12, 11), D.ESTATE: date(2026, 12, 18)},
        ),
        (
            (FILED, PRESENTED, Happened(5, E.CONTESTED, date(2026, 11, 27), date(2026, 12, 8), estate=True)),
            Kind.BANKRUPTCY,
            {D.RECEIPT: date(2026, 12, 11), D.ESTATE: date(2026, 12, 8)},
        ),
        (
            (FILED, CONTESTED, PRESENTED, Happened(5, E.DISTRIBUTED, date(2026, 12, 2), estate=True)),
            Kind.BANKRUPTCY,
            {D.CONTESTATION: date(2026, 12, 15)},
        ),
    ],
)
def test_what_is_to_be_done_by_when(events: tuple[Happened, ...], kind: Kind, found: dict[DateKind, date]) -> None:
    assert days(*events, kind=kind) == found


def claim(id_: int, cents: int, rank: Rank = R.CONCURRENT) -> FiledClaim:
    return FiledClaim(id_, rank, Cents(cents), Cents(0), Cents(0))


@pytest.mark.parametrize(
    ("cents", "hundredths", "found"),
    [(10_000_00, 375, 375_00), (1_234_57, 1250, 154_32), (33, 5000, 17), (1, 4999, 0), (99, 10_000, 99)],
)
def test_a_percentage_of_an_amount_is_rounded_to_the_cent(cents: int, hundredths: int, found: int) -> None:
    """12,5 % of 1.234,57 is 154,32 (154,32125); half a cent goes up."""
    assert share(Cents(cents), hundredths) == found


def test_an_estate_that_pays_two_ranks_in_two_lists() -> None:
    """Preferential in full; concurrent 7.500,00 of 8.000,00 recognised: first 4 %, then 2,35 % more."""
    filed = [claim(1, 1_200_00, R.PREFERENTIAL), claim(2, 5_000_00), claim(3, 3_000_00)]
    said = [
        RankAmount(E.VERIFIED, R.PREFERENTIAL, Cents(1_200_00)),
        RankAmount(E.PARTLY_RECOGNISED, R.CONCURRENT, Cents(7_500_00)),
        RankAmount(E.DISTRIBUTION_LIST, R.PREFERENTIAL, hundredths=10_000),
        RankAmount(E.DISTRIBUTION_LIST, R.CONCURRENT, hundredths=400),
        RankAmount(E.DISTRIBUTED, R.PREFERENTIAL, Cents(1_200_00)),
        RankAmount(E.DISTRIBUTED, R.CONCURRENT, Cents(300_00)),
        RankAmount(E.DISTRIBUTION_LIST, R.CONCURRENT, hundredths=235),
    ]
    preferential, concurrent = positions(filed, said)
    assert preferential == Position(R.PREFERENTIAL, Cents(1_200_00), Cents(1_200_00), 10_000, Cents(1_200_00))
    assert (preferential.contested, preferential.expected, preferential.outstanding) == (0, 1_200_00, 0)
    assert concurrent == Position(R.CONCURRENT, Cents(8_000_00), Cents(7_500_00), 635, Cents(300_00))
    assert (concurrent.contested, concurrent.expected, concurrent.outstanding) == (500_00, 476_25, 176_25)


def test_what_nobody_judged_is_expected_over_what_was_filed() -> None:
    (one,) = positions([claim(1, 1_000_00)], [RankAmount(E.DISTRIBUTION_LIST, R.CONCURRENT, hundredths=150)])
    assert (one.recognised, one.contested, one.expected) == (None, 0, 15_00)


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**8), min_size=1, max_size=8))
def test_a_distribution_is_divided_to_the_cent(cents: int, filed: list[int]) -> None:
    """It adds up to what was paid, or to all that was filed where more came, and no claim gets more than was filed."""
    found = divided(Cents(cents), [claim(at, each) for at, each in enumerate(filed)])
    assert sum(found) == min(cents, sum(filed))
    assert all(0 <= part <= each for part, each in zip(found, filed, strict=True))
