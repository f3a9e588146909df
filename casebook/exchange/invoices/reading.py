"""UBL 2.1 invoices and credit notes (EN 16931): number, days, who, what of it is at which rate of VAT.

Nothing is checked that is for who sent it: a rule of a profile that is broken is no reason to leave an invoice, a fact
that cannot be true is.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from casebook.domain.invoice import Invoice, InvoiceKind, InvoiceParty
from casebook.domain.money import ZERO, Cents
from casebook.domain.vat.parts import Treatment, VatPart, check
from casebook.errors import InputError, Refused
from casebook.exchange.fields import FIRST_DAY, LARGEST_AMOUNT, LAST_DAY
from casebook.exchange.invoices.xml import Part, tree
from casebook.text import clean_line

# UNTDID 1001: a commercial invoice, a corrected one, one in advance, by the buyer, of a factor; and a credit note.
_INVOICES, _CREDITS = frozenset({"", "380", "384", "386", "389", "393"}), frozenset({"", "381"})
# UNCL 5305: charged, reverse-charged, and without VAT; taxes of islands of Spain are no VAT.
_CHARGED, _REVERSED, _WITHOUT = "S", "AE", frozenset({"Z", "E", "G", "K", "O"})
_AMOUNT = re.compile(r"(?P<sign>[-+]?)(?P<whole>\d{1,15})(?:\.(?P<part>\d{0,12}))?", re.ASCII)
_PERCENT = re.compile(r"\d{1,2}(?:\.\d{1,6})?", re.ASCII)
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
# The numbers of the Dutch trade register, as ICD 0106 and by its name.
_KVK_SCHEMES = frozenset({"0106", "NL:KVK"})
_KVK = re.compile(r"\d{8}", re.ASCII)
_LONGEST = 200
_CENTS = 2


class _Rate(NamedTuple):
    category: str
    percent: Decimal
    gross: Cents
    vat: Cents


def read(content: bytes, file: str) -> Invoice:
    """Return the invoice or credit note in a file; an invoice of less than nothing is a credit note.

    Raises `InputError` for what is none, or says something that cannot be, with the file and the line.
    """
    return _Reading(tree(content, file), file).invoice()


class _Reading:
    def __init__(self, root: Part, file: str) -> None:
        self._root, self._file = root, file

    def invoice(self) -> Invoice:
        """Return all that is told."""
        root, credit = self._root, self._root.name == "CreditNote"
        code = root.said(f"{root.name}TypeCode")
        if code not in (_CREDITS if credit else _INVOICES):
            raise self._wrong(f"{root.name}TypeCode")
        number, issued_on = clean_line(root.said("ID"), _LONGEST), self._day("IssueDate")
        if not number:
            raise self._wrong("ID")
        if issued_on is None:
            raise self._wrong("IssueDate")
        amount, prepaid = self._amounts()
        sign = -1 if amount < 0 else 1
        parts, unrated = self._parts(Cents(amount * sign), sign)
        supplied_from, supplied_until = self._supplied()
        return Invoice(
            InvoiceKind.CREDIT_NOTE if credit is (sign > 0) else InvoiceKind.INVOICE,
            number,
            issued_on,
            self._day("DueDate") or self._day("PaymentMeans", "PaymentDueDate"),
            supplied_from,
            supplied_until,
            clean_line(root.said("OrderReference", "ID"), _LONGEST),
            root.said("DocumentCurrencyCode").upper(),
            Cents(amount * sign),
            Cents(prepaid * sign),
            parts,
            unrated,
            tuple(dict.fromkeys(self._about())),
            self._party("AccountingSupplierParty"),
            self._party("AccountingCustomerParty"),
        )

    def _amounts(self) -> tuple[Cents, Cents]:
        """Return what is owed in all, as it is rounded to be paid, and what of that was paid in advance."""
        total = "LegalMonetaryTotal"
        prepaid = self._cents(total, "PrepaidAmount") or ZERO
        payable, whole = self._cents(total, "PayableAmount"), self._cents(total, "TaxInclusiveAmount")
        if payable is None and whole is None:
            raise self._wrong("PayableAmount")
        amount = Cents(payable + prepaid) if payable is not None else whole
        if not amount:
            raise self._wrong("PayableAmount")
        return amount, prepaid

    def _supplied(self) -> tuple[date | None, date | None]:
        """Return from and until when it was supplied: the period of the invoice, else the day of delivery."""
        first, last = self._day("InvoicePeriod", "StartDate"), self._day("InvoicePeriod", "EndDate")
        if first is None and last is None:
            first = last = self._day("Delivery", "ActualDeliveryDate")
        if first is not None and last is not None and last < first:
            raise self._wrong("InvoicePeriod", "EndDate")
        return first, last

    def _about(self) -> Iterator[str]:
        for one in self._root.parts("BillingReference", "InvoiceDocumentReference", "ID"):
            if number := clean_line(one.text, _LONGEST):
                yield number

    def _party(self, name: str) -> InvoiceParty:
        party = self._root.part(name, "Party")
        if party is None:
            return InvoiceParty("")
        names = (party.said("PartyLegalEntity", "RegistrationName"), party.said("PartyName", "Name"))
        numbers = [
            *party.parts("EndpointID"),
            *party.parts("PartyIdentification", "ID"),
            *party.parts("PartyLegalEntity", "CompanyID"),
        ]
        kvks = [one.text for one in numbers if one.attributes.get("schemeID", "").upper() in _KVK_SCHEMES]
        vat_ids = [compact(one.said("CompanyID")) for one in party.parts("PartyTaxScheme")]
        return InvoiceParty(
            clean_line(next(filter(None, names), ""), _LONGEST),
            tuple(dict.fromkeys(one for one in kvks if _KVK.fullmatch(one))),
            tuple(dict.fromkeys(filter(None, vat_ids))),
        )

    def _parts(self, amount: Cents, sign: int) -> tuple[tuple[VatPart, ...], str]:
        """Return what of an amount is at which rate, or why that cannot be told."""
        found: dict[tuple[Treatment, Decimal], tuple[int, int]] = {}
        for one in self._rates(sign):
            if one.category not in {_CHARGED, _REVERSED, *_WITHOUT}:
                return (), "invoice_import.other_tax"
            if one.gross <= 0 or one.vat < 0:
                return (), "invoice_import.negative_rate"
            charged = one.category == _CHARGED
            reverse = Treatment.REVERSE_CHARGED if one.category == _REVERSED else Treatment.EXEMPT
            key = (Treatment.CHARGED, one.percent) if charged else (reverse, Decimal(0))
            gross, vat = found.get(key, (0, 0))
            found[key] = gross + one.gross, vat + one.vat
        parts = tuple(VatPart(*key, Cents(gross), Cents(vat)) for key, (gross, vat) in found.items())
        if not parts:
            return (), "invoice_import.no_rates"
        try:
            check(parts, amount)
        except Refused:
            return (), "invoice_import.wrong_rates"
        return parts, ""

    def _rates(self, sign: int) -> Iterator[_Rate]:
        # The tax may be told once more in the currency of the return: the first that is divided is that of the invoice.
        divided = (list(total.parts("TaxSubtotal")) for total in self._root.parts("TaxTotal"))
        for one in next(filter(None, divided), []):
            percent = one.said("TaxCategory", "Percent")
            if percent and not _PERCENT.fullmatch(percent):
                raise self._of("Percent", one)
            net, vat = self._in(one, "TaxableAmount"), self._in(one, "TaxAmount")
            category = one.said("TaxCategory", "ID").upper()
            if net or vat:
                yield _Rate(category, Decimal(percent or 0).normalize(), Cents((net + vat) * sign), Cents(vat * sign))

    def _in(self, part: Part, name: str) -> Cents:
        found = part.part(name)
        return ZERO if found is None else self._as_cents(found)

    def _cents(self, *path: str) -> Cents | None:
        found = self._root.part(*path)
        return None if found is None else self._as_cents(found)

    def _as_cents(self, part: Part) -> Cents:
        found = _AMOUNT.fullmatch(part.text)
        if found is None:
            raise self._of(part.name, part)
        rest = (found["part"] or "").rstrip("0")
        cents = int(found["whole"]) * 100 + int(rest[:_CENTS].ljust(_CENTS, "0"))
        if len(rest) > _CENTS or cents > LARGEST_AMOUNT:
            raise self._of(part.name, part)
        return Cents(-cents if found["sign"] == "-" else cents)

    def _day(self, *path: str) -> date | None:
        part = self._root.part(*path)
        if part is None or not part.text:
            return None
        found = _DAY.fullmatch(part.text)
        try:
            told = date.fromisoformat(found[1]) if found else None
        except ValueError:
            told = None
        if told is None or not FIRST_DAY <= told <= LAST_DAY:
            raise self._of(path[-1], part)
        return told

    def _wrong(self, *path: str) -> InputError:
        return self._of(path[-1], self._root.part(*path) or self._root)

    def _of(self, name: str, part: Part) -> InputError:
        said = {"field": name, "found": clean_line(part.text, _LONGEST) if part is not self._root else ""}
        return InputError("invoice_file.field", file=self._file, line=part.line, **said)


def compact(number: str) -> str:
    """Return a number for VAT as it is compared: in capitals, without signs and blanks between."""
    return "".join(filter(str.isalnum, number)).upper()
