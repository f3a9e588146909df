"""A letter in words, from what it says and its template."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.extras import EXTRAS, ExtraKind, NamedAmount, StatedTerm, Value
from casebook.domain.letters.facts import LetterFacts, LetterText
from casebook.domain.letters.kinds import LetterKind, Tone
from casebook.domain.money import Cents
from casebook.errors import InputError, Refused
from casebook.letters.blocks import Place, blocks
from casebook.letters.engine import NEEDED_TO_PAY, LetterTemplate, Templates
from casebook.letters.fields import ASKED
from casebook.letters.marking import on_a_line

_PERSON = "natural"
# Where a person fills in what a letter knows of its own, by the first part of its name.
_FILLED_IN = {
    "sender": "letter.fill_in_creditor",
    "writer": "letter.fill_in_person",
    "addressee": "letter.fill_in_party",
    "claims": "letter.fill_in_claims",
    "only": "letter.fill_in_claims",
    "numbers": "letter.fill_in_claims",
}
_GAPS = re.compile(r"\n{3,}")
# What an empty condition leaves: two blanks where there was one, or those at the end of a line, which would break it.
_BLANKS = re.compile(r"(?<=\S) +(?= |\n)")
_TYPES: Mapping[ExtraKind, type] = {
    ExtraKind.LINE: str,
    ExtraKind.TEXT: str,
    ExtraKind.WORD: str,
    ExtraKind.MONEY: int,
    ExtraKind.NUMBER: int,
    ExtraKind.YES: bool,
    ExtraKind.DAY: date,
}
_MEMBERS: Mapping[ExtraKind, type] = {
    ExtraKind.LINES: str,
    ExtraKind.AMOUNTS: NamedAmount,
    ExtraKind.TERMS: StatedTerm,
}


def written(facts: LetterFacts, templates: Templates) -> LetterText:
    """Return the letter in words.

    Raises `Refused` for a field that its kind or its template needs and that is not given, or where it would ask for
    nothing; `InputError` for an extra field of another name or type than its kind has.
    """
    template = templates.of[facts.kind, facts.language]
    known = _known(facts, _extras(facts))
    for path in template.front.needs:
        _needed(facts, known, path)
    if template.front.pay:
        known[ASKED] = _asked(facts, known, template)
    body = _GAPS.sub("\n\n", _BLANKS.sub("", template.body(known))).strip("\n") + "\n"
    places = {block for block in blocks(body) if isinstance(block, Place)}
    asks = Place.PAYMENT in places
    if asks:
        for path in NEEDED_TO_PAY:
            _needed(facts, known, path)
        if known[ASKED] <= 0:
            raise Refused("letter.asks_nothing", source=HOUSE_RULE, kind=facts.kind)
    return LetterText(
        facts=facts,
        subject=on_a_line(template.subject(known)),
        body=body,
        asks=Cents(known[ASKED]) if asks else Cents(0),
        specified=Place.SPECIFICATION in places,
        template=template.digest,
    )


def missing(kind: LetterKind, path: str) -> Refused:
    """Return that a letter cannot be made without a field: what that is, and where it is filled in."""
    first, _, _ = path.partition(".")
    what, where = path.replace(".", "_"), _FILLED_IN.get(first, "letter.fill_in_form")
    said: dict[str, object] = {"what": (f"letter_field.{what}", {}), "where": (where, {})}
    return Refused("letter.field_missing", source=HOUSE_RULE, kind=kind, field=path, **said)


def _extras(facts: LetterFacts) -> dict[str, Value]:
    wanted = EXTRAS.get(facts.kind, {})
    for name in facts.extras:
        if name not in wanted:
            raise InputError("letter.extra_unknown", place=name, kind=facts.kind)
    for name, extra in wanted.items():
        value = facts.extras.get(name)
        if value is None or value == () or (isinstance(value, str) and not on_a_line(value)):
            if extra.needed:
                raise missing(facts.kind, name)
        elif not _is_of(extra.kind, value):
            raise InputError("letter.extra_wrong", place=name, kind=facts.kind)
    # Of several there may be none, which a template goes through as well.
    none = {name: () if extra.kind in _MEMBERS else None for name, extra in wanted.items()}
    return {**none, **{name: value for name, value in facts.extras.items() if value is not None}}


def _is_of(kind: ExtraKind, value: Value) -> bool:
    # A whole number is not a yes, nor the other way round.
    if kind in _TYPES:
        return isinstance(value, _TYPES[kind]) and isinstance(value, bool) == (kind is ExtraKind.YES)
    return isinstance(value, tuple) and all(isinstance(one, _MEMBERS[kind]) for one in value)


def _known(facts: LetterFacts, extras: Mapping[str, Value]) -> dict[str, Any]:
    """Return what a template may name, as `fields.fields_of` tells its types."""
    names = ("on", "case_number", "reference", "sender", "writer", "debtor", "addressee", "consumer", "claims")
    sums = ("principal", "interest", "costs", "total", "per_day", "last_day")
    return {
        **{name: getattr(facts, name) for name in (*names, *sums)},
        **{tone.value: facts.tone is tone for tone in Tone},
        "business": not facts.consumer,
        "to_person": facts.addressee.kind == _PERSON,
        "only": facts.claims[0] if len(facts.claims) == 1 else None,
        "numbers": tuple(claim.number for claim in facts.claims),
        "contested": sum(claim.contested for claim in facts.claims),
        **extras,
    }


def _asked(facts: LetterFacts, known: Mapping[str, Any], template: LetterTemplate) -> int:
    # An extra amount of 0 is one that was not given; what is open may be nothing.
    extras = EXTRAS.get(facts.kind, {})
    given = [known[name] for name in template.front.pay if known[name] or name not in extras]
    if not given or None in given:
        raise missing(facts.kind, template.front.pay[0])
    return min(map(_amount, given))


def _amount(value: Any) -> int:
    return value if isinstance(value, int) else sum(one.cents for one in value)


def _needed(facts: LetterFacts, known: Mapping[str, Any], path: str) -> None:
    value: Any = known
    for name in path.split("."):
        value = value[name] if isinstance(value, Mapping) else getattr(value, name, None)
    if not value:
        raise missing(facts.kind, path)
