"""What becomes of the clocks of a letter, shown before it is recorded that it arrived or came back."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.queries.letter_clocks import LetterClock, LetterClocks, letter_clocks
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, line

# So many claims that fare alike are named.
_NAMED = 3


class _Fate(NamedTuple):
    code: str
    was: date | None
    until: date | None


def clocks_after(database: Database, letter_id: int, before: LetterClocks, desk: Desk) -> Iterator[Line]:
    """Yield what an act does to each clock of a letter; nothing of a letter that keeps no right, and moves none."""
    after = letter_clocks(database, letter_id)
    known = {one.claim_id: one for one in before.clocks}
    fates: dict[_Fate, list[str]] = {}
    for one in after.clocks:
        fate = _fate(known.get(one.claim_id, one), one, after)
        if fate is not None:
            fates.setdefault(fate, []).append(clean_line(one.number))
    for fate, numbers in fates.items():
        claims = ", ".join(numbers)
        if len(numbers) > _NAMED:
            claims = desk.say("limitation_form.claims", count=len(numbers))
        said = desk.say(fate.code, number=claims, was=fate.was, until=fate.until, names=list(after.awaited))
        yield line("→ ", said, hang=2)


def _fate(before: LetterClock, now: LetterClock, letter: LetterClocks) -> _Fate | None:
    until = now.safe_until
    if until is None:
        return None
    if before.safe_until is None or until > before.safe_until:
        return _Fate("dispatch.safe", None, until)
    if until < before.safe_until:
        return _Fate("dispatch.safe_lapses", before.safe_until, until)
    was, claimed = before.claimed_until, now.claimed_until
    if was is not None and claimed is not None and claimed < was:
        return _Fate("dispatch.claimed_lapses", was, until)
    if not letter.keeps:
        return None
    return _Fate("dispatch.awaits" if letter.awaited else "dispatch.stays_safe", None, until)
