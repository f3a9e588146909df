"""Suspending a service to who does not pay: what has to come before it, how it stands, and when it has to be lifted."""

from casebook.domain.service.conditions import Condition, conditions, earliest, unmet
from casebook.domain.service.facts import Prepared, Reminder, Sector, SuspensionRules, SuspensionState
from casebook.domain.service.standing import (
    LIFTABLE,
    OPEN,
    Course,
    LiftGround,
    Reason,
    ServiceState,
    Since,
    reasons_to_lift,
    state,
)

__all__ = [
    "LIFTABLE",
    "OPEN",
    "Condition",
    "Course",
    "LiftGround",
    "Prepared",
    "Reason",
    "Reminder",
    "Sector",
    "ServiceState",
    "Since",
    "SuspensionRules",
    "SuspensionState",
    "conditions",
    "earliest",
    "reasons_to_lift",
    "state",
    "unmet",
]
