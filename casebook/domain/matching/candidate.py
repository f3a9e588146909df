"""What an entry of the bank may be, as the bank inbox shows it."""

from enum import StrEnum
from typing import NamedTuple

from casebook.domain.money import Cents
from casebook.domain.parameters import Parameters


class Method(StrEnum):
    """By what an entry was found to belong to a case, the surest first; or that an agency passed it on."""

    PAYMENT_REFERENCE = "payment_reference"
    INVOICE_NUMBER = "invoice_number"
    CASE_NUMBER = "case_number_in_text"
    DIRECT_DEBIT = "direct_debit"
    KNOWN_ACCOUNT = "known_account"
    TERM_AMOUNT = "term_amount"
    EXACT_SUM = "exact_sum"
    NAME = "name_alike"
    REMITTANCE = "remittance"


class Proposed(StrEnum):
    """What is done with an entry when a candidate is accepted.

    `CONFIRM`: the payment is booked already, because another source reported it first. `AWAIT_LEDGER`: the ledger
    books it, nothing can be accepted yet. `RETURN`: a payment of before is taken back. `COLLECTED`: it is what a batch
    of direct debits brought, for each of its cases what was collected.
    """

    BOOK = "bank_book"
    CONFIRM = "bank_confirm"
    AWAIT_LEDGER = "awaits_ledger"
    RETURN = "bank_return"
    COLLECTED = "bank_collected"


class Why(NamedTuple):
    """One reason for or against a candidate, said by `words.say(code, parameters)`."""

    code: str
    parameters: Parameters


class Candidate(NamedTuple):
    """What an entry may be: for which case, how sure that is from 0 to 100, and why, the weightiest first.

    `claim_ids` are the claims it names, in their order; empty where the law divides it. `payment_id` is the payment
    that is confirmed or taken back. `cents` is what accepting it takes of the entry, with its sign. `ready`: it may
    be accepted with one key. `third_party`: the account it came from belongs to somebody else than the debtor.
    `beside` are the other cases that a part of it is for.
    """

    proposed: Proposed
    case_id: int
    cents: Cents
    confidence: int
    ready: bool
    method: Method
    why: tuple[Why, ...]
    claim_ids: tuple[int, ...] = ()
    payment_id: int | None = None
    payer_id: int | None = None
    third_party: bool = False
    beside: tuple[int, ...] = ()
