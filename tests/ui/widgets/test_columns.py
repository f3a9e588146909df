"""Columns fit the width there is, in cells, whatever is in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from casebook.ui.widgets.columns import Column, arranged, cell, fitted


def text(row: str) -> str:
    return row


COLUMNS = [
    Column("a", 9, text),
    Column("b", 14, text, share=2),
    Column("c", 11, text, spare=1),
    Column("d", 10, text, spare=2),
]


@given(st.text(), st.integers(0, 60), st.booleans())
def test_a_cell_has_exactly_its_width_and_no_control_code(value: str, width: int, right: bool) -> None:
    shown = cell(value, width, right=right)
    assert cell_len(shown) == width
    assert all(letter.isprintable() or letter == " " for letter in shown if ord(letter) < 0xA0)


def test_wide_signs_and_markup_stay_as_they_are() -> None:
    assert cell("[/b] A [x=2]", 12) == "[/b] A [x=2]"
    assert cell("漢字漢字", 5) == "漢字…"
    assert cell("漢字", 3) == "漢…"
    assert cell("a\x1b[31mb\x9dc", 4) == "ab  "


@pytest.mark.parametrize(
    ("value", "width", "shown"),
    [
        ("betaling van € 1.250,00", 17, "betaling van …   "),
        ("betaling van €\xa01.250,00", 17, "betaling van …   "),
        ("12.345,67", 6, "…     "),
        ("-12.345,67", 6, "…     "),
        ("ontbreekt 255 · rest", 13, "ontbreekt …  "),
        ("ontbreekt 25 · rest", 13, "ontbreekt 25…"),
        ("1.234.567,89", 11, "1.234.567,…"),
        ("€ 1.234.567,89", 13, "€ 1.234.567,…"),
        ("1.234.567,89", 10, "…         "),
        # No number, or one that cannot be taken for another.
        ("veilig t/m 24-11-2026", 17, "veilig t/m 24-11…"),
        ("safe until 24 Nov 2026", 21, "safe until 24 Nov 20…"),
        ("MB2025-00801", 8, "MB2025-…"),
    ],
)
def test_a_number_that_is_cut_is_left_out(value: str, width: int, shown: str) -> None:
    assert cell(value, width) == shown


@pytest.mark.parametrize(("room", "heads"), [(80, "abcd"), (46, "abc"), (30, "ab"), (5, "ab")])
def test_columns_go_in_their_order_where_there_is_no_room(room: int, heads: str) -> None:
    placed = fitted(COLUMNS, room)
    assert "".join(one.column.head for one in placed) == heads


@given(st.integers(25, 300))
def test_columns_that_share_fill_the_room(room: int) -> None:
    placed = fitted(COLUMNS, room)
    assert sum(one.width for one in placed) + 2 * (len(placed) - 1) == room


def test_columns_stand_as_they_were_chosen_behind_the_signs() -> None:
    signs = Column("", 2, text)
    columns = [signs, *(Column(f"queue.{name}", 5, text) for name in "abc"), Column("queue.d", 5, text, extra=True)]

    def ids(*chosen: str) -> list[str]:
        return [column.id for column in arranged(columns, chosen)]

    assert ids() == ["", "a", "b", "c"]
    assert ids("d", "a") == ["", "d", "a"]
    # A column of another version is left out; where none is left, it is as it comes.
    assert ids("gone", "b") == ["", "b"]
    assert ids("gone") == ["", "a", "b", "c"]


def test_a_number_of_a_claim_keeps_the_end_that_tells_it_from_the_next() -> None:
    assert cell("MB2025-00801", 10, tail=True) == "…025-00801"
    assert cell("2025.01101", 10, tail=True) == "2025.01101"
    assert cell("漢字漢字", 6, tail=True) == "…漢字 "
