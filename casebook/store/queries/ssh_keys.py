"""The keys people come in with over SSH: whose they are, and whether they let anybody in today."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.models.ssh import Refusal
from casebook.store.rows import rows


class KeyRow(NamedTuple):
    """A key of a person; `left_since` is from when he works here no longer."""

    key_id: int
    version: int
    person_id: int
    login: str
    name: str
    type: str
    body: str
    fingerprint: str
    comment: str
    added_on: date
    revoked_on: date | None
    left_since: date | None

    def lets_in(self, day: date) -> bool:
        """Say whether the person comes in with the key on `day`."""
        return self.revoked_on is None and (self.left_since is None or self.left_since > day)


class RefusalRow(NamedTuple):
    """What was refused to who came in over SSH; `name` is None where the key was nobody's."""

    refusal_id: int
    on_day: date
    name: str | None
    why: Refusal
    asked: str
    address: str
    fingerprint: str


_KEYS = """
    SELECT k.id, k.version, k.person_id, p.login, p.name, k.type, k.body, k.fingerprint, k.comment, k.added_on,
        k.revoked_on, p.inactive_since
    FROM person_key k JOIN person p ON p.id = k.person_id
"""
_REFUSALS = """
    SELECT r.id, r.on_day, p.name, r.why, r.asked, r.address, r.fingerprint
    FROM session_refusal r LEFT JOIN person p ON p.id = r.person_id ORDER BY r.id DESC LIMIT ?
"""
_TOLD_TODAY = "SELECT count(*) FROM session_refusal WHERE fingerprint = ? AND on_day = ? AND why = ? AND asked = ?"


def keys(database: Database) -> Sequence[KeyRow]:
    """Return all keys, also those that were revoked, by person and in the order in which they were added."""
    return rows(database, f"{_KEYS} ORDER BY k.person_id, k.id", KeyRow)


def keys_of(database: Database, login: str) -> Sequence[KeyRow]:
    """Return the keys of a person, also those that were revoked, in the order in which they were added."""
    return rows(database, f"{_KEYS} WHERE p.login = ? ORDER BY k.id", KeyRow, (login,))


def key_with(database: Database, fingerprint: str) -> KeyRow | None:
    """Return the key with a fingerprint, None where there is none."""
    return next(iter(rows(database, f"{_KEYS} WHERE k.fingerprint = ?", KeyRow, (fingerprint,))), None)


def refusals(database: Database, most: int) -> Sequence[RefusalRow]:
    """Return what was refused last, at most so many."""
    return rows(database, _REFUSALS, RefusalRow, (most,))


def key_of(database: Database, key_id: int) -> KeyRow | None:
    """Return a key, None where it was taken back since."""
    return next(iter(rows(database, f"{_KEYS} WHERE k.id = ?", KeyRow, (key_id,))), None)


def is_told(database: Database, fingerprint: str, day: date, why: Refusal, asked: str = "") -> bool:
    """Say whether it was recorded on `day` already that this was refused to who has a key."""
    return bool(database.value(_TOLD_TODAY, (fingerprint, day, why, asked)))
