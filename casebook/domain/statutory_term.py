"""The end of a statutory term and of a number of working days, with the reasons (Algemene termijnenwet)."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import (
    Holidays,
    Term,
    add_working_days,
    last_day,
    next_working_day,
    working_days_between,
)
from casebook.domain.dated import Dated
from casebook.domain.finding import Finding, Step


class Longest(NamedTuple):
    """The longest terms in days, weeks and months that a weekend or a holiday extends; one in years it never does."""

    longest_days: int
    longest_weeks: int
    longest_months: int

    def covers(self, term: Term) -> bool:
        """Tell whether `term` is short enough to be extended."""
        match term.unit:
            case "days":
                return term.amount <= self.longest_days
            case "weeks":
                return term.amount <= self.longest_weeks
            case "months":
                return term.amount <= self.longest_months
            case "years":
                return False


class Filled(NamedTuple):
    """A term of at least `shortest` holds at least this many working days."""

    shortest: Term
    working_days: int


@dataclass(frozen=True, slots=True)
class StatutoryTermRules:
    """Which statutory terms are extended (Atw art. 4) and how many working days a short one holds (Atw art. 2)."""

    extended: Dated[Longest]
    filled: Dated[Filled]


def statutory_term(eve: date, term: Term, rules: StatutoryTermRules, holidays: Holidays) -> Finding[date]:
    """Return the last day of a *statutory* term that begins the day after `eve`, as the Atw extends it.

    Art. 1: a term that would end on a Saturday, Sunday or holiday runs to the end of the next working day. Art. 2:
    a short term holds a few working days. Art. 4: long terms and terms in years are not extended. Not for terms
    agreed in a contract (art. 5), nor for terms counted back from a day. The first step has the day without the Atw.
    """
    counted = last_day(eve, term)
    begun = Step("statutory_term.counted", {"eve": eve, "term": term, "last_day": counted}, "Atw", eve, counted)
    longest = rules.extended.applied(eve)
    if not longest.value.covers(term):
        parameters = {"term": term, **longest.value._asdict()}
        return Finding(counted, (begun, Step("statutory_term.long", parameters, longest.source, None, counted)))
    steps = [begun]
    end = next_working_day(counted, holidays)
    if end != counted:
        steps.append(Step("statutory_term.extended", {"from": counted, "last_day": end}, "Atw art. 1", counted, end))
    filled = rules.filled.applied(eve)
    shortest, needed = filled.value
    if counted >= last_day(eve, shortest) and working_days_between(eve, end, holidays) < needed:
        end = add_working_days(eve, needed, holidays)
        parameters = {"eve": eve, **filled.value._asdict(), "last_day": end}
        steps.append(Step("statutory_term.filled", parameters, filled.source, None, end))
    return Finding(end, tuple(steps))


def working_days(eve: date, count: int, holidays: Holidays) -> Finding[date]:
    """Return the `count`-th working day after `eve`: neither Saturday, Sunday nor holiday (Atw art. 3)."""
    end = add_working_days(eve, count, holidays)
    parameters = {"eve": eve, "count": count, "last_day": end}
    return Finding(end, (Step("statutory_term.working_days", parameters, "Atw art. 3", eve, end),))
