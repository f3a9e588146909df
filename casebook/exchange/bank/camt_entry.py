"""One entry of a CAMT file and the payments in it: amounts, the party on the other side, references and words."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.bank import BankLine, StatementKind
from casebook.domain.money import Cents
from casebook.errors import InputError
from casebook.exchange.bank import values
from casebook.exchange.bank.camt_xml import Node, RawAmount, amount, nodes, text, texts
from casebook.exchange.bank.texts import LONGEST_TEXT, given, iban, joined, line, reference, together

_SIGNS = {"CRDT": 1, "DBIT": -1}
_BOOKED = ("BOOK", "BOOKED")
# Still to be booked, or told for information only.
_NOT_BOOKED = ("PDNG", "INFO", "FUTR")
# Where a payment of a batch says its amount, the surest first.
_AMOUNTS = ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt")


class Account(NamedTuple):
    """The account that a statement is of; `owner` is its holder, empty where the bank does not say."""

    number: str
    currency: str
    owner: str
    kind: StatementKind


class _Party(NamedTuple):
    name: str
    iban: str | None
    ultimate: str


class _Payment(NamedTuple):
    """One payment of an entry; `amounts` by the order of `_AMOUNTS`, None where it says none in our currency."""

    amounts: tuple[Cents | None, ...]
    sign: int
    party: _Party
    text: str
    additional: str
    reference: str
    end_to_end: str
    mandate: str
    bank_reference: str
    transaction: str
    code: str
    return_code: str | None


def sign_of(indicator: str, place: str) -> int:
    """Return 1 for what came in and -1 for what went out; raises `InputError`."""
    sign = _SIGNS.get(indicator)
    if sign is None:
        raise InputError("bank_file.sign", place=place, found=indicator)
    return sign


class Entry:
    """An entry with the payments that it is made of, taken one by one.

    The sign of an entry says how the account moved, also where the bank takes an earlier entry back.
    """

    def __init__(self, head: Node, account: Account, place: str) -> None:
        self._head, self._account, self._place = head, account, place
        self._payments: list[_Payment] = []
        written = amount(head, "Amt")
        if written is None:
            raise InputError("bank_file.amount", place=place, found="")
        if written.currency and written.currency != account.currency:
            raise InputError("bank_file.currency", place=place, found=written.currency, expected=account.currency)
        self._sign = sign_of(text(head, "CdtDbtInd"), place)
        self._cents = Cents(values.cents(written.text, place) * self._sign)
        self._is_reversal = text(head, "RvslInd") in ("true", "1")
        self._is_booked = self._booked()

    def _booked(self) -> bool:
        status = text(self._head, "Sts", "Sts/Cd", "Sts/Prtry")
        if status in _BOOKED or (not status and self._account.kind is StatementKind.STATEMENT):
            return True
        if status not in _NOT_BOOKED:
            raise InputError("bank_file.status", place=self._place, found=status)
        return False

    def take(self, details: Node) -> None:
        """Take one payment."""
        if self._is_booked:
            self._payments.append(self._payment(details))

    def lines(self, additional: str) -> list[BankLine]:
        """Return the entry as one line, or a line per payment where their amounts add up to it.

        An entry that is not booked, or of nothing, has no lines. `additional` is what the bank adds in words.
        """
        if not self._is_booked or not self._cents:
            return []
        value_day = text(self._head, "ValDt/Dt", "ValDt/DtTm")
        booked = text(self._head, "BookgDt/Dt", "BookgDt/DtTm") or value_day
        if not booked:
            raise InputError("bank_file.no_day", place=self._place)
        booked_on = values.day(booked, self._place)
        days = booked_on, values.day(value_day, self._place) if value_day else booked_on
        payments = self._payments or [self._payment({})]
        if len(payments) > 1:
            split = _split(payments, self._cents, self._sign)
            if split is None:
                return [self._whole(payments, additional, days)]
            return [
                self._line(one, cents, additional, days, f"{self._place}/TxDtls[{number}]")
                for number, (one, cents) in enumerate(zip(payments, split, strict=True), 1)
                if cents
            ]
        return [self._line(payments[0], self._cents, additional, days, self._place)]

    def _line(self, payment: _Payment, cents: Cents, additional: str, days: tuple[date, date], place: str) -> BankLine:
        one_of_more = len(self._payments) > 1
        own = given(text(self._head, "AcctSvcrRef"))
        entry = given(text(self._head, "NtryRef"))
        if one_of_more:
            bank_reference = payment.bank_reference or payment.transaction or own or entry
        else:
            bank_reference = own or payment.bank_reference or payment.transaction or entry
        words = payment.text or payment.additional or line(additional, LONGEST_TEXT)
        return BankLine(
            *days,
            cents,
            place,
            name=payment.party.name,
            ultimate_name=payment.party.ultimate,
            iban=payment.party.iban,
            text=words,
            reference=payment.reference or reference(words),
            end_to_end=payment.end_to_end or self._batch(),
            mandate=payment.mandate,
            bank_reference=bank_reference,
            transaction_code=payment.code or _code(self._head),
            return_code=payment.return_code,
            is_reversal=self._is_reversal,
        )

    def _whole(self, payments: Sequence[_Payment], additional: str, days: tuple[date, date]) -> BankLine:
        """Return one line for a batch that cannot be split, with the words of all and what they have in common."""
        words = together(
            (additional, *(together((one.party.name, one.text or one.additional), ": ") for one in payments)), "; "
        )
        ibans = {one.party.iban for one in payments}
        return BankLine(
            *days,
            self._cents,
            self._place,
            name=_common(one.party.name for one in payments),
            ultimate_name=_common(one.party.ultimate for one in payments),
            iban=ibans.pop() if len(ibans) == 1 else None,
            text=words,
            reference=_common(one.reference for one in payments),
            end_to_end=_common(one.end_to_end for one in payments) or self._batch(),
            mandate=_common(one.mandate for one in payments),
            bank_reference=given(text(self._head, "AcctSvcrRef")) or given(text(self._head, "NtryRef")),
            transaction_code=_code(self._head) or _common(one.code for one in payments),
            return_code=_common(one.return_code or "" for one in payments) or None,
            is_reversal=self._is_reversal,
        )

    def _batch(self) -> str:
        """Return the name that we gave the batch of payments which the bank booked as one."""
        return given(text(self._head, "NtryDtls/Btch/PmtInfId")) or given(text(self._head, "NtryDtls/Btch/MsgId"))

    def _payment(self, details: Node) -> _Payment:
        structured = nodes(details, "RmtInf/Strd")
        references = ["".join(found.split()) for one in structured if (found := given(text(one, "CdtrRefInf/Ref")))]
        code = line(text(details, "RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry")) or None
        words = together(
            [
                joined(texts(details, "RmtInf/Ustrd")),
                *(note for one in structured for note in texts(one, "AddtlRmtInf")),
                *(text(document, "Nb") for one in structured for document in nodes(one, "RfrdDocInf")),
                *references[1:],
                *texts(details, "RtrInf/AddtlInf"),
            ]
        )
        sign = _SIGNS.get(text(details, "CdtDbtInd"), self._sign)
        return _Payment(
            amounts=tuple([self._amount(amount(details, path)) for path in _AMOUNTS]),
            sign=sign,
            party=self._party(details, code is not None),
            text=words,
            additional=line(text(details, "AddtlTxInf"), LONGEST_TEXT),
            reference=references[0] if references else "",
            end_to_end=given(text(details, "Refs/EndToEndId")),
            mandate=given(text(details, "Refs/MndtId")),
            bank_reference=given(text(details, "Refs/AcctSvcrRef")),
            transaction=given(text(details, "Refs/TxId")),
            code=_code(details),
            return_code=code,
        )

    def _amount(self, written: RawAmount | None) -> Cents | None:
        if written is None or written.currency not in ("", self._account.currency):
            return None
        try:
            return values.cents(written.text, self._place)
        except InputError:
            return None

    def _party(self, details: Node, is_return: bool) -> _Party:
        """Return the party on the other side: never ourselves, else the one that the direction of the money names.

        What comes back keeps the parties of the payment that it undoes.
        """
        debtor = _party(details, "Dbtr")
        creditor = _party(details, "Cdtr")
        pays = (self._sign > 0) != (is_return or self._is_reversal)
        sides = (debtor, creditor) if pays else (creditor, debtor)
        for side in sides:
            if (side.name or side.iban) and not self._is_ours(side):
                return side
        return _Party("", None, sides[0].ultimate)

    def _is_ours(self, party: _Party) -> bool:
        if party.iban is not None:
            return party.iban == self._account.number
        return bool(self._account.owner) and party.name.casefold() == self._account.owner.casefold()


def _party(details: Node, role: str) -> _Party:
    """Return a party; from version 8 on it stands one level deeper, as a person or an institution."""
    at = f"RltdPties/{role}"
    ultimate = f"RltdPties/Ultmt{role}"
    return _Party(
        line(text(details, f"{at}/Nm", f"{at}/Pty/Nm", f"{at}/Agt/FinInstnId/Nm")),
        iban(text(details, f"{at}Acct/Id/IBAN", f"{at}Acct/Id/Othr/Id")),
        line(text(details, f"{ultimate}/Nm", f"{ultimate}/Pty/Nm")),
    )


def _code(node: Node) -> str:
    """Return what kind of entry it is: domain, family and subfamily, or the bank's own code."""
    domain = text(node, "BkTxCd/Domn/Cd")
    if not domain:
        return line(text(node, "BkTxCd/Prtry/Cd"))
    family = text(node, "BkTxCd/Domn/Fmly/Cd"), text(node, "BkTxCd/Domn/Fmly/SubFmlyCd")
    return line("-".join(filter(None, (domain, *family))))


def _split(payments: Sequence[_Payment], whole: Cents, sign: int) -> list[Cents] | None:
    """Return the amount of each payment where they add up to the entry, None where they do not."""
    for at in range(len(_AMOUNTS)):
        amounts = [one.amounts[at] for one in payments]
        known = [amount for amount in amounts if amount is not None]
        if len(known) < len(amounts):
            continue
        for signs in ([one.sign for one in payments], [sign] * len(payments)):
            split = [Cents(amount * own) for amount, own in zip(known, signs, strict=True)]
            if sum(split) == whole:
                return split
    return None


def _common(said: Iterable[str]) -> str:
    found = set(said)
    return found.pop() if len(found) == 1 else ""
