"""The routes there are, and the facts of an assessment they are chosen by."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.capacity import Capacity
from casebook.domain.money import Cents


class Route(StrEnum):
    """A way to go on with a case."""

    SHORT_PLAN = "short_plan"
    LONG_PLAN = "long_plan"
    COURT = "court"
    AGENCY = "agency"
    REST = "rest"
    WRITE_OFF = "write_off"


class WhyUnpaid(StrEnum):
    """Why a debtor has not paid."""

    LOST_INVOICE = "lost_invoice"
    OWN_ADMINISTRATION = "own_administration"
    UNEXPECTED_EXPENSE = "unexpected_expense"
    DISSATISFIED = "dissatisfied"
    WAITS_FOR_CUSTOMER = "waits_for_customer"
    DISPUTE = "dispute"
    CANNOT_TEMPORARILY = "cannot_temporarily"
    CANNOT_STRUCTURALLY = "cannot_structurally"
    WILL_NOT = "will_not"
    NOT_REACHED = "not_reached"
    NOT_HIS_DEBT = "not_his_debt"


class Scores(NamedTuple):
    """How a debtor scores, from 1 (least) to 5 (most); None where it is not known."""

    beliefs: int | None = None
    self_direction: int | None = None
    concession: int | None = None
    room: int | None = None


class Assessed(NamedTuple):
    """What a route is suggested by: the assessment, what is open, and what else goes on in the case (`tracks`)."""

    scores: Scores
    why: WhyUnpaid | None
    open_cents: Cents
    tracks: frozenset[str] = frozenset()


class Basis(StrEnum):
    """What of the past of the book a route is compared by."""

    PLAN = "plan"
    PROMISE = "promise"
    COURT = "court"
    AGENCY = "agency"
    REST = "rest"
    WRITE_OFF = "write_off"


class Course(NamedTuple):
    """How one case went on a route: what was open on its first day, and what came in within the window after it.

    `cent_days` is the sum of each cent received times the days it took. `capacity` is None where it is not known.
    """

    basis: Basis
    capacity: Capacity | None
    open_cents: Cents
    received_cents: Cents
    cent_days: int


class Assessing(NamedTuple):
    """By when the first assessment of a case is due, if one is, and until when the last one counts, if there is one."""

    assess_by: date | None = None
    valid_until: date | None = None


NOT_ASSESSED = Assessing()
