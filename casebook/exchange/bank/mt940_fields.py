"""The fields of an MT940 file with the lines they stand on, whatever envelope the bank puts around them."""

import codecs
import re
from collections.abc import Iterator
from typing import IO, NamedTuple

from casebook.errors import InputError
from casebook.exchange.bank.files import BankFile

LONGEST_LINE = 16_384
MOST_LINES = 500
_PIECE = 1024 * 1024
_TAG = re.compile(r"\x1a?[ \t]*:(?P<tag>\d{2}[A-Z]?|NS):", re.ASCII)
# What ends a message, and what begins one: headers in braces, those of ING and Van Lanschot, of ABN AMRO and Rabobank.
_ENVELOPE = re.compile(
    r"\x1a?\s*(?:-(?:\}.*|XXX)?|\{\d:.*|0000 01.*|940(?: \d\d)?|:940:|[A-Z]{4}NL2[A-Z0-9]{1,4}|\x1a)\s*"
)
_BANK = re.compile(r"([A-Z]{4})NL2[A-Z0-9]", re.ASCII)


class Field(NamedTuple):
    """A field such as `61` or `60F` with its lines as they stand, and the line of the file that it begins on."""

    tag: str
    lines: list[str]
    at: int


class Envelope(NamedTuple):
    """A header around a message that names the bank, by its four letters."""

    bank: str


def fields(file: BankFile) -> Iterator[Field | Envelope]:
    """Return all fields of a file in order; raises `InputError` for what cannot be text of a bank."""
    encoding = _encoding(file)
    tag, lines, at = "", list[str](), 0
    # What looks like an envelope inside a description is its text.
    is_between = True
    with file.open() as opened:
        for number, line in enumerate(_lines(opened, encoding, file.place), 1):
            found = _TAG.match(line)
            if not found and not _is_envelope(line, is_between):
                if len(lines) > MOST_LINES:
                    raise InputError("bank_file.field_too_long", place=f"{file.place}:{at}", most=MOST_LINES)
                lines += [line] if line else []
                continue
            if tag:
                yield Field(tag, lines, at)
            tag, lines, at = "", [], number
            if found:
                tag, lines = found["tag"], [line[found.end() :]]
                is_between = tag.startswith("62") or (is_between and tag != "20")
            elif bank := _BANK.search(line):
                yield Envelope(bank[1])
    if tag:
        yield Field(tag, lines, at)


def _is_envelope(line: str, is_between: bool) -> bool:
    return (is_between or line.startswith("{1:")) and _ENVELOPE.fullmatch(line) is not None


def _encoding(file: BankFile) -> str:
    """Return how a file is written: UTF-8 if all of it can be, else as Windows does."""
    with file.open() as opened:
        start = opened.read(3)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            decoder.decode(start)
            while piece := opened.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _lines(opened: IO[bytes], encoding: str, place: str) -> Iterator[str]:
    """Return the lines without their ends, none so long that it would fill the memory."""
    number = 0
    rest = ""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    while True:
        piece = opened.read(_PIECE)
        # Some banks write the hyphen that is shown only where a word is broken off.
        rest += decoder.decode(piece, final=not piece).replace("\xad", "-")
        whole = rest.replace("\r\n", "\n") if piece else f"{rest}\n"
        held = "\r" if whole.endswith("\r") and piece else ""
        parts = (
            whole.removesuffix("\r").replace("\r", "\n").split("\n") if held else whole.replace("\r", "\n").split("\n")
        )
        rest = parts.pop() + held
        if len(rest) > LONGEST_LINE:
            raise InputError("bank_file.line_too_long", place=f"{place}:{number + len(parts) + 1}", most=LONGEST_LINE)
        for line in parts:
            number += 1
            if len(line) > LONGEST_LINE:
                raise InputError("bank_file.line_too_long", place=f"{place}:{number}", most=LONGEST_LINE)
            yield line
        if not piece:
            return
