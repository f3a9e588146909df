"""The running account of one clock: both ends, what moved them and what the reader should beware of."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from casebook.domain.dated import Entry, T
from casebook.domain.finding import Caution, Step
from casebook.domain.limitation.answer import Ends
from casebook.domain.limitation.facts import LimitationFacts, Proof
from casebook.domain.limitation.rules import LimitationRules
from casebook.domain.limitation.track import Track


class Reach(StrEnum):
    """Which ends an event moved: both, the claimed one for want of proof or certainty, or the one not yet passed."""

    BOTH = "reach_both"
    CLAIMED = "reach_claimed"
    SAFE_PASSED = "reach_safe_passed"
    SAFE_ONLY = "reach_safe_only"
    UNCERTAIN = "reach_uncertain"
    NONE = "reach_none"


class Account:
    """The account of one clock while its events are taken in; `steps` and `cautions` grow with each.

    `ahead` are the days after that of the question on which the answer changes by itself.

    `ceiling` counts every event, also the void ones: a waiver works only if the term was over by every account,
    so that marking an event void can never give effect to a waiver that had none.
    """

    def __init__(self, facts: LimitationFacts, rules: LimitationRules, begun: Track) -> None:
        self.facts = facts
        self.rules = rules
        self.safe = begun
        self.claimed = begun.begun_alike()
        self.ceiling = begun.begun_alike()
        self.begun_on = begun.eve
        self.ahead: list[date] = []
        self.steps: list[Step[Ends]] = []
        self.cautions: list[Caution] = []

    @property
    def tracks(self) -> tuple[Track, Track, Track]:
        """All three ways of counting."""
        return self.safe, self.claimed, self.ceiling

    def ends(self) -> Ends:
        """Return both ends as they stand, None where an end cannot be known yet.

        While an insurer's answer is awaited the new term has not begun; the safe end does not count on that.
        """
        safe, claimed = self.safe, self.claimed
        return Ends(
            safe.end if safe.end > safe.open_until else None,
            claimed.end if claimed.end > claimed.open_until and not claimed.awaited else None,
            safe.since,
            claimed.since,
        )

    def step(self, code: str, on: date | None, source: str, /, **parameters: object) -> None:
        """Write down what an event did."""
        self.steps.append(Step(code, parameters, source, on, self.ends()))

    def warn(self, code: str, source: str, /, **parameters: object) -> None:
        """Write down what the reader should know, once."""
        caution = Caution(code, parameters, source)
        if caution not in self.cautions:
            self.cautions.append(caution)

    def note(self, entry: Entry[T]) -> None:
        """Pass on what the law book notes beside a rule that was used."""
        if entry.note:
            self.warn("limitation.note", entry.source, note=entry.note)

    def apply(self, proof: Proof, day: date, change: Callable[[Track], bool]) -> Reach:
        """Make a change as of `day` on every track the event counts for; `change` tells whether it did anything."""
        self._change(self.ceiling, day, change)
        if proof is Proof.VOID:
            return Reach.NONE
        claimed = self._change(self.claimed, day, change)
        if proof is Proof.ASSERTED:
            return Reach.CLAIMED if claimed else Reach.NONE
        safe = self._change(self.safe, day, change)
        if claimed:
            return Reach.BOTH if safe else Reach.SAFE_PASSED
        return Reach.SAFE_ONLY if safe else Reach.NONE

    def _change(self, track: Track, day: date, change: Callable[[Track], bool]) -> bool:
        if track.since is None:
            return change(track)
        before = track.since, track.end
        track.roll(min(day, self.facts.as_of))
        if change(track):
            return True
        track.since, track.end = before
        return False

    def interrupted(self, act: str, day: date, source: str, reach: Reach) -> None:
        """Write down an interruption; the safe end has a term of its own where the two tracks differ by now."""
        apart = reach is Reach.BOTH and self.safe.term != self.claimed.term
        self.step(
            "limitation.interrupted_apart" if apart else "limitation.interrupted",
            day,
            source,
            act=act,
            on=day,
            reach=reach,
            term=self.claimed.term,
            safe_term=self.safe.term,
        )
