"""A title that does not fit: whole names of lists stay, the shown one first, and how many more there are is said."""

import pytest

from casebook.ui.prose import Span
from casebook.ui.widgets.bars import BRAND, TitleBar

_PLACE = (BRAND, Span(" Insolventies ▸ "), Span("lopend", "quiet"))
_OTHERS = ("signalen (3)", "alle", "oud", "register (12)")


def said(room: int, strong: str = "", left: tuple[Span, ...] = _PLACE) -> str:
    """Return the left end of a title with all lists of a place, of which one is shown, in so many cells."""
    spans = list(left)
    for name in _OTHERS:
        spans += [Span(" · ", "quiet"), Span(name, "strong" if name == strong else "quiet")]
    return "".join(span.text for span in TitleBar()._fitting(tuple(spans), room))


@pytest.mark.parametrize(
    ("room", "expected"),
    [
        (80, " CASEBOOK  Insolventies ▸ lopend · signalen (3) · alle · oud · register (12)"),
        (70, " Insolventies ▸ lopend · signalen (3) · alle · oud · register (12)"),
        (60, " Insolventies ▸ lopend · signalen (3) · alle · oud · +1"),
        (45, " Insolventies ▸ lopend · signalen (3) · +3"),
        (30, " Insolventies ▸ lopend · +4"),
    ],
)
def test_names_stay_whole_and_the_others_are_counted(room: int, expected: str) -> None:
    assert said(room) == expected
    assert len(expected) <= room


def test_the_list_that_is_shown_is_always_named() -> None:
    assert said(50, "register (12)") == " Insolventies ▸ lopend · register (12) · +3"


def test_of_a_case_nothing_is_counted() -> None:
    case = (Span(" 2026-0001 Van Dam · zakelijk"),)
    assert said(40, left=case).startswith(" 2026-0001 Van Dam · zakelijk · signalen (3) · alle")
