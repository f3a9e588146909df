"""The ways in which a letter leaves."""

from enum import StrEnum


class DispatchWay(StrEnum):
    """By what way a letter goes."""

    ORDINARY = "ordinary"
    REGISTERED = "registered"
    EMAIL = "email"
    BAILIFF = "bailiff"
    HAND_OVER = "hand_over"


# They need an address that post arrives at; a bailiff finds out himself where to serve.
POSTAL = frozenset({DispatchWay.ORDINARY, DispatchWay.REGISTERED, DispatchWay.HAND_OVER})
