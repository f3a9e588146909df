"""Where a key goes when its turn has come, and which key may not: for want of a role, or typed for what is gone."""

from collections.abc import Awaitable, Callable, Hashable
from typing import TYPE_CHECKING

from textual import events
from textual.app import ScreenStackError
from textual.widgets import Input

from casebook.errors import CasebookError
from casebook.store.models.people import Role
from casebook.ui.gate import Typed
from casebook.ui.keys import REACHES_UNSEEN
from casebook.ui.roles import may_use, needed
from casebook.ui.screens.place import Place
from casebook.ui.widgets.bars import Notice
from casebook.ui.widgets.fields import TextField

if TYPE_CHECKING:
    from casebook.ui.app import CasebookApp

# A line of text takes what is pasted of several with this between them.
_LINE_ENDED = " · "


class Delivery:
    """Gives the app the keys that the gate lets through, by `pass_on`, and tells the gate which ones may act."""

    def __init__(self, app: "CasebookApp", pass_on: Callable[[Typed], Awaitable[None]]) -> None:
        self._app = app
        self._pass_on = pass_on

    async def deliver(self, event: Typed) -> None:
        """Take a key to where it belongs; what was said before it is no longer shown."""
        app = self._app
        for notice in app.screen.query(Notice):
            notice.clear()
        if self._lacks_role(event):
            return
        if isinstance(event, events.Paste) and isinstance(app.focused, Input):
            event = events.Paste(_on_one_line(event.text, app.focused))
            if self._is_too_long(event.text, app.focused):
                return
        try:
            await self._pass_on(event)
        except CasebookError as error:
            app.desk.forget_ahead(error)
            app.tell(app.desk.told(error), trouble=True)

    def chosen(self) -> Hashable:
        """Return what work would be begun on."""
        try:
            screen = self._app.screen
        except ScreenStackError:
            # Typed before there is anything to see.
            return None
        return screen, screen.chosen if isinstance(screen, Place) else None

    def reaches(self, event: Typed, is_painted: bool) -> bool:
        """Say whether a key may act on what was not seen when it was typed: into a form it may, on a case it may not.

        What is painted already one may open and mark, wherever the cursor was moved to.
        """
        screen = self._app.screen
        if not isinstance(screen, Place) or not isinstance(event, events.Key):
            return True
        active = screen.active_bindings.get(event.key)
        if active is None or active.binding.id in REACHES_UNSEEN:
            return True
        return is_painted and not (active.binding.id or "").startswith("case.")

    def dropped(self, count: int) -> None:
        """Say how many keys were dropped."""
        self._app.tell(self._app.desk.say("app.keys_dropped", count=count), trouble=True)

    def _is_too_long(self, text: str, line: Input) -> bool:
        """Say of what is pasted into a line that it does not fit: the line would take nothing of it."""
        begin, end = sorted(line.selection)
        if not line.max_length or len(line.value) - (end - begin) + len(text) <= line.max_length:
            return False
        self._app.tell(self._app.desk.say("app.paste_too_long", length=len(text), most=line.max_length), trouble=True)
        return True

    def _lacks_role(self, event: Typed) -> bool:
        """Say of a key that the person's roles do not let him use which role it takes; return whether it is one."""
        app = self._app
        active = app.screen.active_bindings.get(event.key) if isinstance(event, events.Key) else None
        if active is None or not active.enabled or may_use(active.binding.id, app.desk.session.actor.roles, app.screen):
            return False
        takes = needed(active.binding.id, app.screen)
        app.tell(app.desk.say("actions.role", role=next(role for role in Role if role in takes)), trouble=True)
        return True


def _on_one_line(text: str, line: Input) -> str:
    """Return what is pasted as a line has it: what is kept shows where its lines ended, what is looked for does not."""
    lines = filter(None, (" ".join(one.split()) for one in text.splitlines()))
    return (_LINE_ENDED if isinstance(line.parent, TextField) else " ").join(lines)
