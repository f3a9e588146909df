"""Bars of block characters: as high as their number, however little room there is."""

import pytest

from casebook.ui.widgets.histogram import Bar, drawn

MONTHS = [Bar("eerder", 7, "7", "urgent"), *(Bar("JFMAMJJASOND"[at % 12], at * 10, str(at * 10)) for at in range(24))]


def lines(bars: list[Bar], width: int, height: int) -> list[str]:
    return ["".join(text for text, _ in drawn(bars, width, height, y)) for y in range(height)]


def test_bars_are_as_high_as_their_number_and_stand_over_their_label() -> None:
    assert lines([Bar("a", 16, "16"), Bar("b", 8, "8"), Bar("c", 1, "1"), Bar("d", 0, "0")], 12, 3) == [
        "██          ",
        "██ ██ ▁▁    ",
        "a  b  c  d  ",
    ]


def test_the_smallest_number_shows_beside_the_largest() -> None:
    assert lines([Bar("a", 10_000, "10k"), Bar("b", 1, "1")], 4, 2) == ["█ ▁ ", "a b "]


def test_numbers_stand_on_top_where_there_is_room() -> None:
    top, *_ = lines([Bar("a", 10_000, "10k"), Bar("b", 0, "0"), Bar("c", 12, "12")], 18, 5)
    assert top == "10k         12    "


@pytest.mark.parametrize("width", [80, 120, 200])
def test_two_years_and_what_was_before_fit_and_every_month_has_its_label(width: int) -> None:
    shown = lines(MONTHS, width, 6)
    assert all(len(line) <= width for line in shown)
    assert "".join(shown[-1].split()) == "eerder" + "JFMAMJJASOND" * 2


def test_nothing_to_show_is_blank() -> None:
    assert lines([], 80, 3) == ["", "", ""]
    assert lines([Bar("a", 0, "0")], 3, 2)[0].strip() == ""
