"""How many letters wait for something: little enough to be read for the title of every place."""

from datetime import date

from casebook.domain.letters.standing import LetterState
from casebook.store.database import Database

_COUNTS = "SELECT state, count(*) FROM letter_now WHERE due_on < ? GROUP BY state"


def counts(database: Database) -> dict[LetterState, int]:
    """Return of how many letters in each state something is to be done."""
    return {LetterState(state): count for state, count in database.fetch(_COUNTS, (date.max,))}
