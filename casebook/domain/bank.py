"""What a file of a bank tells, as a stream: statements of accounts and their entries."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.money import Cents


class StatementKind(StrEnum):
    """A statement tells all entries of its days, with balances; a notice tells of some, and of no balance."""

    STATEMENT = "statement"
    NOTICE = "notice"


class Opened(NamedTuple):
    """A statement begins: of which account, under which number of the bank, and where in the file.

    `account` is an IBAN, or the number as the bank writes it. Days and balances are None where the file has none, or
    has them only at the end: then `Closed` has them. An overdrawn account has a negative balance; a balance in another
    currency than the account is not told. `number` need not be one: a bank that does not count gives a name.
    """

    kind: StatementKind
    account: str
    currency: str
    number: str
    place: str
    from_on: date | None = None
    until_on: date | None = None
    opening: Cents | None = None


class BankLine(NamedTuple):
    """An amount that came in (more than nothing) or went out (less), with all that the bank says about it.

    `text` is what the payer wrote, `reference` a structured payment reference, `ultimate_name` for whom was paid,
    `return_code` why money came back, as the bank codes it; `is_reversal`: the bank takes back an entry of its own.
    One payment of a batch is a line of its own where the amounts of its payments add up; else the batch is one line,
    with the words of all. `end_to_end` is the reference that the payer gave, or where there is none the name of our
    batch. `transaction_code` is domain, family and subfamily (PMNT-RDDT-UPDD), or what the bank writes in place of it.
    """

    booked_on: date
    value_on: date
    cents: Cents
    place: str
    name: str = ""
    ultimate_name: str = ""
    iban: str | None = None
    text: str = ""
    reference: str = ""
    end_to_end: str = ""
    mandate: str = ""
    bank_reference: str = ""
    transaction_code: str = ""
    return_code: str | None = None
    is_reversal: bool = False


class Closed(NamedTuple):
    """A statement ends: the days it covers and its closing balance, as far as the file tells."""

    from_on: date | None = None
    until_on: date | None = None
    opening: Cents | None = None
    closing: Cents | None = None


Told = Opened | BankLine | Closed
