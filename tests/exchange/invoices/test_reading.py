"""UBL invoices: real ones read as they are, what cannot be is refused with its line, and hostile XML does nothing."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from casebook.domain.invoice import InvoiceKind
from casebook.domain.money import Cents
from casebook.domain.vat.parts import Treatment, VatPart
from casebook.domain.vat.told import read as rates_read
from casebook.domain.vat.told import told as rates_told
from casebook.errors import InputError
from casebook.exchange.invoices.reading import read
from casebook.words import LANGUAGES, say
from tests.exchange.invoices.writer import HIGH, ubl

CHARGED, EXEMPT = Treatment.CHARGED, Treatment.EXEMPT
BASE = (
    VatPart(CHARGED, Decimal(21), Cents(121_00), Cents(21_00)),
    VatPart(CHARGED, Decimal(6), Cents(106_00), Cents(6_00)),
)
LAUGHS = b'<!DOCTYPE a [<!ENTITY b "haha"><!ENTITY c "&b;&b;">]>'
INCLUDES = b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>'


@pytest.mark.parametrize(
    ("name", "kind", "amount", "parts"),
    [
        ("ok_base", InvoiceKind.INVOICE, 227_00, BASE),
        ("ok_allowance", InvoiceKind.INVOICE, 106_00, BASE[1:]),
        ("ok_minimal", InvoiceKind.INVOICE, 242_00, (VatPart(CHARGED, Decimal(21), Cents(242_00), Cents(42_00)),)),
        ("ok_negative", InvoiceKind.CREDIT_NOTE, 242_00, (VatPart(CHARGED, Decimal(21), Cents(242_00), Cents(42_00)),)),
        ("ok_tax_category_O", InvoiceKind.INVOICE, 200_00, (VatPart(EXEMPT, Decimal(0), Cents(200_00), Cents(0)),)),
        ("BR-NL-8_ok_381", InvoiceKind.CREDIT_NOTE, 227_00, BASE),
        ("BR-NL-7_ok_384", InvoiceKind.INVOICE, 227_00, BASE),
        # What a profile asks of who sends it is no fact of the invoice.
        ("BR-NL-13_error_no_ordernumber", InvoiceKind.INVOICE, 227_00, BASE),
    ],
)
def test_real_invoices_are_read_as_they_are(
    test_data: Path, name: str, kind: InvoiceKind, amount: int, parts: tuple[VatPart, ...]
) -> None:
    file = test_data / "einvoices" / f"SI-UBL-2.0_{name}.xml"
    found = read(file.read_bytes(), file.name)
    assert (found.kind, found.number, found.issued_on) == (kind, "12115118", date(2015, 1, 9))
    assert (found.amount, found.parts, found.unrated) == (amount, parts, "")
    assert sum(part.gross for part in found.parts) == found.amount
    assert found.supplier.name == "SimplerInvoicing"


def test_all_that_an_invoice_can_tell_is_told(test_data: Path) -> None:
    file = test_data / "einvoices" / "SI-UBL-2.0_ok_full.xml"
    found = read(file.read_bytes(), file.name)
    assert (found.supplied_from, found.supplied_until) == (date(2009, 11, 1), date(2009, 11, 30))
    assert (found.order, found.supplier.kvks, found.supplier.vat_ids) == ("123", ("12345678",), ("NL12345678",))
    # A thousand was paid in advance, thirty cents are the rounding, and one rate is of less than nothing.
    assert (found.amount, found.prepaid) == (1_729_00, 1_000_00)
    assert (found.parts, found.unrated) == ((), "invoice_import.negative_rate")


def test_real_files_that_are_no_invoice_are_refused(test_data: Path) -> None:
    file = test_data / "einvoices" / "SI-UBL-2.0_BR-NL-7_error_382.xml"
    with pytest.raises(InputError, match=r"invoice_file\.field") as refused:
        read(file.read_bytes(), file.name)
    assert (refused.value.parameters["field"], refused.value.parameters["line"]) == ("InvoiceTypeCode", 13)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "broken"),
        (b"<a/>", "other"),
        (ubl()[:-9], "broken"),
        (ubl().replace(b"?>", b"?>" + LAUGHS, 1), "document_type"),
        (ubl().replace(b"<cac:TaxTotal>", INCLUDES + b"<cac:TaxTotal>"), "include"),
        (ubl().replace(b"<cac:TaxTotal>", b"<cac:TaxTotal>" + b"<cac:Party>" * 70), "too_much"),
        (ubl().replace(b"2026-09-01", b"2026-13-01"), "field"),
        (ubl().replace(b"2026-09-01", b""), "field"),
        (ubl().replace(b">1210.00<", b">1.210,00<"), "field"),
        (ubl().replace(b">210.00<", b">210.005<"), "field"),
        (ubl().replace(b">1210.00<", b">99999999999999.00<"), "field"),
        (ubl(""), "field"),
        (ubl("1", ("S", "21", "0", "0")), "field"),
        (ubl(period=("2026-09-30", "2026-09-01")), "field"),
        (ubl().replace(b">21<", b">NaN<"), "field"),
    ],
)
def test_what_cannot_be_is_refused_and_said(content: bytes, code: str) -> None:
    with pytest.raises(InputError) as refused:
        read(content, "factuur.xml")
    assert refused.value.code == f"invoice_file.{code}"
    for language in LANGUAGES:
        assert "factuur.xml" in say(refused.value.code, refused.value.parameters, language)


@pytest.mark.parametrize(
    ("rates", "why"),
    [
        ([("L", "7", "100.00", "7.00")], "other_tax"),
        ([HIGH, ("S", "9", "-10.00", "-0.90")], "negative_rate"),
        ([("S", "21", "1000.00", "90.00")], "wrong_rates"),
    ],
)
def test_rates_that_cannot_be_taken_over_say_why(rates: list[tuple[str, str, str, str]], why: str) -> None:
    found = read(ubl("1", *rates), "f")
    assert (found.parts, found.unrated) == ((), f"invoice_import.{why}")
    for language in LANGUAGES:
        assert say(found.unrated, {}, language)


def test_rates_are_a_text_and_back() -> None:
    parts = (*BASE, VatPart(Treatment.REVERSE_CHARGED, Decimal(0), Cents(5), Cents(0)))
    assert rates_told(parts) == "21% 121.00 (21.00) + 6% 106.00 (6.00) + AE 0.05"
    assert set(rates_read(rates_told(parts))) == set(parts)
    assert (rates_told(()), rates_read("")) == ("", ())
    with pytest.raises(ValueError, match="no rates"):
        rates_read("21%")
