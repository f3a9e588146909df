"""Letters that are stored, as the gate sees them: what they say, to whom, in which ways, and with which others."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from casebook.domain.gate import Outgoing
from casebook.domain.letters.kept import facts_of
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.rows import many

_LETTERS = """
    SELECT id, case_id, party_id, addressee_id, COALESCE(role, ''), address_id, mail, facts, asks_cents,
           COALESCE(bundle_id, id)
    FROM letter WHERE id IN ({marks})
"""
_IN_BUNDLE = """
    SELECT bundle_id, addressee_id FROM letter WHERE withdrawn_on IS NULL AND bundle_id IN ({marks})
"""
_HEADS = "SELECT id, addressee_id FROM letter WHERE withdrawn_on IS NULL AND id IN ({marks})"
# The ways that are still open; of a letter that left, those by which it left.
_WAYS = """
    SELECT letter_id, way, CASE WHEN sent_on IS NULL AND failed_on IS NULL THEN 1 ELSE 0 END
    FROM dispatch WHERE letter_id IN ({marks}) ORDER BY id
"""


class _Letter(NamedTuple):
    id: int
    case_id: int
    party_id: int
    addressee_id: int
    role: str
    address_id: int | None
    mail: str
    facts: str
    asks_cents: Cents
    bundle: int


class _Member(NamedTuple):
    bundle: int
    addressee_id: int


class _Way(NamedTuple):
    letter_id: int
    way: DispatchWay
    waits: bool


def outgoing_of(database: Database, letter_ids: Sequence[int]) -> dict[int, Outgoing]:
    """Return letters as the gate sees them, by their ids."""
    letters = many(database, _LETTERS, _Letter, letter_ids)
    bundles: dict[int, set[int]] = defaultdict(set)
    heads = list({letter.bundle for letter in letters})
    for sql in (_HEADS, _IN_BUNDLE):
        for member in many(database, sql, _Member, heads):
            bundles[member.bundle].add(member.addressee_id)
    ways: dict[int, list[_Way]] = defaultdict(list)
    for way in many(database, _WAYS, _Way, letter_ids):
        ways[way.letter_id].append(way)
    return {letter.id: _outgoing(letter, bundles[letter.bundle], ways[letter.id]) for letter in letters}


def _outgoing(letter: _Letter, bundle: set[int], ways: list[_Way]) -> Outgoing:
    waiting = [one.way for one in ways if one.waits] or [one.way for one in ways]
    return Outgoing(
        letter=facts_of(letter.facts),
        case_id=letter.case_id,
        party_id=letter.party_id,
        addressee_id=letter.addressee_id,
        ways=tuple(dict.fromkeys(waiting)),
        asks=letter.asks_cents,
        role=letter.role,
        address_id=letter.address_id,
        mail=letter.mail,
        bundle_to=frozenset(bundle | {letter.addressee_id}),
        letter_id=letter.id,
    )
