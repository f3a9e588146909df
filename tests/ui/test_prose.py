"""Lines of text broken at words, in cells."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from casebook.ui.prose import Line, Span, labelled, line, wrapped


def shown(one: Line, width: int) -> list[str]:
    return ["".join(span.text for span in spans) for spans in wrapped([one], width)]


def test_a_line_is_broken_at_words_and_what_follows_hangs() -> None:
    assert shown(labelled("Naam", "Van Dam Bouw en Zonen", 8), 20) == [
        "Naam    Van Dam Bouw ",
        "        en Zonen",
    ] or shown(labelled("Naam", "Van Dam Bouw en Zonen", 8), 20) == ["Naam    Van Dam Bouw", "        en Zonen"]


def test_line_breaks_in_a_text_stay() -> None:
    assert shown(line("een\ntwee"), 20) == ["een", "twee"]


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Mn", "Me"])),
    st.integers(8, 40),
    st.integers(0, 40),
)
def test_no_line_is_wider_than_there_is_room(text: str, width: int, hang: int) -> None:
    for row in wrapped([line(Span(text), hang=hang)], width):
        assert sum(cell_len(span.text) for span in row) <= width


@given(st.lists(st.text("abc ", min_size=1), max_size=6), st.integers(8, 40))
def test_no_word_is_lost(texts: list[str], width: int) -> None:
    row = line(*texts)
    together = "".join("".join(span.text for span in spans) for spans in wrapped([row], width))
    assert together.replace(" ", "") == "".join(texts).replace(" ", "")


def test_what_stands_at_the_right_end_keeps_its_room() -> None:
    row = Line((Span("een twee drie vier vijf"),), 2, right=(Span("12,00"),))
    assert shown(row, 24) == ["een twee drie      12,00", "  vier vijf"]


def test_what_finds_no_room_at_the_right_end_stands_below() -> None:
    row = Line((Span("een twee drie"),), 2, right=(Span("12,00"),))
    assert shown(row, 16) == ["een twee drie", "           12,00"]
