"""What is known of the arrival of a letter, and how strong the proof is that this gives."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from casebook.domain.limitation.grade import Grade


class ReturnedAs(StrEnum):
    """Why a letter came back."""

    UNCOLLECTED = "uncollected"
    MOVED = "moved"
    UNKNOWN_THERE = "unknown_there"
    REFUSED = "refused"
    DECEASED = "deceased"
    BOUNCED = "bounced"


# It never reached him. What is not collected or refused did, as far as that is his own risk (BW 3:37 lid 3).
NOT_ARRIVED = frozenset({ReturnedAs.MOVED, ReturnedAs.UNKNOWN_THERE, ReturnedAs.DECEASED, ReturnedAs.BOUNCED})
# Nobody of that name is found there.
NOT_THERE = frozenset({ReturnedAs.MOVED, ReturnedAs.UNKNOWN_THERE})


class Doubt(StrEnum):
    """Whether a letter left whose sending was cut off: nobody knows yet, or what a person decided."""

    OPEN = "open"
    WAS_SENT = "was_sent"
    NOT_SENT = "not_sent"


class Arrival(StrEnum):
    """A way in which a letter was sent, and what is known of its arrival."""

    REGISTERED = "registered"
    SIGNED_FOR = "signed_for"
    RETURNED = "returned"
    ORDINARY = "ordinary"
    EMAIL = "email"
    EMAIL_ANSWERED = "email_answered"
    QUOTED = "quoted"
    WRIT = "writ"


# Nothing is known yet of a registered letter under way, or of an e-mail that may still be answered.
GRADES: Mapping[Arrival, Grade | None] = {
    Arrival.REGISTERED: None,
    Arrival.SIGNED_FOR: Grade.STRONG,
    Arrival.RETURNED: Grade.WEAK,
    Arrival.ORDINARY: Grade.WEAK,
    Arrival.EMAIL: None,
    Arrival.EMAIL_ANSWERED: Grade.MEDIUM,
    Arrival.QUOTED: Grade.STRONG,
    Arrival.WRIT: Grade.STRONG,
}
_THREEFOLD = {Arrival.REGISTERED, Arrival.ORDINARY, Arrival.EMAIL}


def grade_of(arrivals: Collection[Arrival], *, verified: bool) -> Grade | None:
    """Return how strong the proof of a notice is: the strongest of its dispatches counts.

    Registered, by ordinary post and by e-mail, all to an address that is `verified`, is of medium strength together.
    None where nothing is known, or proof may still come in.
    """
    grades = [GRADES[one] for one in arrivals]
    if Grade.STRONG in grades:
        return Grade.STRONG
    if Grade.MEDIUM in grades or (verified and set(arrivals) >= _THREEFOLD):
        return Grade.MEDIUM
    return Grade.WEAK if grades and None not in grades else None
