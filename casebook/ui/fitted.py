"""A screen that is styled, laid out and painted once where the library would do so two or three times.

It is of the terminal's size from its first frame on, and paints at once what is to be laid out and painted anew.
"""

from typing import TypeVar

from textual import events, on
from textual.geometry import Size
from textual.screen import Screen

R = TypeVar("R")


class Fitted(Screen[R]):
    """Calls `fit` as it is composed; `of_size` is the size it was laid out for."""

    of_size = Size(0, 0)

    def fit(self) -> None:
        """Be of the class of the terminal's size before styles are worked out, and not once more thereafter."""
        self.of_size = self.app.size
        width, height = self.of_size
        for room, breakpoints in ((width, self.HORIZONTAL_BREAKPOINTS), (height, self.VERTICAL_BREAKPOINTS)):
            fitting = max((one for one in breakpoints or () if one[0] <= room), default=None)
            if fitting:
                self.add_class(fitting[1], update=False)

    @on(events.ScreenResume)
    def _keep_styles(self, event: events.ScreenResume) -> None:
        """Leave the styles as they are: they were worked out when what is shown was laid out."""
        event.refresh_styles = False

    @on(events.Resize)
    def _keep_layout(self, event: events.Resize) -> None:
        """Lay out anew, here and below, only for another size: a screen is told the one it begins with too."""
        if event.size == self.of_size:
            event.prevent_default()
        self.of_size = event.size

    @on(events.Idle)
    def _keep_waiting(self, event: events.Idle) -> None:
        """Let what waits for a frame wait for one that is held back too."""
        if self.app._batch_count and self.is_current:
            event.prevent_default()

    def paint(self) -> None:
        """Paint what is to be new, if anything is, without waiting for the next frame."""
        self._on_timer_update()

    def _compositor_refresh(self) -> None:
        """Paint; but what is held back would be thrown away: it is painted when that ends."""
        if self.app._batch_count:
            self.refresh()
        else:
            super()._compositor_refresh()

    def _on_timer_update(self) -> None:
        """Paint what is to be new; with a new layout that is all of it, and not once more by itself."""
        if self._layout_required and self._repaint_required and self.is_current and not self.app._batch_count:
            self._repaint_required = False
            self._compositor.update_widgets({self})
        super()._on_timer_update()
