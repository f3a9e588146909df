"""What the record that a letter is about says of it: an arrangement, what is collected, a set-off."""

from collections.abc import Sequence
from datetime import date

from casebook.domain.gate import Stop
from casebook.errors import Refused
from casebook.store.database import Database
from casebook.store.models.letters import Letter
from casebook.store.transaction import Actor, Transaction

_NOBODY = Actor(None, frozenset())
_AT_ONCE = 500


def stops(database: Database, letter_ids: Sequence[int], day: date) -> dict[int, tuple[Stop, ...]]:
    """Return of each letter that its record does not let leave on `day` why; nothing is changed by asking."""
    # What is done with the record asks the gate in its turn.
    from casebook.store.actions import letter_matters

    tx = Transaction(database, _NOBODY, day)
    found: dict[int, tuple[Stop, ...]] = {}
    ids = list(dict.fromkeys(letter_ids))
    for at in range(0, len(ids), _AT_ONCE):
        own = Letter.id.in_(ids[at : at + _AT_ONCE])
        for letter in tx.find(Letter.select().where(own, Letter.kind.in_(letter_matters.KINDS))):
            try:
                letter_matters.refuse(tx, letter, day, asks=True)
            except Refused as error:
                found[letter.id] = (Stop(error.code, error.parameters, error.source),)
    return found
