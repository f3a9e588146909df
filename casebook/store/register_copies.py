"""Copies of what the insolvency register publishes of parties of ours: kept beside the log, and dropped in time."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.insolvency.facts import Kind, Match
from casebook.domain.insolvency.register import Acting, Publication, Registered
from casebook.domain.insolvency.register_match import CONFIDENCE
from casebook.store.database import Database
from casebook.store.register_matching import Matched
from casebook.store.rows import among, many, rows

_COPY = "SELECT id, as_of, matched_by FROM register_copy WHERE party_id = ? AND number = ?"
_ADD_COPY = """
    INSERT INTO register_copy (party_id, number, kind, former, court, name, matched_by, content, as_of, visible_until,
                               brought_on)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_CHANGE_COPY = """
    UPDATE register_copy SET former = ?, court = ?, name = ?, content = ?, as_of = ?, visible_until = ?, brought_on = ?
    WHERE id = ?
"""
_SURER = "UPDATE register_copy SET matched_by = ? WHERE id = ?"
_PUBLICATIONS = "SELECT reference, digest FROM register_publication WHERE copy_id = ?"
_ADD_PUBLICATION = """
    INSERT INTO register_publication (copy_id, reference, code, published_on, text, bar_date, digest)
    VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_CHANGE_PUBLICATION = """
    UPDATE register_publication SET code = ?, published_on = ?, text = ?, bar_date = ?, digest = ?
    WHERE copy_id = ? AND reference = ?
"""
_COPIES = """
    SELECT id, number, kind, former, court, name, matched_by, content, as_of, visible_until FROM register_copy
    WHERE party_id = ? ORDER BY as_of, id
"""
_OF_COPIES = """
    SELECT p.copy_id, p.reference, p.code, p.published_on, p.text, p.bar_date, p.digest, d.accepted, d.on_day
    FROM register_publication p JOIN register_copy c ON c.id = p.copy_id
    LEFT JOIN register_decision d ON d.party_id = c.party_id AND d.reference = p.reference AND d.digest = p.digest
    WHERE p.copy_id IN ({marks}) ORDER BY p.published_on, p.reference, p.copy_id
"""
_REMOVE_PUBLICATIONS = "DELETE FROM register_publication WHERE copy_id IN ({marks})"
_REMOVE_COPIES = "DELETE FROM register_copy WHERE id IN ({marks})"
_FORGOTTEN = """
    SELECT c.id FROM register_copy c WHERE c.visible_until < ? OR NOT EXISTS (
        SELECT 1 FROM register_publication p WHERE p.copy_id = c.id AND NOT EXISTS (
            SELECT 1 FROM register_decision d WHERE d.party_id = c.party_id AND d.reference = p.reference
            AND d.digest = p.digest AND d.accepted = 0))
    OR NOT EXISTS (SELECT 1 FROM party p WHERE p.id = c.party_id)
"""


class Kept(NamedTuple):
    """What became of publications: new, told otherwise than before, or known."""

    added: int = 0
    changed: int = 0
    known: int = 0


class Copy(NamedTuple):
    """What the register says of a proceeding of a party."""

    id: int
    number: str
    kind: Kind
    former: str
    court: str
    name: str
    matched_by: Match
    content: str
    as_of: str
    visible_until: date | None

    @property
    def acting(self) -> tuple[Acting, ...]:
        """Who acts or acted."""
        found = (Acting(*one) for one in json.loads(self.content)["acting"])
        return tuple(one._replace(from_on=_day(one.from_on), until_on=_day(one.until_on)) for one in found)

    @property
    def judges(self) -> tuple[str, ...]:
        """The judges who supervise it."""
        return tuple(json.loads(self.content)["judges"])

    @property
    def others(self) -> tuple[str, ...]:
        """Older numbers of its own."""
        return tuple(json.loads(self.content)["others"])


class CopiedPublication(NamedTuple):
    """A publication in a copy, and what was decided on it: 1 accepted, 0 refused, None nothing yet."""

    copy_id: int
    reference: str
    code: str
    published_on: date
    text: str
    bar_date: date | None
    digest: str
    accepted: int | None
    on_day: date | None

    @property
    def publication(self) -> Publication:
        """The publication itself, with the day that a person gave."""
        return Publication(self.reference, self.code, self.published_on, self.text, self.bar_date, self.on_day)


class _Id(NamedTuple):
    id: int


class _Held(NamedTuple):
    id: int
    as_of: str
    matched_by: Match


class _Digest(NamedTuple):
    reference: str
    digest: str


def keep(database: Database, matched: Matched, found: Registered, day: date) -> Kept:
    """Keep what the register says of a proceeding of a party, whatever was brought in before; within a transaction.

    What is newer takes the place of what is older, in whatever order the two are brought in.
    """
    as_of = _as_of(found)
    held = next(iter(rows(database, _COPY, _Held, (matched.party_id, found.number))), None)
    newer = held is None or as_of > held.as_of
    content = _content(found)
    if held is None:
        new = (found.number, found.kind, found.former, found.court, found.name, matched.by, content, as_of)
        database.execute(_ADD_COPY, (matched.party_id, *new, found.visible_until, day))
        held = rows(database, _COPY, _Held, (matched.party_id, found.number))[0]
    elif newer:
        changed_to = (found.former, found.court, found.name, content, as_of, found.visible_until, day)
        database.execute(_CHANGE_COPY, (*changed_to, held.id))
    if CONFIDENCE[matched.by] > CONFIDENCE[held.matched_by]:
        database.execute(_SURER, (matched.by, held.id))
    there = {one.reference: one.digest for one in rows(database, _PUBLICATIONS, _Digest, (held.id,))}
    added = changed = known = 0
    for one in found.publications:
        values = (one.code, one.published_on, one.text, one.bar_date, digest(one))
        if one.reference not in there:
            database.execute(_ADD_PUBLICATION, (held.id, one.reference, *values))
            added += 1
        elif there[one.reference] != values[-1] and newer:
            database.execute(_CHANGE_PUBLICATION, (*values, held.id, one.reference))
            changed += 1
        else:
            known += 1
    return Kept(added, changed, known)


def copies(database: Database, party_id: int) -> list[Copy]:
    """Return what the register says of the proceedings of a party, the newest last."""
    return rows(database, _COPIES, Copy, (party_id,))


def publications(database: Database, copy_ids: Sequence[int]) -> list[CopiedPublication]:
    """Return the publications of copies in the order of their days, with what was decided on each."""
    return many(database, _OF_COPIES, CopiedPublication, copy_ids)


def forget(database: Database, day: date) -> int:
    """Remove the copies that may be shown no longer, and those that were all refused; return how many.

    What was accepted stays in the proceedings of the debtor: those are our own records.
    """

    def work() -> int:
        gone = [one.id for one in rows(database, _FORGOTTEN, _Id, (day,))]
        _remove(database, gone)
        return len(gone)

    return database.transact(work)


def forget_party(database: Database, party_id: int) -> None:
    """Remove the copies of a party whose data is erased; within a transaction."""
    _remove(database, [one.id for one in copies(database, party_id)])


def digest(one: Publication) -> str:
    """Return the digest of what a publication says."""
    said = (one.code, one.published_on.isoformat(), one.text, one.bar_date and one.bar_date.isoformat())
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _remove(database: Database, copy_ids: Sequence[int]) -> None:
    for query in (_REMOVE_PUBLICATIONS, _REMOVE_COPIES):
        for statement, parameters in among(database, query, copy_ids):
            database.execute(statement, parameters)


def _as_of(found: Registered) -> str:
    """Return how new something is: by its last publication, how many there are, and what it says."""
    last = max(one.published_on for one in found.publications)
    in_order = found._replace(publications=tuple(sorted(found.publications)))
    return f"{last.isoformat()} {len(found.publications):06} {hashlib.sha256(repr(in_order).encode()).hexdigest()}"


def _content(found: Registered) -> str:
    acting = [[_plain(value) for value in one] for one in found.acting]
    return json.dumps({"acting": acting, "judges": found.judges, "others": found.others})


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None
