"""Letters that wait for a person to decide, for the title of a place."""

from collections.abc import Iterator, Mapping

from casebook.domain.letters.standing import LetterState
from casebook.ui.desk import Desk
from casebook.ui.prose import Span

_S = LetterState
# They wait for a person, and nothing happens until one looks.
_TROUBLED = {_S.IN_DOUBT: ("!!", "urgent"), _S.REFUSED: ("✗", "due"), _S.RETURNED_UNDELIVERABLE: ("!", "due")}


def troubles(counts: Mapping[LetterState, int], desk: Desk, *, elsewhere: bool = False) -> Iterator[Span]:
    """Yield how many letters wait for a person to decide, by what is wrong with them.

    `elsewhere` than in the place of letters the first of it says that it is letters.
    """
    for state, (sign, style) in _TROUBLED.items():
        if counts.get(state):
            code = f"outbox.letters_{state}" if elsewhere else f"outbox.count_{state}"
            yield Span(f"{sign} {desk.say(code, count=counts[state])} ", style)
            elsewhere = False
