"""The app: its places, its keys, how it begins and how it ends."""

import asyncio
import gc
import signal
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import Any, ClassVar, Self

from rich.console import RenderableType
from rich.text import Text
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual._styles_cache import StylesCache
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.filter import LineFilter, NoColor
from textual.screen import ModalScreen, Screen
from textual.worker import WorkerFailed

from casebook.errors import CasebookError
from casebook.text import clean
from casebook.ui import theme
from casebook.ui.canvas import Canvas
from casebook.ui.cleaning import Cleaning
from casebook.ui.delivery import Delivery
from casebook.ui.desk import Desk, Session
from casebook.ui.gate import Gate
from casebook.ui.keys import place_key
from casebook.ui.news import News
from casebook.ui.places import PLACES
from casebook.ui.screens.place import Place
from casebook.ui.terminal import Terminal
from casebook.ui.widgets.bars import Notice, TitleBar

# How long after the first frame what is needed later is imported.
_PREPARE = 0.5
# Garbage is looked for after so many new objects, of which one screen has thousands: more often costs a tenth of the
# time of every action, less often memory.
_COLLECTED_AFTER = 20_000, 2, 1
# So much of what is pasted is looked at: more than any field takes.
_LONGEST_PASTE = 100_000
_KEYS = "keys"
# What the library lets an app do with the disk, the shell and the screen.
_NOBODYS = frozenset(
    {"screenshot", "suspend_process", "command_palette", "change_theme", "show_help_panel", "push_screen"}
)
# In seconds: how long what was typed before the terminal was closed may take to be done.
_LAST_WORK = 5.0


class CasebookApp(App[None], inherit_bindings=False):
    """The app of one session."""

    TITLE = "Casebook"
    ENABLE_COMMAND_PALETTE = False
    DEFAULT_MODE = "today"
    CSS_PATH: ClassVar = [*theme.FIRST]
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("g", "goto", "app.goto"),
        place_key("colon,ctrl+p,f2", "palette", "app.palette"),
        place_key("F", "find", "app.find"),
        place_key("question_mark,f1", "help", "app.help"),
        place_key("f3", "first_steps", "app.first_steps"),
        place_key("ctrl+l", "redraw", "app.redraw"),
        place_key("Q", "quit", "app.quit"),
        Binding("ctrl+c", "how_to_quit", show=False, priority=True),
    ]

    def __init__(self, session: Session, keymap: Mapping[str, str], colours: str) -> None:
        super().__init__(driver_class=Terminal)
        self.hung_up = False
        self.canvas = Canvas()
        # No screen needs room for what the app never shows: a widget of each for every dialog, and a layout for them.
        self._disable_notifications = self._disable_tooltips = True
        self._clicks = True
        self._later = theme.LATER
        self.delivery = keys = Delivery(self, super().on_event)
        self.gate = Gate(self, keys.deliver, keys.chosen, keys.reaches, keys.dropped)
        self.desk = Desk(self, session, self.gate)
        # NO_COLOR is the same choice, made for all programs.
        self.no_color |= colours == theme.MONO
        self._with_colour = Cleaning(super().get_line_filters())
        self._without_colour = Cleaning([NoColor()])
        self._take_colours(theme.MONO if self.no_color else colours)
        self.news = News(self, self.desk)
        self.keymap = dict(keymap)
        self.set_keymap(self.keymap)
        for name, place in PLACES.items():
            self.add_mode(name, partial(place, self.desk))

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

    def _load_screen_css(self, screen: Screen[Any]) -> None:
        """Have the styles of a screen that is about to be shown: only the first needs but some of them."""
        super()._load_screen_css(screen)
        if self._later and screen not in self._screen_stacks[self.DEFAULT_MODE][:1]:
            self._read_styles()
            self.stylesheet.apply(screen)

    def _read_styles(self) -> None:
        self.stylesheet.read_all(self._later)
        self.stylesheet.parse()
        self._later = ()

    def refresh(self, *, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Paint the screen; to lay it out too is asked where a dialog closed: what is below it is painted already."""
        return self if layout else super().refresh(repaint=repaint, recompose=recompose)

    def delay_update(self, delay: float = 0.05) -> None:
        """Hold nothing back for a time that is fixed where one goes to a place: it is painted when it was read."""

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Write of what was painted only what does not stand on the terminal already."""
        if isinstance(renderable, LayoutUpdate | ChopsUpdate):
            renderable = self.canvas.differing(renderable)
        super()._display(screen, renderable)

    def _set_pointer_shape(self, shape: str) -> None:
        """Leave the pointer of the mouse as it is: to tell the terminal goes ahead of each screen."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours that only our own themes have."""
        return theme.variables()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what is done to each line before it is painted."""
        return (self._without_colour if self.no_color else self._with_colour,)

    async def on_mount(self) -> None:
        """Begin to give on keys and to look for news."""
        if not self.is_headless:
            for closed in (signal.SIGHUP, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(closed, self.hang_up)
        await self.news.begin()
        self.run_worker(self.gate.run(), group=_KEYS)
        self.news.go_on()
        self.set_timer(_PREPARE, self._prepare)

    def _prepare(self) -> None:
        """Do what was put off for the first frame: what is there by now stays, and need not be looked through again."""
        # Here and not in the thread that writes: two threads that import the same modules may find them half made.
        import_module("casebook.store.perform")
        self._read_styles()
        gc.freeze()
        gc.set_threshold(*_COLLECTED_AFTER)
        gc.enable()

    def on_unmount(self) -> None:
        """Close the connections."""
        self.news.end()
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
            if isinstance(event, events.Resize):
                # What stood there may have been moved or cut off.
                self.canvas.forget()
            await super().on_event(event)

    def _is_too_early(self, event: events.Event) -> bool:
        """Say whether a click comes while something is under way: what it was meant for may be elsewhere after it."""
        if isinstance(event, events.MouseDown):
            self._clicks = not self.gate.is_busy
        return isinstance(event, events.MouseDown | events.MouseUp) and not self._clicks

    async def look_for_news(self, *, at_leisure: bool = False) -> None:
        """Show what was written since, by anybody, and what a new day brings; `at_leisure` not all of it at once."""
        if isinstance(self._driver, Terminal) and self._driver.is_gone:
            self.hang_up()
            return
        await self.news.look(at_leisure=at_leisure)

    def lose(self) -> None:
        """Look whether the database is there again, and say so: something could not be saved."""
        self.news.lose()

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
        """Go to a place; what was open there is as it was left. Who is there already leaves what is open on it.

        But not what asks him something: what is typed there is his.
        """
        if name != self.current_mode:
            await self.switch_mode(name)
            return
        while len(self.screen_stack) > 1 and not isinstance(self.screen, ModalScreen):
            await self.pop_screen()

    def tell(self, sentence: str, *, trouble: bool = False) -> None:
        """Show a sentence on the screen that is on top."""
        for notice in self.screen.query(Notice):
            notice.tell(sentence, trouble=trouble)

    def take_back(self, sentence: str) -> None:
        """Show a sentence no longer, wherever it is still what was said last: it holds no more."""
        for screen in self.screen_stack:
            for notice in screen.query(Notice):
                notice.take_back(sentence)

    def say_meanwhile(self, sentence: str) -> None:
        """Say in every title what is done meanwhile, or that something came of it."""
        self.desk.errand.said = sentence
        for place in self.places():
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
        if action in ("goto", "find", "first_steps") and isinstance(self.screen, ModalScreen):
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

    async def action_first_steps(self) -> None:
        """Show what to do first, also where the book is no longer empty."""
        from casebook.ui.dialogs.reader import Reader
        from casebook.ui.first_steps import guide

        desk = self.desk
        desk.flow(desk.ask(Reader(desk, desk.say("first.again"), guide(desk))))

    async def action_quit(self) -> None:
        """End; what an errand came to, or that it was under way, stands on the terminal afterwards."""
        said = self.desk.errand.left_behind()
        self.exit(message=Text(said) if said else None)

    def action_redraw(self) -> None:
        """Paint all of the screen, whatever something else wrote over it."""
        self.canvas.forget()
        self.screen.refresh()

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

    def places(self) -> list[Place]:
        """Return every place that is open, also those that are not shown."""
        stacks = self._screen_stacks.values()
        return [screen for stack in stacks for screen in stack if isinstance(screen, Place)]
