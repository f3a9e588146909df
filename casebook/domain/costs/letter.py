"""When the term of a 14-day letter ends (BW 6:96 lid 6)."""

from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import Holidays, Term
from casebook.domain.costs.facts import Letter
from casebook.domain.dated import Entry
from casebook.domain.delivery import DeliveryRules, presumed_delivery
from casebook.domain.finding import Finding
from casebook.domain.statutory_term import StatutoryTermRules, statutory_term


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


def letter_term(
    letter: Letter, term: Entry[Term], delivery: DeliveryRules, atw: StatutoryTermRules, holidays: Holidays
) -> Finding[LetterTerm] | None:
    """Return when the `term` of the letter ends; None where neither receipt nor a presumed delivery is known.

    It begins the day after receipt (HR 25-11-2016 ECLI:NL:HR:2016:2704) and is extended by the Atw. The steps are
    those of delivery, if it is presumed, and of the statutory term.
    """

    def ending(eve: date) -> Finding[date]:
        found = statutory_term(eve, term.value, atw, holidays)
        counted, *extended = found.steps
        return Finding(found.value, (counted._replace(source=term.source), *extended))

    if letter.received_on is not None:
        received = ending(letter.received_on)
        return Finding(LetterTerm(letter.received_on, received.value, received.steps[0].after), received.steps)
    if letter.sent_on is None:
        return None
    delivered = presumed_delivery(letter.sent_on, delivery, holidays)
    presumed_on, careful_on = delivered.value
    if presumed_on is None or careful_on is None:
        return None
    careful = ending(careful_on)
    value = LetterTerm(careful_on, careful.value, careful.steps[0].after, presumed_on, ending(presumed_on).value)
    return Finding(value, (*delivered.steps, *careful.steps))
