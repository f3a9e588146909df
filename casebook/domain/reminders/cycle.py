"""A reminder cycle as the house has it: its steps in order, what each waits for, and when it is not needed."""

from enum import StrEnum
from typing import NamedTuple

from casebook.domain.calendar import Term
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.signals.rules import WorkingDays


class CycleName(StrEnum):
    """Whom a cycle is for."""

    CONSUMER = "consumer"
    BUSINESS = "business"


class After(StrEnum):
    """What the wait of a step runs from."""

    BEFORE_DUE = "before_due_day"
    DUE = "due_day"
    DEADLINE = "given_deadline"
    STEP = "step_before"


class Only(StrEnum):
    """When a step is taken: always, only while a claim is not in default, or only once all are."""

    ALWAYS = "always"
    NOT_IN_DEFAULT = "not_in_default"
    IN_DEFAULT = "in_default"


class CycleStep(NamedTuple):
    """A step: a call, a letter, either of them, or neither: the choice of a route, with which a cycle ends.

    It may be taken from `wait` and then `wait_working` working days after what `after` says, and is overdue `within`
    working days later. `gives` is the time to pay that the letter gives, None where the law or nobody does.
    """

    name: str
    after: After
    wait: Term
    wait_working: WorkingDays
    within: WorkingDays
    call: bool = False
    letter: LetterKind | None = None
    only: Only = Only.ALWAYS
    gives: Term | None = None

    @property
    def chooses_route(self) -> bool:
        """Whether it is the end of the cycle."""
        return not self.call and self.letter is None


class Cycle(NamedTuple):
    """The steps of a cycle; after a contact or a payment the next waits at least so many working days.

    Courtesy letters before the due day are sent only where `courtesy` says so.
    """

    courtesy: bool
    after_contact: WorkingDays
    steps: tuple[CycleStep, ...]


class SelfRelease(NamedTuple):
    """Whether friendly letters of a cycle may be released by nobody, and at most how many in one night."""

    on: bool
    most: int
