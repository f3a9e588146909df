"""Writes CAMT files for the tests, each element as the version has it."""

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from casebook.domain.bank import Told
from casebook.exchange.bank import told

OWN = "NL20INGB0001234567"
OTHER = "NL65CITC0001122339"


def tag(name: str, *inside: str, **attributes: str) -> str:
    said = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{said}>{''.join(inside)}</{name}>"


def leaf(path: str, text: str) -> str:
    """Elements inside each other, named by a path, around a text."""
    made = escape(text)
    for name in reversed(path.split("/")):
        made = tag(name, made)
    return made


def amount(value: str, currency: str = "EUR", name: str = "Amt") -> str:
    return tag(name, value, Ccy=currency)


def party(role: str, name: str, iban: str = "", version: int = 2) -> str:
    wrapped = leaf("Pty/Nm", name) if version >= 8 else leaf("Nm", name)
    return (tag(role, wrapped) if name else "") + (leaf(f"{role}Acct/Id/IBAN", iban) if iban else "")


def balance(code: str, value: str, day: str, indicator: str = "CRDT", currency: str = "EUR") -> str:
    return tag(
        "Bal",
        leaf("Tp/CdOrPrtry/Cd", code),
        amount(value, currency),
        leaf("CdtDbtInd", indicator),
        leaf("Dt/Dt", day),
    )


def entry(
    value: str = "10.00",
    indicator: str = "CRDT",
    *inside: str,
    details: Sequence[str] = (),
    currency: str = "EUR",
    status: str | None = "<Sts>BOOK</Sts>",
    days: str = "<BookgDt><Dt>2026-11-20</Dt></BookgDt><ValDt><Dt>2026-11-19</Dt></ValDt>",
    after: str = "",
) -> str:
    return tag(
        "Ntry",
        amount(value, currency),
        leaf("CdtDbtInd", indicator),
        status or "",
        days,
        *inside,
        tag("NtryDtls", *(tag("TxDtls", one) for one in details)) if details else "",
        after,
    )


def statement(
    *entries: str,
    account: str = leaf("Acct/Id/IBAN", OWN).replace("</Acct>", "<Ccy>EUR</Ccy></Acct>"),
    head: str = "<Id>S1</Id><ElctrncSeqNb>7</ElctrncSeqNb>",
    balances: str = balance("OPBD", "100.00", "2026-11-19") + balance("CLBD", "110.00", "2026-11-20"),
    name: str = "Stmt",
) -> str:
    return tag(name, head, account, balances, *entries)


def document(*statements: str, version: int = 2, kind: str = "camt.053") -> bytes:
    wrapper = "BkToCstmrStmt" if kind == "camt.053" else "BkToCstmrDbtCdtNtfctn"
    inside = tag(wrapper, leaf("GrpHdr/MsgId", "M"), *statements)
    namespace = f"urn:iso:std:iso:20022:tech:xsd:{kind}.001.{version:02}"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{namespace}">{inside}</Document>'.encode()


def read(folder: Path, content: bytes, name: str = "afschrift.xml") -> list[Told]:
    path = folder / name
    path.write_bytes(content)
    return list(told(path))
