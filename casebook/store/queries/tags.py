"""Tags: those of a case, and the words that are in use."""

from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.rows import rows


class _Word(NamedTuple):
    word: str


_OF_CASE = "SELECT word FROM tag WHERE case_id = ? ORDER BY word"
# From one word to the next in the index: there are few words, on many cases.
_KNOWN = """
    WITH RECURSIVE known (word) AS (
        SELECT min(word) FROM tag
        UNION ALL SELECT (SELECT min(t.word) FROM tag t WHERE t.word > k.word) FROM known k WHERE k.word IS NOT NULL)
    SELECT word FROM known WHERE word IS NOT NULL LIMIT {limit}
"""


def of_case(database: Database, case_id: int) -> tuple[str, ...]:
    """Return the tags of a case, by word."""
    return tuple(found.word for found in rows(database, _OF_CASE, _Word, (case_id,)))


def known(database: Database, limit: int = 500) -> tuple[str, ...]:
    """Return the words that are in use, by word, at most so many."""
    return tuple(found.word for found in rows(database, _KNOWN.replace("{limit}", str(limit)), _Word))
