"""The numbers of the register, within what somebody writes."""

import pytest

from casebook.domain.insolvency.facts import Kind
from casebook.domain.insolvency.numbers import named_in


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Inzake faillissement F.13/26/123, curator mr. X", "F.13/26/123"),
        ("faillissement (f.26/123).", "F.26/123"),
        ("F.13/26/123 en nog eens f.13/26/123", "F.13/26/123"),
        ("F.13/26/123 en F.13/26/124, beide failliet", None),
        ("ons kenmerk AF.13/26/123, 13/26/123, F.13/26/12345 of F.13/26/123/4", None),
        ("", None),
    ],
)
def test_the_one_number_in_a_text(text: str, number: str | None) -> None:
    found = named_in(text)
    assert (found.text if found else None) == number


def test_it_tells_the_kind() -> None:
    assert [found.kind for text in ("S.13/26/1", "R.13/26/1") if (found := named_in(text))] == [
        Kind.SUSPENSION,
        Kind.WSNP,
    ]
