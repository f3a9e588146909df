"""What of the relation with a debtor waits for somebody, as far as his case comes back for it."""

from datetime import date
from typing import NamedTuple


class Question(NamedTuple):
    """A question to the account manager that is not answered: whom was asked, and by when the answer is due."""

    asked_of: str
    due_on: date


class Advice(NamedTuple):
    """The advice on orders that is in force: `word.advice_<kind>` is its name.

    `due_on` is the day by which sales was to act on it, None where it did. It ends on `until`, None for never, and that
    is told from `told_on` on.
    """

    kind: str
    due_on: date | None
    until: date | None
    told_on: date | None


class Relation(NamedTuple):
    """What waits. `decide_by`: by when an intake is accepted or returned; `watched` are days of aftercare."""

    decide_by: date | None = None
    questions: tuple[Question, ...] = ()
    advice: Advice | None = None
    watched: tuple[date, ...] = ()


NOTHING_WAITS = Relation()
