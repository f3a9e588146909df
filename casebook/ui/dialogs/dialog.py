"""What opens on top of a screen, asks something and gives the answer back to the flow that asked."""

import asyncio
from typing import ClassVar, Generic, Self, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Region, Size
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from casebook.ui.desk import Desk
from casebook.ui.widgets.bars import KeyLine, Notice

R = TypeVar("R")


class Dialog(ModalScreen[None], Generic[R]):
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
        self._of_size = Size(0, 0)
        self._is_open = False

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Lay out and paint nothing once more as it opens: it was when it was shown, with all that it is made of."""
        if not self._is_open:
            repaint = layout = False
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def compose(self) -> ComposeResult:
        """Lay out the frame around the body."""
        self._fit()
        with Vertical(id="frame"):
            yield Static(self._heading, id="heading", markup=False)
            yield from self.body()
            yield Notice()
            yield KeyLine(id="keys")

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Leave the styles as they are: they were worked out when what is shown was laid out."""
        event.refresh_styles = False
        self.call_after_refresh(self._opened)

    def on_resize(self, event: events.Resize) -> None:
        """Lay out anew, here and below, only for another size: a screen is told the one it begins with too."""
        if event.size == self._of_size:
            event.prevent_default()
        self._of_size = event.size

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

    def _fit(self) -> None:
        """Be of the class of the terminal's size before styles are worked out, and not once more thereafter."""
        self._of_size = self.app.size
        width, height = self._of_size
        for room, breakpoints in ((width, self.HORIZONTAL_BREAKPOINTS), (height, self.VERTICAL_BREAKPOINTS)):
            fitting = max((one for one in breakpoints or () if one[0] <= room), default=None)
            if fitting:
                self.add_class(fitting[1], update=False)

    async def _close(self, answer: R | None) -> None:
        await self.app.pop_screen()
        self._answer.set_result(answer)
