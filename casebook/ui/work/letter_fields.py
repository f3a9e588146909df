"""The fields for what only a letter of one kind needs: one for each type, filled with what a record tells."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from casebook import format as form
from casebook.domain import typed
from casebook.domain.arrangement.terms import PlanInterest, Rhythm
from casebook.domain.disputes import Decision
from casebook.domain.insolvency.filing import NAMED
from casebook.domain.letters.extras import Extra, ExtraKind, NamedAmount, StatedTerm, Value
from casebook.domain.money import Cents
from casebook.errors import InputError
from casebook.store.models.claims import Relation
from casebook.store.models.insurance import NOTIFIED
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.widgets.fields import (
    AmountField,
    ChoiceField,
    DayField,
    Field,
    LongTextField,
    OptionalDayField,
    TextField,
    yes_field,
)

V = TypeVar("V")

# A number of more is no number of calls.
_DIGITS = 5
_PAST = frozenset({"contact_on", "agreed_on", "ended_on", "opened_on", "died_on", "received_on", "corrected_on"})
_PAST |= {"municipality_on", "assigned_on", "lifted_on", "created_on"}
_WRITTEN = frozenset({ExtraKind.LINE, ExtraKind.TEXT, ExtraKind.LINES, ExtraKind.AMOUNTS, ExtraKind.TERMS})
# The sectors with rules of their own, as the rules of suspension name them.
_SECTORS = ("energy", "heat", "water", "health")
_EACH: Mapping[str, tuple[tuple[str, str], ...]] = {
    "rhythm": tuple((one.value, f"rhythm_{one.value}") for one in Rhythm),
    "plan_interest": tuple((one.value, f"interest_{one.value}") for one in PlanInterest),
    "decision": tuple((one.value, one.value) for one in Decision),
    "relation": tuple((one.value, one.value) for one in Relation),
    "rank": tuple((one, one) for one in NAMED),
    "sector": tuple((one, f"service_{one}") for one in _SECTORS),
    "insurance_step": tuple((one.value, f"insurance_{one.value}") for one in NOTIFIED),
}


class ExtraFields:
    """The fields of a kind, and what they come to."""

    def __init__(self, desk: Desk, asked: Mapping[str, Extra], known: Mapping[str, Value]) -> None:
        self._fields = {name: _field(desk, name, extra, known.get(name)) for name, extra in asked.items()}

    @property
    def fields(self) -> list[Field[Any]]:
        """The fields."""
        return list(self._fields.values())

    @property
    def values(self) -> dict[str, Value]:
        """What is typed; what is left open is not in it. Raises `InputError`."""
        found = {name: field.value for name, field in self._fields.items()}
        return {name: value for name, value in found.items() if value not in (None, "", ())}


class OptionalAmountField(AmountField):
    """An amount that may be left open."""

    @property
    def value(self) -> Cents | None:  # type: ignore[override]  # an amount that may be none
        """The amount, None where nothing is typed. Raises `InputError`."""
        return super().value if self.raw.strip() else None

    def echo(self) -> str:
        """Return the amount in full, nothing where none is typed."""
        return super().echo() if self.raw.strip() else ""


class NumberField(TextField):
    """A whole number, or nothing."""

    @property
    def value(self) -> int | None:  # type: ignore[override]  # what is typed comes to a number
        """The number, None where nothing is typed. Raises `InputError`."""
        text = super().value
        if text and not (text.isascii() and text.isdigit() and len(text) < _DIGITS):
            raise InputError("letter_form.number", place=self.label)
        return int(text) if text else None


class LinesField(LongTextField):
    """Several lines of text."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that say something. Raises `InputError`."""
        return tuple(one for one in map(clean_line, super().value.split("\n")) if one)

    @property
    def value(self) -> Any:
        """The lines. Raises `InputError`."""
        return self.lines


class AmountsField(LinesField):
    """Amounts, each on a line behind what it is of: `F-2201 120,00`."""

    @property
    def value(self) -> Any:
        """The amounts. Raises `InputError`."""
        return tuple(NamedAmount(*self._parts(one)) for one in self.lines)

    def _parts(self, text: str) -> tuple[str, Cents]:
        name, _, amount = text.rpartition(" ")
        if not name.strip():
            raise InputError("letter_form.amount_line", place=self.label, value=text)
        return name.strip(), typed.amount(amount)


class TermsField(LinesField):
    """Terms, each on a line: `01-12-2026 250,00`."""

    def __init__(self, label: str, desk: Desk, text: str, *, required: bool) -> None:
        super().__init__(label, text, required=required)
        self._desk = desk

    @property
    def value(self) -> Any:
        """The terms, numbered as they stand. Raises `InputError`."""
        return tuple(self._term(number, one) for number, one in enumerate(self.lines, 1))

    def _term(self, number: int, text: str) -> StatedTerm:
        day, _, amount = text.rpartition(" ")
        if not day.strip():
            raise InputError("letter_form.term_line", place=self.label, value=text)
        holidays = self._desk.session.database.law.holidays
        return StatedTerm(number, typed.day(day.strip(), self._desk.day, holidays), typed.amount(amount))


def _field(desk: Desk, name: str, extra: Extra, known: Value) -> Field[Any]:
    label = desk.say(f"letter_field.{name}")
    if extra.kind in _WRITTEN:
        return _written(desk, label, extra, known)
    match extra.kind:
        case ExtraKind.MONEY:
            cents = Cents(known) if isinstance(known, int) and known else None
            return (AmountField if extra.needed else OptionalAmountField)(label, desk, cents, zero=extra.needed)
        case ExtraKind.DAY:
            day = known if isinstance(known, date) else None
            return (DayField if extra.needed else OptionalDayField)(label, desk, day, past=name in _PAST)
        case ExtraKind.NUMBER:
            return NumberField(label, str(known) if known else "")
        case ExtraKind.YES:
            return yes_field(label, desk, yes=bool(known))
        case _:
            return _choice(desk, label, name, extra, known)


def _written(desk: Desk, label: str, extra: Extra, known: Value) -> Field[Any]:
    """Return the field of what is text, or amounts and terms a line each."""
    match extra.kind:
        case ExtraKind.LINE:
            return TextField(label, _text(known), required=extra.needed)
        case ExtraKind.TEXT:
            return LongTextField(label, _text(known), required=extra.needed)
        case ExtraKind.LINES:
            return LinesField(label, _lines(known), required=extra.needed)
        case ExtraKind.AMOUNTS:
            return AmountsField(label, _lines(known, lambda one: _amount(one, desk)), required=extra.needed)
        case _:
            return TermsField(label, desk, _lines(known, lambda one: _term(one, desk)), required=extra.needed)


def _choice(desk: Desk, label: str, name: str, extra: Extra, known: Value) -> ChoiceField[str]:
    options = [(value, desk.say(f"word.{word}")) for value, word in _EACH[name]]
    if not extra.needed:
        options = [("", desk.say("letter_form.none")), *options]
    return ChoiceField(label, options, known if isinstance(known, str) else options[0][0])


def _text(known: Value) -> str:
    return known if isinstance(known, str) else ""


def _lines(known: Value, said: Callable[[Any], str] = str) -> str:
    return "\n".join(said(one) for one in known) if isinstance(known, Iterable) and not isinstance(known, str) else ""


def _amount(one: NamedAmount, desk: Desk) -> str:
    return f"{clean_line(one.name)} {form.amount(one.cents, desk.language)}"


def _term(one: StatedTerm, desk: Desk) -> str:
    # A field takes a day as it is written in Dutch, in either language.
    return f"{form.day(one.due_on, 'nl')} {form.amount(one.cents, desk.language)}"
