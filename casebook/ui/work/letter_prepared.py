"""Letters that are not stored yet, each as it will read, with what the gate says of it."""

from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar, NamedTuple

from textual.binding import BindingType

from casebook.domain.finding import Finding
from casebook.domain.letters.kinds import Tone
from casebook.jobs.drafting import Wanted
from casebook.jobs.letter_offer import Offer, Previewed
from casebook.store.actions.letters import PrepareLetter
from casebook.store.actions.reminders import DoStep
from casebook.store.queries.case import CaseCard
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.day_page import DayPage
from casebook.ui.keys import place_key
from casebook.ui.prose import EMPTY, Line, Span, labelled, line
from casebook.ui.work.letter_lines import (
    LABEL,
    print_lines,
    stop_lines,
    text_lines,
    tone_said,
    tone_why,
    waiting_lines,
    ways_said,
)

# In cells: the frame and the room inside it, and the widest that a letter is read at.
_FRAME, _WIDEST = 6, 84
_TONES = tuple(Tone)


class Composed(NamedTuple):
    """Letters to be prepared, and how each will read."""

    command: PrepareLetter | DoStep
    letters: tuple[Previewed, ...]


Compose = Callable[[Wanted], Coroutine[Any, Any, Composed]]


class PreparedPage(DayPage):
    """Letters one after the other; + prepares all of them, d asks for another day, t speaks in the next tone, Esc goes
    back without.

    `compose` writes them anew for what is wanted; `offer` says what is proposed for their kind. `prepares` says whether
    they are to be prepared, `command` as what.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("plus", "prepare", "letter.prepare"),
        place_key("t", "tone", "letter.tone"),
        place_key("H", "head", "letter.head"),
        place_key("right_square_bracket,n", "letter(1)", "letter.next_letter"),
        place_key("left_square_bracket,p", "letter(-1)", "letter.previous_letter"),
        # Elsewhere it closes a page that was read, and saves a form: here it would lose the letter or write it unread.
        place_key("enter", "not_yet", "letter.not_yet"),
    ]
    HINTS = (
        "letter.prepare",
        "page.other_day",
        "letter.tone",
        "letter.next_letter",
        "letter.head",
        "reader.copy",
        "dialog.back",
    )

    def __init__(  # noqa: PLR0913 each says another thing of the letters
        self,
        desk: Desk,
        heading: str,
        wanted: Wanted,
        composed: Composed,
        compose: Compose,
        *,
        offer: Offer,
    ) -> None:
        super().__init__(desk, heading, ())
        self._wanted, self._write, self._offer = wanted, compose, offer
        self._composed = composed
        self._at = 0
        self._whole = False
        self.prepares = False

    @property
    def command(self) -> PrepareLetter | DoStep:
        """What prepares the letters as they are shown."""
        return self._composed.command

    def on_mount(self) -> None:
        """Show the first letter."""
        super().on_mount()
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let another day be asked only where the letter names one, and go on only where there are several."""
        match action:
            case "other_day":
                return self._offer.names_last_day
            case "letter":
                return len(self._composed.letters) > 1
            case "tone":
                return self._offer.tone is not None
            case _:
                return super().check_action(action, parameters)

    async def lines_on(self, day: date) -> Sequence[Line]:
        """Return the letter that names a day."""
        await self._again(replace(self._wanted, last_day=day))
        return self._told()

    def action_prepare(self) -> None:
        """Close, and let the letters be prepared."""
        self.prepares = True
        self.answer(None)

    def action_not_yet(self) -> None:
        """Say that the letters are not there yet, and how they come to be."""
        self.desk.tell(self.desk.say("letter_page.not_yet", count=len(self._composed.letters)), trouble=True)

    def action_tone(self) -> None:
        """Show the letters in the next tone."""
        now = self._composed.letters[self._at].text.facts.tone
        tone = _TONES[(_TONES.index(now) + 1) % len(_TONES)]
        self.desk.flow(self._other(replace(self._wanted, tone=tone)))

    def action_letter(self, by: int) -> None:
        """Show the next letter, or the one before."""
        self._at = (self._at + by) % len(self._composed.letters)
        self._show()

    def action_head(self) -> None:
        """Show the letterhead and the address, or fold them away."""
        self._whole = not self._whole
        self._show()

    async def _other(self, wanted: Wanted) -> None:
        await self._again(wanted)
        self._show()

    async def _again(self, wanted: Wanted) -> None:
        self._composed = await self.desk.meanwhile(self.desk.say("letter_page.composing"), self._write(wanted))
        self._wanted = wanted
        self._at = min(self._at, len(self._composed.letters) - 1)

    def _show(self) -> None:
        self.page.show(self._told())

    def _told(self) -> list[Line]:
        width = min(self.app.size.width - _FRAME, _WIDEST)
        return [*self._about(), EMPTY, line(Span("─" * width, "quiet")), *self._text(width)]

    def _text(self, width: int) -> list[Line]:
        return text_lines(self._composed.letters[self._at].text, width, self.desk, whole=self._whole)

    def _about(self) -> Iterator[Line]:
        say, found = self.desk.say, self._composed.letters
        one = found[self._at]
        if len(found) > 1:
            yield line(Span(say("letter_page.which", number=self._at + 1, count=len(found)), "strong"))
        facts = one.text.facts
        role = f" ({say(f'word.{facts.addressee.role}')})" if facts.addressee.role else ""
        yield labelled(say("letter_page.to"), clean_line(facts.addressee.name) + role, LABEL)
        yield labelled(say("letter_page.ways"), ways_said(one.draft.ways, self.desk), LABEL)
        if self._offer.tone is not None:
            yield labelled(say("letter_page.tone"), self._toned(facts.tone, self._offer.tone), LABEL)
        yield from waiting_lines(self._offer.waiting, self.desk)
        yield from stop_lines(one.stops, self.desk)
        yield from print_lines(one.text, self.desk)

    def _toned(self, tone: Tone, proposed: Finding[Tone]) -> str:
        said = tone_said(tone, self.desk)
        if tone is not proposed.value:
            why = self.desk.say("letter_page.tone_otherwise", tone=f"tone_{proposed.value}")
            return f"{said} · {why} {tone_why(proposed, self.desk)}"
        return f"{said} · {tone_why(proposed, self.desk)}"


async def prepare_read(desk: Desk, card: CaseCard, page: PreparedPage) -> None:
    """Prepare the letters that were read; when the work is done it is said where they are."""
    await desk.act(page.command)
    count = len(page.command.letters)
    desk.instead = desk.instead or desk.say("work.saved_letter", number=card.number, name=card.name, count=count)
