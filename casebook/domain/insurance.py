"""What a policy of credit insurance asks of a claim, and by when: to report it overdue, and to hand it over."""

from datetime import date, timedelta
from typing import NamedTuple

from casebook.domain.money import Cents


class Insured(NamedTuple):
    """A claim that a policy covers: when it fell due, the terms of the policy in days, and what was done.

    `settled`: nothing is left to do towards the insurer, since he has the claim, paid for it or refused the cover.
    """

    due_on: date
    overdue_days: int
    hand_over_days: int
    reported: bool
    settled: bool


class Duties(NamedTuple):
    """The last day to report and to hand over; None where it is done. Who has handed over need report no more."""

    report_by: date | None
    hand_over_by: date | None


def duties(insured: Insured) -> Duties:
    """Return by when a claim that is still open is to be reported and handed over under its policy."""
    report_by = insured.due_on + timedelta(days=insured.overdue_days)
    hand_over_by = insured.due_on + timedelta(days=insured.hand_over_days)
    if insured.settled:
        return Duties(None, None)
    return Duties(None if insured.reported else report_by, hand_over_by)


def is_covered(came_about_on: date, from_on: date, until_on: date | None) -> bool:
    """Tell whether a claim that came about on a day falls in the period of a cover or a policy."""
    return from_on <= came_about_on and (until_on is None or came_about_on <= until_on)


def over_limit(open_cents: Cents, limit: Cents) -> Cents:
    """Return how much of what is open lies above the limit of the cover, in cents."""
    return Cents(max(0, open_cents - limit))
