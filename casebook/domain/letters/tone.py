"""In what tone to write: by the step, by how the debtor stands to paying, and by what he is to us.

A proposal of the house: a person may choose another. What a letter says in law is the same in every tone.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from casebook.domain.finding import HOUSE_RULE, NO_PARAMETERS, Finding, Step
from casebook.domain.letters.kinds import FRIENDLY, THREATENS, LetterKind, Tone
from casebook.domain.relation.segment import Segment
from casebook.domain.routes.facts import Scores, WhyUnpaid

# A score of so much or less is low, of so much or more high (from 1 to 5).
_LOW, _HIGH = 2, 4
_OFTEN_BROKEN = 2
_K = LetterKind
_ALWAYS_FRIENDLY = FRIENDLY | {_K.THANK_YOU, _K.PLAN_CONFIRMATION, _K.SUSPENSION_LIFTED, _K.DISCHARGE}
# Only these may be firm: they say what happens to who does not pay, or ask once more.
_MAY_BE_FIRM = THREATENS | {_K.UPDATED_STATEMENT, _K.NOT_REACHED}
_CANNOT = frozenset({WhyUnpaid.CANNOT_TEMPORARILY, WhyUnpaid.CANNOT_STRUCTURALLY, WhyUnpaid.UNEXPECTED_EXPENSE})
_OURS_TO_CLEAR = frozenset({WhyUnpaid.LOST_INVOICE, WhyUnpaid.DISSATISFIED, WhyUnpaid.DISPUTE, WhyUnpaid.NOT_HIS_DEBT})
_TO_KEEP = frozenset({Segment.KEY, Segment.LOYAL, Segment.PUBLIC})


class ToneFacts(NamedTuple):
    """What the tone is chosen by.

    `earlier` letters asked for the same before, none of them answered by payment; `broken` are promises and
    arrangements. What is not known of an assessment is None.
    """

    kind: LetterKind
    consumer: bool
    segment: Segment | None = None
    scores: Scores = Scores()
    why: WhyUnpaid | None = None
    earlier: int = 0
    broken: int = 0
    vulnerable: bool = False


def tone(facts: ToneFacts) -> Finding[Tone]:
    """Return the tone to write in, with what made it so; the last step has it."""
    steps = tuple(_steps(facts))
    return Finding(steps[-1].after, steps)


def _steps(facts: ToneFacts) -> Iterator[Step[Tone]]:
    if facts.kind in _ALWAYS_FRIENDLY:
        yield _step("tone.friendly_kind", Tone.FRIENDLY)
        return
    if facts.kind not in _MAY_BE_FIRM:
        yield _step("tone.matter_of_fact_kind", Tone.NEUTRAL)
        return
    first = _by_step(facts)
    yield first
    gentler = _gentler(facts)
    if gentler is not None:
        yield _step(gentler, Tone.FRIENDLY if first.after is Tone.FRIENDLY else Tone.NEUTRAL)
        return
    firmer = _firmer(facts)
    if firmer is not None:
        yield firmer
    elif facts.segment in _TO_KEEP and first.after is Tone.FIRM:
        yield _step("tone.relation", Tone.NEUTRAL, segment=f"segment_{facts.segment.value}")


def _by_step(facts: ToneFacts) -> Step[Tone]:
    if facts.kind in THREATENS:
        if facts.kind is LetterKind.FOURTEEN_DAY or facts.consumer:
            return _step("tone.last_to_consumer", Tone.NEUTRAL)
        return _step("tone.last_to_business", Tone.FIRM)
    if facts.earlier == 0:
        return _step("tone.first", Tone.FRIENDLY)
    return _step("tone.again", Tone.NEUTRAL, count=facts.earlier)


def _gentler(facts: ToneFacts) -> str | None:
    """Return why it may not be firm whatever came before."""
    if facts.vulnerable:
        return "tone.vulnerable"
    if facts.why in _CANNOT or (facts.scores.room is not None and facts.scores.room <= _LOW):
        return "tone.cannot"
    if facts.why in _OURS_TO_CLEAR:
        return "tone.ours_to_clear"
    return None


def _firmer(facts: ToneFacts) -> Step[Tone] | None:
    scores = facts.scores
    can = scores.room is not None and scores.room >= _HIGH
    if facts.why is WhyUnpaid.WILL_NOT or (can and min(scores.beliefs or _HIGH, scores.concession or _HIGH) <= _LOW):
        return _step("tone.will_not", Tone.FIRM)
    if facts.broken >= _OFTEN_BROKEN:
        return _step("tone.broken", Tone.FIRM, count=facts.broken)
    return None


def _step(code: str, after: Tone, **parameters: Any) -> Step[Tone]:
    return Step(code, parameters or NO_PARAMETERS, HOUSE_RULE, None, after)
