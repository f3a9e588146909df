"""The report on root causes, which can be worked out by hand."""

from datetime import date
from decimal import Decimal

from casebook.domain.dispute_report import Told, report
from casebook.domain.money import Cents

UNTIL = date(2026, 11, 21)


def told(on: date, cause: str, department: str, amounts: tuple[int, int, int], days: int | None) -> Told:
    contested, accepted, credited = map(Cents, amounts)
    return Told(on, cause, department, contested, accepted, credited, days)


def test_causes_with_their_departments_and_months() -> None:
    found = report(
        [
            told(date(2026, 11, 2), "carrier", "Logistiek", (100, 60, 50), 4),
            told(date(2026, 10, 31), "carrier", "Logistiek", (200, 0, 0), 10),
            told(date(2026, 11, 9), "carrier", "Verkoop", (50, 50, 0), 7),
            told(date(2025, 11, 30), "", "", (900, 0, 0), None),
        ],
        date(2025, 12, 1),
        UNTIL,
    )
    unknown, carrier = found.causes
    assert (unknown.cause, unknown.number, unknown.decided, unknown.median_days) == ("", 1, 0, None)
    assert (carrier.number, carrier.contested, carrier.accepted, carrier.credited) == (3, 350, 110, 50)
    assert (carrier.median_days, carrier.mean_days) == (Decimal("7.0"), Decimal("7.0"))
    assert [(one.department, one.number, one.mean_days) for one in found.within("carrier")] == [
        ("Logistiek", 2, Decimal("7.0")),
        ("Verkoop", 1, Decimal("7.0")),
    ]
    # Twelve months, the last one begun; the one of a year ago is before them.
    assert [month.number for month in found.months] == [0] * 10 + [1, 2]
    assert (found.months[0].begins, found.months[-1].contested) == (date(2025, 12, 1), 150)
    assert (found.total.number, found.total.contested) == (4, 1250)


def test_a_mean_is_said_in_tenths() -> None:
    found = report([told(UNTIL, "picking", "", (1, 0, 0), days) for days in (1, 2, 2)], None, UNTIL)
    assert (found.total.median_days, found.total.mean_days) == (Decimal("2.0"), Decimal("1.7"))


def test_without_a_first_day_the_months_begin_with_the_first_dispute() -> None:
    some = [told(date(2024, 12, 31), "carrier", "", (70, 0, 0), None), told(UNTIL, "carrier", "", (30, 0, 0), None)]
    found = report(some, None, UNTIL)
    assert [(one.begins, one.number, one.contested) for one in (found.months[0], found.months[-1])] == [
        (date(2024, 12, 1), 1, 70),
        (date(2026, 11, 1), 1, 30),
    ]
    assert len(found.months) == len(found.total.trend) == 24
    assert [one.begins for one in report([], None, UNTIL).months] == [date(2026, 11, 1)]


def test_a_report_until_the_first_of_a_month_has_that_month() -> None:
    found = report([told(date(2026, 11, 1), "", "", (1, 0, 0), None)], date(2026, 10, 31), date(2026, 11, 1))
    assert [(month.begins, month.number) for month in found.months] == [(date(2026, 10, 1), 0), (date(2026, 11, 1), 1)]
