"""The end of a statutory term and of a number of working days, with the reasons (Algemene termijnenwet)."""

from datetime import date

from casebook.domain.calendar import (
    Holidays,
    Term,
    Unit,
    add_working_days,
    last_day,
    next_working_day,
    working_days_between,
)
from casebook.domain.finding import Finding, Step

# Atw art. 4: not for terms of more than 90 days, twelve weeks or three months, nor for terms in years.
_LONGEST_EXTENDED: dict[Unit, int] = {"days": 90, "weeks": 12, "months": 3, "years": 0}
# Atw art. 2: a term of at least three days holds at least two working days.
_SHORTEST_FILLED, _WORKING_DAYS_IN_IT = 3, 2


def statutory_term(eve: date, term: Term, holidays: Holidays) -> Finding[date]:
    """Return the last day of a *statutory* term that begins the day after `eve`, as the Atw extends it.

    Art. 1: a term that would end on a Saturday, Sunday or holiday runs to the end of the next working day.
    Art. 2: a term of at least three days holds at least two working days. Art. 4: terms of more than 90 days,
    12 weeks or 3 months and terms in years are not extended. Not for terms agreed in a contract (art. 5), nor
    for terms counted back from a day.
    """
    counted = last_day(eve, term)
    begun = Step("statutory_term.counted", {"eve": eve, "term": term, "last_day": counted}, "Atw", eve, counted)
    if term.amount > _LONGEST_EXTENDED[term.unit]:
        return Finding(counted, (begun, Step("statutory_term.long", {"term": term}, "Atw art. 4", None, counted)))
    steps = [begun]
    end = next_working_day(counted, holidays)
    if end != counted:
        steps.append(Step("statutory_term.extended", {"from": counted, "last_day": end}, "Atw art. 1", counted, end))
    if (counted - eve).days >= _SHORTEST_FILLED and working_days_between(eve, end, holidays) < _WORKING_DAYS_IN_IT:
        end = add_working_days(eve, _WORKING_DAYS_IN_IT, holidays)
        steps.append(Step("statutory_term.filled", {"eve": eve, "last_day": end}, "Atw art. 2", None, end))
    return Finding(end, tuple(steps))


def working_days(eve: date, count: int, holidays: Holidays) -> Finding[date]:
    """Return the `count`-th working day after `eve`: neither Saturday, Sunday nor holiday (Atw art. 3)."""
    end = add_working_days(eve, count, holidays)
    parameters = {"eve": eve, "count": count, "last_day": end}
    return Finding(end, (Step("statutory_term.working_days", parameters, "Atw art. 3", eve, end),))
