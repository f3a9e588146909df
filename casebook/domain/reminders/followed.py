"""What followed a step of a reminder cycle, and what steps of a kind brought together."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from casebook.domain.letters.kinds import Tone
from casebook.domain.money import ZERO, Cents
from casebook.domain.reminders.cycle import CycleName

# In days: how long after a step what came in is laid to it, and the shorter time that is told beside it.
WITHIN, SOON = 30, 14
# Of fewer steps whose time is over a share says nothing.
LEAST = 20


class Did(NamedTuple):
    """A step that was taken: how its letter spoke, None for a call, in which segment, and when the next one was."""

    cycle: CycleName
    step: str
    tone: Tone | None
    segment: str
    on: date
    next_on: date | None = None


class Since(NamedTuple):
    """What became of the claims of a cycle: by day what came in and what came to be owed or not, and what was said."""

    paid: Sequence[tuple[date, Cents]] = ()
    booked: Sequence[tuple[date, Cents]] = ()
    promised: Sequence[date] = ()
    reached: Sequence[date] = ()
    disputed: Sequence[date] = ()


class Followed(NamedTuple):
    """What followed a step in its time: the first day on which something came in and how much did, None for nothing.

    `whole_on` is the day on which nothing was open any more. `judged`: its time is over.
    """

    paid_on: date | None
    cents: Cents
    whole_on: date | None
    promised: bool
    reached: bool
    disputed: bool
    judged: bool

    @property
    def nothing(self) -> bool:
        """Whether nothing followed."""
        return not (self.paid_on or self.promised or self.reached or self.disputed)


class StepResult(NamedTuple):
    """What steps of a kind brought: of those whose time is over how many were paid on, by when, and what followed else.

    `cents` is what came in on all that were taken, also where their time is not over.
    """

    cycle: CycleName
    step: str
    tone: Tone | None
    segment: str
    taken: int
    judged: int
    soon: int
    within: int
    whole: int
    promised: int
    reached: int
    disputed: int
    nothing: int
    cents: Cents

    @property
    def comparable(self) -> bool:
        """Whether there are enough of them to lay beside others."""
        return self.judged >= LEAST


def followed(did: Did, since: Since, day: date) -> Followed:
    """Return what followed a step up to `day`.

    What came in after the next step is laid to that one, so that it counts once.
    """
    end = did.on + timedelta(WITHIN)
    last = min(end, did.next_on or end, day)
    in_time = [(on, cents) for on, cents in since.paid if did.on < on <= last]
    paid = Cents(sum(cents for _, cents in in_time))
    # What was said in a call is the step itself; a letter is answered later.
    first = did.on if did.tone is None else did.on + timedelta(1)

    def said(days: Iterable[date]) -> bool:
        return any(first <= on <= last for on in days)

    return Followed(
        min((on for on, cents in in_time if cents > 0), default=None) if paid > 0 else None,
        max(paid, ZERO),
        _settled_on(since, did.on, last) if paid > 0 else None,
        said(since.promised),
        said(since.reached),
        said(since.disputed),
        min(end, did.next_on or end) < day,
    )


def together(some: Iterable[tuple[Did, Followed]]) -> tuple[StepResult, ...]:
    """Return what steps brought, by cycle, step, tone and segment."""
    found: dict[tuple[CycleName, str, Tone | None, str], list[tuple[Did, Followed]]] = {}
    for did, after in some:
        found.setdefault((did.cycle, did.step, did.tone, did.segment), []).append((did, after))
    return tuple(_result(key, of) for key, of in sorted(found.items(), key=lambda pair: _order(pair[0])))


def _result(key: tuple[CycleName, str, Tone | None, str], of: Sequence[tuple[Did, Followed]]) -> StepResult:
    over = [(did, after) for did, after in of if after.judged]
    return StepResult(
        *key,
        taken=len(of),
        judged=len(over),
        soon=sum(after.paid_on is not None and after.paid_on <= did.on + timedelta(SOON) for did, after in over),
        within=sum(after.paid_on is not None for _, after in over),
        whole=sum(after.whole_on is not None for _, after in over),
        promised=sum(after.promised for _, after in over),
        reached=sum(after.reached for _, after in over),
        disputed=sum(after.disputed for _, after in over),
        nothing=sum(after.nothing for _, after in over),
        cents=Cents(sum(after.cents for _, after in of)),
    )


def _order(key: tuple[CycleName, str, Tone | None, str]) -> tuple[str, str, str, str]:
    cycle, step, tone, segment = key
    return cycle, step, tone or "", segment


def _settled_on(since: Since, after: date, last: date) -> date | None:
    """Return the first day in a time at the end of which nothing is open."""
    for on, _ in since.paid:
        if after < on <= last and sum(cents for booked_on, cents in since.booked if booked_on <= on) <= 0:
            return on
    return None
