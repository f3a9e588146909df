"""The facts of one clock: what kind of claim against whom, from which days, and what has happened since."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

DUTCH_LAW = "NL"
# The kind of a claim of which nobody has said yet what it is.
UNKNOWN_KIND = "unknown"
# The days a term may start from.
DAYS = (
    "due_on",
    "called_against",
    "callable_from",
    "known_on",
    "event_on",
    "judged_on",
    "appeal_ended_on",
    "recorded_on",
    "delivered_on",
    "from",
    "title_on",
)
# Of each pair the second day cannot lie before the first.
IN_ORDER = (
    ("event_on", "known_on"),
    ("callable_from", "called_against"),
    ("judged_on", "appeal_ended_on"),
)
# The acts that have a day of receipt.
RECEIVED = ("demand", "oral_demand", "public_demand")


class Proof(StrEnum):
    """How far an event can be proven: proven counts for both ends, asserted for the claimed end, void for none."""

    PROVEN = "proven"
    ASSERTED = "asserted"
    VOID = "void"


class Outcome(StrEnum):
    """How a legal action ended."""

    GRANTED = "granted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    PENDING = "pending"


class SlateException(StrEnum):
    """Why a clean slate does not cover a claim (Fw 358 lid 4; 299a)."""

    FINE = "slate_fine"
    COMPENSATION = "slate_compensation"
    STUDENT_DEBT = "slate_student_debt"


@dataclass(frozen=True, slots=True)
class Act:
    """An act that may interrupt: a demand, acknowledgement, part payment, service, enforcement, filing or waiver.

    `received_on` is the day the debtor received it, for an act that works on receipt (BW 3:37 lid 3).
    """

    kind: str
    on: date
    proof: Proof = Proof.ASSERTED
    received_on: date | None = None

    @property
    def day(self) -> date:
        """The day from which the act counts, if it counts at all."""
        return self.received_on or self.on


@dataclass(frozen=True, slots=True)
class LegalAction:
    """A claim in court or another act of legal prosecution, with its outcome and any new claim that followed."""

    on: date
    outcome: Outcome
    proof: Proof = Proof.ASSERTED
    ended_on: date | None = None
    followed_up_on: date | None = None
    follow_up_outcome: Outcome | None = None

    @property
    def day(self) -> date:
        """The day on which the action was brought."""
        return self.on


@dataclass(frozen=True, slots=True)
class Insolvency:
    """A bankruptcy, suspension of payments or WSNP of the debtor; `until` is None while it runs."""

    regime: str
    start: date
    until: date | None
    clean_slate: bool = False
    proof: Proof = Proof.PROVEN

    @property
    def day(self) -> date:
        """The first day of the regime."""
        return self.start


@dataclass(frozen=True, slots=True)
class Extension:
    """A ground for extension (BW 3:321; 2:23c lid 2); `until` is None while the ground exists."""

    ground: str
    until: date | None
    start: date = date.min
    proof: Proof = Proof.ASSERTED

    @property
    def day(self) -> date:
        """The first day of the ground, the earliest day there is where it is not known."""
        return self.start


Event = Act | LegalAction | Insolvency | Extension


@dataclass(frozen=True, slots=True)
class LimitationFacts:
    """Everything the end of one clock follows from.

    `kind` is a kind of claim of the law book or `unknown`. `days` holds the days a term may start from, by name:
    `due_on` (last day of payment), `called_against`, `callable_from`, `known_on`, `event_on`, `judged_on`,
    `appeal_ended_on`, `recorded_on`, `delivered_on`, and for running interest `from` and `title_on`. `as_of` is
    the day on which the question is asked. `main` is the main claim of a guarantee, or the principal of
    running interest. `slate_exception` is why no clean slate covers the claim, None where one does.
    """

    kind: str
    as_of: date
    days: Mapping[str, date] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    law: str = DUTCH_LAW
    main: "LimitationFacts | None" = None
    slate_exception: SlateException | None = None
