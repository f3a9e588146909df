"""What an act would move: each clock with its safe and its claimed end before and after, and the place in the queue."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from casebook import format as form
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.limitation.facts import Proof
from casebook.domain.signals.clock_state import ClockState
from casebook.domain.signals.queue import Standing as Place
from casebook.store.case_clocks import Standing
from casebook.store.models.limitation import Grade
from casebook.store.queries.explain import Explanation
from casebook.store.queries.recorded import Recorded
from casebook.text import clean_line
from casebook.ui.bands import STYLES
from casebook.ui.case_tabs.telling import day_width
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, line

_NOTICES = ("demand", "public_demand")
# So many moves are told one by one.
_MOST = 5


class _Now(NamedTuple):
    """What a clock says."""

    safe_until: date | None
    claimed_until: date | None
    state: ClockState


class _Move(NamedTuple):
    """Against whom and what kind of clock, and what it says before and after; None where there is none then."""

    debtor_id: int
    kind: ClockKind
    before: _Now | None
    after: _Now | None


def moved(before: Explanation, after: Explanation, names: Mapping[int, str], desk: Desk) -> list[Line]:
    """Return what an act does to the place in the queue, and which ends move: claims that do the same in one line."""
    was, now = _clocks(before), _clocks(after)
    numbers = {clock.claim.id: clock.claim.number for clock in (*before.clocks, *after.clocks)}
    moves: dict[_Move, list[str]] = {}
    still = 0
    for key in {**was, **now}:
        claim_id, debtor_id, kind = key
        old, new = was.get(key), now.get(key)
        if old == new:
            still += 1
        else:
            moves.setdefault(_Move(debtor_id, kind, old, new), []).append(numbers[claim_id])
    found: list[Line] = []
    if moves:
        width = _column(desk)
        heads = (desk.say("calc.safe_until").ljust(width), "  ", desk.say("calc.claimed_until").ljust(width))
        found.append(Line((Span(desk.say("limitation_form.moves"), "head"),), right=(Span("".join(heads), "quiet"),)))
    ordered = sorted(moves.items(), key=lambda one: _first_end(one[0]))
    for move, claims in ordered[:_MOST]:
        found += _lines(move, claims if len(numbers) > 1 else [], names, desk)
    if others := sum(len(claims) for _, claims in ordered[_MOST:]):
        found.append(line(Span(desk.say("limitation_form.others_move", count=others), "quiet")))
    if still:
        code = "limitation_form.others_stay" if moves else "limitation_form.nothing_moves"
        found.append(line(Span(desk.say(code, count=still), "quiet")))
    return [*_queue(before.standing, after.standing, desk), *found]


def proof_line(event: Recorded, desk: Desk) -> Line:
    """Return what the proof of an event does, or what is wanting."""
    if event.proof is Proof.PROVEN:
        return line(Span("✓ " + desk.say("limitation_form.is_proven"), "strong"))
    if event.grade is not None:
        code = "limitation_form.is_weak" if event.grade is Grade.WEAK else "limitation_form.is_medium"
    else:
        code = "limitation_form.is_sent" if event.facts.kind in _NOTICES else "limitation_form.is_asserted"
    return line(Span("! " + desk.say(code), "due"), hang=2)


def ends_of(clock: Standing, desk: Desk) -> str:
    """Return both ends of a clock on one line."""
    ends = clock.finding.value.ends
    safe, claimed = day_or_unknown(ends.safe_until, desk), day_or_unknown(ends.claimed_until, desk)
    return desk.say("limitation_form.ends", safe=safe, claimed=claimed)


def day_or_unknown(on: date | None, desk: Desk) -> str:
    """Return the day of an end, or that it cannot be known."""
    return form.day(on, desk.language) if on else desk.say("calc.unknown")


def _clocks(explanation: Explanation) -> dict[tuple[int, int, ClockKind], _Now]:
    return {
        (clock.claim.id, clock.debtor_id, clock.kind): _Now(
            clock.finding.value.ends.safe_until, clock.finding.value.ends.claimed_until, clock.state
        )
        for clock in explanation.clocks
    }


def _first_end(move: _Move) -> date:
    """Return the first end that a move leaves a clock with: the most pressing stands in front."""
    return (move.after and (move.after.safe_until or move.after.claimed_until)) or date.max


def _lines(move: _Move, numbers: list[str], names: Mapping[int, str], desk: Desk) -> Iterator[Line]:
    """Yield how clocks move; of the only claim of a case the number is not said."""
    old, new = move.before, move.after
    claims = clean_line(numbers[0]) if len(numbers) == 1 else desk.say("limitation_form.claims", count=len(numbers))
    what = [
        *([claims] if numbers else []),
        *([desk.say(f"word.{move.kind}")] if move.kind is not ClockKind.PRINCIPAL else []),
        clean_line(names[move.debtor_id]),
    ]
    yield Line(
        (Span(" · ".join(what)),),
        hang=2,
        right=(
            _ends(old and old.safe_until, new and new.safe_until, desk),
            Span("  "),
            _ends(old and old.claimed_until, new and new.claimed_until, desk),
        ),
    )
    if old is not None and new is not None and old.state is not new.state:
        told = desk.say("limitation_form.state", before=old.state, after=new.state)
        yield line(Span("  " + told), hang=2)


def _ends(old: date | None, new: date | None, desk: Desk) -> Span:
    width = _column(desk)
    if old == new:
        return Span(desk.say("limitation_form.stays", end=day_or_unknown(old, desk)).ljust(width), "quiet")
    earlier = old is not None and (new is None or new < old)
    both = f"{day_or_unknown(old, desk)} → {day_or_unknown(new, desk)}"
    return Span(both.ljust(width), "urgent" if earlier else "strong")


def _column(desk: Desk) -> int:
    """Return in how many cells a day and another one behind an arrow fit."""
    return 2 * day_width(desk) + len(" → ")


def _queue(before: Place, after: Place, desk: Desk) -> Iterator[Line]:
    """Yield how the place in the queue changes, if it does."""
    was, now = (desk.say(place.why.code, **place.why.parameters) for place in (before, after))
    if (before.band, was) == (after.band, now):
        return
    label = desk.say("limitation_form.queue")
    told = [(desk.say(f"explain.band_{place.band}"), place.band, why) for place, why in ((before, was), (after, now))]
    (old_band, _, old), (new_band, number, new) = told
    shown = Span(f"{new_band}: {new}", STYLES.get(number, ""))
    yield line(Span(label + " ", "quiet"), f"{old_band}: {old} → ", shown, hang=2)
