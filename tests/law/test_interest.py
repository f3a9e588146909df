"""The table of interest: it is the published one, and a slip in it is refused by file and key."""

import csv
import os
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import casebook.law
from casebook.domain.calendar import Term
from casebook.domain.dated import Confidence
from casebook.domain.interest import InterestRules
from casebook.errors import LawError
from casebook.law.interest import read
from casebook.law.schema import Table, load
from casebook.words import LANGUAGES, say

D = date.fromisoformat


def table() -> Table:
    content = load(Path(casebook.law.__file__).parent / "nl" / "interest.toml")
    assert content.day("checked") == D("2026-11-21")
    return content


@pytest.fixture(scope="module")
def rules() -> InterestRules:
    return read(table())


def published() -> Path:
    folder = os.environ.get("CASEBOOK_TEST_DATA")
    if not folder:
        pytest.skip("CASEBOOK_TEST_DATA is not set")
    path = Path(folder) / ".." / "law" / "statutory_interest.csv"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return path


CITATION = re.compile(
    r"https?://[^\s;]+|Stb\. \d+ \d+|BWBR\d+|ea445196|vlex \d+|10-12-2025|[a-z]+\.nl/[^\s;]+|rijksoverheid\.nl"
)


def test_every_published_rate_is_there_with_its_source(rules: InterestRules) -> None:
    """Kind, day and percentage, and all that the table cites; what it says in English beside that is in our notes."""
    ours = {"wettelijke_rente_6_119": rules.statutory, "wettelijke_handelsrente_6_119a": rules.commercial}
    with published().open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 79
    for kind, rate_table in ours.items():
        expected = [row for row in rows if row["kind"] == kind]
        for entry, row in zip(rate_table.rates.entries, expected, strict=True):
            assert (entry.start, entry.value) == (D(row["start_date"]), Decimal(row["percent"]))
            source, _, remark = row["source"].partition("NB ")
            cited = CITATION.findall(source)
            assert [name for name in cited if name not in entry.source.replace(",", "")] == []
            tables = "rate tables" in source or "agreeing tables" in source
            assert ("rentetabellen" in entry.source) is tables
            assert cited or tables
            second_hand = any(words in source for words in ("as cited", "agreeing", "quoting"))
            assert (entry.confidence is Confidence.MEDIUM) is second_hand
            assert entry.note or not (second_hand or remark)


PARTS = re.compile(
    r"https?://\S+|[a-z]+\.nl(/\S+)?|Stb\. \d{4}, \d+( \(AMvB [\d-]+\))?|Besluit [\d-]+ \(vlex \d+\)"
    r"|BWBR\d+ \(git\.wetgit\.nl [0-9a-f]+\)|BW 6:\d+( lid \d)?|rentetabellen"
)


def test_a_source_is_a_citation_and_no_sentence_in_one_language(rules: InterestRules) -> None:
    for entry in (*rules.statutory.rates.entries, *rules.commercial.rates.entries):
        assert [part for part in entry.source.split("; ") if not PARTS.fullmatch(part)] == []


@pytest.mark.parametrize(
    ("day", "statutory", "commercial"),
    [
        ("2015-01-01", "2", "8.05"),
        ("2016-07-01", "2", "8.00"),
        ("2022-12-31", "2", "8.00"),
        ("2023-01-01", "4", "10.50"),
        ("2023-07-01", "6", "12.00"),
        ("2024-01-01", "7", "12.50"),
        ("2024-07-01", "7", "12.25"),
        ("2025-01-01", "6", "11.15"),
        ("2025-07-01", "6", "10.15"),
        ("2026-01-01", "4", "10.15"),
        ("2026-07-01", "4", "10.40"),
        # Where published tables disagree: the rates of the Staatsblad, or of the tables that agree.
        ("1996-01-01", "7", None),
        ("2009-01-01", "6", "9.50"),
        ("2009-07-01", "4", "8.00"),
        ("2014-07-01", "3", "8.15"),
        ("2013-01-01", "3", "7.75"),
        ("2013-03-15", "3", "7.75"),
        ("2013-03-16", "3", "8.75"),
        ("2004-01-01", "5", "9.02"),
        ("2011-07-01", "4", "8.25"),
        ("1976-03-31", None, None),
        ("2002-11-30", "7", None),
    ],
)
def test_rate_in_force(rules: InterestRules, day: str, statutory: str | None, commercial: str | None) -> None:
    for rate_table, expected in ((rules.statutory, statutory), (rules.commercial, commercial)):
        entry = rate_table.rates.in_force(D(day))
        assert (entry and entry.value) == (expected and Decimal(expected))


def test_what_is_not_read_in_a_named_text_says_so(rules: InterestRules) -> None:
    second_hand = [
        entry
        for entry in (*rules.statutory.rates.entries, *rules.commercial.rates.entries)
        if entry.confidence is not Confidence.HIGH
    ]
    assert len(second_hand) == 37
    for entry in second_hand:
        assert any(words in entry.note["nl"] for words in ("niet nagelezen in", "niet zelf gelezen", "aanhalen"))
        assert any(words in entry.note["en"] for words in ("not read in", "was not read", "quoting"))


def test_a_half_year_without_a_confirmed_rate(rules: InterestRules) -> None:
    for rate_table in (rules.statutory, rules.commercial):
        assert rate_table.unconfirmed_from(D("2026-12-31")) is None
        assert rate_table.unconfirmed_from(D("2027-01-01")) == D("2027-01-01")
        assert rate_table.unconfirmed_from(D("2028-01-01")) == D("2027-01-01")


def test_how_it_is_reckoned(rules: InterestRules) -> None:
    intervals = [(entry.start, entry.value, entry.source) for entry in rules.compounding.entries[1:]]
    assert intervals == [(D("1992-01-01"), Term(1, "years"), "BW 6:119 lid 2")]
    assert rules.compounding.first.value is None
    assert [entry.value for entry in rules.day_count.entries] == [365]


@pytest.mark.parametrize(
    ("place", "name", "value", "code", "key"),
    [
        ("", "surprise", 1, "unknown_key", "surprise"),
        ("statutory", "surprise", 1, "unknown_key", "statutory.surprise"),
        ("statutory", "confirmed_until", "2026-12-31", "expected.day", "statutory.confirmed_until"),
        ("statutory", "confirmed_until", D("2026-12-30"), "expected.half_year_end", "statutory.confirmed_until"),
        ("commercial", "confirmed_until", D("2026-06-30"), "expected.after_last_rate", "commercial.confirmed_until"),
        ("statutory.rate.3", "percent", 9.0, "expected.text", "statutory.rate[3].percent"),
        ("statutory.rate.3", "percent", "-1", "expected.percent", "statutory.rate[3].percent"),
        ("statutory.rate.3", "from", D("1980-04-01"), "order", "statutory.rate"),
        ("day_count.0", "days_in_year", 0, "expected.integer", "day_count[0].days_in_year"),
        ("compounding.1", "interval", "6 months", "expected.years", "compounding[1].interval"),
        ("compounding.0", "interval", "1 year", "unknown_key", "compounding[0].interval"),
    ],
)
def test_a_slip_is_refused_by_file_and_key(place: str, name: str, value: object, code: str, key: str) -> None:
    content = table()
    target: Any = content.content
    for step in filter(None, place.split(".")):
        target = target[int(step)] if isinstance(target, list) else target[step]
    target[name] = value
    with pytest.raises(LawError) as wrong:
        read(content)
    assert wrong.value.code == f"law.{code}"
    assert (wrong.value.parameters["file"], wrong.value.parameters["key"]) == ("interest.toml", key)


@pytest.mark.parametrize("code", ["half_year_end", "after_last_rate", "years"])
def test_what_is_expected_of_this_table_can_be_said(code: str) -> None:
    parameters = {"file": "interest.toml", "key": "statutory.confirmed_until", "day": D("2026-07-01")}
    for language in LANGUAGES:
        assert say(f"law.expected.{code}", parameters, language).startswith("interest.toml: statutory.confirmed_until")


@pytest.mark.parametrize("name", ["statutory", "commercial", "day_count", "compounding"])
def test_nothing_may_be_missing(name: str) -> None:
    content = table()
    del content.content[name]
    with pytest.raises(LawError) as missing:
        read(content)
    assert (missing.value.code, missing.value.parameters["key"]) == ("law.missing", name)
