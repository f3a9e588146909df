"""Letters made up: facts of every kind, with all that may be given or only what is needed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from casebook.domain.letters.extras import EXTRAS, ExtraKind, NamedAmount, StatedTerm, Value
from casebook.domain.letters.facts import Addressee, LetterFacts, Sender, StatedClaim, Writer
from casebook.domain.letters.kinds import LetterKind, Tone
from casebook.domain.money import Cents
from casebook.text import clean

ON = date(2026, 11, 21)
_WORDS = {
    "rhythm": "monthly",
    "plan_interest": "running",
    "rank": "rank_ordinary",
    "decision": "partly",
    "relation": "joint",
    "sector": "energy",
    "insurance_step": "overdue_reported",
    "corrected_kind": "letter_kind_reminder",
}
# It leaves out all else: a letter of its own.
_ALONE = "not_meant"
_AMOUNTS = (25_000, 1_075)
# Names that look like markup, templates, places of a letter, or orders to a terminal.
HOSTILE = [
    "[/b]",
    "# x",
    "*a*",
    "**",
    "_a_ __b__",
    "<b>x</b> <!-- ",
    "| x | y |",
    "![](http://example.org/a.png)",
    "[x](javascript:alert)",
    "\\",
    "a\\*b\\",
    "a\nb\r\n\r\n- c",
    "1. x",
    "12) x",
    "- x",
    "+ x",
    "+",
    "* x",
    "1) x",
    ". x",
    ") x",
    "::specification",
    "**x**",
    "x\\",
    "===",
    "---",
    "::payment",
    ": :specification",
    "{{ total }} {% if x %} {# y #}",
    "&amp; &#35;",
    "~~~x~~~ ```y```",
    "> x",
    "\x1b[31mred\x07",
    "\N{RIGHT-TO-LEFT OVERRIDE}x",
    '#include "x" $x$ @x <x>',
    "    indented",
    "\N{IDEOGRAPHIC SPACE}x\N{NO-BREAK SPACE}",
    "\N{ZERO WIDTH SPACE}",
]


def facts(
    kind: LetterKind = LetterKind.REMINDER,
    language: str = "nl",
    *,
    full: bool = True,
    name: str = "J. Pietersen",
    **changed: Any,
) -> LetterFacts:
    """Return facts of a kind: `full` has all that may be given. `name` stands wherever text from outside does."""
    given = name if full else ""
    made: dict[str, Any] = {
        "kind": kind,
        "language": language,
        "tone": Tone.NEUTRAL,
        "on": ON,
        "case_number": name,
        "reference": name,
        "sender": Sender(name, (name,) * full, *(given,) * 5, name, given, (name,) * full),
        "writer": Writer(name, given, given),
        "debtor": name,
        "addressee": Addressee(name, "natural", (name, name), "curator_bankruptcy" if full else "", given),
        "consumer": full,
        "claims": tuple(claim(number, full=full, name=name) for number in range(1, 3 if full else 2)),
        "per_day": Cents(12),
        "last_day": date(2026, 12, 5),
        "pay_link": "",
        "extras": extras(kind, full=full, name=name),
    }
    return LetterFacts(**{**made, **changed})


def claim(number: int, *, full: bool, name: str) -> StatedClaim:
    return StatedClaim(
        claim_id=number,
        number=name,
        description=name,
        invoice_on=date(2026, 8, number) if full else None,
        due_on=date(2026, 8, 20 + number) if full else None,
        invoiced=Cents(60_000),
        principal=Cents(50_000 + number),
        interest=Cents(1_234 * full),
        costs=Cents(4_000 * full),
        contested=Cents(1_000 * full),
    )


def extras(kind: LetterKind, *, full: bool, name: str) -> Mapping[str, Value]:
    # The line breaks of a text are its own; all else in it is data.
    line = clean(name).replace("\n", " ")
    values: Mapping[ExtraKind, Value] = {
        ExtraKind.LINE: name,
        ExtraKind.TEXT: f"{line}\n\n{line}\n{line}",
        ExtraKind.MONEY: 12_345,
        ExtraKind.DAY: date(2026, 12, 24),
        ExtraKind.NUMBER: 3,
        ExtraKind.YES: True,
        ExtraKind.LINES: (name, name),
        ExtraKind.AMOUNTS: tuple(NamedAmount(name, Cents(cents)) for cents in _AMOUNTS),
        ExtraKind.TERMS: tuple(StatedTerm(number, date(2026, 11 + number, 1), Cents(5_000)) for number in (0, 1)),
    }
    return {
        field: _WORDS[field] if extra.kind is ExtraKind.WORD else values[extra.kind]
        for field, extra in EXTRAS.get(kind, {}).items()
        if extra.needed or (full and field != _ALONE)
    }
