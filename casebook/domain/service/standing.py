"""How a suspension of a service stands, derived from its days, and what asks that it is lifted."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class ServiceState(StrEnum):
    """How far a suspension is."""

    PREPARED = "prepared"
    ANNOUNCED = "announced"
    IN_EFFECT = "in_effect"
    LIFTED = "lifted"
    WITHDRAWN = "withdrawn"


class LiftGround(StrEnum):
    """Why a suspension is lifted."""

    PAID = "paid"
    PLAN = "plan"
    COUNSELLING = "counselling"
    MEDICAL = "medical"
    BANKRUPT = "bankrupt"
    ERROR = "error"
    COURT = "court"


OPEN = frozenset({ServiceState.PREPARED, ServiceState.ANNOUNCED, ServiceState.IN_EFFECT})
# What asks to lift these, asks to withdraw an announcement.
LIFTABLE = frozenset({ServiceState.ANNOUNCED, ServiceState.IN_EFFECT})


class Course(NamedTuple):
    """The days of a suspension; `effect_on` is the day from which it was announced."""

    announced_on: date | None = None
    effect_on: date | None = None
    in_effect_on: date | None = None
    lifted_on: date | None = None
    withdrawn_on: date | None = None


class Since(NamedTuple):
    """Since when something is so that bears on a suspension; None where it is not."""

    paid: date | None = None
    plan: date | None = None
    counselling: date | None = None
    medical: date | None = None
    bankrupt: date | None = None


class Reason(NamedTuple):
    """Why a suspension has to be lifted, and since when."""

    ground: LiftGround
    since: date


def state(course: Course) -> ServiceState:
    """Return how far a suspension is."""
    if course.withdrawn_on is not None:
        return ServiceState.WITHDRAWN
    if course.lifted_on is not None:
        return ServiceState.LIFTED
    if course.in_effect_on is not None:
        return ServiceState.IN_EFFECT
    return ServiceState.PREPARED if course.announced_on is None else ServiceState.ANNOUNCED


def reasons_to_lift(since: Since) -> Sequence[Reason]:
    """Return why a suspension has to be lifted, what is so for longest first."""
    found = [Reason(LiftGround(name), on) for name, on in since._asdict().items() if on is not None]
    return sorted(found, key=lambda one: (one.since, list(LiftGround).index(one.ground)))
