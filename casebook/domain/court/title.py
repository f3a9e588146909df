"""How a title stands on a day: served, opposed, final, enforced; and the days that follow from what happened."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY, Term, add, last_day
from casebook.domain.court.dues import Due, DueKind
from casebook.domain.court.facts import OBJECTION_FROM, SERVICE, CourtEvent, CourtEventKind, Events, TitleKind
from casebook.domain.court.rules import CourtRules
from casebook.domain.dated import Dated
from casebook.domain.statutory_term import statutory_term

_E = CourtEventKind


class TitleStage(StrEnum):
    """How far a title is."""

    GRANTED = "granted"
    SERVED = "served"
    OPPOSED = "opposed"
    APPEALED = "appealed"
    FINAL = "final"
    ENFORCING = "enforcing"
    EXHAUSTED = "exhausted"
    QUASHED = "quashed"


class Title(NamedTuple):
    """A title: its kind, what stands of what happened with it, and what was done by it.

    `abroad`: somebody it is against lives there. `rejected`: not all that was asked was awarded. `acts` are the days on
    which something was done to enforce it; `enforceable`: also while somebody objects or appeals.
    """

    kind: TitleKind
    events: Events
    abroad: bool = False
    rejected: bool = False
    acts: tuple[date, ...] = ()
    enforceable: bool = True
    paid: bool = False


@dataclass(frozen=True, slots=True)
class TitleStanding:
    """How a title stands: its stage, the days that follow, and from when goods may be taken, None for not yet.

    `objection` is the last day on which the debtor may object, None where it has not begun or there is none.
    """

    stage: TitleStage
    dues: tuple[Due, ...]
    objection: date | None
    goods_from: date | None

    @property
    def over(self) -> bool:
        """Whether nothing is to come of it any more."""
        return self.stage in (TitleStage.EXHAUSTED, TitleStage.QUASHED)

    @property
    def open(self) -> tuple[Due, ...]:
        """The days by which something is still to be done."""
        return tuple(one for one in self.dues if one.done_on is None)


def standing(of: Title, day: date, rules: CourtRules) -> TitleStanding:
    """Return how a title stands on a day, with the days that follow, by their day."""
    objection = _objection(of, rules)
    dues = sorted(_dues(of, objection, rules), key=lambda one: (one.on, one.kind, one.of))
    served = of.events.first(*SERVICE)
    goods_from = None
    if served is not None:
        goods_from = last_day(served.on, rules.command.applied(served.on).value) + ONE_DAY
    return TitleStanding(
        _stage(of, objection, day, rules), tuple(dues), objection.on if objection else None, goods_from
    )


def may_enforce(of: Title, found: TitleStanding) -> bool:
    """Tell whether a title may be enforced: it stands, and nobody objects or appeals who is to be waited for."""
    if found.over:
        return False
    return of.enforceable or found.stage not in (TitleStage.OPPOSED, TitleStage.APPEALED)


def _stage(of: Title, objection: Due | None, day: date, rules: CourtRules) -> TitleStage:
    events = of.events
    over = events.last(_E.QUASHED, _E.EXHAUSTED)
    if over is not None:
        return TitleStage.QUASHED if over.kind is _E.QUASHED else TitleStage.EXHAUSTED
    attacked = events.last(_E.OPPOSED, _E.APPEALED, _E.UPHELD)
    if attacked is not None and attacked.kind is not _E.UPHELD:
        return TitleStage.OPPOSED if attacked.kind is _E.OPPOSED else TitleStage.APPEALED
    if of.acts:
        return TitleStage.ENFORCING
    if events.last(_E.FINAL, _E.UPHELD) is not None or _passed(of, objection, day, rules):
        return TitleStage.FINAL
    return TitleStage.SERVED if events.first(*SERVICE) is not None else TitleStage.GRANTED


def _passed(of: Title, objection: Due | None, day: date, rules: CourtRules) -> bool:
    """Tell whether the terms in which a title may be attacked are over."""
    if of.kind is TitleKind.SETTLEMENT_RECORD:
        return False
    if of.kind in (TitleKind.DEFAULT_JUDGMENT, TitleKind.ORDER):
        return objection is not None and objection.on < day
    given = of.events.first(_E.GIVEN)
    return given is not None and add(given.on, rules.appeal.applied(given.on).value) < day


def objection_rule(of: Title, rules: CourtRules) -> Dated[Term]:
    """Return the term within which a debtor may object to a title."""
    if of.kind is TitleKind.ORDER:
        return rules.objection_order
    return rules.objection_abroad if of.abroad else rules.objection


def _objection(of: Title, rules: CourtRules) -> Due | None:
    """Return the last day on which a debtor may object; for an order it runs from any service.

    It is his term: a weekend prolongs it (Atw 1), and with the latest day nothing is called final too early.
    """
    if of.kind not in (TitleKind.DEFAULT_JUDGMENT, TitleKind.ORDER):
        return None
    kinds = SERVICE if of.kind is TitleKind.ORDER else OBJECTION_FROM
    begun = of.events.first(*kinds)
    if begun is None:
        return None
    entry = objection_rule(of, rules).applied(begun.on)
    on = statutory_term(begun.on, entry.value, rules.statutory_terms, rules.holidays).value
    done = _first_of(of.events, (_E.OPPOSED, _E.FINAL, _E.QUASHED, _E.EXHAUSTED))
    first = of.events.first_of[begun.id]
    return Due(DueKind.OBJECTION, on, entry.source, first, entry.confidence, done.on if done else None)


def _first_of(events: Events, kinds: Iterable[CourtEventKind]) -> CourtEvent | None:
    return events.first(*kinds)


def _dues(of: Title, objection: Due | None, rules: CourtRules) -> Iterator[Due]:
    given, served = of.events.first(_E.GIVEN), of.events.first(*SERVICE)
    over = of.events.last(_E.QUASHED, _E.EXHAUSTED)
    if objection is not None:
        yield objection
    if given is None:
        return
    first = of.events.first_of[given.id]
    serve = rules.serve.applied(given.on)
    done = served or over
    yield Due(DueKind.SERVE, add(given.on, serve.value), serve.source, first, done_on=done.on if done else None)
    if of.rejected and of.kind is TitleKind.JUDGMENT:
        appeal = rules.appeal.applied(given.on)
        answered = _first_of(of.events, (_E.APPEALED, _E.FINAL, _E.QUASHED, _E.EXHAUSTED))
        on = answered.on if answered else None
        yield Due(DueKind.APPEAL, add(given.on, appeal.value), appeal.source, first, appeal.confidence, on)
    if over is None and not of.paid:
        last = max(given.on, *(one.on for one in of.events.stand if one.kind is not _E.NOTE), *of.acts)
        idle = rules.idle.applied(last)
        yield Due(DueKind.IDLE, add(last, idle.value), idle.source, first)
