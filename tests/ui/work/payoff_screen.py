"""What has to be paid on a case, on the screen; and what the app put on the clipboard."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from casebook.settings import Settings
from casebook.store.database import Database
from casebook.store.queries import case
from casebook.store.transaction import Actor
from casebook.ui.work.payoff import payoff
from tests.ui.screen import USUAL, Screen, session


class PayoffScreen(Screen):
    """A screen on which the payoff of a case is looked at."""

    async def open(self, case_id: int) -> None:
        """Open the payoff of a case."""
        desk = self.app.desk

        async def steps() -> None:
            card = await desk.read(case.card, case_id)
            assert card is not None
            await payoff(desk, card)

        desk.flow(steps())
        await self.settled()

    async def other_day(self, typed: str) -> None:
        """Ask for another day."""
        await self.press("d", *typed, "enter")

    @property
    def lines(self) -> list[str]:
        """What the dialog on top shows: not what is below it, which is none of its business."""
        found = self.app.screen.query_one_optional("#frame")
        if found is None:
            return super().lines
        left, top, width, height = found.region
        return [line[left : left + width].rstrip() for line in super().lines[top : top + height]]

    def row(self, label: str) -> list[str]:
        """Return the words after a label, on the one line that begins with it."""
        (found,) = [line for line in self.inside if line.startswith(label)]
        return found.removeprefix(label).replace("€", "").split()

    @property
    def inside(self) -> list[str]:
        """What stands within the frame, without the room at either end."""
        return [line[1:-1].strip() for line in self.lines[1:-1]]

    def says(self, text: str) -> bool:
        """Say whether a text is there, wherever its lines are broken."""
        return "".join(text.split()) in "".join("".join(self.inside).split())


@asynccontextmanager
async def payoff_screen(
    database: Database,
    actor: Actor,
    *,
    size: tuple[int, int] = USUAL,
    language: str = "nl",
    settings: Settings | None = None,
) -> AsyncIterator[PayoffScreen]:
    """Run the app for somebody."""
    async with session(database, actor, size=size, language=language, settings=settings) as screen:
        yield PayoffScreen(screen.app, screen.pilot)
