"""How far each role may decide alone: what holds on a day and since when, what is to come, and what was set before."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from casebook.domain.money import Cents
from casebook.store import mandates
from casebook.store.database import Database
from casebook.store.mandates import LADDER, Act, Limit
from casebook.store.models.people import Role
from casebook.store.queries.listing import Key
from casebook.store.rows import rows


class SetRow(NamedTuple):
    """A mandate as it was set: from when, why, by whom, and who agreed where it went further than before."""

    mandate_id: int
    act: Act
    role: Role
    creditor_id: int | None
    creditor: str
    limit: Limit
    from_on: date
    reason: str
    set_on: date | None
    set_by: str | None
    agreed_by: str | None


class MandateLine(NamedTuple):
    """How far a role may go with an act, for all creditors or one, since when or from when on.

    `own` is what the office set, None where a setting of the house holds. What `is_coming` does not hold yet.
    """

    act: Act
    role: Role
    creditor_id: int | None
    creditor: str
    limit: Limit
    since: date
    own: SetRow | None
    is_coming: bool

    @property
    def key(self) -> Key:
        """The place in the list: by act, role and creditor, what is to come behind what holds."""
        own = 0 if self.own is None else self.own.mandate_id
        return list(Act).index(self.act), LADDER.index(self.role), self.creditor, self.is_coming, self.since, own


class _Set(NamedTuple):
    mandate_id: int
    act: Act
    role: Role
    creditor_id: int | None
    creditor: str
    most_cents: Cents | None
    most_terms: int | None
    most_percent: str | None
    from_on: date
    reason: str
    set_on: date | None
    set_by: str | None
    agreed_by: str | None


_EVERY = """
    SELECT m.id, m.act, m.role, m.creditor_id, COALESCE(c.code, ''), m.most_cents, m.most_terms, m.most_percent,
           m.from_on, m.reason, m.set_on, p.name, o.name
    FROM mandate m LEFT JOIN creditor c ON c.id = m.creditor_id LEFT JOIN person p ON p.id = m.decided_by_id
    LEFT JOIN person o ON o.id = m.agreed_by_id ORDER BY m.from_on DESC, m.id DESC
"""


def every(database: Database) -> list[SetRow]:
    """Return all that was ever set, what holds last in front."""
    return [_row(one) for one in rows(database, _EVERY, _Set)]


def history(database: Database, act: Act, role: Role) -> list[SetRow]:
    """Return what was set for an act and a role, the newest in front."""
    return [one for one in every(database) if (one.act, one.role) == (act, role)]


def holding(database: Database, day: date) -> list[MandateLine]:
    """Return how far each role may go on a day, for each act, and what was set for later."""
    with database.snapshot():
        found = every(database)
        return sorted(_lines(database, found, day), key=lambda one: one.key)


def _lines(database: Database, found: list[SetRow], day: date) -> Iterator[MandateLine]:
    by_id = {one.mandate_id: one for one in found}
    for act in Act:
        for role in LADDER:
            mine = [one for one in found if (one.act, one.role) == (act, role)]
            now = mandates.in_force(database, act, role, day)
            own = None if now.mandate_id is None else by_id[now.mandate_id]
            yield MandateLine(act, role, None, "", now.limit, now.since, own, is_coming=False)
            held = [one for one in mine if one.creditor_id is not None and one.from_on <= day]
            # The newest of each creditor stands first.
            for one in {one.creditor_id: one for one in reversed(held)}.values():
                yield _of(one, is_coming=False)
            for one in mine:
                if one.from_on > day:
                    yield _of(one, is_coming=True)


def _of(one: SetRow, *, is_coming: bool) -> MandateLine:
    return MandateLine(one.act, one.role, one.creditor_id, one.creditor, one.limit, one.from_on, one, is_coming)


def _row(one: _Set) -> SetRow:
    percent = None if one.most_percent is None else Decimal(one.most_percent)
    return SetRow(*one[:5], Limit(one.most_cents, one.most_terms, percent), *one[8:])
