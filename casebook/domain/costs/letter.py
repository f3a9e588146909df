"""When the term of a 14-day letter ends (BW 6:96 lid 6)."""

from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import Holidays, Term, last_day
from casebook.domain.costs.facts import Letter
from casebook.domain.delivery import DeliveryRules, presumed_delivery
from casebook.domain.statutory_term import statutory_term


class LetterTerm(NamedTuple):
    """The days a debtor has after a 14-day letter.

    The term begins the day after `counted_from` and ends on `last_day`; without the Atw it would end on
    `unextended`. Where receipt is not known, `counted_from` is the careful day of delivery, and `presumed_on` and
    `presumed_last_day` are what the bare presumption of delivery would give.
    """

    counted_from: date
    last_day: date
    unextended: date
    presumed_on: date | None = None
    presumed_last_day: date | None = None


def letter_term(letter: Letter, term: Term, delivery: DeliveryRules, holidays: Holidays) -> LetterTerm | None:
    """Return when the `term` of the letter ends; None where neither receipt nor a presumed delivery is known.

    It begins the day after receipt (HR 25-11-2016 ECLI:NL:HR:2016:2704) and is extended by the Atw.
    """
    if letter.received_on is not None:
        return LetterTerm(
            letter.received_on,
            statutory_term(letter.received_on, term, holidays).value,
            last_day(letter.received_on, term),
        )
    if letter.sent_on is None:
        return None
    presumed_on, careful_on = presumed_delivery(letter.sent_on, delivery, holidays).value
    if presumed_on is None or careful_on is None:
        return None
    return LetterTerm(
        careful_on,
        statutory_term(careful_on, term, holidays).value,
        last_day(careful_on, term),
        presumed_on,
        statutory_term(presumed_on, term, holidays).value,
    )
