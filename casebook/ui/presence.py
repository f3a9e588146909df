"""Who has which case open: told to others while a case is open here, and asked of them when news is looked for."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.migrations.upgrade import refuse_upgraded
from casebook.store.queries import log, presence
from casebook.store.queries.log import NewsRow
from casebook.store.queries.presence import RENEWED, Present
from casebook.ui.desk import Desk


class Found(NamedTuple):
    """What was written since, and who else has the case open that is open here."""

    lines: Sequence[NewsRow]
    others: tuple[Present, ...]


class Presence:
    """The case that is open here. Nobody waits for it to be written, and it is no matter if it is not."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._case_id: int | None = None
        self._told_at = datetime.min.replace(tzinfo=UTC)

    async def look(self, seen: int, case_id: int | None) -> Found:
        """Return what was written after a line of the log, in one reading, and tell others of the case open here."""
        now = datetime.now(UTC)
        self.be_at(case_id, now)
        return await self._desk.read(_news, seen, case_id, self._desk.session.actor.person, now)

    def be_at(self, case_id: int | None, now: datetime) -> None:
        """Tell others which case is open here, once in a while, and that another one no longer is."""
        person = self._desk.session.actor.person
        if person is None:
            return
        if self._case_id not in (None, case_id):
            self._desk.lightly(presence.go, self._case_id, person)
        if case_id is not None and (case_id != self._case_id or now - self._told_at >= RENEWED):
            self._desk.lightly(presence.come, case_id, person, now)
            self._told_at = now
        self._case_id = case_id

    def leave(self) -> None:
        """Tell others that no case is open here any more."""
        self.be_at(None, self._told_at)


def _news(database: Database, seen: int, case_id: int | None, person: int | None, now: datetime) -> Found:
    refuse_upgraded(database)
    lines = log.news(database, seen)
    if case_id is None or person is None:
        return Found(lines, ())
    return Found(lines, presence.others(database, case_id, person, now))
