"""Fields of disputes: what of which claims, the department, the root cause, and who sees to it."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from textual.widgets import Input

from casebook import format as form
from casebook.domain import typed
from casebook.domain.money import Cents
from casebook.errors import InputError
from casebook.store.actions.disputes import ContestedPart
from casebook.store.models.disputes import RootCause
from casebook.store.queries.choices import Choice
from casebook.store.queries.disputes import DisputeSheet
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.widgets.fields import ChoiceField, Field, TextField
from casebook.ui.widgets.text_line import TextLine
from casebook.ui.work.kinds import words_of

_LONGEST = 2000


class Whole(NamedTuple):
    """A claim, and what of it may be contested or accepted at most."""

    claim_id: int
    number: str
    most: Cents


class PartsField(Field[tuple[ContestedPart, ...]]):
    """Amounts of claims: `F-1 3100; F-2`, where a claim without an amount is meant whole."""

    def __init__(  # noqa: PLR0913 what is typed about, and the options of a field
        self,
        label: str,
        desk: Desk,
        claims: Sequence[Whole],
        text: str = "",
        *,
        required: bool = False,
        when: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(label, when)
        self._desk = desk
        self._claims = claims
        self._required = required
        hint = desk.say("disputes.parts_hint")
        self._input = TextLine(text, max_length=_LONGEST, placeholder=hint)

    @property
    def editor(self) -> Input:
        """The line."""
        return self._input

    @property
    def value(self) -> tuple[ContestedPart, ...]:
        """The amounts, in the order typed. Raises `InputError` for a number that is none of these claims."""
        parts = tuple(self._part(text.strip()) for text in self._input.value.split(";") if text.strip())
        if self._required and not parts:
            raise InputError("form.required", place=self.label)
        return parts

    def echo(self) -> str:
        """Return the sum of the amounts."""
        parts = self.value
        return f"→ {form.money(Cents(sum(part.cents for part in parts)), self._desk.language)}" if parts else ""

    def _part(self, text: str) -> ContestedPart:
        whole = _named(self._claims, text)
        if whole is not None:
            return ContestedPart(whole.claim_id, whole.most)
        number, _, amount = text.rpartition(" ")
        whole = _named(self._claims, number)
        if whole is None:
            raise InputError("disputes.no_part", value=text)
        return ContestedPart(whole.claim_id, typed.amount(amount))


class DepartmentField:
    """The fields for a department: one of those that were asked before, or another."""

    def __init__(self, desk: Desk, known: Sequence[str], now: str = "", *, required: bool = False) -> None:
        label = desk.say("disputes.department")
        options: list[tuple[str | None, str]] = [(name, clean_line(name)) for name in known]
        if not required:
            options.insert(0, ("", desk.say("disputes.no_department")))
        options.append((None, desk.say("disputes.other_department")))
        self._known = ChoiceField(label, options, now, when=lambda: bool(known))
        other = desk.say("disputes.which_department") if known else label
        self._other = TextField(other, required=required, when=lambda: not known or self._known.value is None)
        self._any = bool(known)

    @property
    def fields(self) -> tuple[Field[Any], Field[Any]]:
        """The fields in their order."""
        return self._known, self._other

    @property
    def value(self) -> str:
        """The name of the department, empty for none. Raises `InputError`."""
        chosen = self._known.value if self._any else None
        return self._other.value if chosen is None else chosen


def cause_field(desk: Desk, cause: RootCause | None) -> ChoiceField[RootCause | None]:
    """Return the field for where it went wrong, which may not be known yet."""
    options: list[tuple[RootCause | None, str]] = [(None, desk.say("disputes.no_cause"))]
    return ChoiceField(desk.say("disputes.cause"), [*options, *words_of(RootCause, desk)], cause)


def owner_field(desk: Desk, persons: Sequence[Choice], owner: Choice | None = None) -> ChoiceField[int]:
    """Return the field for who sees to it: whoever does now, also where he works here no longer, or else oneself."""
    known = list(persons)
    if owner is not None and owner.id not in {one.id for one in known}:
        known.append(owner)
    chosen = desk.session.actor.person if owner is None else owner.id
    options = [(one.id, clean_line(one.name)) for one in known]
    return ChoiceField(desk.say("disputes.owner"), options, options[0][0] if chosen is None else chosen)


def for_dispute(desk: Desk, contested: Sequence[DisputeSheet]) -> ChoiceField[int | None]:
    """Return the field for the dispute that something is credited for: the first one, unless one says otherwise."""
    known = [
        (sheet.dispute_id, desk.say("disputes.short", reason=sheet.reason, cents=sheet.left)) for sheet in contested
    ]
    options: list[tuple[int | None, str]] = [*known, (None, desk.say("disputes.for_none"))]
    return ChoiceField(desk.say("disputes.for"), options, options[0][0], when=lambda: bool(known))


def _named(claims: Sequence[Whole], name: str) -> Whole | None:
    """Return the claim with a number, or the only one whose number ends so; None without one."""
    asked = clean_line(name, _LONGEST).casefold()
    if not asked:
        return None
    exact = [one for one in claims if one.number.casefold() == asked]
    ending = [one for one in claims if one.number.casefold().endswith(asked)]
    fitting = exact or (ending if len(ending) == 1 else [])
    return fitting[0] if fitting else None
