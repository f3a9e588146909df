"""What is known before a service is suspended: what was done, what stands in the way, and the rules of the sector."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.money import Cents


class Sector(StrEnum):
    """What is supplied. All but the last have rules of their own (`law/nl/suspension.toml`)."""

    ENERGY = "energy"
    HEAT = "heat"
    WATER = "water"
    HEALTH = "health"
    OTHER = "other"


class SuspensionRules(NamedTuple):
    """What has to come before a service is suspended.

    So many `reminders`, each with `reminder_days` to pay; that contact was sought, an arrangement offered, the
    municipality told. With `counselling` not while a counsellor helps, with `vulnerable` not where somebody is known
    to be vulnerable.
    """

    reminders: int
    reminder_days: int
    contact: bool
    offer: bool
    municipality: bool
    counselling: bool
    vulnerable: bool


class Reminder(NamedTuple):
    """A letter that asked for payment, and the last day that it named."""

    sent_on: date
    last_day: date | None = None


class Prepared(NamedTuple):
    """What was done before a service is suspended; None: not known.

    Reminders, contact and offer are those the records of the case show. The rest is what the record of the suspension
    itself says; `recorded` tells whether there is one, `sector` what it is about.
    """

    reminders: tuple[Reminder, ...] = ()
    contact_on: date | None = None
    offered_on: date | None = None
    municipality_on: date | None = None
    medical_on: date | None = None
    sector: Sector | None = None
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class SuspensionState:
    """What stands in the way of a suspension, or does not, on a day.

    `old`, `contested` and `planned` are the numbers of claims: of before the bankruptcy, contested in whole, or under
    an arrangement that runs. `owed` is what is open on all of them; None where that is not asked.
    """

    owed: Cents | None = None
    counselling: bool = False
    vulnerable: bool = False
    old: tuple[str, ...] = ()
    contested: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
