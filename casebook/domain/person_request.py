"""By when a complaint is decided, and what a person asks about data on him is answered."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import Holidays, Term, add, add_working_days
from casebook.domain.finding import HOUSE_RULE, Finding, Step

COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class RequestRules:
    """The terms of the day it came in: an answer within `answer`, `extension` longer where told why (AVG art. 12).

    A complaint is acknowledged within `acknowledge` working days and decided within `decide`.
    """

    answer: Term
    extension: Term
    source: str
    acknowledge: int
    decide: Term


class RequestTerm(NamedTuple):
    """The day by which it is answered, and by which it is said that it came in, None where that has no term."""

    answer_by: date
    acknowledge_by: date | None


def request_term(
    kind: str, received_on: date, rules: RequestRules, holidays: Holidays, *, extended: bool = False
) -> Finding[RequestTerm]:
    """Return by when a request of a kind is answered.

    A right on data has the term of AVG art. 12 lid 3, which ends on the same day of the month, also in a weekend: the
    careful reading. A complaint has the terms of the house.
    """
    if kind == COMPLAINT:
        by = add(received_on, rules.decide)
        acknowledge_by = add_working_days(received_on, rules.acknowledge, holidays)
        term = RequestTerm(by, acknowledge_by)
        parameters = {"received_on": received_on, "term": rules.decide, "by": by, "acknowledge_by": acknowledge_by}
        return Finding(term, (Step("person_request.complaint_term", parameters, HOUSE_RULE, received_on, term),))
    first = RequestTerm(add(received_on, rules.answer), None)
    told = {"received_on": received_on, "term": rules.answer, "by": first.answer_by}
    steps = [Step("person_request.data_term", told, rules.source, received_on, first)]
    if not extended:
        return Finding(first, tuple(steps))
    longer = RequestTerm(add(first.answer_by, rules.extension), None)
    told = {"term": rules.extension, "by": longer.answer_by}
    return Finding(longer, (*steps, Step("person_request.extended", told, rules.source, first.answer_by, longer)))
