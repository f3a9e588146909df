"""How strong the proof of a notice is."""

from enum import StrEnum


class Grade(StrEnum):
    """How strong the proof of a notice is."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"
