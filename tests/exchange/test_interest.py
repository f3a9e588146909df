"""The contract of `calc interest` against the rates there are."""

from typing import Any

import pytest

from casebook.domain.interest import interest
from casebook.errors import InputError
from casebook.exchange.fields import Fields
from casebook.exchange.interest import read, write
from casebook.law.book import book
from casebook.words import LANGUAGES, say

RULES = book().interest
CLAIM = {"kind": "statutory", "principal": "100.00", "from": "2024-02-01", "until": "2024-03-01"}


@pytest.mark.parametrize(
    ("changes", "first"),
    [
        ({"from": "1976-03-31"}, "1 Apr 1976"),
        ({"from": "2002-11-30", "kind": "commercial"}, "1 Dec 2002"),
    ],
)
def test_before_the_first_rate_one_sentence_names_the_field_and_that_day(changes: dict[str, Any], first: str) -> None:
    with pytest.raises(InputError) as refused:
        read(Fields({**CLAIM, **changes}, "[3]"), RULES)
    said = {language: say(refused.value.code, refused.value.parameters, language) for language in LANGUAGES}
    assert all(sentence.startswith("[3].from: ") for sentence in said.values())
    assert first in said["en"]


@pytest.mark.parametrize(
    ("changes", "source"),
    [
        ({}, "BW 6:119"),
        ({"from": "1976-04-01"}, "BW 6:119"),
        ({"kind": "commercial"}, "BW 6:119a"),
        ({"kind": "contractual", "rate": "8", "from": "1950-01-01", "until": "1951-01-01"}, "BW 6:119 lid 3"),
    ],
)
def test_the_source_is_the_article_the_interest_is_owed_by(changes: dict[str, Any], source: str) -> None:
    finding = interest(read(Fields({**CLAIM, **changes}), RULES), RULES)
    assert write(finding, "en")["source"] == source
