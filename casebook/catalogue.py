"""The texts of a language, each looked up where it stands in the compiled catalogue: to read all takes a tenth of a
start, and more memory than any other thing a session holds.
"""

import gettext
import os
import weakref
from bisect import bisect_left
from collections.abc import Callable
from pathlib import Path
from struct import unpack

_LITTLE_ENDIAN = b"\xde\x12\x04\x95"


class Catalogue:
    """A catalogue as `msgfmt` compiles it: ids and texts in the order of the ids, as tables of lengths and offsets."""

    def __init__(self, file: Path) -> None:
        # Mapped into memory, most of it would soon be that of each session.
        self._file = os.open(file, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)
        self._order = "<" if self._bytes(4, 0) == _LITTLE_ENDIAN else ">"
        self._count, self._ids, self._said = unpack(f"{self._order}3I", self._bytes(12, 8))
        self._plural = _plural(self._text(self._said, 0).decode())

    def find(self, code: str, count: int | None = None) -> str | None:
        """Return the text under a code, the one for so many where it has several; None where it is not there."""
        key = code.encode()
        at = bisect_left(range(self._count), key, key=self._id)
        if not key or at == self._count or self._id(at) != key:
            return None
        forms = self._text(self._said, at).decode().split("\0")
        return forms[0] if len(forms) == 1 else forms[self._plural(1 if count is None else count)]

    def _id(self, at: int) -> bytes:
        """Return the id of an entry; one with a plural has it twice."""
        return self._text(self._ids, at).partition(b"\0")[0]

    def _text(self, table: int, at: int) -> bytes:
        return self._bytes(*unpack(f"{self._order}2I", self._bytes(8, table + 8 * at)))

    def _bytes(self, length: int, offset: int) -> bytes:
        return os.pread(self._file, length, offset)


def _plural(header: str) -> Callable[[int], int]:
    """Return which of its forms a text has for so many, by what the head of the catalogue says."""
    forms = next(line for line in header.splitlines() if line.lower().startswith("plural-forms:"))
    chosen: Callable[[int], int] = gettext.c2py(forms.partition("plural=")[2].rstrip(";"))
    return chosen
