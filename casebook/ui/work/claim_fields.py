"""Fields in which claims are named by their numbers, and choices that say what follows from them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from textual.app import ComposeResult
from textual.widgets import Input

from casebook import format as form
from casebook.domain import typed
from casebook.domain.component import Component
from casebook.domain.money import Cents
from casebook.errors import InputError
from casebook.store.actions.receipts import ChosenLine
from casebook.store.queries.bookings import ClaimSheet
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import Line, labelled
from casebook.ui.widgets.fields import ChoiceField, Field
from casebook.ui.widgets.menu import Entry
from casebook.ui.widgets.sentence import Sentence
from casebook.ui.widgets.text_line import TextLine

V = TypeVar("V")

_LONGEST = 2000


class ClaimsField(Field[tuple[int, ...]]):
    """Claims named by their numbers, or the end of them, in an order: `2026-001, 004`."""

    def __init__(
        self,
        label: str,
        sheets: Sequence[ClaimSheet],
        text: str = "",
        *,
        required: bool = False,
        when: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(label, when)
        self._sheets = sheets
        self._required = required
        self._input = TextLine(text, max_length=_LONGEST)

    @property
    def editor(self) -> Input:
        """The line."""
        return self._input

    @property
    def value(self) -> tuple[int, ...]:
        """The ids of the claims, each once. Raises `InputError` for a number that is none of these claims."""
        names = [name.strip() for name in self._input.value.replace(";", ",").split(",") if name.strip()]
        if self._required and not names:
            raise InputError("form.required", place=self.label)
        return tuple(dict.fromkeys(named(self._sheets, name).claim_id for name in names))

    def echo(self) -> str:
        """Return the numbers in full, where they were not typed so."""
        ids = self.value
        full = ", ".join(clean_line(sheet.number) for id_ in ids for sheet in self._sheets if sheet.claim_id == id_)
        return "" if full == self._input.value.strip() else f"→ {clean_line(full, 30)}" if full else ""


class DivisionField(Field[tuple[ChosenLine, ...]]):
    """How a payment is divided otherwise than by statute: `2026-001 principal 500; 2026-001 interest 20`."""

    def __init__(self, label: str, desk: Desk, sheets: Sequence[ClaimSheet], text: str = "") -> None:
        super().__init__(label)
        self._desk = desk
        self._sheets = sheets
        self._input = TextLine(
            text,
            max_length=_LONGEST,
            placeholder=desk.say("money.by_statute"),
        )

    @property
    def editor(self) -> Input:
        """The line."""
        return self._input

    @property
    def given(self) -> bool:
        """Whether anything is typed."""
        return bool(self._input.value.strip())

    @property
    def value(self) -> tuple[ChosenLine, ...]:
        """The lines, none where the statute divides. Raises `InputError`."""
        return tuple(self._line(part.strip()) for part in self._input.value.split(";") if part.strip())

    def echo(self) -> str:
        """Return the sum of the lines."""
        lines = self.value
        return f"→ {form.money(sum(line.cents for line in lines), self._desk.language)}" if lines else ""

    def _line(self, text: str) -> ChosenLine:
        words = text.rsplit(maxsplit=2)
        if len(words) != 3:
            raise InputError("money.no_line", value=text)
        number, component, amount = words
        return ChosenLine(named(self._sheets, number).claim_id, self._component(component), typed.amount(amount))

    def _component(self, word: str) -> Component:
        found = [one for one in Component if component_word(one, self._desk).startswith(word.casefold())]
        if len(found) != 1:
            raise InputError("money.no_component", value=word, components=tuple(Component))
        return found[0]


class ExplainedField(ChoiceField[V]):
    """A choice with a line below it that says what follows from it. With `required` none (`None`) is not an answer."""

    def __init__(  # noqa: PLR0913 what it is asked about, and the options of a field
        self,
        label: str,
        options: Sequence[tuple[V, str]],
        value: V,
        follows: Callable[[V], str],
        *,
        required: bool = False,
        when: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(label, options, value, when=when)
        self._follows = follows
        self._required = required
        self._told = Sentence(classes="follows")

    def compose(self) -> ComposeResult:
        """Lay out the choice and what follows."""
        yield from super().compose()
        yield self._told

    def on_mount(self) -> None:
        """Say what follows."""
        self.tell()

    def on_choice_changed(self) -> None:
        """Say what follows now, also from other answers that are read together with this one."""
        for field in self.screen.query(ExplainedField):
            field.tell()

    def echo(self) -> str:
        """Check that one is chosen."""
        if self._required and self.value is None:
            raise InputError("form.required", place=self.label)
        return ""

    def tell(self) -> None:
        """Say what follows from the answer."""
        text = self._follows(self.value)
        self._told.update(text)
        self._told.display = bool(text)


def named(sheets: Sequence[ClaimSheet], name: str) -> ClaimSheet:
    """Return the claim with a number, or the only one whose number ends so. Raises `InputError`."""
    asked = clean_line(name, _LONGEST).casefold()
    exact = [sheet for sheet in sheets if sheet.number.casefold() == asked]
    fitting = exact or [sheet for sheet in sheets if sheet.number.casefold().endswith(asked)]
    if not fitting:
        raise InputError("money.no_such_claim", number=name)
    if len(fitting) > 1:
        raise InputError("money.several_claims", number=name, numbers=[sheet.number for sheet in fitting])
    return fitting[0]


def component_word(component: Component, desk: Desk) -> str:
    """Return what a component is called in a line of a division: one word."""
    return desk.say(f"word.{component}").casefold().replace(" ", "-")


def line_text(sheet_number: str, component: Component, cents: Cents, desk: Desk) -> str:
    """Return a line of a division as it is typed."""
    return f"{sheet_number} {component_word(component, desk)} {form.amount(cents, desk.language).replace(' ', '')}"


def of_claim(desk: Desk, sheet: ClaimSheet) -> list[Line]:
    """Return which claim a form is about, with what is open on it."""
    told = desk.say("money.claim", number=sheet.number, creditor=sheet.creditor, cents=sheet.open.total)
    return [labelled(desk.say("money.of_claim"), told)]


async def pick_claim(
    desk: Desk, heading: str, sheets: Sequence[ClaimSheet], cents: Callable[[ClaimSheet], Cents]
) -> ClaimSheet | None:
    """Ask which claim, with an amount behind each; where there is one, that is the one."""
    if len(sheets) == 1:
        return sheets[0]
    entries = [
        Entry(sheet, "", desk.say("money.claim", number=sheet.number, creditor=sheet.creditor, cents=cents(sheet)))
        for sheet in sheets
    ]
    return await desk.ask(Pick(desk, heading, entries, search=True))
