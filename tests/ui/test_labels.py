"""The labels of fields: each stands before its field whole, in both languages."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

import casebook.ui
from casebook.domain.letters.extras import EXTRAS
from casebook.words import LANGUAGES, say

# In cells: what `styles/dialogs.tcss` gives a label, less the space before the field.
_ROOM = 21


def _labels() -> Iterator[str]:
    """Yield the codes of the labels that stand as such where a field is made, and those of what only a letter asks."""
    for path in Path(casebook.ui.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and _name(call.func).endswith(("Field", "yes_field")) and call.args:
                match call.args[0]:
                    case ast.Call(func=said, args=[ast.Constant(value=str(code))], keywords=[]) if _name(said) == "say":
                        yield code
    yield from (f"letter_field.{name}" for fields in EXTRAS.values() for name in fields)


def _name(function: ast.expr) -> str:
    match function:
        case ast.Subscript(value=inner):
            return _name(inner)
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_is_cut_off(language: str) -> None:
    codes = set(_labels())
    assert len(codes) > 100
    assert {code: said for code in codes if cell_len(said := say(code, {}, language)) > _ROOM} == {}
