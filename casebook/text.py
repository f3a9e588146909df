"""Cleaning of text that came from outside: names, notes, file names, references."""

import os
import re
import unicodedata
from pathlib import Path

_ESCAPE_SEQUENCE = re.compile(
    r"""
    (?: \x1b\] | \x9d ) [^\x07\x1b\x9c]* (?: \x07 | \x1b\\ | \x9c )?          # OSC: titles, clipboard
  | (?: \x1b[PX^_] | [\x90\x98\x9e\x9f] ) [^\x1b\x9c]* (?: \x1b\\ | \x9c )?   # DCS, SOS, PM, APC
  | (?: \x1b\[ | \x9b ) [0-?]* [ -/]* [@-~]?                                  # CSI: colours, cursor
  | \x1b [ -/]* [0-~]?                                                        # other two-character sequences
    """,
    re.VERBOSE,
)
_LINE_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# C0 but newline, DEL, C1, the bidirectional embeddings, overrides and isolates, and halves of surrogate pairs.
_FORBIDDEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# A workbook with one of the two that are no characters cannot be opened.
_NOT_KEPT = re.compile(f"{_FORBIDDEN.pattern}|[\ufffe\uffff]")
_CONTROLS = re.compile(f"{_FORBIDDEN.pattern}|\n")

_LONGEST_CELL = 2000
# What a spreadsheet would read as a formula.
_FORMULA = ("=", "+", "-", "@")


def clean(value: str) -> str:
    """Return `value` without control codes, escape sequences and bidirectional overrides, in NFC.

    Newlines stay, other line breaks become newlines, a tab becomes a space. Markup is left as it is: it is
    never interpreted, so `[/b]` shows as written. Cleaning twice changes nothing more.
    """
    value = _ESCAPE_SEQUENCE.sub("", value)
    value = _LINE_BREAK.sub("\n", value).replace("\t", " ")
    return unicodedata.normalize("NFC", _NOT_KEPT.sub("", value))


def without_controls(value: str) -> str:
    """Return `value` without the characters that no terminal is to get, each of which takes no room on a line."""
    return value if value.isascii() and value.isprintable() else _CONTROLS.sub("", value)


def clean_line(value: str, limit: int = 80) -> str:
    """Return `value` cleaned, on one line and at most `limit` characters long, for use inside a sentence."""
    line = " ".join(clean(value).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def clean_cell(value: str) -> str:
    """Return `value` cleaned, as a cell of a sheet: on one line, and not too long for one."""
    return clean_line(value, _LONGEST_CELL)


def typed_cell(value: str) -> str:
    """Return `value` as a cell of a file that a spreadsheet reads as if it were typed: never as a formula."""
    cell = clean_cell(value)
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def typed_path(typed: str | Path) -> Path:
    """Return the path that somebody typed: `~` is his home, and `~name` stays as it is where nobody has that name."""
    return Path(os.path.expanduser(typed))  # noqa: PTH111 that of `Path` fails where nobody has the name
