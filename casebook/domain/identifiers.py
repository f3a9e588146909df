"""Numbers that identify a party, an account or a place: checked, and brought to the one form in which they are kept.

No citizen service number (BSN) is kept anywhere. It has nine digits and the check digit of an RSIN, and until 2020 it
stood inside the btw-id of a sole trader; whatever looks like one is refused, and the refusal does not repeat it.
"""

import re

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.text import clean_line

# Who is no authority may use the number only where a law says so.
_NO_BSN = "UAVG 46"
_SEPARATORS = re.compile(r"[\s.\-]")
_KVK = re.compile(r"\d{8}", re.ASCII)
_CREDITOR = re.compile(r"NL\d{2}[A-Z0-9]{3}\d{12}|(?!NL)[A-Z]{2}\d{2}[A-Z0-9]{4,31}", re.ASCII)
_NINE_DIGITS = re.compile(r"\d{9}", re.ASCII)
# Legal persons have numbers from 800000000 on and, the oldest ones, below 010000000; a BSN lies in neither series.
_LEGAL_PERSON = re.compile(r"(8\d|00)\d{7}", re.ASCII)


def kvk(text: str) -> str:
    """Return a number of the trade register: eight digits. It has no check digit, so only its form is checked.

    Raises `Refused`.
    """
    number = _compact(text).removeprefix("KVK")
    _refuse_bsn(number)
    if not _KVK.fullmatch(number):
        raise Refused("identifiers.kvk", source=HOUSE_RULE, value=clean_line(text))
    return number


def rsin(text: str) -> str:
    """Return the nine digits of the number of a legal person (RSIN).

    Raises `Refused`, also for a number that a natural person may have.
    """
    from stdnum.nl import bsn

    number = _compact(text).removeprefix("RSIN")
    _refuse_bsn(number)
    if not _LEGAL_PERSON.fullmatch(number) or not bsn.is_valid(number):
        raise Refused("identifiers.rsin", source=HOUSE_RULE, value=clean_line(text))
    return number


def btw_id(text: str) -> str:
    """Return a Dutch btw-id such as NL818643778B01. Raises `Refused`, also for one of before 2020 that holds a BSN."""
    from stdnum.exceptions import ValidationError
    from stdnum.iso7064 import mod_97_10
    from stdnum.nl import btw

    compact = _compact(text)
    _refuse_bsn(compact)
    try:
        number = btw.validate(compact)
    except ValidationError:
        _refuse_bsn(compact.removeprefix("NL")[:9])
        raise Refused("identifiers.btw_id", source=HOUSE_RULE, value=clean_line(text)) from None
    # The numbers that sole traders have had since 2020 carry a check of their own and say nothing of the person.
    if not mod_97_10.is_valid(f"NL{number}"):
        _refuse_bsn(number[:9])
    return f"NL{number}"


def iban(text: str) -> str:
    """Return an account number without spaces, its check digits and the form of its country checked.

    Raises `Refused`.
    """
    from stdnum import iban as account
    from stdnum.exceptions import ValidationError

    compact = _compact(text)
    _refuse_bsn(compact)
    try:
        return account.validate(compact)
    except ValidationError:
        raise Refused("identifiers.iban", source="ISO 13616", value=clean_line(text)) from None


def bic(text: str) -> str:
    """Return the code of a bank, eight or eleven signs. Raises `Refused`."""
    from stdnum import bic as bank
    from stdnum.exceptions import ValidationError

    try:
        return bank.validate(_compact(text))
    except ValidationError:
        raise Refused("identifiers.bic", source="ISO 9362", value=clean_line(text)) from None


def creditor_identifier(text: str) -> str:
    """Return the identifier of a creditor for direct debit (incassant-ID), its check digits checked.

    Two letters of the country, two check digits, three signs for the branch of business, and a number; in the
    Netherlands that of the trade register with four digits after it. Raises `Refused`.
    """
    from stdnum.eu import at_02

    number = _compact(text)
    if not _CREDITOR.fullmatch(number) or not at_02.is_valid(number):
        raise Refused("identifiers.creditor_identifier", source="EPC262-08", value=clean_line(text))
    return number


def postcode(text: str) -> str:
    """Return a Dutch postcode as 1234 AB. Raises `Refused`."""
    from stdnum.exceptions import ValidationError
    from stdnum.nl import postcode as code

    compact = _compact(text)
    _refuse_bsn(compact)
    try:
        return code.validate(compact)
    except ValidationError:
        raise Refused("identifiers.postcode", source=HOUSE_RULE, value=clean_line(text)) from None


def _compact(text: str) -> str:
    return _SEPARATORS.sub("", clean_line(text)).upper()


def _refuse_bsn(compact: str) -> None:
    from stdnum.nl import bsn

    number = compact.removeprefix("BSN").lstrip(":")
    if _NINE_DIGITS.fullmatch(number) and not _LEGAL_PERSON.fullmatch(number) and bsn.is_valid(number):
        raise Refused("identifiers.bsn", source=_NO_BSN)
