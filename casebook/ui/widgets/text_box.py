"""Several lines to type in."""

from textual.reactive import Reactive, reactive
from textual.widgets import TextArea


class TextBox(TextArea):
    """A text area that breaks lines at words; Tab leaves it."""

    # Over a slow line each blink of every session would be sent and painted.
    cursor_blink: Reactive[bool] = reactive(False, init=False)

    def __init__(self, text: str = "") -> None:
        super().__init__(text, compact=True, soft_wrap=True, tab_behavior="focus")
