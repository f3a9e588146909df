"""The days that follow from what happened in a proceeding."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DateKind(StrEnum):
    """What a day of a proceeding is."""

    REPLY = "reply"
    BAR_DATE = "bar_date"
    MEETING = "meeting"
    CREDITORS_MEETING = "creditors_meeting"
    COOLING_OFF = "cooling_off"
    PROPOSAL = "proposal"
    RECHECK = "recheck"
    END = "end"
    VISIBLE = "visible"
    DEPOSIT = "deposit"
    INSPECT = "inspect"
    OBJECT = "object"
    DECIDE = "decide"
    LIABILITY = "liability"
    SECURE = "secure"
    FILE = "file"
    RECEIPT = "receipt"
    CONTESTATION = "contestation"
    OBJECTION = "objection"
    ESTATE = "estate"


# What is still to be done where nobody recorded that it was, however long ago it should have been.
STAYS = frozenset(
    {
        DateKind.REPLY,
        DateKind.END,
        DateKind.DEPOSIT,
        DateKind.INSPECT,
        DateKind.DECIDE,
        DateKind.SECURE,
        DateKind.FILE,
        DateKind.RECEIPT,
        DateKind.ESTATE,
    }
)


@dataclass(frozen=True, slots=True)
class Due:
    """A day that follows from what happened, where it comes from, and whether it was only computed."""

    kind: DateKind
    on: date
    source: str
    estimate: bool = False
