"""What is recorded of a proceeding: its kind, what happened in it by the day of the court, and how it ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What proceeding it is; a dissolution without liquidation is `TURBO_LIQUIDATION`."""

    BANKRUPTCY = "bankruptcy"
    SUSPENSION = "suspension_of_payments"
    WSNP = "wsnp"
    COUNSELLING = "counselling"
    MORATORIUM = "moratorium"
    WHOA = "whoa"
    PROTECTIVE_ADMINISTRATION = "protective_administration"
    DISSOLUTION = "dissolution"
    TURBO_LIQUIDATION = "turbo_liquidation"


# Those that the insolvency register publishes, that prolong a clock, and before which old claims are filed.
REGISTERED = frozenset({Kind.BANKRUPTCY, Kind.SUSPENSION, Kind.WSNP})
# Those that are the track of debt counselling; protective administration by itself stops nothing.
COUNSELLED = frozenset({Kind.COUNSELLING, Kind.MORATORIUM})
UNTRACKED = frozenset({Kind.PROTECTIVE_ADMINISTRATION})
# Those of a natural person only, and those of a legal person only.
OF_NATURAL = frozenset({Kind.WSNP, Kind.COUNSELLING, Kind.MORATORIUM, Kind.PROTECTIVE_ADMINISTRATION})
OF_LEGAL = frozenset({Kind.DISSOLUTION, Kind.TURBO_LIQUIDATION})


class Source(StrEnum):
    """Where we know a proceeding from."""

    LETTER = "letter"
    REGISTER = "register"
    IMPORT = "import"
    OTHER = "other"


class Match(StrEnum):
    """By what a proceeding was taken for one of this debtor."""

    NUMBER = "number"
    KVK = "kvk"
    BIRTH_DATE = "birth_date"
    PERSON = "person"
    NAME = "name"


class PersonRole(StrEnum):
    """Who does what in a proceeding; all but the judge are written to."""

    JUDGE = "judge"
    TRUSTEE = "trustee"
    ADMINISTRATOR = "administrator"
    COUNSELLOR = "counsellor"
    LIQUIDATOR = "liquidator"
    EXPERT = "expert"


class EventKind(StrEnum):
    """What happened in a proceeding. `VOID` says that another event did not: it names it."""

    STARTED = "started"
    DEFINITIVE = "definitive"
    EXTENDED = "extended"
    FIRST_REPAYMENT = "first_repayment"
    COOLING_OFF = "cooling_off"
    BAR_DATE = "bar_date"
    MEETING = "meeting"
    CREDITORS_MEETING = "creditors_meeting"
    SIMPLIFIED = "simplified"
    CUT = "cut"
    FILED = "filed"
    ACKNOWLEDGED = "acknowledged"
    RECOGNISED = "recognised"
    PARTLY_RECOGNISED = "partly_recognised"
    CONTESTED = "contested"
    VERIFIED = "verified"
    DISTRIBUTION_LIST = "distribution_list"
    DISTRIBUTED = "distributed"
    AUTHORITY_SEEN = "authority_seen"
    BALANCE_REQUESTED = "balance_requested"
    BALANCE_ANSWERED = "balance_answered"
    QUESTION_ANSWERED = "question_answered"
    STABILISING = "stabilising"
    CREDIT_PROPOSED = "credit_proposed"
    MEDIATION_PROPOSED = "mediation_proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    RECONSIDERED = "reconsidered"
    TO_COURT = "to_court"
    RUNNING = "running"
    RECHECKED = "rechecked"
    PAID_AT_ONCE = "paid_at_once"
    RESUMED = "resumed"
    REGISTER_CHECKED = "register_checked"
    DEPOSIT_FOUND = "deposit_found"
    DEPOSIT_MISSING = "deposit_missing"
    INSPECTED = "inspected"
    OBJECTED = "objected"
    REOPENING_ASKED = "reopening_asked"
    PETITIONED = "petitioned"
    LIABILITY_CLAIMED = "liability_claimed"
    NOT_PURSUED = "not_pursued"
    TRANSFERRED = "transferred"
    CONVERTED = "converted"
    ENDED = "ended"
    SLATE_WITHDRAWN = "slate_withdrawn"
    VISIBLE_UNTIL = "visible_until"
    DISMISSED = "dismissed"
    NOTE = "note"
    VOID = "void"


class EndKind(StrEnum):
    """How a proceeding ended. After the last two it counts as if it had never been."""

    LACK_OF_ASSETS = "lack_of_assets"
    DISTRIBUTION = "distribution"
    COMPOSITION = "composition"
    PAID = "paid"
    CLEAN_SLATE = "clean_slate"
    NO_CLEAN_SLATE = "no_clean_slate"
    PAYMENTS_RESUMED = "payments_resumed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    DISCHARGED = "discharged"
    FAILED = "failed"
    LIQUIDATED = "liquidated"
    ANNULLED = "annulled"
    BY_MISTAKE = "entered_by_mistake"


UNDONE = frozenset({EndKind.ANNULLED, EndKind.BY_MISTAKE})


class Happened(NamedTuple):
    """One event: its day as the court or the letter gives it, its last day, how it ended, and the event it voids.

    `estate`: it is about debts of the estate itself, which go a way of their own beside what is filed.
    """

    id: int
    kind: EventKind
    on: date
    until: date | None = None
    outcome: EndKind | None = None
    text: str = ""
    voids: int | None = None
    estate: bool = False


@dataclass(frozen=True, slots=True)
class Proceeding:
    """A proceeding of one party; `confirmed_on` is None while it is only signalled.

    `natural`: the debtor is a natural person; None where that is not known. `events` are those that stand, in the
    order of their days (`standing_events`).
    """

    kind: Kind
    known_on: date
    confirmed_on: date | None
    events: tuple[Happened, ...]
    natural: bool | None = None

    def first(self, *kinds: EventKind) -> Happened | None:
        """Return the first event of some kinds that is not about debts of the estate, None without one."""
        return next((one for one in self.events if one.kind in kinds and not one.estate), None)

    def last(self, *kinds: EventKind) -> Happened | None:
        """Return the last event of some kinds that is not about debts of the estate, None without one."""
        return next((one for one in reversed(self.events) if one.kind in kinds and not one.estate), None)

    @property
    def of_estate(self) -> Happened | None:
        """What happened last about debts of the estate, None where none was presented."""
        return next((one for one in reversed(self.events) if one.estate), None)

    @property
    def started_on(self) -> date | None:
        """The day from whose first hour it works (Fw 23; 217; 287), None where nobody recorded it."""
        found = self.last(EventKind.STARTED)
        return found.on if found else None

    @property
    def closing(self) -> Happened | None:
        """By what it is over: its end, or that it went on as another proceeding; None while it runs."""
        return self.last(EventKind.ENDED, EventKind.CONVERTED)

    @property
    def undone(self) -> bool:
        """Whether it counts as if it had never been: annulled, entered by mistake, or a signal that was no hit."""
        closing = self.closing
        ended_so = closing is not None and closing.outcome in UNDONE
        return ended_so or self.last(EventKind.DISMISSED) is not None

    @property
    def live(self) -> bool:
        """Whether it is confirmed and runs."""
        return self.confirmed_on is not None and self.closing is None and not self.undone


def standing_events(events: Iterable[Happened]) -> tuple[Happened, ...]:
    """Return the events that no other one voids, by their days, without those that only void.

    What voids another may be void itself: then the first stands again. Each names one that was recorded before it.
    """
    stands: list[Happened] = []
    void: set[int] = set()
    for one in sorted(events, key=lambda each: each.id, reverse=True):
        if one.id not in void:
            stands.append(one)
            if one.voids is not None:
                void.add(one.voids)
    left = [one for one in stands if one.kind is not EventKind.VOID]
    return tuple(sorted(left, key=lambda each: (each.on, each.id)))


_E = EventKind
_FILED = (
    _E.CUT, _E.FILED, _E.ACKNOWLEDGED, _E.RECOGNISED, _E.PARTLY_RECOGNISED, _E.CONTESTED, _E.VERIFIED,
    _E.DISTRIBUTION_LIST, _E.DISTRIBUTED,
)  # fmt: skip
_ANY = (_E.VISIBLE_UNTIL, _E.NOTE)
# What a creditor does about a legal person that vanishes; with the last one he leaves it.
_VANISHING = (_E.REOPENING_ASKED, _E.PETITIONED, _E.LIABILITY_CLAIMED, _E.NOT_PURSUED)
# What can be recorded of each kind beside its start and its end, which have their own acts.
EVENTS: dict[Kind, tuple[EventKind, ...]] = {
    Kind.BANKRUPTCY: (_E.MEETING, _E.BAR_DATE, _E.COOLING_OFF, _E.SIMPLIFIED, _E.CREDITORS_MEETING, *_FILED, *_ANY),
    Kind.SUSPENSION: (_E.DEFINITIVE, _E.EXTENDED, _E.COOLING_OFF, _E.CREDITORS_MEETING, _E.BAR_DATE, *_FILED, *_ANY),
    Kind.WSNP: (
        _E.EXTENDED, _E.FIRST_REPAYMENT, _E.MEETING, _E.BAR_DATE, _E.CREDITORS_MEETING, *_FILED, _E.SLATE_WITHDRAWN,
        *_ANY,
    ),
    Kind.COUNSELLING: (
        _E.AUTHORITY_SEEN, _E.BALANCE_REQUESTED, _E.BALANCE_ANSWERED, _E.QUESTION_ANSWERED, _E.STABILISING,
        _E.CREDIT_PROPOSED, _E.MEDIATION_PROPOSED, _E.ACCEPTED, _E.REFUSED, _E.RECONSIDERED, _E.TO_COURT, _E.RUNNING,
        _E.EXTENDED, _E.RECHECKED, _E.PAID_AT_ONCE, _E.NOTE,
    ),
    Kind.MORATORIUM: (_E.AUTHORITY_SEEN, _E.EXTENDED, _E.NOTE),
    Kind.WHOA: (_E.COOLING_OFF, _E.EXTENDED, _E.MEETING, *_FILED, _E.NOTE),
    Kind.PROTECTIVE_ADMINISTRATION: (_E.REGISTER_CHECKED, _E.EXTENDED, _E.NOTE),
    Kind.DISSOLUTION: (_E.DISTRIBUTION_LIST, _E.OBJECTED, *_FILED[:6], *_VANISHING, _E.NOTE),
    Kind.TURBO_LIQUIDATION: (_E.DEPOSIT_FOUND, _E.DEPOSIT_MISSING, _E.INSPECTED, *_VANISHING, _E.NOTE),
}  # fmt: skip
# As what each goes on (Fw 15b, 249, 350; BW 2:23c reopens a liquidation).
CONVERTS: dict[Kind, tuple[Kind, ...]] = {
    Kind.BANKRUPTCY: (Kind.WSNP,),
    Kind.SUSPENSION: (Kind.BANKRUPTCY, Kind.WSNP),
    Kind.WSNP: (Kind.BANKRUPTCY,),
    Kind.COUNSELLING: (Kind.WSNP, Kind.BANKRUPTCY),
    Kind.MORATORIUM: (Kind.WSNP,),
    Kind.WHOA: (Kind.SUSPENSION, Kind.BANKRUPTCY),
    Kind.PROTECTIVE_ADMINISTRATION: (),
    Kind.DISSOLUTION: (Kind.BANKRUPTCY,),
    Kind.TURBO_LIQUIDATION: (Kind.DISSOLUTION, Kind.BANKRUPTCY),
}
# Their day may lie ahead; every other one has happened.
AHEAD = frozenset({_E.BAR_DATE, _E.MEETING, _E.CREDITORS_MEETING, _E.VISIBLE_UNTIL})
# Those that last, or give until when something is to be done.
LASTING = frozenset(
    {
        *(_E.STARTED, _E.DEFINITIVE, _E.EXTENDED, _E.COOLING_OFF, _E.BALANCE_REQUESTED, _E.BALANCE_ANSWERED),
        *(_E.PARTLY_RECOGNISED, _E.CONTESTED, _E.DISTRIBUTION_LIST),
    }
)
# Who acts in each kind, beside a judge.
ACTING: dict[Kind, PersonRole] = {
    Kind.BANKRUPTCY: PersonRole.TRUSTEE,
    Kind.SUSPENSION: PersonRole.ADMINISTRATOR,
    Kind.WSNP: PersonRole.ADMINISTRATOR,
    Kind.COUNSELLING: PersonRole.COUNSELLOR,
    Kind.MORATORIUM: PersonRole.COUNSELLOR,
    Kind.WHOA: PersonRole.EXPERT,
    Kind.PROTECTIVE_ADMINISTRATION: PersonRole.ADMINISTRATOR,
    Kind.DISSOLUTION: PersonRole.LIQUIDATOR,
    Kind.TURBO_LIQUIDATION: PersonRole.LIQUIDATOR,
}
