"""What opens on top of a screen, asks something and gives the answer back to the flow that asked."""

import asyncio
from typing import ClassVar, Generic, Self, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from casebook.ui.desk import Desk
from casebook.ui.fitted import Fitted
from casebook.ui.widgets.bars import KeyLine, Notice

R = TypeVar("R")


class Dialog(ModalScreen[None], Fitted[None], Generic[R]):
    """A question in a frame: a heading, what is asked, a line for refusals, and the keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "key.back", id="dialog.back", priority=True),
    ]

    def __init__(self, desk: Desk, heading: str) -> None:
        super().__init__()
        self.desk = desk
        self._heading = heading
        self._answer: asyncio.Future[R | None] = asyncio.get_running_loop().create_future()
        self._is_answered = False
        self._is_open = False

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Lay out and paint nothing once more as it opens: it was when it was shown, with all that it is made of."""
        if not self._is_open:
            repaint = layout = False
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def compose(self) -> ComposeResult:
        """Lay out the frame around the body."""
        self.fit()
        with Vertical(id="frame"):
            yield Static(self._heading, id="heading", markup=False)
            yield from self.body()
            yield Notice()
            yield KeyLine(id="keys")

    def on_screen_resume(self) -> None:
        """Paint from now on what changes."""
        self.call_after_refresh(self._opened)

    def body(self) -> ComposeResult:
        """Lay out what is asked."""
        yield Widget()

    async def answered(self) -> R | None:
        """Return the answer, when there is one."""
        return await self._answer

    def answer(self, answer: R | None) -> None:
        """Close, and let the flow that asked go on with the answer before any further key."""
        if not self._is_answered:
            self._is_answered = True
            self.desk.gate.begin()
            # In a task of its own: a screen cannot wait for its own end.
            self._end = asyncio.create_task(self._close(answer))

    def action_back(self) -> None:
        """Turn back without an answer."""
        self.answer(None)

    def _opened(self) -> None:
        self._is_open = True

    async def _close(self, answer: R | None) -> None:
        # What comes of the answer is read while it is taken apart, and both are painted at once.
        self.desk.gate.hold.begin()
        closed = self.app.pop_screen()
        self._answer.set_result(answer)
        await closed
