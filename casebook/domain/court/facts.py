"""What is recorded of a claim before a court: proceedings, titles, what happened with each, and measures.

Nothing here is derived.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Decision(StrEnum):
    """What a lead decided on an advice to go to court."""

    GO = "go"
    NO_GO = "no_go"
    WAIT = "wait"


class ProceedingKind(StrEnum):
    """Before which court, or by what procedure."""

    KANTON = "kanton"
    DISTRICT = "district"
    PAYMENT_ORDER_ABROAD = "payment_order_abroad"
    CONSERVATORY = "conservatory"
    PETITION = "petition"


class TitleKind(StrEnum):
    """What a court gave; a settlement that was recorded is no judgment."""

    JUDGMENT = "judgment"
    DEFAULT_JUDGMENT = "default_judgment"
    SETTLEMENT_RECORD = "settlement_record"
    ORDER = "order"


class CourtEventKind(StrEnum):
    """What happened in a proceeding or with a title.

    Of a proceeding: `leave` to attach, with the days the court set for the main claim; `attached`; `extended` until a
    day; `main_claim` brought; `served` or `filed`, which begin it; `docket` a day of the roll, `hearing`, `expected`
    the judgment; `done` what was to be done by one of these; `suspended` the court was told that it rests by an
    insolvency, `resumed` it goes on during one; `rejected`, `withdrawn`. Of a title: `given`, `in_person` and
    `elsewhere` served, `known` an act that shows that it is known, `executed` in full, `opposed`, `appealed`, `upheld`,
    `quashed`, `final`, `exhausted`.
    """

    LEAVE = "leave"
    ATTACHED = "attached"
    EXTENDED = "extended"
    MAIN_CLAIM = "main_claim"
    SERVED = "served"
    FILED = "filed"
    DOCKET = "docket"
    HEARING = "hearing"
    EXPECTED = "expected"
    DONE = "done"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    GIVEN = "given"
    IN_PERSON = "in_person"
    ELSEWHERE = "elsewhere"
    KNOWN = "known"
    EXECUTED = "executed"
    OPPOSED = "opposed"
    APPEALED = "appealed"
    UPHELD = "upheld"
    QUASHED = "quashed"
    FINAL = "final"
    EXHAUSTED = "exhausted"
    NOTE = "note"
    VOID = "void"


class MeasureKind(StrEnum):
    """What a bailiff is instructed to do; a writ of interruption needs no title."""

    SERVICE = "service"
    GARNISHMENT = "garnishment"
    BANK = "bank"
    GOODS = "goods"
    PROPERTY = "property"
    PETITION = "petition"
    INTERRUPTION = "interruption"


class MeasureOutcome(StrEnum):
    """What came of a measure."""

    DONE = "done"
    PROCEEDS = "proceeds"
    NOTHING = "nothing"
    FAILED = "failed"
    LIFTED = "lifted"


_P, _E = ProceedingKind, CourtEventKind
# What can happen in a proceeding of each kind, beside what is noted.
_DAYS = (_E.DOCKET, _E.HEARING, _E.EXPECTED)
_RESTS = (_E.SUSPENDED, _E.RESUMED)
_OVER = (_E.REJECTED, _E.WITHDRAWN)
OF_PROCEEDING: Mapping[ProceedingKind, tuple[CourtEventKind, ...]] = {
    _P.KANTON: (_E.SERVED, *_DAYS, *_RESTS, *_OVER, _E.NOTE),
    _P.DISTRICT: (_E.SERVED, *_DAYS, *_RESTS, *_OVER, _E.NOTE),
    _P.PAYMENT_ORDER_ABROAD: (_E.FILED, *_DAYS, *_RESTS, *_OVER, _E.NOTE),
    _P.CONSERVATORY: (_E.LEAVE, _E.ATTACHED, _E.EXTENDED, _E.MAIN_CLAIM, *_OVER, _E.NOTE),
    _P.PETITION: (_E.FILED, *_DAYS, *_OVER, _E.NOTE),
}
OF_TITLE = (
    _E.IN_PERSON, _E.ELSEWHERE, _E.KNOWN, _E.EXECUTED, _E.OPPOSED, _E.APPEALED, _E.UPHELD, _E.QUASHED, _E.FINAL,
    _E.EXHAUSTED, _E.NOTE,
)  # fmt: skip
# What begins a proceeding: from then on it interrupts limitation, if it is granted (BW 3:316).
BEGINS = frozenset({_E.SERVED, _E.FILED})
# Days that a court sets ahead, on which, or by which, something is to be done.
AHEAD = frozenset(_DAYS)
# What has days that a court counts from it, and what lasts until a day.
WITH_DAYS, WITH_UNTIL = frozenset({_E.LEAVE}), frozenset({_E.EXTENDED})
SERVICE = frozenset({_E.IN_PERSON, _E.ELSEWHERE})
# From these the term of objection runs (Rv 143).
OBJECTION_FROM = frozenset({_E.IN_PERSON, _E.KNOWN, _E.EXECUTED})
# A petition for bankruptcy asks for no title, and an attachment only keeps what is there.
WITHOUT_TITLE = frozenset({_P.CONSERVATORY, _P.PETITION})
# By these a third party says what he owes the debtor.
WITH_STATEMENT = frozenset({MeasureKind.GARNISHMENT, MeasureKind.BANK})
# Of these a part is left to the debtor.
WITH_EXEMPT = frozenset({MeasureKind.GARNISHMENT, MeasureKind.BANK})
# These wait for the end of the term of the command.
AFTER_COMMAND = frozenset({MeasureKind.GOODS, MeasureKind.PROPERTY})
# These take from what the debtor has: nobody does that beside the trustee (Fw 33).
ATTACHING = frozenset(
    {MeasureKind.GARNISHMENT, MeasureKind.BANK, MeasureKind.GOODS, MeasureKind.PROPERTY, MeasureKind.PETITION}
)


class CourtEvent(NamedTuple):
    """An event that was recorded. `voids` names one that did not happen, or that this one corrects.

    `days` is a term the court set; `answers` names the day of which this says that what was to be done was.
    """

    id: int
    kind: CourtEventKind
    on: date
    until: date | None = None
    days: int | None = None
    answers: int | None = None
    voids: int | None = None


class Events(NamedTuple):
    """The events that stand, in their order, and which one took the place of another that was corrected.

    `now` has the event that an event is now, `first_of` the one that it was at first.
    """

    stand: tuple[CourtEvent, ...]
    now: Mapping[int, int]
    first_of: Mapping[int, int]

    def last(self, *kinds: CourtEventKind) -> CourtEvent | None:
        """Return the last event of some kinds."""
        return next((one for one in reversed(self.stand) if one.kind in kinds), None)

    def first(self, *kinds: CourtEventKind) -> CourtEvent | None:
        """Return the first event of some kinds."""
        return next((one for one in self.stand if one.kind in kinds), None)

    def done(self, event_id: int) -> CourtEvent | None:
        """Return what says that what was to be done by the day of an event was done, also before it was corrected."""
        return next((one for one in self.stand if one.answers is not None and self.now[one.answers] == event_id), None)


def standing(events: Iterable[CourtEvent]) -> Events:
    """Return the events that no other voids that stands itself, by their days."""
    found: Sequence[CourtEvent] = sorted(events, key=lambda one: one.id)
    void: set[int] = set()
    # What voids comes after what it voids: looked at from the end, each is known to stand or not when it is its turn.
    for one in reversed(found):
        if one.id not in void and one.voids is not None:
            void.add(one.voids)
    stand = [one for one in found if one.id not in void and one.kind is not CourtEventKind.VOID]
    corrects = {one.id: one.voids for one in found if one.kind is not CourtEventKind.VOID}
    now, first_of = {one.id: one.id for one in found}, {one.id: one.id for one in found}
    for one in stand:
        at: int | None = one.id
        while at is not None:
            now[at], first_of[one.id], at = one.id, at, corrects.get(at)
    return Events(tuple(sorted(stand, key=lambda one: (one.on, one.id))), now, first_of)
