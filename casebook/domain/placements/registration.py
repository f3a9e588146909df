"""Whether an agency may collect from a person: its entry in the register of collection agencies (Wki)."""

from datetime import date
from enum import StrEnum

from casebook.domain.dated import Dated
from casebook.domain.placements.facts import REGISTERED, AgencyKind


class Registration(StrEnum):
    """How an agency stands in the register on a day; who needs no entry is `free`."""

    FREE = "free"
    UNKNOWN = "unknown"
    VALID = "valid"
    EXPIRED = "expired"


def registration(kind: AgencyKind, until: date | None, day: date, needed: Dated[bool]) -> Registration:
    """Return how an agency stands in the register on a day; its entry is valid until and with `until`."""
    if kind not in REGISTERED or not needed.applied(day).value:
        return Registration.FREE
    if until is None:
        return Registration.UNKNOWN
    return Registration.VALID if day <= until else Registration.EXPIRED


def may_collect(found: Registration) -> bool:
    """Tell whether an agency may collect from natural persons, sole traders and partners of a firm among them."""
    return found in (Registration.FREE, Registration.VALID)
