"""The app: its places, its keys, and what it notices by itself: news of colleagues and a new day."""

import asyncio
import gc
import signal
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from typing import ClassVar

from rich.text import Text
from textual import events
from textual._styles_cache import StylesCache
from textual.app import App, ScreenStackError
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.filter import LineFilter, NoColor
from textual.screen import ModalScreen
from textual.widgets import Input
from textual.worker import WorkerFailed

from casebook import paths
from casebook.errors import CasebookError, Refused
from casebook.store import people
from casebook.store.models.people import Role
from casebook.store.queries import log, queue
from casebook.text import clean
from casebook.ui import places, theme
from casebook.ui.cleaning import Cleaning
from casebook.ui.desk import Desk, Session
from casebook.ui.gate import Gate, Typed
from casebook.ui.keys import REACHES_UNSEEN, place_key
from casebook.ui.presence import Presence
from casebook.ui.roles import may_use, needed
from casebook.ui.screens.place import Place
from casebook.ui.screens.today import Today
from casebook.ui.terminal import Terminal
from casebook.ui.widgets.bars import TitleBar

# In seconds: how often it is asked whether a colleague changed something.
NEWS = 2.0
# So often that is put off while something is searched for.
_PUT_OFF = 5
# How long after the first frame what is needed later is imported.
_PREPARE = 0.5
_STYLES = (
    "base",
    "widgets",
    "dialogs",
    "find",
    "today",
    "lists",
    "radar",
    "review",
    "arrangements",
    "disputes",
    "documents",
    "bank_inbox",
    "in_tray",
    "outbox",
    "team",
    "figures",
    "closing",
    "vat",
    "log",
    "case",
    "assessment",
)
# So many cases of the own queue are made anew before somebody else may write.
_AT_ONCE = 100
_WITHOUT_COLOUR = (NoColor(),)
_CLEANING = Cleaning()
# So much of what is pasted is looked at: more than any field takes.
_LONGEST_PASTE = 100_000
_KEYS = "keys"
# What the library lets an app do with the disk, the shell and the screen.
_NOBODYS = frozenset(
    {"screenshot", "suspend_process", "command_palette", "change_theme", "show_help_panel", "push_screen"}
)
# Which commands change what waits in the in-tray; to take one back may too.
_TELLS_OF_POST = ("post.", "step.")
# In seconds: how long what was typed before the terminal was closed may take to be done.
_LAST_WORK = 5.0


class CasebookApp(App[None], inherit_bindings=False):
    """The app of one session."""

    TITLE = "Casebook"
    ENABLE_COMMAND_PALETTE = False
    DEFAULT_MODE = "today"
    CSS_PATH: ClassVar = [paths.styles() / f"{name}.tcss" for name in _STYLES]
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("g", "goto", "app.goto"),
        place_key("colon,ctrl+p", "palette", "app.palette"),
        place_key("F", "find", "app.find"),
        place_key("question_mark", "help", "app.help"),
        place_key("Q", "quit", "app.quit"),
        Binding("ctrl+c", "how_to_quit", show=False, priority=True),
    ]

    def __init__(self, session: Session, keymap: Mapping[str, str], colours: str) -> None:
        super().__init__(driver_class=Terminal)
        self.hung_up = False
        self._lost = False
        self._clicks = True
        self.gate = Gate(self, self._deliver, self._chosen, self._reaches, self._dropped)
        self.desk = Desk(self, session, self.gate)
        # NO_COLOR is the same choice, made for all programs.
        self.no_color |= colours == theme.MONO
        self._take_colours(theme.MONO if self.no_color else colours)
        self._presence = Presence(self.desk)
        self._seen = self._put_off = 0
        self.keymap = dict(keymap)
        self.set_keymap(self.keymap)
        self.add_mode("today", lambda: Today(self.desk))
        self.add_mode("cases", lambda: places.cases(self.desk))
        self.add_mode("radar", lambda: places.radar(self.desk))
        self.add_mode("arrangements", lambda: places.arrangements(self.desk))
        self.add_mode("disputes", lambda: places.disputes(self.desk))
        self.add_mode("bank", lambda: places.bank(self.desk))
        self.add_mode("outbox", lambda: places.outbox(self.desk))
        self.add_mode("in_tray", lambda: places.in_tray(self.desk))
        self.add_mode("review", lambda: places.review(self.desk))
        self.add_mode("team", lambda: places.team(self.desk))
        self.add_mode("figures", lambda: places.figures(self.desk))
        self.add_mode("closing", lambda: places.closing(self.desk))
        self.add_mode("vat", lambda: places.vat(self.desk))
        self.add_mode("log", lambda: places.log(self.desk))

    def _take_colours(self, name: str) -> None:
        """Take a theme before there is anything to paint: later, all styles would be read once more for it."""
        for one in theme.THEMES:
            self.register_theme(one)
        self.set_reactive(App.theme, name)
        self._variables_read = self.get_css_variables()
        self.stylesheet.set_variables(self._variables_read)

    def refresh_css(self, animate: bool = True) -> None:
        """Read the styles again, unless the colours are those they were read with, as they are at the start."""
        variables = self.get_css_variables()
        if variables == self._variables_read:
            self.stylesheet.update(self, animate=animate)
        else:
            self._variables_read = variables
            super().refresh_css(animate=animate)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours that only our own themes have."""
        return theme.variables()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what is done to each line before it is painted."""
        return (*(_WITHOUT_COLOUR if self.no_color else super().get_line_filters()), _CLEANING)

    async def on_mount(self) -> None:
        """Begin to give on keys and to look for news."""
        if not self.is_headless:
            for closed in (signal.SIGHUP, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(closed, self.hang_up)
        self._seen = await self.desk.read(log.head)
        self.run_worker(self.gate.run(), group=_KEYS)
        self.run_worker(self._look_for_post(), group="post")
        self.set_interval(NEWS, self.poll)
        self.set_timer(_PREPARE, self._prepare)
        self.run_worker(self._make_own_anew(), group="own")

    def _prepare(self) -> None:
        """Do what was put off for the first frame: what is there by now stays, and need not be looked through again."""
        gc.freeze()
        gc.enable()
        # Here and not in the thread that writes: two threads that import the same modules may find them half made.
        import_module("casebook.store.perform")

    def on_unmount(self) -> None:
        """Close the connections."""
        self._presence.leave()
        self.desk.close()

    async def on_event(self, event: events.Event) -> None:
        """Let what is typed wait at the gate; anything else goes its way."""
        if event.is_forwarded:
            await super().on_event(event)
        elif isinstance(event, events.Key):
            self.gate.take(event)
        elif isinstance(event, events.Paste):
            self.gate.take(events.Paste(clean(event.text[:_LONGEST_PASTE])))
        elif not self._is_too_early(event):
            await super().on_event(event)

    def _is_too_early(self, event: events.Event) -> bool:
        """Say whether a click comes while something is under way: what it was meant for may be elsewhere after it."""
        if isinstance(event, events.MouseDown):
            self._clicks = not self.gate.is_busy
        return isinstance(event, events.MouseDown | events.MouseUp) and not self._clicks

    async def poll(self) -> None:
        """Look for news now and then; a search that goes on is not begun again for it each time."""
        if self.desk.is_searching and self._put_off < _PUT_OFF:
            self._put_off += 1
        else:
            self._put_off = 0
            await self.look_for_news()

    async def look_for_news(self) -> None:
        """Show what was written since, by anybody, and what a new day brings."""
        if isinstance(self._driver, Terminal) and self._driver.is_gone:
            self.hang_up()
            return
        try:
            await self._new_day()
            lines, others = await self._presence.look(self._seen, self._open_case)
        except CasebookError as error:
            self._lost = True
            self.tell(self.desk.told(error), trouble=True)
            return
        if self._lost and not await self._found_again():
            return
        for place in self._places():
            if place.at_case is not None and place.at_case == self._open_case:
                place.also_open(others)
        if not lines:
            return
        self._seen = lines[-1].number
        if any(line.command.startswith("person.") for line in lines):
            try:
                await self.desk.read(people.refuse_gone, self.desk.session.actor, self.desk.day)
            except Refused as gone:
                self.send_away(self.desk.told(gone))
                return
            await self._take_roles()
        if any(line.command.startswith(_TELLS_OF_POST) for line in lines):
            await self._look_for_post()
        cases = frozenset(case for one in lines for case in one.cases)
        await self._show(lambda place: place.news(cases))

    def lose(self) -> None:
        """Look whether the database is there again, and say so: something could not be saved."""
        self._lost = True

    async def _found_again(self) -> bool:
        """Say that the database is there again, and what became of what was being saved; show how things are now.

        While the latter cannot be known it is looked for again with the news.
        """
        try:
            self.tell(await self.desk.found_again())
        except CasebookError as error:
            self.tell(self.desk.told(error), trouble=True)
            return False
        self._lost = False
        await self._show(lambda place: place.load())
        return True

    @property
    def _open_case(self) -> int | None:
        """The case that is open on top, also below a dialog."""
        return next((one.at_case for one in reversed(self.screen_stack) if isinstance(one, Place)), None)

    def send_away(self, sentence: str) -> None:
        """End with a sentence that stands on the terminal afterwards."""
        self.exit(return_code=1, message=Text(sentence))

    def hang_up(self) -> None:
        """End because the terminal was closed, when what was typed before that is done."""
        if not self.hung_up:
            self.hung_up = True
            self.run_worker(self._hang_up(), group="end")

    async def _hang_up(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self.gate.settled(), _LAST_WORK)
        self._keep_drafts()
        self.exit()

    def pop_screen(self) -> AwaitComplete:
        """Close the screen on top, and let go of its lines: Textual would hold those of the last thousand widgets."""
        StylesCache.get_inner_outer.cache_clear()
        return super().pop_screen()

    async def to_place(self, name: str) -> None:
        """Go to a place; what was open there is as it was left."""
        await self.switch_mode(name)

    def tell(self, sentence: str, *, trouble: bool = False) -> None:
        """Show a sentence on the screen that is on top."""
        from casebook.ui.widgets.bars import Notice

        for notice in self.screen.query(Notice):
            notice.tell(sentence, trouble=trouble)

    def take_back(self, sentence: str) -> None:
        """Show a sentence no longer, wherever it is still what was said last: it holds no more."""
        from casebook.ui.widgets.bars import Notice

        for screen in self.screen_stack:
            for notice in screen.query(Notice):
                notice.take_back(sentence)

    def say_meanwhile(self, sentence: str) -> None:
        """Say in every title what is done meanwhile, or that something came of it."""
        self.desk.meanwhile_said = sentence
        for place in self._places():
            for bar in place.query(TitleBar):
                bar.meanwhile = sentence

    async def came_back(self) -> None:
        """Show what an errand wrote, and tell what came of it: at once in the outbox, elsewhere when one goes there."""
        await self.look_for_news()
        self.say_meanwhile(self.desk.say("errand.came"))
        if isinstance(self.screen, Place):
            self.screen.tell_of_errand()

    def fail(self, fault: Exception) -> None:
        """End with a fault of ours, which is reported when the terminal is as it was."""
        self._keep_drafts()
        self._handle_exception(fault)

    @property
    def enclosed(self) -> bool:
        """Whether the person came in over SSH with a key, and reaches nothing but the app and his folder."""
        return self.desk.session.actor.key is not None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the letters to a menu that is open: one goes elsewhere when it is closed.

        What the library can do besides, such as writing a picture of the screen to the disk, nobody can.
        """
        if action in _NOBODYS:
            return False
        if action in ("goto", "find") and isinstance(self.screen, ModalScreen):
            return False
        return super().check_action(action, parameters)

    async def action_goto(self) -> None:
        """Show the places and go to one."""
        from casebook.ui.dialogs.goto import goto

        self.desk.flow(goto(self, self.desk))

    async def action_palette(self) -> None:
        """Show every action and place by name."""
        from casebook.ui.dialogs.palette import palette

        self.desk.flow(palette(self, self.desk))

    async def action_find(self) -> None:
        """Ask for what a caller quotes, and open the case."""
        from casebook.ui.dialogs.find import find

        self.desk.flow(find(self, self.desk))

    async def action_help(self) -> None:
        """Show the keys of this place."""
        from casebook.ui.dialogs.palette import keys_of_place

        self.desk.flow(keys_of_place(self, self.desk))

    async def action_quit(self) -> None:
        """End; what an errand came to, or that it was under way, stands on the terminal afterwards."""
        said = self.desk.left_behind()
        self.exit(message=Text(said) if said else None)

    def action_how_to_quit(self) -> None:
        """Say how to stop: whoever types ctrl+c out of habit loses nothing."""
        self.tell(self.desk.say("app.how_to_quit"))

    def _handle_exception(self, error: Exception) -> None:
        """Tell what a worker could not read or write; anything else ends the app."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, CasebookError):
            self.tell(self.desk.told(cause), trouble=True)
        else:
            super()._handle_exception(cause if isinstance(cause, Exception) else error)

    def _fatal_error(self) -> None:
        """End; who started the app finds the fault in it and reports it, so that no traceback fills the terminal."""
        self._close_messages_no_wait()

    @property
    def fault(self) -> Exception | None:
        """What ended the app, None where it ended as it should."""
        return self._exception

    @property
    def under_way(self) -> tuple[str, ...]:
        """What is under way that may change what is shown, by name. A rest of the person is not waited for here.

        For who drives the app from outside, as the tests do: to who works in it, keys that wait for it are enough.
        """
        found = [one.group for one in self.workers if not one.is_finished and one.group != _KEYS]
        if self.desk.is_at_work:
            found.append("desk")
        if self.gate.is_at_work:
            found.append(_KEYS)
        return tuple(found)

    def _keep_drafts(self) -> None:
        from casebook.ui.dialogs.form import Form

        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, Form):
                    screen.keep()

    def _places(self) -> list[Place]:
        stacks = self._screen_stacks.values()
        return [screen for stack in stacks for screen in stack if isinstance(screen, Place)]

    async def _deliver(self, event: Typed) -> None:
        from casebook.ui.widgets.bars import Notice

        for notice in self.screen.query(Notice):
            notice.clear()
        if self._lacks_role(event):
            return
        if isinstance(event, events.Paste) and isinstance(self.focused, Input):
            # A line would keep only the first of several.
            event = events.Paste(" ".join(event.text.split()))
        try:
            await super().on_event(event)
        except CasebookError as error:
            self.desk.forget_ahead(error)
            self.tell(self.desk.told(error), trouble=True)

    def _lacks_role(self, event: Typed) -> bool:
        """Say of a key that the person's roles do not let him use which role it takes; return whether it is one."""
        active = self.screen.active_bindings.get(event.key) if isinstance(event, events.Key) else None
        if active is None or not active.enabled or may_use(active.binding.id, self.desk.session.actor.roles):
            return False
        takes = needed(active.binding.id)
        self.tell(self.desk.say("actions.role", role=next(role for role in Role if role in takes)), trouble=True)
        return True

    def _chosen(self) -> Hashable:
        try:
            screen = self.screen
        except ScreenStackError:
            # Typed before there is anything to see.
            return None
        return screen, screen.chosen if isinstance(screen, Place) else None

    def _reaches(self, event: Typed, is_painted: bool) -> bool:
        """Say whether a key may act on what was not seen when it was typed: into a form it may, on a case it may not.

        What is painted already one may open and mark, wherever the cursor was moved to.
        """
        if not isinstance(self.screen, Place) or not isinstance(event, events.Key):
            return True
        active = self.screen.active_bindings.get(event.key)
        if active is None or active.binding.id in REACHES_UNSEEN:
            return True
        return is_painted and not (active.binding.id or "").startswith("case.")

    def _dropped(self, count: int) -> None:
        self.tell(self.desk.say("app.keys_dropped", count=count), trouble=True)

    async def _new_day(self) -> None:
        day = await self.desk.read(self.desk.session.today)
        if day != self.desk.day:
            self.desk.session = self.desk.session._replace(day=day)
            await self._take_roles()
            await self._look_for_post()
            self.run_worker(self._make_own_anew(), group="own", exclusive=True)

    async def _take_roles(self) -> None:
        """Act with the roles of today: some may have begun or ended since."""
        session = self.desk.session
        actor = await self.desk.read(people.actor_now, session.actor, session.day)
        self.desk.session = session._replace(actor=actor)
        for place in self._places():
            if place.is_mounted:
                place.hint()

    async def _make_own_anew(self) -> None:
        """Make anew what a new day changed in the own queue, without waiting for the nightly pass."""
        whose = self.desk.session.whose
        # It would interrupt what is read to be shown first.
        await self.gate.quiet()
        while some := await self.desk.read(queue.overdue_cases, whose, self.desk.day, _AT_ONCE):
            from casebook.store import stale

            await self.desk.write(stale.renew, self.desk.day, some)
            await self._show(lambda place: place.load())

    async def _look_for_post(self) -> None:
        """Say in every title what waits in the in-tray."""
        from casebook.store.queries import in_tray
        from casebook.ui.screens.in_tray_lists import in_title

        self.desk.post_said = tuple(in_title(await self.desk.read(in_tray.waiting, self.desk.day), self.desk))
        for place in self._places():
            if place.is_mounted:
                place.tell_post()

    async def _show(self, reading: Callable[[Place], Awaitable[None]]) -> None:
        """Show what became otherwise on the place on top; any other, and one that is worked in, shows it later."""
        top = self.screen
        for place in self._places():
            # All at once: one may go to any of them while the one on top is read.
            place.outdated |= place is not top or place.working
        if isinstance(top, Place) and not top.working:
            await top.shown(reading(top))
