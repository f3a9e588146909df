"""In what capacity a debtor acted: a fact of each claim, not of the debtor."""

from enum import StrEnum


class Capacity(StrEnum):
    """A natural person outside a profession, or one who acted in business (also a sole trader)."""

    CONSUMER = "consumer"
    BUSINESS = "business"
