"""Statements (CAMT.053) and notices (CAMT.054) of ISO 20022, from version 2 on."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from casebook.domain.bank import BankLine, Closed, Opened, StatementKind, Told
from casebook.domain.money import Cents
from casebook.errors import InputError
from casebook.exchange.bank import values
from casebook.exchange.bank.camt_entry import Account, Entry, sign_of
from casebook.exchange.bank.camt_xml import (
    Node,
    amount,
    elements,
    forget,
    is_in,
    message,
    nodes,
    text,
    tree,
)
from casebook.exchange.bank.files import BankFile
from casebook.exchange.bank.texts import iban, line

_OLDEST = 2
_KINDS = {"camt.053": StatementKind.STATEMENT, "camt.054": StatementKind.NOTICE}
_ELEMENTS = {StatementKind.STATEMENT: "Stmt", StatementKind.NOTICE: "Ntfctn"}
# A statement in several pages has a balance between them at the end of one and the beginning of the next.
_OPENING, _CLOSING, _BETWEEN = ("OPBD", "PRCD"), ("CLBD",), "ITBD"


class _Balance(NamedTuple):
    day: date
    cents: Cents
    currency: str
    code: str


def told(file: BankFile) -> Iterator[Told]:
    """Return what an XML file of a bank tells; raises `InputError`, also after much was given."""
    said = message(file)
    kind = _KINDS.get(said.kind)
    if kind is None:
        raise InputError("bank_file.message", place=file.place, message=said.kind)
    if said.version < _OLDEST:
        raise InputError("bank_file.version", place=file.place, message=f"{said.kind}.001.{said.version:02}")
    with file.open() as opened:
        yield from _Statements(file.place, kind, said.namespace).told(opened)


class _Statements:
    """Takes the statements of one file as their elements end."""

    def __init__(self, place: str, kind: StatementKind, namespace: str) -> None:
        self._place, self._kind, self._namespace = place, kind, namespace
        self._name = _ELEMENTS[kind]
        self._tag, self._entry_tag = f"{{{namespace}}}{self._name}", f"{{{namespace}}}Ntry"
        self._cut = len(namespace) + 2
        self._count = self._entries = 0
        self._opened: Opened | None = None
        self._account: Account | None = None
        self._entry: Entry | None = None
        self._last_day: date | None = None

    def told(self, opened: Any) -> Iterator[Told]:
        for name, element in elements(opened, self._place, ("TxDtls", "Ntry", self._name), self._namespace):
            if name == "TxDtls":
                self._take_detail(element)
            elif name == "Ntry":
                if is_in(element, self._tag):
                    lines = self._take_entry(element)
                    if self._opened is not None:
                        yield self._opened
                        self._opened = None
                    yield from lines
            elif not is_in(element, self._tag):
                yield from self._close(element)
        if not self._count:
            raise InputError("bank_file.no_statement", place=self._place)

    def _at(self) -> str:
        return f"{self._place}: {self._name}[{self._count + 1}]"

    def _open(self, statement: Any, entry: Node | None) -> Account:
        """Take what stands before the first entry; without a currency of the account that of its amounts counts."""
        head = tree(statement, self._cut, without="Ntry")
        place = self._at()
        account = text(head, "Acct/Id/IBAN", "Acct/Id/Othr/Id")
        account = iban(account) or line(account)
        if not account:
            raise InputError("bank_file.no_account", place=place)
        balances = self._balances(head)
        of_entry = amount(entry, "Amt") if entry is not None else None
        currency = (
            text(head, "Acct/Ccy")
            or next((one.currency for one in balances if one.code in (*_OPENING, *_CLOSING)), "")
            or (of_entry.currency if of_entry else "")
        )
        first = _opening(balances, currency)
        last = _closing(balances, currency)
        from_on, until_on = self._days(head, first, last)
        number = text(head, "ElctrncSeqNb", "LglSeqNb", "Id")
        self._opened = Opened(
            self._kind,
            account,
            line(currency) or "EUR",
            line(number),
            place,
            from_on,
            until_on,
            first.cents if first else None,
        )
        self._account = Account(account, self._opened.currency, line(text(head, "Acct/Ownr/Nm")), self._kind)
        return self._account

    def _take_detail(self, element: Any) -> None:
        details = element.getparent()
        if details is None or not is_in(details, self._entry_tag) or not is_in(details.getparent(), self._tag):
            return
        entry = details.getparent()
        self._begun(entry).take(tree(element, self._cut))
        forget(element)

    def _take_entry(self, element: Any) -> list[BankLine]:
        entry = self._begun(element)
        additional = element.findtext(f"{{{self._namespace}}}AddtlNtryInf") or ""
        self._entry = None
        self._entries += 1
        lines = entry.lines(additional)
        if lines and (self._last_day is None or lines[0].booked_on > self._last_day):
            self._last_day = lines[0].booked_on
        forget(element)
        return lines

    def _begun(self, element: Any) -> Entry:
        """Return the entry at hand; its head is read once, with its first detail or at its end."""
        if self._entry is None:
            head = tree(element, self._cut, without="TxDtls")
            account = self._account or self._open(element.getparent(), head)
            self._entry = Entry(head, account, f"{self._at()}/Ntry[{self._entries + 1}]")
        return self._entry

    def _close(self, statement: Any) -> Iterator[Told]:
        if self._account is None:
            self._open(statement, None)
        if self._opened is not None:
            yield self._opened
        assert self._account is not None
        head = tree(statement, self._cut, without="Ntry")
        balances = self._balances(head)
        first, last = (
            _opening(balances, self._account.currency),
            _closing(balances, self._account.currency),
        )
        from_on, until_on = self._days(head, first, last)
        yield Closed(
            from_on,
            until_on or self._last_day,
            first.cents if first else None,
            last.cents if last else None,
        )
        self._count += 1
        self._entries = 0
        self._opened = self._account = self._entry = self._last_day = None
        forget(statement)

    def _balances(self, head: Node) -> list[_Balance]:
        found = []
        for number, one in enumerate(nodes(head, "Bal"), 1):
            code = text(one, "Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry")
            if code not in (*_OPENING, *_CLOSING, _BETWEEN):
                continue
            place = f"{self._at()}/Bal[{number}]"
            written = amount(one, "Amt")
            if written is None:
                raise InputError("bank_file.amount", place=place, found="")
            day = values.day(text(one, "Dt/Dt", "Dt/DtTm"), place)
            cents = values.cents(written.text, place) * sign_of(text(one, "CdtDbtInd"), place)
            found.append(_Balance(day, Cents(cents), written.currency, code))
        return found

    def _days(self, head: Node, first: _Balance | None, last: _Balance | None) -> tuple[date | None, date | None]:
        """Return the first and the last day that a statement covers.

        A closing balance says better until when than the period does, which some banks fill with the moment of making.
        """
        begin = text(head, "FrToDt/FrDtTm", "FrToDt/FrDt")
        end = text(head, "FrToDt/ToDtTm", "FrToDt/ToDt")
        place = f"{self._at()}/FrToDt"
        from_on = values.day(begin, place) if begin else None
        until_on = values.day(end, place) if end else None
        if until_on and "T00:00:00" in end and from_on != until_on:
            until_on -= timedelta(days=1)
        if last is not None:
            until_on = last.day
        if first is not None:
            if until_on is not None and until_on < first.day:
                until_on = None
            if from_on is None or until_on is None or not first.day <= from_on <= until_on:
                from_on = first.day
        return from_on, until_on


def _opening(balances: list[_Balance], currency: str) -> _Balance | None:
    """Return the earliest opening balance in the currency of the account."""
    own = [one for one in balances if one.currency == currency]
    found = [one for one in own if one.code in _OPENING] or [one for one in own if one.code == _BETWEEN][:1]
    return min(found, key=lambda one: one.day, default=None)


def _closing(balances: list[_Balance], currency: str) -> _Balance | None:
    """Return the latest closing balance in the currency of the account."""
    own = [one for one in balances if one.currency == currency]
    found = [one for one in own if one.code in _CLOSING]
    if not found:
        between = [one for one in own if one.code == _BETWEEN]
        opened = any(one.code in _OPENING for one in own)
        found = between[-1:] if opened or len(between) > 1 else []
    return max(found, key=lambda one: one.day, default=None)
