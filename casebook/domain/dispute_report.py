"""What disputes teach: for each root cause and department how many, how much, how long, and whether it gets better."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import NamedTuple

from casebook.domain.calendar import add_months
from casebook.domain.money import Cents

MONTHS = 12
_TENTH = Decimal("0.1")


class Told(NamedTuple):
    """What a report takes from a dispute: what was contested at first, what of it was accepted, what was credited.

    `cause` is empty where none is known, `department` where none was asked. `days` is how long it took to decide,
    None where it is not decided.
    """

    registered_on: date
    cause: str
    department: str
    contested: Cents
    accepted: Cents
    credited: Cents
    days: int | None


class Group(NamedTuple):
    """Disputes of one cause, and of one department where that is given.

    `decided` is how many of the `number` were; the days are those until the decision, None where nothing was decided.
    `trend` is how many were registered in each of the months of the report, the last one last.
    """

    cause: str
    department: str | None
    number: int
    decided: int
    contested: Cents
    accepted: Cents
    credited: Cents
    median_days: Decimal | None
    mean_days: Decimal | None
    trend: tuple[int, ...]


class Month(NamedTuple):
    """What was registered in the month that begins on a day."""

    begins: date
    number: int
    contested: Cents


class Report(NamedTuple):
    """`causes` are whole causes, those that cost most first, `departments` their parts in the same order."""

    total: Group
    causes: tuple[Group, ...]
    departments: tuple[Group, ...]
    months: tuple[Month, ...]

    def within(self, cause: str) -> list[Group]:
        """Return the departments of a cause."""
        return [group for group in self.departments if group.cause == cause]


def report(disputes: Iterable[Told], since: date | None, until: date) -> Report:
    """Return what disputes teach, with the months from `since`, or from the first dispute, up to that of `until`."""
    told = list(disputes)
    first = since or min((one.registered_on for one in told), default=until)
    months = list(_months(first, until))
    causes = _groups(told, months, lambda one: (one.cause, None))
    place = {group.cause: at for at, group in enumerate(causes)}
    departments = _groups(told, months, lambda one: (one.cause, one.department))
    return Report(
        _group("", None, told, months),
        tuple(causes),
        tuple(sorted(departments, key=lambda group: place[group.cause])),
        tuple(_by_month(told, months)),
    )


def _months(since: date, until: date) -> Iterator[date]:
    """Yield the first days of the months from one day up to another."""
    begins = since.replace(day=1)
    while begins <= until:
        yield begins
        begins = add_months(begins, 1)


def _groups(told: Iterable[Told], months: Sequence[date], key: Callable[[Told], tuple[str, str | None]]) -> list[Group]:
    """Return groups, those that cost most first."""
    by_key: dict[tuple[str, str | None], list[Told]] = defaultdict(list)
    for one in told:
        by_key[key(one)].append(one)
    found = [_group(*of, some, months) for of, some in by_key.items()]
    return sorted(found, key=lambda group: (-group.contested, group.cause, group.department or ""))


def _group(cause: str, department: str | None, told: Sequence[Told], months: Sequence[date]) -> Group:
    days = [one.days for one in told if one.days is not None]
    return Group(
        cause=cause,
        department=department,
        number=len(told),
        decided=len(days),
        contested=Cents(sum(one.contested for one in told)),
        accepted=Cents(sum(one.accepted for one in told)),
        credited=Cents(sum(one.credited for one in told)),
        median_days=_tenth(Decimal(median(days))) if days else None,
        mean_days=_tenth(Decimal(sum(days)) / len(days)) if days else None,
        trend=tuple(month.number for month in _by_month(told, months)),
    )


def _by_month(told: Iterable[Told], months: Iterable[date]) -> Iterator[Month]:
    number, contested = Counter[date](), Counter[date]()
    for one in told:
        begins = one.registered_on.replace(day=1)
        number[begins] += 1
        contested[begins] += one.contested
    return (Month(begins, number[begins], Cents(contested[begins])) for begins in months)


def _tenth(days: Decimal) -> Decimal:
    return days.quantize(_TENTH, ROUND_HALF_UP)
