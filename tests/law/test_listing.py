"""Which entries of a file are listed, and which of them hold on a day."""

from datetime import date

import pytest

from casebook.domain.dated import Confidence, Entry
from casebook.law.book import LawFile
from casebook.law.listing import Rule, rules_of
from casebook.law.schema import Reading

FIRST, SECOND = date(2001, 1, 1), date(2012, 10, 1)


def entry(start: date, confidence: Confidence = Confidence.HIGH) -> tuple[Entry[None], tuple[()]]:
    return Entry(start, None, "an article", confidence), ()


def listed(day: date) -> list[Rule]:
    readings = (
        Reading("table.rate", (entry(FIRST), entry(SECOND))),
        Reading("other", (entry(SECOND, Confidence.LOW),)),
    )
    return list(rules_of(LawFile("some", date(2026, 11, 21), readings, ()), day))


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        (date(2000, 12, 31), []),
        (FIRST, [("table.rate", FIRST)]),
        (date(2012, 9, 30), [("table.rate", FIRST)]),
        (SECOND, [("table.rate", SECOND), ("other", SECOND)]),
    ],
)
def test_the_newest_that_has_begun_is_in_force(day: date, in_force: list[tuple[str, date]]) -> None:
    rules = listed(day)
    assert [(rule.key, rule.entry.start) for rule in rules] == [
        ("table.rate", FIRST),
        ("table.rate", SECOND),
        ("other", SECOND),
    ]
    assert [(rule.key, rule.entry.start) for rule in rules if rule.in_force] == in_force


def test_a_rule_tells_its_table_and_whether_it_is_sure() -> None:
    assert [(rule.group, rule.uncertain) for rule in listed(SECOND)] == [("table", False), ("table", False), ("", True)]
