"""What a form has seen: read again where a colleague changed it, with the difference in words."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Generic, TypeVar

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.queries import case
from casebook.store.queries.case import CaseCard
from casebook.ui.desk import Desk

R = TypeVar("R")


class Seen:
    """What a form knows of its case."""

    def __init__(self, desk: Desk, card: CaseCard) -> None:
        self._desk = desk
        self.card = card

    async def renew(self) -> str:
        """Read the case again and return what is different now; saving once more goes over it."""
        now = await self._desk.read(case.card, self.card.case_id)
        if now is None:
            raise Refused("case.gone", source=HOUSE_RULE)
        changed = list(self._changed(self.card, now)) or [self._desk.say("seen.elsewhere")]
        self.card = now
        return self._desk.say("seen.changed", changes=changed)

    def _changed(self, was: CaseCard, now: CaseCard) -> Iterator[str]:
        say = self._desk.say
        if now.state != was.state:
            yield say("seen.state", state=now.state)
        if (now.next_kind, now.next_on) != (was.next_kind, was.next_on) and now.next_kind:
            yield say("seen.next", kind=now.next_kind, on=now.next_on)
        if now.next_note != was.next_note:
            yield say("seen.note", note=now.next_note)
        if now.owner != was.owner:
            yield say("seen.owner", owner=now.owner)


class SeenRow(Generic[R]):
    """What a form knows of a record that there may not be yet; `read` reads it again, `told` says how it is now."""

    def __init__(
        self, desk: Desk, row: R | None, read: Callable[[], Awaitable[R | None]], told: Callable[[R | None], str]
    ) -> None:
        self._desk, self._read, self._told = desk, read, told
        self.row = row

    async def renew(self) -> str:
        """Read the record again and return how it is now; saving once more goes over it."""
        self.row = await self._read()
        return self._desk.say("seen.changed", changes=[self._told(self.row)])
