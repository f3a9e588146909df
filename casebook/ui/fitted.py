"""A screen that is of the terminal's size from its first frame on: its styles are worked out once, not three times."""

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
