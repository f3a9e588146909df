"""Text as it can be printed: what no font has is replaced, and words that are too long may be broken."""

import re
from functools import lru_cache

from casebook.letters.compiling import ANY_DAY, PROBE, compiled_at
from casebook.text import without_controls

# What the fonts have for certain: Latin, Greek and Cyrillic letters, and common signs.
UNFAMILIAR = re.compile(
    "[^ -~\xa0-\xac\xae-\u017f\u0218-\u021b\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f"
    "\u1e9e\u200b\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2116\u2122]"
)
# What stands where a letter or sign cannot be printed.
MISSING = "\N{REPLACEMENT CHARACTER}"
# Where a word that is too long for its place may be broken: first behind these signs, else anywhere.
_PIECE = re.compile(r"[^@/?&=._-]*[@/?&=._-]*")
BREAK = "\N{ZERO WIDTH SPACE}"
# A letter or sign with the accents and joiners that follow it.
_SIGN = re.compile(r".[^!-~\w]*|.", re.DOTALL)
_WORD = re.compile(r"\S+")
# How many letters and signs have room in a column and on a line.
NARROW, WIDE = 24, 60
_LONG = {size: re.compile(rf"[^\s{BREAK}]{{{size + 1},}}") for size in (NARROW, WIDE)}


def breakable(line: str, room: int = NARROW) -> str:
    """Return a line as it is printed, words for which there is no room (in letters) with places to break them."""

    def broken(found: re.Match[str]) -> str:
        pieces = filter(None, _PIECE.findall(found[0]))
        return BREAK.join(piece if len(piece) <= NARROW else BREAK.join(_SIGN.findall(piece)) for piece in pieces)

    return _LONG[room].sub(broken, shown(line))


def shown(line: str) -> str:
    """Return a line without what cannot be printed; as many letters and signs."""
    line = without_controls(line)
    return _WORD.sub(lambda found: printed(found[0]), line) if UNFAMILIAR.search(line) else line


@lru_cache(maxsize=4096)
def printed(word: str) -> str:
    """Return a word with what no font has replaced."""
    if not UNFAMILIAR.search(word) or _has_font(word):
        return word
    kept = UNFAMILIAR.sub(lambda found: found[0] if _has_font(found[0]) else MISSING, word)
    # What the fonts have may fail in the place where it stands.
    return kept if _has_font(kept) else UNFAMILIAR.sub(MISSING, word)


@lru_cache(maxsize=4096)
def _has_font(word: str) -> bool:
    """Tell whether the fonts have all of a word: PDF/UA asks for it, and typst makes no file otherwise."""
    from typst import TypstError

    try:
        compiled_at(PROBE, word, ANY_DAY)
    except TypstError:
        return False
    return True
