"""Statements in MT940: the fields read by mt-940, with what Dutch banks do otherwise put right."""

import decimal
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.bank import BankLine, Closed, Opened, StatementKind, Told
from casebook.domain.money import Cents
from casebook.errors import InputError
from casebook.exchange.bank import values
from casebook.exchange.bank.files import BankFile
from casebook.exchange.bank.mt940_details import Details, details
from casebook.exchange.bank.mt940_fields import Envelope, Field, fields
from casebook.exchange.bank.texts import given, iban, line, reference, together

_CURRENCY = re.compile(r"\s*(?P<currency>[A-Z]{3})$", re.ASCII)
# ASN, SNS and RegioBank put the account of the other side, longer than a reference may be, in the place of one.
_ACCOUNT_AS_REFERENCE = re.compile(r"[\d,]N[A-Z0-9]{3}[A-Z]{2}\d{2}[A-Z]{4}\d{10}\s*$", re.ASCII)
_PAYMENT_REFERENCE = re.compile(r"\d{16}", re.ASCII)
_KIND = re.compile(r"/TRCD/(?P<code>[A-Z0-9]+)/?", re.ASCII)
_OPENS = ("60", "60F", "60M")
_CLOSES = ("62", "62F", "62M")
# What the library raises for a field that is not as the standard has it.
_UNREADABLE = (RuntimeError, ValueError, ArithmeticError, decimal.InvalidOperation, TypeError, OverflowError)


class _Entry(NamedTuple):
    """Field 61 as read; `words` is what follows on its other lines."""

    booked_on: date
    value_on: date
    cents: Cents
    customer: str
    bank_reference: str
    code: str
    words: str
    is_reversal: bool
    at: int


def told(file: BankFile) -> Iterator[Told]:
    """Return what an MT940 file tells; raises `InputError`, also after much was given."""
    reader = _Reader(file.place)
    for field in fields(file):
        if isinstance(field, Envelope):
            yield from reader.end()
            reader.bank = field.bank
        else:
            yield from reader.take(field)
    yield from reader.end()
    if not reader.count:
        raise InputError("bank_file.no_statement", place=file.place)


class _Reader:
    """Takes the fields of one file; a statement begins with field 20 and is whole with field 62."""

    def __init__(self, place: str) -> None:
        from mt940 import Options, tags
        from mt940.models import Transactions

        self.bank = ""
        self.count = 0
        self._place = place
        self._known: Any = Transactions(options=Options.all())
        self._balance, self._entry_tag, self._asn = tags.FinalOpeningBalance(), tags.Statement(), tags.StatementASNB()
        self._begin(0)

    def _begin(self, at: int) -> None:
        self._at = at
        self._account = self._number = self._message = self._currency = ""
        self._opened: Opened | None = None
        self._entry: _Entry | None = None
        self._details: list[Field] = []
        self._is_closed = False

    def _where(self, at: int) -> str:
        return f"{self._place}:{at}"

    def take(self, field: Field) -> Iterator[Told]:
        """Take the next field."""
        tag = field.tag
        if tag == "20" or (tag == "25" and self._opened is not None):
            yield from self.end()
            self._begin(field.at)
            self._message = line(field.lines[0])
        if tag == "25":
            self._take_account(field)
        elif tag in ("28", "28C"):
            self._number = line(field.lines[0])
        elif tag in _OPENS and self._opened is None:
            yield self._open(field)
        elif tag == "61":
            yield from self._line()
            self._entry = self._read_entry(field)
        elif tag == "86" and self._entry is not None:
            self._details.append(field)
        elif tag in _CLOSES:
            yield from self._line()
            yield self._close(field)

    def end(self) -> Iterator[Told]:
        """End the statement at hand; raises `InputError` where it has begun and has no closing balance."""
        yield from self._line()
        if self._opened is not None and not self._is_closed:
            raise InputError("bank_file.no_closing", place=self._opened.place, number=self._opened.number)
        self._begin(0)

    def _take_account(self, field: Field) -> None:
        said = line(field.lines[0]).rpartition("/")[2]
        currency = _CURRENCY.search(said)
        if currency:
            said, self._currency = said[: currency.start()], currency["currency"]
        self._account = iban(said) or re.sub(r"[\s.]", "", said)

    def _open(self, field: Field) -> Opened:
        on, currency, cents = self._read_balance(field)
        if not self._account:
            raise InputError("bank_file.no_account", place=self._where(field.at))
        if self._currency and self._currency != currency:
            raise InputError("bank_file.currency", place=self._where(field.at), found=currency, expected=self._currency)
        self._currency = currency
        place = self._where(self._at or field.at)
        number = self._number if self._number.strip("0/") else self._message
        self._opened = Opened(StatementKind.STATEMENT, self._account, currency, number, place, on, None, cents)
        self.count += 1
        return self._opened

    def _close(self, field: Field) -> Closed:
        on, currency, cents = self._read_balance(field)
        if self._opened is None or self._is_closed:
            raise InputError("bank_file.no_opening", place=self._where(field.at))
        if currency != self._currency:
            raise InputError("bank_file.currency", place=self._where(field.at), found=currency, expected=self._currency)
        self._is_closed = True
        return Closed(self._opened.from_on, on, self._opened.opening, cents)

    def _read(self, tag: Any, text: str) -> Any:
        """Return what the library makes of a field; where it finds none it would write the field to the log."""
        found = tag.re.match(text)
        if found is None:
            raise ValueError(text)
        return tag(self._known, found.groupdict())

    def _read_balance(self, field: Field) -> tuple[date, str, Cents]:
        text = "".join(field.lines[0].split())
        try:
            read = self._read(self._balance, text)
            balance: Any = read[self._balance.slug]
            on = date(balance.date.year, balance.date.month, balance.date.day)
        except _UNREADABLE:
            raise InputError("bank_file.balance", place=self._where(field.at), found=line(text)) from None
        cents = values.cents(text[10:], self._where(field.at))
        return on, str(balance.amount.currency).upper(), Cents(-cents if balance.status.upper() == "D" else cents)

    def _read_entry(self, field: Field) -> _Entry:
        if self._opened is None or self._is_closed:
            raise InputError("bank_file.no_opening", place=self._where(field.at))
        text = field.lines[0].rstrip()
        tag = self._asn if _ACCOUNT_AS_REFERENCE.search(text) else self._entry_tag
        try:
            read: dict[str, Any] = self._read(tag, text)
            on = date(read["date"].year, read["date"].month, read["date"].day)
            booked_on = _nearest(on, read["entry_month"], read["entry_day"])
            amount = read["amount"].amount
            customer = read["customer_reference"] or ""
            # Without a code of the kind, a digit left over means that the amount was cut off.
            if not read["id"] and customer[:1] in tuple("0123456789,."):
                raise ValueError(text)
        except _UNREADABLE:
            raise InputError("bank_file.entry", place=self._where(field.at), found=line(text)) from None
        written = f"{abs(amount):f}"
        return _Entry(
            booked_on,
            on,
            Cents(values.cents(written, self._where(field.at)) * (-1 if amount < 0 else 1)),
            line(customer),
            given((read["bank_reference"] or "").partition("/TRCD/")[0]),
            line(read["id"] or ""),
            together(
                (
                    text.partition("/TRCD/")[1] + text.partition("/TRCD/")[2],
                    read["extra_details"] or "",
                    *field.lines[1:],
                )
            ),
            str(read["status"]).upper().startswith("R"),
            field.at,
        )

    def _line(self) -> Iterator[BankLine]:
        """Return the entry at hand, with its description, once the next field shows that it is whole."""
        entry, self._entry = self._entry, None
        described, self._details = self._details, []
        if entry is None or not entry.cents:
            return
        is_ing = "INGB" in (self.bank, self._account[4:8])
        said = details([field.lines for field in described], is_ing=is_ing)
        yield _told(entry, said, self._where(entry.at))


def _told(entry: _Entry, said: Details, place: str) -> BankLine:
    """Put together what fields 61 and 86 say: the banks put the other side in one or in the other."""
    customer = given(entry.customer)
    own_iban = iban(customer)
    words, code = entry.words, entry.code
    kind = _KIND.search(words)
    if kind:
        code = f"{code}/{kind['code']}"
        words = words.replace(kind[0], "").strip()
    second = iban(words)
    name = said.name or ("" if second or said.is_structured else words)
    is_payment_reference = _PAYMENT_REFERENCE.fullmatch(customer) is not None
    end_to_end = said.end_to_end
    if not end_to_end and entry.bank_reference and not own_iban and not is_payment_reference:
        end_to_end = customer
    return BankLine(
        entry.booked_on,
        entry.value_on,
        entry.cents,
        place,
        name=name,
        ultimate_name=said.ultimate_name,
        iban=said.iban or own_iban or second,
        text=said.text or ("" if second or said.is_structured or words == name else words),
        reference=said.reference or (customer if is_payment_reference else "") or reference(said.text),
        end_to_end=end_to_end,
        mandate=said.mandate,
        bank_reference=entry.bank_reference,
        transaction_code=code,
        return_code=said.return_code,
        is_reversal=entry.is_reversal,
    )


def _nearest(value_on: date, month: str | None, day: str | None) -> date:
    """Return the day of booking, written without its year, in the year that brings it nearest to the value date."""
    if not (month or "").strip() or not (day or "").strip():
        return value_on
    found = []
    for year in (value_on.year - 1, value_on.year, value_on.year + 1):
        try:
            found.append(date(year, int(month or ""), int(day or "")))
        except ValueError:
            continue
    return min(found, key=lambda one: abs(one - value_on))
