"""One line to type in."""

from textual.geometry import Size
from textual.reactive import Reactive, reactive
from textual.widgets import Input

_COMPACT = "-textual-compact"


class TextLine(Input):
    """An input that fills the room it has: else each key typed would lay out all of the screen anew."""

    # What it becomes as it is made it is from the first: else its styles would be worked out anew for each.
    compact = reactive(True, toggle_class=_COMPACT)
    # Over a slow line each blink of every session would be sent and painted.
    cursor_blink = reactive(False, init=False)
    # How far it scrolls is of no account to what stands around it.
    virtual_size = Reactive(Size(0, 0), layout=False)

    def __init__(
        self, text: str = "", *, placeholder: str = "", select_on_focus: bool = False, max_length: int = 0
    ) -> None:
        super().__init__(
            text,
            placeholder=placeholder,
            select_on_focus=select_on_focus,
            max_length=max_length,
            compact=True,
            classes=f"{_COMPACT} -valid",
        )

    @property
    def content_width(self) -> int:
        """The width of the text in cells, or that of the room for it where that is more."""
        return max(super().content_width, self.scrollable_content_region.width)
