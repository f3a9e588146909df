"""Text from outside cannot steer a terminal, and cleaning loses nothing else."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.text import clean, clean_line, typed_path

ANYTHING = st.text(st.characters())
# Control codes, sequence introducers and their payload are what breaks a cleaner, so they come often.
NASTY = st.lists(
    st.one_of(
        st.sampled_from(
            ["\x1b", "\x1b[", "\x1b]", "\x1bP", "\x1b\\", "\x07", "\x9b", "\x9d", "\x9c", "\x90", "52;c;", "0;", "31m"]
        ),
        st.sampled_from(["\u202e", "\u2066", "\u2028", "\x85", "\r", "\r\n", "\n", "\t", "\x00", "\ud800", "e\u0301"]),
        ANYTHING,
    )
).map("".join)


@given(NASTY)
def test_clean_text_has_no_code_that_steers_a_terminal(value: str) -> None:
    cleaned = clean(value)
    assert not [char for char in cleaned if unicodedata.category(char) in {"Cc", "Cs"} and char != "\n"]
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", cleaned)
    assert unicodedata.is_normalized("NFC", cleaned)


@given(NASTY)
def test_cleaning_twice_changes_nothing_more(value: str) -> None:
    assert clean(clean(value)) == clean(value)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_ordinary_text_stays(value: str) -> None:
    assert clean(value) == unicodedata.normalize("NFC", value)


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("Jan\x1b[31m rood\x1b[0m", "Jan rood"),
        ("a\x1b]52;c;c2VjcmV0\x07b", "ab"),
        ("a\uffff\ufffeb\ufffd", "ab\ufffd"),
        ("a\x1b]0;title\x1b\\b", "ab"),
        ("a\x9d0;title\x9cb", "ab"),
        ("a\x1bPpayload\x1b\\b", "ab"),
        ("a\x1b_payload\x1b\\b", "ab"),
        ("a\x9b2Jb", "ab"),
        ("a\x1b(Bb", "ab"),
        ("a\x1bcb", "ab"),
        ("end\x1b", "end"),
        ("abc\u202edef", "abcdef"),
        ("one\r\ntwo\rthree\u2028four\x85five", "one\ntwo\nthree\nfour\nfive"),
        ("tab\there", "tab here"),
        ("nul\x00", "nul"),
        ("half\ud800", "half"),
        ("e\u0301", "é"),
        ("[/b] A [x=2]", "[/b] A [x=2]"),
        ("{amount:money} %s", "{amount:money} %s"),
        ("Zoë's café 🏢 €", "Zoë's café 🏢 €"),
        ("", ""),
    ],
)
def test_what_a_reader_sees(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@pytest.mark.parametrize(
    ("raw", "limit", "line"),
    [
        ("two\nlines  and\tspaces", 80, "two lines and spaces"),
        ("x" * 80, 80, "x" * 80),
        ("x" * 81, 80, "x" * 79 + "…"),
        ("abcdef", 3, "ab…"),
    ],
)
def test_a_line_is_one_line_of_limited_length(raw: str, limit: int, line: str) -> None:
    assert clean_line(raw, limit) == line


@given(NASTY, st.integers(1, 100))
def test_a_line_is_never_longer_than_its_limit(value: str, limit: int) -> None:
    line = clean_line(value, limit)
    assert len(line) <= limit
    assert "\n" not in line


def test_a_path_begins_at_home_and_that_of_nobody_stays() -> None:
    assert typed_path("~/a") == Path.home() / "a"
    assert typed_path("~nobody-has-this-name/a") == Path("~nobody-has-this-name/a")
    assert typed_path(Path("a~")) == Path("a~")
