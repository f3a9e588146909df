"""What a code for a transfer says, and the address of an online payment."""

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.money import Cents
from casebook.errors import InputError
from casebook.letters.payment import bank_code, is_web_link, pay_link, qr

IBAN = "NL91 ABNA 0417 1643 00"


def test_a_transfer_under_a_creditor_reference() -> None:
    assert bank_code("Bouwmaat & Zonen B.V.", IBAN, "ABNANL2A", Cents(110_471), "RF18 5390 0754 7034") == (
        "BCD\n002\n1\nSCT\nABNANL2A\nBouwmaat & Zonen B.V.\nNL91ABNA0417164300\nEUR1104.71\n\nRF18539007547034"
    )


def test_another_reference_goes_as_a_remark() -> None:
    assert bank_code("Café Ét", IBAN, "", Cents(5), "2026-0101") == (
        "BCD\n002\n1\nSCT\n\nCafé Ét\nNL91ABNA0417164300\nEUR0.05\n\n\n2026-0101"
    )
    # One figure is wrong.
    said = bank_code("X", IBAN, "", Cents(5), "RF18539007547035")
    assert said is not None
    assert said.endswith("\n\n\nRF18539007547035")


def test_without_a_reference_it_ends_with_the_amount() -> None:
    said = bank_code("X", IBAN, "", Cents(100), "")
    assert said is not None
    assert said.endswith("\nEUR1.00")


@pytest.mark.parametrize(
    ("cents", "has_code"), [(0, False), (1, True), (99_999_999_999, True), (100_000_000_000, False)]
)
def test_the_amount_has_limits(cents: int, has_code: bool) -> None:
    assert (bank_code("X", IBAN, "", Cents(cents), "") is not None) is has_code


@pytest.mark.parametrize(("name", "iban"), [("", IBAN), (" \n", IBAN), ("X", ""), ("X", "[/b]"), ("X", "NL91")])
def test_without_a_name_or_an_account_there_is_no_code(name: str, iban: str) -> None:
    assert bank_code(name, iban, "", Cents(1), "") is None


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=30))
def test_no_text_gets_into_another_line_or_makes_it_too_long(name: str, reference: str, bic: str) -> None:
    said = bank_code(f"A{name}", IBAN, bic, Cents(123_456), reference)
    assert said is not None
    lines = said.split("\n")
    assert lines[:4] == ["BCD", "002", "1", "SCT"]
    assert lines[6:8] == ["NL91ABNA0417164300", "EUR1234.56"]
    assert len(lines) <= 11
    assert len(lines[5]) <= 70
    assert len(said.encode()) <= 331


def test_the_code_is_of_the_size_that_the_standard_allows() -> None:
    said = bank_code(
        "\N{FULL BLOCK}" * 70, "MT84MALT011000012345MTLCAST001S", "ABNANL2AXXX", Cents(99_999_999_999), "é" * 140
    )
    assert said is not None
    code = qr(said)
    assert code.error == "M"
    assert isinstance(code, segno.QRCode)
    assert int(code.version) <= 13


def test_the_address_of_a_payment_is_filled_with_what_it_asks_for() -> None:
    address = " https://betaal.example.org/{reference}?zaak={case}&bedrag={amount} "
    assert pay_link(address, reference="RF18", case_number="2026/1 &x", cents=Cents(110_405)) == (
        "https://betaal.example.org/RF18?zaak=2026%2F1%20%26x&bedrag=1104.05"
    )


def test_an_unknown_field_is_named() -> None:
    with pytest.raises(InputError) as raised:
        pay_link("https://x.example/{iban}", reference="", case_number="", cents=Cents(1))
    assert raised.value.code == "letter.pay_link_field"
    assert raised.value.parameters["place"] == "{iban}"


@pytest.mark.parametrize(
    "address", ["", "javascript:alert(1)", "ftp://x.example/", "https://", "//x.example", "x.example"]
)
def test_only_an_address_of_the_web_is_followed(address: str) -> None:
    assert not is_web_link(address)
    with pytest.raises(InputError) as raised:
        pay_link(address, reference="", case_number="", cents=Cents(1))
    assert raised.value.code == "letter.pay_link_address"


@pytest.mark.parametrize(
    "link", ["https://[", "https://x.example/ a", "https://x.example/\n", f"https://x.example/{'a' * 500}"]
)
def test_what_no_reader_should_be_sent_to(link: str) -> None:
    assert not is_web_link(link)
