"""A form: fields that are checked while one types, and a command that is performed when they are right.

What was typed is kept when it is refused, and is not lost by one key. With `foresee` the form shows what the command
would do, and saves only what it has shown.
"""

from collections.abc import Callable, Coroutine, Iterator, Sequence
from typing import Any, ClassVar, cast

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, TextArea
from textual.worker import Worker

from casebook.errors import CasebookError, Stale
from casebook.store.database import Database
from casebook.store.perform import Done, record_refused
from casebook.store.queries import changes
from casebook.store.queries.changes import Difference
from casebook.ui.desk import Desk
from casebook.ui.dialogs.dialog import Dialog
from casebook.ui.dialogs.difference import difference_lines, over
from casebook.ui.dialogs.pick import Pick
from casebook.ui.dialogs.typed import Typed
from casebook.ui.prose import Line, Span
from casebook.ui.widgets.bars import KeyLine, Notice
from casebook.ui.widgets.choice import Choice
from casebook.ui.widgets.fields import Field
from casebook.ui.widgets.menu import Entry
from casebook.ui.widgets.text_page import TextPage

Foresee = Callable[[Database, Done], Sequence[Line]]
Renew = Callable[[], Coroutine[Any, Any, str]]
Act = Callable[[Any], Coroutine[Any, Any, Done]]

# In seconds: how long nobody types before it is shown what would be done.
_REST = 0.3
_LOOK = "look"
# In rows: a text of several lines, and the fields beside which what would be done may have all the room there is.
_AREA, _FEW = 5, 6
# In rows: the frame with its keys and a notice, the empty lines of a high form, what would be done, and the least that
# the text above the fields has. In columns: the frame with the room beside what is in it, and the most of it.
_FRAME, _SPACED, _FORESEEN, _LEAST = 4, 4, 8, 6
_BESIDE, _WIDE = 4, 72


class Form(Dialog[Done]):
    """Asks for what a command needs, performs it, and answers with what was done.

    `command` makes the command from the values of the fields, and may raise `CasebookError`. `about` stands above the
    fields. Where a colleague changed the record meanwhile, the form shows the difference, and saving once more goes
    over it; `renew` reads again what the form shows of it beside the fields. `refused` is told of every refusal, before
    the fields that matter are shown anew. `changed` is told whenever something was typed or chosen, before the fields
    that matter are shown. Without `derive`, `foresee` sees what follows from the facts as it is now. `act` performs the
    command, where that is more than one. What is refused because it is for somebody else to decide is asked of him,
    from every form alike: then the answer is that it was asked. `whole`: it saves only when what would be done was
    shown to its end, and until then Enter reads on.
    """

    # What Enter does, for the line of keys.
    SAVES: ClassVar[str] = "hint.save"
    # High enough for all fields beside what would be done.
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-high")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "key.save", id="form.save", priority=True),
        Binding("tab,down", "field(1)", "key.next_field", id="form.next", priority=True),
        Binding("shift+tab,up", "field(-1)", "key.previous_field", id="form.previous", priority=True),
        Binding("ctrl+j", "new_line", "key.new_line", id="form.new_line", priority=True),
        Binding("space", "unfold", "key.unfold", id="form.unfold", priority=True),
        Binding("pagedown", "look(1)", "key.page_down", id="form.page_down", priority=True),
        Binding("pageup", "look(-1)", "key.page_up", id="form.page_up", priority=True),
    ]

    notice = query_one(Notice)
    foreseen = query_one("#foreseen", TextPage)

    def __init__(  # noqa: PLR0913 each says another thing of a form
        self,
        desk: Desk,
        heading: str,
        fields: Sequence[Field[Any]],
        command: Callable[[], object],
        *,
        about: Sequence[Line] = (),
        foresee: Foresee | None = None,
        renew: Renew | None = None,
        refused: Callable[[CasebookError], None] | None = None,
        changed: Callable[[], None] | None = None,
        act: Act | None = None,
        derive: bool = True,
        whole: bool = False,
    ) -> None:
        super().__init__(desk, heading)
        self._fields = list(fields)
        self._command = command
        self._about = TextPage(about, id="about")
        self._about.display = bool(about)
        self._foresee, self._derive, self._whole = foresee, derive, whole
        self._renew = renew
        self._refused = refused
        self._typed = Typed(self._fields)
        self._told_of_change = changed
        self._act = act or desk.act
        self._newer: dict[int, int] = {}
        self._shown: object = None
        self._saving = False
        self._resting: Timer | None = None

    def body(self) -> ComposeResult:
        """Lay out the fields, and what would be done."""
        yield self._about
        with VerticalScroll(id="fields", can_focus=False):
            yield from self._fields
        yield TextPage(id="foreseen")

    def on_mount(self) -> None:
        """Show which fields matter and what they come to."""
        self._tell_keys()
        self._typed.begin()
        if self._typed.restore(self.desk.session.drafts, self._heading):
            self.notice.tell(self.desk.say("form.restored"))
        self._arrange()
        for field in self._fields:
            if _filled(field):
                field.check(self.desk)

    @property
    def raws(self) -> list[str]:
        """What stands in each field."""
        return self._typed.raws

    def begin_with(self, raws: Sequence[str], *, saved: bool = False) -> None:
        """Let the first fields hold something when the form opens, as `raws` told it of another, `saved` or not."""
        self._typed.give(raws, saved=saved)

    @property
    def is_typed_in(self) -> bool:
        """Whether something was typed a moment ago: what follows the rest after it is still to come.

        For who drives the app from outside, as the tests do: saving does not wait for that rest.
        """
        return self._resting is not None

    def keep(self) -> None:
        """Keep what was typed for the person, where it is not saved: the app ends, and not because he turned back."""
        # What is being saved now will be, also when the app is gone.
        if self.desk.session.drafts is not None and self._typed.is_changed and not self._saving:
            self.desk.session.drafts.keep(self._heading, self.raws)

    def action_back(self) -> None:
        """Turn back; where something was typed, the first time say that it would be lost."""
        if self._typed.would_be_lost and self.notice.before != self.desk.say("form.typed_lost"):
            self.desk.flow(self._warn())
        else:
            super().action_back()

    async def action_save(self) -> None:
        """Perform the command, if all fields are right."""
        self.desk.flow(self._save())

    def action_field(self, by: int) -> None:
        """Go to another of the fields that matter now, also one that is not laid out yet."""
        editors = [field.editor for field in self._fields if field.display]
        at = next((at for at, editor in enumerate(editors) if editor is self.focused), -1)
        if editors:
            self.set_focus(editors[(at + by) % len(editors)])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave to where one types what only some fields take: a choice unfolds, a long text has lines."""
        match action:
            case "unfold":
                return isinstance(self.focused, Choice)
            case "new_line":
                return isinstance(self.focused, TextArea)
            case _:
                return True

    def action_new_line(self) -> None:
        """Begin a new line in a text of several."""
        if isinstance(self.focused, TextArea):
            self.focused.insert("\n")

    def action_unfold(self) -> None:
        """Show all values of a choice."""
        self.desk.flow(self._unfold())

    def action_look(self, pages: int) -> None:
        """Scroll the text above the fields to its end, and then what would be done."""
        first, then = (self._about, self.foreseen) if pages > 0 else (self.foreseen, self._about)
        (first if first.goes_on(pages) else then).turn(pages)
        self._tell_keys()

    def on_resize(self, _: events.Resize) -> None:
        """Give the text above the fields the room there is now."""
        self.call_after_refresh(self._make_room)

    def on_descendant_focus(self) -> None:
        """Show the keys of the field one is in now."""
        self._tell_keys()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Check what is typed."""
        self._changed(event.input)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Check what is typed."""
        self._changed(event.text_area)

    def on_choice_changed(self) -> None:
        """Show which fields matter now, and check what is chosen."""
        self._changed(self.focused)

    async def _warn(self) -> None:
        """Say that what was typed would be lost."""
        self.notice.tell(self.desk.say("form.typed_lost"), trouble=True)
        # Whoever typed Esc twice at once has not seen it.
        await self.desk.gate.painted()
        self.desk.gate.forget()

    def _changed(self, editor: Widget | None) -> None:
        self._arrange()
        for field in self._fields:
            if field.editor is editor and field.editor.has_focus:
                field.check(self.desk)
                self._typed.by_hand(field)
        if self._foresee is not None:
            self._stop_resting()
            self._resting = self.set_timer(_REST, self._rested)

    def _arrange(self) -> None:
        if self._told_of_change is not None:
            self._told_of_change()
        for field in self._fields:
            field.display = field.when is None or field.when()
        self._is_of_class(sum(_rows(field) for field in self._fields if field.display) <= _FEW, "-few")
        self._make_room()

    def _make_room(self) -> None:
        """Give the text above the fields what these leave: what one decides by is cut as little as can be."""
        if not self._about.display or self._is_answered:
            return
        width, height = self.of_size
        inner = max(1, min(_WIDE, width - _BESIDE))
        is_foreseen = self.has_class("-foreseen")
        ahead = min(_FORESEEN, self.foreseen.height_at(inner)) if is_foreseen else 0
        spaced = 0 if self.has_class("-low") else _SPACED
        room = height - _FRAME - spaced - ahead - -(-cell_len(self._heading) // inner)
        fields = sum(_rows(field) for field in self._fields if field.display)
        told = min(_LEAST, self._about.height_at(inner))
        self._about.styles.max_height = max(told, room - fields)
        if not is_foreseen:
            self.query_one("#fields").styles.max_height = max(_FEW, room - told)
        else:
            self.query_one("#fields").styles.clear_rule("max_height")
        self.call_after_refresh(self._tell_keys)

    async def _save(self) -> None:
        self._arrange()
        command = self._complete()
        if command is None:
            return
        self._stop_looking()
        try:
            if self._foresee is not None and not await self._was_shown(command):
                self.notice.tell(self.desk.say("form.look_first"))
                # Whoever typed Enter twice at once has not seen it.
                await self.desk.gate.painted()
                if self._is_unread:
                    self.notice.tell(self.desk.say("form.read_on"))
                self.desk.gate.forget()
                return
            if self._is_unread:
                self.foreseen.turn(1)
                self.call_after_refresh(self._tell_keys)
                # Whoever typed Enter twice at once has not seen it.
                await self.desk.gate.painted()
                self.desk.gate.forget()
                return
            self._saving = True
            done = await self._act(command)
        except Stale as stale:
            await self._tell_difference(stale)
        except CasebookError as error:
            # What was shown ahead is this refusal too, or no longer what would be done.
            self._tell_ahead(())
            self.notice.tell(self._told(error), trouble=True)
            if not self._saving:
                # It was refused before anything was performed, and is on record as if it had been.
                await self.desk.write(record_refused, self.desk.session.actor, self.desk.day, command, error)
            asked = await self._ask_approval(command, error)
            if asked is not None:
                self.answer(asked)
        else:
            self.answer(done)
        finally:
            self._saving = False

    @property
    def _is_unread(self) -> bool:
        """Whether some of what would be done was not on the screen yet, in a form that saves only what was."""
        return self._whole and self._foresee is not None and not self.foreseen.is_read

    async def _ask_approval(self, command: object, error: CasebookError) -> Done | None:
        """Ask for approval of what is for somebody else to decide; what was typed stays where one turns back."""
        # It asks with a form itself.
        from casebook.ui.dialogs.ask_approval import ask_approval, may_be_asked

        return await ask_approval(self.desk, command, error) if may_be_asked(command, error) else None

    async def _tell_difference(self, stale: Stale) -> None:
        """Show what a colleague changed, field by field; saving once more goes over it."""
        sentence = self.desk.told(stale) if self._renew is None else await self._renew()
        found: Sequence[Difference] = ()
        if stale.row is not None:
            self._newer[stale.row[2]] = cast("int", stale.changed["version"])
            found = await self.desk.read(changes.since, stale.row, self._made())
        if found:
            sentence = self.desk.say("seen.differs")
            self._tell_ahead(list(difference_lines(found, self.desk)))
        self.notice.tell(sentence, trouble=True)
        # Whoever typed Enter twice at once has not seen it.
        await self.desk.gate.painted()
        self.desk.gate.forget()

    def _made(self) -> object:
        """Return the command, as of what was last read of the record that it changes."""
        return over(self._command(), self._newer)

    async def _was_shown(self, command: object) -> bool:
        """Show what the command would do by now; return whether just that was shown already."""
        shown = self._shown
        await self._show(command)
        return shown == self._shown

    def _complete(self) -> object | None:
        """Return the command, None where a field is not right; then the first such field is where one types on."""
        for field in self._fields:
            if field.display and not field.check(self.desk):
                self.set_focus(field.editor)
                return None
        try:
            return self._made()
        except CasebookError as error:
            self.notice.tell(self._told(error), trouble=True)
            return None

    def _rested(self) -> None:
        self._stop_resting()
        # Beside what is typed: whoever writes at the same time may keep it waiting.
        _: Worker[None] = self.run_worker(self._look_ahead, group=_LOOK, exclusive=True)

    def _stop_resting(self) -> None:
        if self._resting is not None:
            self._resting.stop()
            self._resting = None

    def _stop_looking(self) -> None:
        self._stop_resting()
        self.workers.cancel_group(self, _LOOK)

    async def _look_ahead(self) -> None:
        """Show what the command would do, as soon as all fields are right."""
        try:
            if all(_is_right(field) for field in self._fields if field.display):
                await self._show(self._made())
            else:
                self._tell_ahead(())
        except CasebookError as error:
            lines = [Line((Span("✗ " + self._told(error), "urgent"),))]
            self._tell_ahead([*lines, *self._approval_lines(error)])

    def _approval_lines(self, error: CasebookError) -> Sequence[Line]:
        """Return that saving asks for approval, where somebody else may decide."""
        from casebook.ui.dialogs.ask_approval import may_be_asked

        try:
            asks = may_be_asked(self._made(), error)
        except CasebookError:
            asks = False
        return [Line((Span("→ " + self.desk.say("asking.enter"), "quiet"),))] if asks else ()

    async def _show(self, command: object) -> None:
        assert self._foresee is not None
        lines = await self.desk.rehearse(command, self._foresee, derive=self._derive)
        self._tell_ahead(lines)
        self._shown = command, tuple(lines)
        self._arrange()

    def _tell_ahead(self, lines: Sequence[Line]) -> None:
        if self._is_answered:
            # It closed while it was looked ahead.
            return
        self.foreseen.show(lines)
        self._is_of_class(bool(lines), "-foreseen")
        self._make_room()
        if self.focused is not None:
            # The fields may have less room now; the one in which one types stays in view.
            self.call_after_refresh(self.focused.scroll_visible, animate=False)
        self.call_after_refresh(self._tell_keys)

    def _is_of_class(self, holds: bool, name: str) -> None:
        """Be of a class or not; what it changes holds on a low screen only, else no style is worked out for it."""
        self.set_class(holds, name, update=self.has_class("-low"))

    def _tell_keys(self) -> None:
        """Show the keys of a form; how to read on stands there where what would be done is longer than its room."""
        more = (("PgDn", "hint.page"),) if self.foreseen.is_cut or self._about.is_cut else ()
        does = "hint.read_on" if self._is_unread else self.SAVES
        keys = (("Enter", does), ("Tab", "hint.field"), *more, ("Esc", "hint.back"), *self._keys_of_field())
        self.query_one(KeyLine).left = tuple(
            Span(text, style)
            for key, code in keys
            for text, style in ((f" {key} ", "strong"), (self.desk.say(code) + " ", "quiet"))
        )

    def _keys_of_field(self) -> Iterator[tuple[str, str]]:
        """Yield the key of the field one is in that nobody would guess, and what it does in a code."""
        match self.focused:
            case Choice() as choice if len(choice.options) > 1:
                yield self.desk.say("keys.space"), "hint.unfold"
            case TextArea():
                yield "ctrl+j", "hint.new_line"

    def _told(self, error: CasebookError) -> str:
        """Return the sentence for a refusal, after which other fields may matter."""
        if self._refused is not None:
            self._refused(error)
            self._arrange()
        return self.desk.told(error)

    async def _unfold(self) -> None:
        choice = self.focused
        if isinstance(choice, Choice):
            entries = [Entry(value, "", text) for value, text in choice.options]
            label = next(field.label for field in self._fields if field.editor is choice)
            asked = Pick(self.desk, label.strip(), entries, search=len(entries) > 8, at=choice.at)
            chosen = await self.desk.ask(asked)
            if chosen is not None:
                choice.choose(chosen)


def _rows(field: Field[Any]) -> int:
    return _AREA if isinstance(field.editor, TextArea) else 1


def _filled(field: Field[Any]) -> bool:
    return isinstance(field.editor, Input) and bool(field.editor.value)


def _is_right(field: Field[Any]) -> bool:
    try:
        field.echo()
    except CasebookError:
        return False
    return True
