"""The rules of segments are read strictly: a slip of the pen would sort debtors elsewhere unseen."""

import tomllib
from typing import Any

import pytest

from casebook.domain.money import Cents
from casebook.domain.relation.segment import Segment, SegmentRule
from casebook.errors import LawError
from casebook.law import segments
from casebook.law.schema import Table

ENTRY = '[[rules]]\nfrom = 2000-01-01\nsource = "Casebook"\nconfidence = "high"\n[[rules.rule]]\nsegment = "key"\n'


def read(rule: str) -> Any:
    return segments.read(Table("segments.toml", "", tomllib.loads(ENTRY + rule)))


def test_a_rule_has_the_conditions_that_are_named() -> None:
    found = read('kinds = ["legal"]\nopen_from = "100.00"\nearlier_up_to = 0\n')
    assert found.first.value == (SegmentRule(Segment.KEY, ("legal",), open_from=Cents(10_000), earlier_up_to=0),)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ('kinds = ["legl"]', "law.expected.choice"),
        ('sectors = ["O"]', "law.expected.choice"),
        ("kinds = []", "law.expected.texts"),
        ("open_from = 100", "law.expected.text"),
        ("years = 5", "law.unknown_key"),
    ],
)
def test_what_is_no_condition_is_refused(rule: str, code: str) -> None:
    with pytest.raises(LawError) as caught:
        read(rule)
    assert caught.value.code == code
