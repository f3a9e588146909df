"""A signal: why a case needs work, and the days on which that becomes more urgent."""

from datetime import date
from typing import NamedTuple

from casebook.domain.parameters import Parameters

# Bands of the queue: a right or money is lost; an obligation is due or broken; routine.
RED, DUE, ROUTINE = 1, 2, 3
# Since when a matter is urgent that began on no day in particular.
AT_ONCE = date.min


class Signal(NamedTuple):
    """A reason to look at a case, said by `words.say(code, parameters)`; `source` is the article or the house rule.

    `due_on` is the day by which something must happen. From `red_on` it is in the first band, from `amber_on` in the
    second, from `to_lead_on` it is the lead's too, from `over_on` it is told no more; None: never. Nothing in it
    depends on today.
    """

    code: str
    parameters: Parameters
    source: str
    due_on: date | None = None
    red_on: date | None = None
    amber_on: date | None = None
    to_lead_on: date | None = None
    over_on: date | None = None


def band(signal: Signal, day: date) -> int:
    """Return the band of a signal on a day: 1, 2 or 3."""
    if signal.red_on is not None and signal.red_on <= day:
        return RED
    if signal.amber_on is not None and signal.amber_on <= day:
        return DUE
    return ROUTINE


def is_over(signal: Signal, day: date) -> bool:
    """Tell whether a signal is told no more on a day."""
    return signal.over_on is not None and signal.over_on <= day


def is_for_lead(signal: Signal, day: date) -> bool:
    """Tell whether a signal is the lead's too on a day."""
    return signal.to_lead_on is not None and signal.to_lead_on <= day
