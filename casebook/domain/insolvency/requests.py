"""What whoever acts in a proceeding asks of us: by when it is answered, and how far it is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.calendar import add_working_days
from casebook.domain.finding import HOUSE_RULE

if TYPE_CHECKING:
    from casebook.domain.insolvency.rules import InsolvencyRules


class RequestKind(StrEnum):
    """What is asked."""

    BALANCE = "balance"
    DOCUMENTS = "documents"
    EXPLANATION = "explanation"
    PROPOSAL = "proposal"
    RECONSIDERATION = "reconsideration"
    COOPERATION = "cooperation"
    CLAW_BACK = "claw_back"


# These ask whether we take less than all of it.
OFFERS = frozenset({RequestKind.PROPOSAL, RequestKind.RECONSIDERATION})


class Way(StrEnum):
    """How a proposal is paid: over the scheme, at once by a lump-sum credit, or as a composition says."""

    MEDIATION = "mediation"
    CREDIT = "credit"
    COMPOSITION = "composition"


class RequestState(StrEnum):
    """How far a request is."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    ACKNOWLEDGED = "acknowledged"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Course:
    """What happened with a request. `asked_by` is the day that was asked for, `extended_until` the one agreed since."""

    kind: RequestKind
    received_on: date
    asked_by: date | None = None
    extended_until: date | None = None
    assigned: bool = False
    answered_on: date | None = None
    acknowledged_on: date | None = None
    withdrawn_on: date | None = None

    @property
    def state(self) -> RequestState:
        """How far it is; that it is overdue follows from its day."""
        if self.withdrawn_on is not None:
            return RequestState.WITHDRAWN
        if self.acknowledged_on is not None:
            return RequestState.ACKNOWLEDGED
        if self.answered_on is not None:
            return RequestState.ANSWERED
        return RequestState.ASSIGNED if self.assigned else RequestState.RECEIVED

    @property
    def is_open(self) -> bool:
        """Whether it waits for our answer."""
        return self.answered_on is None and self.withdrawn_on is None


class AnswerBy(NamedTuple):
    """The day by which a request is answered, and where that comes from."""

    on: date
    source: str


def answer_by(course: Course, rules: "InsolvencyRules") -> AnswerBy:
    """Return by when a request is answered: as agreed, else as it asks, else in the working days of its kind."""
    given = course.extended_until or course.asked_by
    if given is not None:
        return AnswerBy(given, HOUSE_RULE)
    entry = rules.request[course.kind].applied(course.received_on)
    return AnswerBy(add_working_days(course.received_on, entry.value, rules.holidays), entry.source)
