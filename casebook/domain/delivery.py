"""The day on which ordinary post is presumed to be delivered, and the careful day to count from."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY, Holidays, Term, add
from casebook.domain.dated import Dated
from casebook.domain.finding import Caution, Finding, Step


class Presumption(NamedTuple):
    """Delivery on the `nth_day` after sending; on the weekdays `without_post` (Monday is 0) nothing is delivered."""

    nth_day: int
    without_post: Set[int]


@dataclass(frozen=True, slots=True)
class DeliveryRules:
    """The presumption of delivery, and the days to wait beyond it before anything is built on it."""

    presumption: Dated[Presumption]
    slack: Dated[Term]


class Delivery(NamedTuple):
    """The presumed day of delivery and the careful one; None where no presumption existed yet."""

    presumed: date | None
    careful: date | None


def presumed_delivery(sent_on: date, rules: DeliveryRules, holidays: Holidays) -> Finding[Delivery]:
    """Return when a letter sent by ordinary post on `sent_on` counts as delivered (LOVCK 2-2-2017).

    Days without post and holidays count neither as intermediate nor as delivery day. The careful day lies the
    slack later. Both rules are those of the day of sending; before the first of them both days are None.
    """
    presumption, slack = rules.presumption.in_force(sent_on), rules.slack.in_force(sent_on)
    if presumption is None or slack is None:
        source = rules.presumption.first.source
        unknown = Step("delivery.no_presumption", {"sent_on": sent_on}, source, sent_on, Delivery(None, None))
        return Finding(unknown.after, (unknown,))
    presumed = _nth_delivery_day(sent_on, presumption.value, holidays)
    careful = add(presumed, slack.value)
    return Finding(
        Delivery(presumed, careful),
        (
            Step(
                "delivery.presumed",
                {"sent_on": sent_on, "nth": presumption.value.nth_day, "presumed_on": presumed},
                presumption.source,
                sent_on,
                Delivery(presumed, presumed),
            ),
            Step(
                "delivery.slack",
                {"slack": slack.value, "careful_on": careful},
                slack.source,
                presumed,
                Delivery(presumed, careful),
            ),
        ),
        (Caution("delivery.presumption_is_old", {"presumed_on": presumed}, presumption.source),),
    )


def is_delivery_day(day: date, presumption: Presumption, holidays: Holidays) -> bool:
    """Tell whether post counts as delivered on `day`."""
    return day.weekday() not in presumption.without_post and day not in holidays


def _nth_delivery_day(sent_on: date, presumption: Presumption, holidays: Holidays) -> date:
    day, counted = sent_on, 0
    while counted < presumption.nth_day:
        day += ONE_DAY
        counted += is_delivery_day(day, presumption, holidays)
    return day
