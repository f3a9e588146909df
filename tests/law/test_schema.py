"""The strict reader: each kind of mistake in a table is an error that names the file and the key."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from casebook.domain.calendar import Term
from casebook.domain.dated import Confidence
from casebook.errors import LawError
from casebook.law.book import NL, Book
from casebook.law.schema import Part, Table, dated, load

HEADER = 'source = "BW 3:307"\nconfidence = "high"\n'
ENTRY = f"[[rule]]\nfrom = 1992-01-01\n{HEADER}"


def read(tmp_path: Path, text: str, value: Callable[[Table], object] = lambda entry: entry.term("term")) -> Table:
    path = tmp_path / "some.toml"
    path.write_text(text, "utf-8")
    table = load(path)
    dated(table, "rule", value)
    table.done()
    return table


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        ("", "law.missing", "rule"),
        (ENTRY, "law.missing", "rule[0].term"),
        (ENTRY.replace("from = 1992-01-01\n", ""), "law.missing", "rule[0].from"),
        (ENTRY.replace('source = "BW 3:307"\n', ""), "law.missing", "rule[0].source"),
        (ENTRY.replace('confidence = "high"\n', ""), "law.missing", "rule[0].confidence"),
        (ENTRY + 'term = "5 years"\nnote = { nl = "x" }', "law.missing", "rule[0].note.en"),
        (ENTRY + 'term = "5 years"\ntrem = "1 year"', "law.unknown_key", "rule[0].trem"),
        (ENTRY + 'term = "5 years"\nnote = { nl = "x", en = "y", de = "z" }', "law.unknown_key", "rule[0].note.de"),
        ("unasked = 1\n" + ENTRY + 'term = "5 years"', "law.unknown_key", "unasked"),
        (ENTRY.replace("1992-01-01", '"1992-01-01"'), "law.expected.day", "rule[0].from"),
        (ENTRY.replace("1992-01-01", "1992-01-01T00:00:00"), "law.expected.day", "rule[0].from"),
        (ENTRY.replace("1992-01-01", "1992-02-30"), "law.not_toml", ""),
        (ENTRY.replace('"BW 3:307"', '" "'), "law.expected.text", "rule[0].source"),
        (ENTRY.replace('"BW 3:307"', "307"), "law.expected.text", "rule[0].source"),
        (ENTRY.replace('"high"', '"sure"'), "law.expected.choice", "rule[0].confidence"),
        (ENTRY + "term = 5", "law.expected.text", "rule[0].term"),
        (ENTRY + 'term = "5"', "law.expected.term", "rule[0].term"),
        (ENTRY + 'term = "five years"', "law.expected.term", "rule[0].term"),
        (ENTRY + 'term = "-5 years"', "law.expected.term", "rule[0].term"),
        (ENTRY + 'term = "5 fortnights"', "law.expected.term", "rule[0].term"),
        (ENTRY + 'term = "5 years"\nnote = "unsure"', "law.expected.table", "rule[0].note"),
        ("rule = []", "law.expected.tables", "rule"),
        ("[rule]\nfrom = 1992-01-01", "law.expected.tables", "rule"),
        ("rule = [1]", "law.expected.tables", "rule"),
        (2 * (ENTRY + 'term = "5 years"\n'), "law.order", "rule"),
        ("rule = [", "law.not_toml", ""),
    ],
)
def test_a_mistake_names_file_and_key(tmp_path: Path, text: str, code: str, key: str) -> None:
    with pytest.raises(LawError) as caught:
        read(tmp_path, text)
    assert caught.value.code == code
    assert (caught.value.parameters["file"], caught.value.parameters["key"]) == ("some.toml", key)


def test_entries_out_of_order(tmp_path: Path) -> None:
    entry = ENTRY + 'term = "5 years"\n'
    with pytest.raises(LawError) as caught:
        read(tmp_path, entry.replace("1992", "2000") + entry)
    assert caught.value.code == "law.order"
    assert caught.value.parameters["day"] == date(1992, 1, 1)


@pytest.mark.parametrize(
    ("written", "method", "code"),
    [
        ("0.1", Table.percent, "law.expected.text"),
        ('"ten"', Table.percent, "law.expected.percent"),
        ('"-1"', Table.percent, "law.expected.percent"),
        ('"NaN"', Table.percent, "law.expected.percent"),
        ('"40.005"', Table.cents, "law.expected.amount"),
        ('"-40.00"', Table.cents, "law.expected.amount"),
        ("40", Table.cents, "law.expected.text"),
        ('"3"', Table.integer, "law.expected.integer"),
        ("true", Table.integer, "law.expected.integer"),
        ("-1", Table.working_days, "law.expected.working_days"),
        ("1.5", Table.working_days, "law.expected.working_days"),
        ("1", Table.flag, "law.expected.flag"),
        ('"civil"', Table.texts, "law.expected.texts"),
        ("[]", Table.texts, "law.expected.texts"),
        ("[1]", Table.texts, "law.expected.texts"),
        ("2026-01-01", Table.days, "law.expected.days"),
        ('["2026-01-01"]', Table.days, "law.expected.days"),
    ],
)
def test_a_value_of_the_wrong_kind(
    tmp_path: Path, written: str, method: Callable[[Table, str], object], code: str
) -> None:
    with pytest.raises(LawError) as caught:
        read(tmp_path, f"{ENTRY}value = {written}", lambda entry: method(entry, "value"))
    assert (caught.value.code, caught.value.parameters["key"]) == (code, "rule[0].value")


@pytest.mark.parametrize(
    ("written", "method", "value"),
    [
        ('"10.15"', Table.percent, Decimal("10.15")),
        ('"6775.00"', Table.cents, 677500),
        ('"1 year"', Table.term, Term(1, "years")),
        ('"14 days"', Table.term, Term(14, "days")),
        ("3", Table.working_days, 3),
        ("-2", Table.integer, -2),
        ("false", Table.flag, False),
        ("[]", Table.days, ()),
        ("[2026-01-02]", Table.days, (date(2026, 1, 2),)),
        ('["a", "b"]', Table.texts, ("a", "b")),
    ],
)
def test_a_value_as_it_should_be(
    tmp_path: Path, written: str, method: Callable[[Table, str], object], value: object
) -> None:
    table = read(tmp_path, f"{ENTRY}value = {written}", lambda entry: method(entry, "value"))
    ((entry, parts),) = table.readings[0].entries
    assert entry.value == value
    assert (entry.start, entry.source, entry.confidence) == (date(1992, 1, 1), "BW 3:307", Confidence.HIGH)
    assert [(part.key, part.value) for part in parts] == [("value", value)]


def test_what_was_read_is_recorded_part_by_part(tmp_path: Path) -> None:
    def value(entry: Table) -> object:
        return [item.cents("up_to") for item in entry.tables("slices")], entry.choice("kind", {"b": 1})

    text = "until = 2026-12-31\n" + ENTRY + 'slices = [{ up_to = "1.00" }, { up_to = "2.00" }]\nkind = "b"'
    path = tmp_path / "some.toml"
    path.write_text(text)
    table = load(path)
    table.day("until")
    dated(table, "rule", value)
    assert table.parts == [Part("until", "day", date(2026, 12, 31))]
    ((_, parts),) = table.readings[0].entries
    assert parts == (
        Part("slices[0].up_to", "money", 100),
        Part("slices[1].up_to", "money", 200),
        Part("kind", "word", "b"),
    )


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(LawError) as caught:
        load(tmp_path / "none.toml")
    assert (caught.value.code, caught.value.parameters["file"]) == ("law.no_file", "none.toml")


@pytest.mark.parametrize(
    ("subject", "old", "new", "code", "key"),
    [
        ("costs", 'up_to = "5000.00"', 'up_to = "2500.00"', "law.expected.ascending", "scale[0].slices"),
        ("costs", '"damages",', '"contract",', "law.expected.disjoint", "kinds[0].not_contractual"),
        ("costs", 'cap = "140.00"', 'cap = "140.001"', "law.expected.amount", "recurring_cap[0].cap"),
        ("delivery", "nth_day = 2", "nth_day = 0", "law.expected.positive", "presumption[0].nth_day"),
        ("delivery", '"sunday", ', '"zondag", ', "law.expected.choice", "presumption[0].without_post"),
        ("holidays", "day = 30", "day = 31", "law.expected.day_of_year", "holiday.kings_day[0].day"),
        ("holidays", '"day_before"', '"whenever"', "law.expected.choice", "holiday.kings_day[0].on_sunday"),
        ("default", '"conditions", ', '"terms", ', "law.expected.choice", "fatal[0].agreed"),
        (
            "statutory_terms",
            "longest_weeks = 12",
            "longest_weeks = 0",
            "law.expected.positive",
            "extended[0].longest_weeks",
        ),
        ("vat", 'term = "1 year"', 'term = "a year"', "law.expected.term", "relief_after[0].term"),
        ("court", '"25000.00"', "25000", "law.expected.text", "kanton_limit[0].amount"),
        ("court_fees", "not_read = true", "not_read = false", "law.expected.only_true", "company[3].not_read"),
        (
            "court_fees",
            '{ fee = "1384.00" }',
            '{ up_to = "1.00", fee = "1.00" }',
            "law.expected.ascending",
            "company[0].bands",
        ),
        ("defaults", "grace = 3", 'grace = "3 days"', "law.expected.working_days", "arrangement[0].grace"),
        ("defaults", "moves = 3\n", "", "law.missing", "neglect[0].moves"),
        ("defaults", "moves = 3\n", "moves = 3\nmove = 3\n", "law.unknown_key", "neglect[0].move"),
        ("defaults", "checked = 2026-11-21\n", "", "law.missing", "checked"),
    ],
)
def test_a_mistake_in_a_subject(  # noqa: PLR0917 a row of the table above
    tmp_path: Path, subject: str, old: str, new: str, code: str, key: str
) -> None:
    for path in NL.glob("*.toml"):
        (tmp_path / path.name).write_text(path.read_text("utf-8"), "utf-8")
    changed = tmp_path / f"{subject}.toml"
    text = changed.read_text("utf-8")
    assert old in text
    changed.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(LawError) as caught:
        getattr(Book(tmp_path), subject)
    assert caught.value.code == code
    assert (caught.value.parameters["file"], caught.value.parameters["key"]) == (f"{subject}.toml", key)
