"""How a letter stands, from its days, from what became of its dispatches, and from what the gate says of it."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.calendar import Holidays, Term, add, add_working_days
from casebook.domain.letters.kinds import KEEPS_A_RIGHT, LetterKind
from casebook.domain.letters.proof import NOT_ARRIVED, Arrival, Doubt, ReturnedAs, grade_of
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.limitation.grade import Grade
from casebook.domain.limitation.proof_days import WritRules, look_on

# A letter that was released leaves within so many working days; one that was prepared is released within as many.
_WITHIN = 1


class LetterState(StrEnum):
    """The life of a letter; `word.letter_<state>` is its name."""

    PREPARED = "prepared"
    REFUSED = "refused"
    READY = "ready"
    RELEASED = "released"
    SENDING = "sending"
    IN_DOUBT = "in_doubt"
    SENT = "sent"
    PROVEN = "proven"
    RETURNED_UNDELIVERABLE = "returned_undeliverable"
    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"


_S = LetterState
# Nothing has left yet, and nothing is leaving.
IN_THE_HOUSE = frozenset({_S.PREPARED, _S.REFUSED, _S.READY, _S.RELEASED})
OVER = frozenset({_S.WITHDRAWN, _S.CORRECTED})


class DispatchFacts(NamedTuple):
    """What became of a dispatch. `began`: it was printed, or its sending began, and nothing more is known."""

    way: DispatchWay
    began: bool = False
    doubt: Doubt | None = None
    sent_on: date | None = None
    failed_on: date | None = None
    returned_as: ReturnedAs | None = None
    grade: Grade | None = None

    @property
    def waits(self) -> bool:
        """Whether it is still to leave."""
        return not self.began and self.sent_on is None and self.failed_on is None

    @property
    def leaving(self) -> bool:
        """Whether it is on its way out, or may have left."""
        return self.began and self.sent_on is None and self.failed_on is None

    @property
    def counts(self) -> bool:
        """Whether it was sent, and did not come back as not having reached him."""
        return self.sent_on is not None and self.returned_as not in NOT_ARRIVED

    @property
    def arrival(self) -> Arrival | None:
        """How it arrived as far as is known, None where it did not."""
        if not self.counts:
            return None
        if self.grade is Grade.STRONG:
            return {DispatchWay.BAILIFF: Arrival.WRIT, DispatchWay.REGISTERED: Arrival.SIGNED_FOR}.get(
                self.way, Arrival.QUOTED
            )
        if self.grade is Grade.MEDIUM:
            return Arrival.EMAIL_ANSWERED
        if self.returned_as is not None:
            return Arrival.RETURNED
        # Nothing is known yet of a writ that was asked for, as of a registered letter.
        return {
            DispatchWay.EMAIL: Arrival.EMAIL,
            DispatchWay.REGISTERED: Arrival.REGISTERED,
            DispatchWay.BAILIFF: Arrival.REGISTERED,
        }.get(self.way, Arrival.ORDINARY)


class LetterDays(NamedTuple):
    """What a letter stands by. `stops`: the rules of the gate that refuse it now, None where it was not asked.

    `corrected`: a letter that corrects it was sent. `verified`: its address is.
    """

    kind: LetterKind
    prepared_on: date
    needed_by: date | None
    released_on: date | None
    withdrawn_on: date | None
    corrected: bool
    verified: bool
    dispatches: Sequence[DispatchFacts]
    stops: Sequence[str] | None = None


class ProofRules(NamedTuple):
    """By when the proof of a letter is in: before a writ takes its place, or `without_end` so long after it left."""

    by_writ: WritRules
    without_end: Term
    holidays: Holidays


class LetterStanding(NamedTuple):
    """How a letter stands; `due_on` is the day by which something is done about it, None where nothing is to be.

    `grade` is how strong the proof is, None where it was not sent, or proof may still come.
    """

    state: LetterState
    due_on: date | None
    grade: Grade | None


def standing(letter: LetterDays, rules: ProofRules) -> LetterStanding:
    """Return how a letter stands."""
    state = _state(letter)
    return LetterStanding(state, _due_on(letter, state, rules), grade(letter))


def grade(letter: LetterDays) -> Grade | None:
    """Return how strong the proof of a letter is by its dispatches: the strongest counts."""
    return grade_by(letter.dispatches, verified=letter.verified)


def grade_by(dispatches: Sequence[DispatchFacts], *, verified: bool) -> Grade | None:
    """Return how strong the proof is that dispatches give, to an address that is `verified` or not."""
    return grade_of(tuple(_arrivals(dispatches)), verified=verified)


def _arrivals(dispatches: Sequence[DispatchFacts]) -> Iterator[Arrival]:
    for one in dispatches:
        if one.arrival is not None:
            yield one.arrival


def _state(letter: LetterDays) -> LetterState:
    if letter.withdrawn_on is not None:
        return _S.WITHDRAWN
    if letter.corrected:
        return _S.CORRECTED
    if any(one.leaving and one.doubt is Doubt.OPEN for one in letter.dispatches):
        return _S.IN_DOUBT
    if any(one.leaving for one in letter.dispatches):
        return _S.SENDING
    if letter.released_on is None:
        return _before(letter)
    if any(one.waits for one in letter.dispatches):
        return _S.RELEASED
    return _after(letter)


def _before(letter: LetterDays) -> LetterState:
    if letter.stops is None:
        return _S.PREPARED
    return _S.REFUSED if letter.stops else _S.READY


def _after(letter: LetterDays) -> LetterState:
    """Return how a letter stands of which nothing waits to leave."""
    if any(one.counts and one.grade in (Grade.STRONG, Grade.MEDIUM) for one in letter.dispatches):
        return _S.PROVEN
    if any(one.counts for one in letter.dispatches):
        return _S.SENT
    if any(one.sent_on is not None for one in letter.dispatches):
        return _S.RETURNED_UNDELIVERABLE
    # All ways failed: it still has to go.
    return _S.RELEASED


def _due_on(letter: LetterDays, state: LetterState, rules: ProofRules) -> date | None:
    holidays = rules.holidays
    match state:
        case _S.PREPARED | _S.REFUSED | _S.READY:
            return _no_later(add_working_days(letter.prepared_on, _WITHIN, holidays), letter.needed_by)
        case _S.RELEASED | _S.SENDING | _S.IN_DOUBT:
            since = letter.released_on or letter.prepared_on
            return _no_later(add_working_days(since, _WITHIN, holidays), letter.needed_by)
        case _S.SENT if letter.kind in KEEPS_A_RIGHT and grade(letter) is not Grade.WEAK:
            return _proof_on(letter, rules)
        case _S.RETURNED_UNDELIVERABLE:
            return max((one.sent_on for one in letter.dispatches if one.sent_on is not None), default=None)
        case _:
            return None


def _no_later(day: date, last: date | None) -> date:
    return day if last is None else min(day, last)


def _proof_on(letter: LetterDays, rules: ProofRules) -> date:
    """Return the day by which the proof is in: while a bailiff can still serve a writ before the letter is of no use.

    Of a letter without such a day, so long after it was sent.
    """
    sent_on = max(one.sent_on for one in letter.dispatches if one.sent_on is not None)
    if letter.needed_by is not None:
        return look_on(sent_on, letter.needed_by, rules.by_writ, rules.holidays)
    return add(sent_on, rules.without_end)
