"""The body of a letter as blocks: a small part of Markdown, and nothing else of it."""

import pytest

from casebook.letters.blocks import Items, Paragraph, Place, Run, blocks


def paragraph(text: str) -> tuple[Paragraph]:
    return (Paragraph((Run(text),)),)


def test_paragraphs_lists_bold_and_places() -> None:
    body = "One\ntwo **three**.\n\n::specification\n\n- a\n- **b**\n  c\n\n1. x\n2. y\n\n::payment\n\nName\\\nHouse\n"
    assert blocks(body) == (
        Paragraph((Run("One two "), Run("three", bold=True), Run("."))),
        Place.SPECIFICATION,
        Items(((Run("a"),), (Run("b", bold=True), Run(" c"))), numbered=False),
        Items(((Run("x"),), (Run("y"),)), numbered=True),
        Place.PAYMENT,
        Paragraph((Run("Name\nHouse"),)),
    )


@pytest.mark.parametrize(
    "text",
    [
        "# no heading",
        "<b>no tag</b> &amp; no entity",
        "![no image](http://example.org/x.png)",
        "[no link](http://example.org) <http://example.org> www.example.org",
        "> no quote",
        "`no code`",
        "| no | table |",
        "~~none~~",
        "[b]none[/b]",
        "the table is at ::payment",
    ],
)
def test_what_is_no_part_of_a_letter_is_text(text: str) -> None:
    assert blocks(text) == paragraph(text)


def test_a_rule_and_a_heading_from_below_are_text() -> None:
    assert blocks("A\n---\nB\n===\n") == paragraph("A --- B ===")


def test_a_place_that_is_escaped_is_text() -> None:
    assert blocks("\\::payment") == paragraph("::payment")


def test_a_list_in_a_list_loses_nothing() -> None:
    assert blocks("- a\n  - b\n- c\n") == (Items(((Run("a"),), (Run("b"),), (Run("c"),)), numbered=False),)
