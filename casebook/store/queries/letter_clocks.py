"""Until when what a letter is about can be claimed: its claims against the party it concerns."""

from datetime import date
from typing import NamedTuple

from casebook.domain.letters.kinds import KEEPS_A_RIGHT, LetterKind
from casebook.domain.limitation.grade import Grade
from casebook.store.database import Database
from casebook.store.queries.letters_together import awaited
from casebook.store.rows import rows


class LetterClock(NamedTuple):
    """The ends of the clock of a claim; None where none can be said."""

    claim_id: int
    number: str
    safe_until: date | None
    claimed_until: date | None


class LetterClocks(NamedTuple):
    """The clocks of a letter, the nearest end first; `keeps` says whether it is meant to keep a right.

    `awaited` are those to whom it is proven to have gone before it has effect, while it is so for this letter itself.
    """

    keeps: bool
    clocks: tuple[LetterClock, ...]
    awaited: tuple[str, ...]


class _Kind(NamedTuple):
    kind: LetterKind
    grade: str


_CLOCKS = """
    SELECT n.claim_id, k.number, n.safe_until, n.claimed_until
    FROM letter l JOIN letter_claim x ON x.letter_id = l.id
    JOIN clock_now n ON n.case_id = l.case_id AND n.claim_id = x.claim_id AND n.debtor_id = l.party_id
    JOIN claim k ON k.id = n.claim_id
    WHERE l.id = ? AND n.clock <> 'interest' ORDER BY n.safe_rank, k.number, n.clock
"""
_KIND = "SELECT l.kind, n.grade FROM letter l JOIN letter_now n ON n.letter_id = l.id WHERE l.id = ?"


def letter_clocks(database: Database, letter_id: int) -> LetterClocks:
    """Return how the clocks of a letter stand."""
    kind, grade = rows(database, _KIND, _Kind, (letter_id,))[0]
    proven = grade in (Grade.STRONG, Grade.MEDIUM)
    return LetterClocks(
        kind in KEEPS_A_RIGHT,
        tuple(rows(database, _CLOCKS, LetterClock, (letter_id,))),
        awaited(database, letter_id, kind) if proven else (),
    )
