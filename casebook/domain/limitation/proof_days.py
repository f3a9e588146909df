"""By when the proof of an interruption is in: while a bailiff can still serve a writ before the term ends."""

from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY, Holidays, add_working_days


class WritRules(NamedTuple):
    """How many working days before the end a bailiff is instructed, and how many earlier proof is looked for."""

    writ: int
    proof: int


class ProofDays(NamedTuple):
    """The day on which the proof of a letter is looked for, and the last day to instruct a bailiff without it."""

    look_on: date
    writ_by: date


def proof_days(until: date, rules: WritRules, holidays: Holidays) -> ProofDays:
    """Return by when it is known whether a letter arrived, of a term that ends on `until`.

    Counted back from the last working day of the term: no writ is served on another, and no weekend prolongs the term.
    """
    last = add_working_days(until + ONE_DAY, -1, holidays)
    writ_by = add_working_days(last, -rules.writ, holidays)
    return ProofDays(add_working_days(writ_by, -rules.proof, holidays), writ_by)


def look_on(sent_on: date, until: date, rules: WritRules, holidays: Holidays) -> date:
    """Return the day on which the proof of a letter is looked for that was sent on a day.

    One that was sent after the day to look leaves the last day for a bailiff, and after that the end itself.
    """
    days = proof_days(until, rules, holidays)
    return next((day for day in (days.look_on, days.writ_by) if day > sent_on), max(sent_on, until))
