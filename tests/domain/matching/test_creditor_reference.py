"""The reference of ISO 11649 that a debtor quotes, written so that it is found again in a payment."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iso11649

from casebook.domain.matching.references import creditor_reference, is_creditor_reference, references


@pytest.mark.parametrize(
    ("number", "reference"),
    [
        # The example of the standard.
        ("539007547034", "RF18539007547034"),
        ("2026-0101", "RF4720260101"),
        ("b/2026.17", "RF80B202617"),
        ("", ""),
        ("zaak é", ""),
        ("1" * 22, ""),
    ],
)
def test_a_number_as_a_reference(number: str, reference: str) -> None:
    assert creditor_reference(number) == reference


@given(st.from_regex(r"[1-9A-Z][0-9A-Z]{0,20}", fullmatch=True))
def test_what_was_written_is_read_again(number: str) -> None:
    reference = creditor_reference(number)
    assert iso11649.is_valid(reference)
    assert is_creditor_reference(reference)
    assert list(references(f"betaling {reference}, dank")) == [number]


@pytest.mark.parametrize("text", ["", "RF", "RF18", "RF19539007547034", "rf18539007547034", "RF1²539007547034"])
def test_what_is_no_reference(text: str) -> None:
    assert not is_creditor_reference(text)
