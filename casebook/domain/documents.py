"""Documents of a case: what they are, which way they went, and what each may prove."""

from collections.abc import Iterable
from enum import StrEnum


class DocumentKind(StrEnum):
    """What a document is."""

    AGREEMENT = "agreement"
    TERMS = "terms"
    ARRANGEMENT = "arrangement"
    INVOICE = "invoice"
    DELIVERY_NOTE = "delivery_note"
    LETTER = "letter"
    MAIL = "mail"
    RECEIPT = "receipt"
    ACKNOWLEDGEMENT = "acknowledgement"
    TITLE = "title"
    AUTHORITY = "authority"
    TRUSTEE = "trustee"
    FINANCES = "finances"
    COMPLAINT = "complaint"
    RETURNED = "returned"
    SCAN = "scan"
    POSTING_LIST = "posting_list"
    OTHER = "other"


class Direction(StrEnum):
    """Which way a document went: to us, from us, or nowhere, being our own."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"
    OWN = "own"


class Proves(StrEnum):
    """What a document may prove; the first seven are those of the list of evidence of a claim, by the same names."""

    AGREEMENT = "agreement"
    CONDITIONS = "conditions"
    DELIVERY = "delivery"
    INVOICE_SENT = "invoice_sent"
    PRICE = "price"
    RETENTION = "retention"
    GUARANTEE = "guarantee"
    RECEIPT = "receipt"
    ACKNOWLEDGEMENT = "acknowledgement"
    AUTHORITY = "authority"
    INCOME = "income"
    ADDRESS = "address"
    DEATH = "death"


_PROVES = {
    DocumentKind.AGREEMENT: Proves.AGREEMENT,
    DocumentKind.TERMS: Proves.CONDITIONS,
    DocumentKind.ARRANGEMENT: Proves.ACKNOWLEDGEMENT,
    DocumentKind.DELIVERY_NOTE: Proves.DELIVERY,
    DocumentKind.RECEIPT: Proves.RECEIPT,
    DocumentKind.ACKNOWLEDGEMENT: Proves.ACKNOWLEDGEMENT,
    DocumentKind.AUTHORITY: Proves.AUTHORITY,
    DocumentKind.FINANCES: Proves.INCOME,
}


def likely(kind: DocumentKind) -> Proves | None:
    """Return what a document of a kind proves as a rule, None where that depends on what it says."""
    return _PROVES.get(kind)


# What a claim rests on: the list of evidence of a claim.
OF_CLAIM = frozenset(
    {
        *(Proves.AGREEMENT, Proves.CONDITIONS, Proves.DELIVERY, Proves.INVOICE_SENT, Proves.PRICE, Proves.RETENTION),
        Proves.GUARANTEE,
    }
)


def proves_a_claim(kind: DocumentKind | None, proves: Iterable[Proves]) -> bool:
    """Tell whether a document proves a claim, by what somebody said of it, else by what it is: so does an invoice."""
    said = set(proves)
    if said or kind is None:
        return bool(OF_CLAIM & said)
    return kind is DocumentKind.INVOICE or likely(kind) in OF_CLAIM


def kept(proves: Iterable[Proves]) -> str:
    """Return what a document proves as one text, each thing once and in the same order always."""
    found = set(proves)
    return " ".join(one for one in Proves if one in found)


def read(text: str | None) -> tuple[Proves, ...]:
    """Return what `kept` wrote, nothing where nobody said."""
    return tuple(map(Proves, (text or "").split()))
