"""Writes an invoice or credit note as UBL 2.1."""

from collections.abc import Sequence
from decimal import Decimal

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
# Category, percent, net and VAT.
Rate = tuple[str, str, str, str]
HIGH: Rate = ("S", "21", "1000.00", "210.00")


def ubl(
    number: str = "2026-001",
    *rates: Rate,
    root: str = "Invoice",
    code: str = "380",
    issued: str = "2026-09-01",
    due: str = "2026-10-01",
    period: tuple[str, str] | None = None,
    order: str = "",
    about: Sequence[str] = (),
    vat_id: str = "NL123456782B12",
    kvk: str = "",
    prepaid: str = "",
    currency: str = "EUR",
) -> bytes:
    """Return the bytes of an invoice at some rates, of € 1.210 at the high one where none are given."""
    rates = rates or (HIGH,)
    whole = sum((Decimal(net) + Decimal(vat) for _, _, net, vat in rates), Decimal(0))
    payable = whole - Decimal(prepaid or 0)
    parts = "".join(
        f"<cac:TaxSubtotal>{_amount('TaxableAmount', net)}{_amount('TaxAmount', vat)}<cac:TaxCategory>"
        f"{_basic('ID', category)}{_basic('Percent', percent)}</cac:TaxCategory></cac:TaxSubtotal>"
        for category, percent, net, vat in rates
    )
    billing = "".join(
        f"<cac:BillingReference><cac:InvoiceDocumentReference>{_basic('ID', one)}</cac:InvoiceDocumentReference>"
        "</cac:BillingReference>"
        for one in about
    )
    supplied = ""
    if period is not None:
        days = _basic("StartDate", period[0]) + _basic("EndDate", period[1])
        supplied = f"<cac:InvoicePeriod>{days}</cac:InvoicePeriod>"
    ordered = f"<cac:OrderReference>{_basic('ID', order)}</cac:OrderReference>" if order else ""
    seller = (
        f"<cac:PartyTaxScheme>{_basic('CompanyID', vat_id)}</cac:PartyTaxScheme><cac:PartyLegalEntity>"
        f'{_basic("RegistrationName", "Wij BV")}<cbc:CompanyID schemeID="0106">{kvk}</cbc:CompanyID>'
        "</cac:PartyLegalEntity>"
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><{root} xmlns="{_UBL}{root}-2" xmlns:cac="{_UBL}'
        f'CommonAggregateComponents-2" xmlns:cbc="{_UBL}CommonBasicComponents-2">{_basic("ID", number)}'
        f"{_basic('IssueDate', issued)}{_basic('DueDate', due) if due else ''}{_basic(f'{root}TypeCode', code)}"
        f"{_basic('DocumentCurrencyCode', currency)}{supplied}{ordered}{billing}"
        f"<cac:AccountingSupplierParty><cac:Party>{seller}</cac:Party></cac:AccountingSupplierParty>"
        f"<cac:TaxTotal>{parts}</cac:TaxTotal><cac:LegalMonetaryTotal>{_amount('TaxInclusiveAmount', str(whole))}"
        f"{_amount('PrepaidAmount', prepaid) if prepaid else ''}{_amount('PayableAmount', str(payable))}"
        f"</cac:LegalMonetaryTotal></{root}>"
    ).encode()


def _basic(name: str, text: str) -> str:
    return f"<cbc:{name}>{text}</cbc:{name}>"


def _amount(name: str, text: str) -> str:
    return f'<cbc:{name} currencyID="EUR">{text}</cbc:{name}>'
