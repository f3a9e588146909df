"""What a template may name, and of what type each field is, derived from the facts of a letter."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from casebook.domain.letters.extras import EXTRAS, Extra, ExtraKind, NamedAmount, StatedTerm
from casebook.domain.letters.facts import Addressee, LetterFacts, StatedClaim
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.money import Cents


class Form(StrEnum):
    """How a value is printed; `RECORD` has fields of its own, `DONE` is text that a filter made."""

    LINE = "line"
    TEXT = "text"
    MONEY = "money"
    DAY = "day"
    NUMBER = "number"
    YES = "yes"
    WORD = "word"
    RECORD = "record"
    DONE = "done"


class Field(NamedTuple):
    """A field of a template. `many`: several of them; not `sure`: it may be missing. `record` is the type of one."""

    form: Form
    many: bool = False
    sure: bool = True
    record: type | None = None


_FORMS: Mapping[object, Form] = {
    str: Form.LINE,
    Cents: Form.MONEY,
    date: Form.DAY,
    int: Form.NUMBER,
    bool: Form.YES,
}
_EXTRAS: Mapping[ExtraKind, Field] = {
    ExtraKind.LINE: Field(Form.LINE),
    ExtraKind.TEXT: Field(Form.TEXT),
    ExtraKind.MONEY: Field(Form.MONEY),
    ExtraKind.DAY: Field(Form.DAY),
    ExtraKind.NUMBER: Field(Form.NUMBER),
    ExtraKind.YES: Field(Form.YES),
    ExtraKind.WORD: Field(Form.WORD),
    ExtraKind.LINES: Field(Form.LINE, many=True),
    ExtraKind.AMOUNTS: Field(Form.RECORD, many=True, record=NamedAmount),
    ExtraKind.TERMS: Field(Form.RECORD, many=True, record=StatedTerm),
}
# Codes, which the type of the facts does not tell from text.
_CODES = frozenset({(Addressee, "kind"), (Addressee, "role")})
# What the words of a letter have no use for: the template is chosen by the first two, the block has the link.
_NOT_NAMED = frozenset({"kind", "language", "tone", "pay_link", "extras"})
_OURS: Mapping[str, Field] = {
    "friendly": Field(Form.YES),
    "neutral": Field(Form.YES),
    "firm": Field(Form.YES),
    "business": Field(Form.YES),
    "to_person": Field(Form.YES),
    "only": Field(Form.RECORD, sure=False, record=StatedClaim),
    "claims": Field(Form.RECORD, many=True, sure=False, record=StatedClaim),
    "numbers": Field(Form.LINE, many=True, sure=False),
    "contested": Field(Form.MONEY),
}
TONES = frozenset({"friendly", "neutral", "firm"})
ASKED = "asked"


def fields_of(kind: LetterKind, *, asks: bool) -> dict[str, Field]:
    """Return the fields of a letter of a kind by name; one that asks has the amount it asks for."""
    facts = {name: field for name, field in of_record(LetterFacts).items() if name not in _NOT_NAMED}
    extras = {name: extra_field(extra) for name, extra in EXTRAS.get(kind, {}).items()}
    return {**facts, **_OURS, **({ASKED: Field(Form.MONEY)} if asks else {}), **extras}


def extra_field(extra: Extra) -> Field:
    """Return the field of what is asked for a kind of letter."""
    return _EXTRAS[extra.kind]._replace(sure=extra.needed)


def field_at(fields: Mapping[str, Field], path: str) -> Field | None:
    """Return the field with a name, or of a record by a dotted one; None where there is none."""
    first, *rest = path.split(".")
    field = fields.get(first)
    for name in rest:
        field = of_record(field.record).get(name) if field and field.record and not field.many else None
    return field


@cache
def of_record(record: type) -> Mapping[str, Field]:
    """Return the fields of a type of the facts, with what it works out."""
    optional = {one.name for one in fields(record) if one.default is not MISSING} if is_dataclass(record) else set()
    found = {}
    for name, hint in get_type_hints(record).items():
        field = _of_hint(hint)
        code = (record, name) in _CODES
        # What is worth something where nothing is said of it, as an amount of 0, is never missing.
        may_miss = name in optional and field.form in {Form.LINE, Form.RECORD}
        found[name] = Field(Form.WORD if code else field.form, field.many, field.sure and not may_miss, field.record)
    for name, value in vars(record).items():
        if isinstance(value, property):
            found[name] = _of_hint(get_type_hints(value.fget)["return"])
    return found


def _of_hint(hint: Any) -> Field:
    if get_origin(hint) is types.UnionType:
        (inner,) = (one for one in get_args(hint) if one is not types.NoneType)
        return _of_hint(inner)._replace(sure=False)
    if get_origin(hint) is tuple:
        return _of_hint(get_args(hint)[0])._replace(many=True)
    if hint in _FORMS:
        return Field(_FORMS[hint])
    return Field(Form.RECORD, record=hint)
