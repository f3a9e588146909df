"""Text from outside reads as it stands, wherever it is put."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from casebook.domain.letters.extras import NamedAmount
from casebook.domain.money import Cents
from casebook.letters.blocks import Items, Paragraph, Run, blocks
from casebook.letters.marking import escaped, filters, in_body, in_subject, on_a_line, paragraphs
from tests.letters.made import HOSTILE

hostile = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(alphabet="\\`*_[]<>&#|~!{}+-=:.)(1 \nx", max_size=8),
    st.text(max_size=20),
)


def held(text: str) -> str:
    line = on_a_line(text)
    assume(line)
    return line


def all_of(text: str) -> None:
    line = on_a_line(text)
    marked = escaped(line)
    assert blocks(marked) == (Paragraph((Run(line),)),)
    assert blocks(f"A\n{marked}") == (Paragraph((Run(f"A {line}"),)),)
    assert blocks(f"- {marked}") == (Items(((Run(line),),), numbered=False),)
    assert blocks(f"A **{marked}**") == (Paragraph((Run("A "), Run(line, bold=True))),)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_markup_is_text(text: str) -> None:
    all_of(on_a_line(text))


@given(text=hostile)
def test_any_text_is_text_at_every_place(text: str) -> None:
    all_of(held(text))


@given(one=hostile, other=hostile)
@example(one="1", other=". x")
def test_two_values_next_to_each_other_are_text(one: str, other: str) -> None:
    one, other = held(one), held(other)
    assert blocks(in_body(one) + in_body(other)) == (Paragraph((Run(one + other),)),)


@given(said=st.lists(st.lists(hostile, min_size=1, max_size=3), min_size=1, max_size=3))
def test_what_a_person_wrote_keeps_its_paragraphs_and_lines(said: list[list[str]]) -> None:
    lines = [[held(line) for line in some] for some in said]
    written = "\n\n".join("\n".join(some) for some in lines)
    assert blocks(paragraphs(written)) == tuple(Paragraph((Run("\n".join(some)),)) for some in lines)


def test_what_is_not_text_needs_a_filter() -> None:
    for form in (in_body, in_subject):
        with pytest.raises(TypeError):
            form(12)


@pytest.mark.parametrize(
    ("name", "value", "nl", "en"),
    [
        ("money", 123_450, "€\N{NO-BREAK SPACE}1.234,50", "€1,234.50"),
        ("number", 1_200, "1.200", "1,200"),
        ("word", "curator_bankruptcy", "curator (faillissement)", "trustee (bankruptcy)"),
        ("list", ("a", "b\n", "*c*"), "a, b en *c*", "a, b and *c*"),
        ("list", ("a",), "a", "a"),
        ("total", (NamedAmount("a", Cents(1)), NamedAmount("b", Cents(2))), 3, 3),
    ],
)
def test_a_filter_says_a_value_as_its_reader_has_it(name: str, value: object, nl: object, en: object) -> None:
    assert [filters(language)[name](value) for language in ("nl", "en")] == [nl, en]
