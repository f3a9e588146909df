"""The order in which events are taken in, whatever the order in which they are told."""

from datetime import date

from casebook.domain.limitation.court import Judgment
from casebook.domain.limitation.facts import (
    Act,
    Event,
    Extension,
    Insolvency,
    LegalAction,
    LimitationFacts,
    Outcome,
    Proof,
)

Happening = Event | Judgment

_PROOFS = list(Proof)


def in_order(facts: LimitationFacts, *, moving: bool) -> list[Happening]:
    """Return the events and the judgments they led to, by day.

    On one day a ground for prolongation comes first, because it works from 00:00 (Fw 23), and a judgment last;
    what is proven comes before what is asserted or void.
    """
    if not facts.events and not moving:
        return []
    happenings: list[Happening] = [*facts.events, *_judgments(facts)]
    title_on = facts.days.get("title_on")
    if moving and title_on is not None:
        happenings.append(Judgment(title_on))
    return sorted(happenings, key=_place)


def _judgments(facts: LimitationFacts) -> list[Judgment]:
    return [
        Judgment(event.ended_on, event)
        for event in facts.events
        if isinstance(event, LegalAction) and event.ended_on and event.outcome is Outcome.GRANTED
    ]


def _place(happening: Happening) -> tuple[date, int, int, str]:
    match happening:
        case Insolvency():
            rank, proof, kind = 0, happening.proof, happening.regime
        case Extension():
            rank, proof, kind = 1, happening.proof, happening.ground
        case Act():
            rank, proof, kind = 2, happening.proof, happening.kind
        case LegalAction():
            rank, proof, kind = 3, happening.proof, happening.outcome.value
        case Judgment():
            rank, proof, kind = 4, Proof.PROVEN, ""
    return happening.day, rank, _PROOFS.index(proof), kind


def days_of(happening: Happening) -> tuple[date, ...]:
    """Return the days on which something happened by the account of an event."""
    match happening:
        case Act() | Judgment():
            return (happening.day,)
        case LegalAction():
            days = (happening.on, happening.ended_on, happening.followed_up_on)
            return tuple(day for day in days if day is not None)
        case _:
            return (happening.start, happening.until) if happening.until else (happening.start,)
