"""Until when goods can be reclaimed that were delivered and not paid (BW 7:39 and following)."""

from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY, Term, add


class ReclamationTerms(NamedTuple):
    """How long after the price fell due, and after the goods were stored, they can be reclaimed: the later counts."""

    after_due: Term
    after_storage: Term


def reclaimable_until(due_on: date, stored_on: date, terms: ReclamationTerms) -> tuple[date, date]:
    """Return until when goods can be reclaimed: the last day that is safe, and the last one if storage counts not.

    The right lapses when both terms have passed (BW 7:44). Whether the day of storage itself counts is not settled.
    """
    after_due, after_storage = add(due_on, terms.after_due), add(stored_on, terms.after_storage)
    return max(after_due, after_storage - ONE_DAY), max(after_due, after_storage)
