"""What a caller quotes and a person types, found again: the search terms of a record, and what to look for.

Terms stand one by one in a table and are compared by code point, which is the byte order of UTF-8: a binary column
of SQLite and one with COLLATE "C" of PostgreSQL order them alike. A term begins with a letter or digit when it is to
be found as typed, with `~` when it is a key of how a word sounds, with `-` when it helps to find a misspelt word.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeVar

from casebook.domain.phonetic import phonetic

T = TypeVar("T")

# More terms for one record than these would only be noise: 12 + 5 * (2 + 7) is at most 57 for a name.
_MOST_WORDS = 12
_MOST_MISSPELT = 5
# A slip beyond these letters leaves them as they are, one within them differs from them in one letter only.
_HEAD = 7
_SHORTEST_HEAD = 3
_SHORTEST_MISSPELT = 4
_LAST_DIGITS = 4
_MOST_RANKED = 500

_WITHOUT_MARK = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ŋ": "n", "æ": "ae", "œ": "oe", "þ": "th"}
    | {"\N{LATIN SMALL LETTER DOTLESS I}": "i"}
)
# The dot within initials and B.V., and the apostrophe within O'Neill, leave no gap.
_JOINING = re.compile(r"(?<![^\W\d_])([^\W\d_])\.(?=[^\W\d_](?![^\W_]))")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['\N{RIGHT SINGLE QUOTATION MARK}`](?=[^\W\d_]{2})")
# Of plain text, which most is, this says the same a good deal sooner.
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_NUMBER_AT_END = re.compile(r"\d+(?=\D*$)")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.[\s-]*)+(?=\S)")
_PREFIXES = re.compile(
    r"aan|af|bij|d|da|dal|de|del|della|den|der|des|di|do|dos|du|el|het|in|la|las|le|les|lo|los|onder|op|over|s|t|te|ten|"
    r"ter|tot|uijt|uit|van|vanden|vander|ver|vom|von|voor|zu|zum|zur"
)
_TITLES = frozenset(["dhr", "dr", "drs", "heer", "hr", "ing", "ir", "mevr", "mevrouw", "mr", "mw", "prof"])


class TermKind(StrEnum):
    """What a text is, and so which terms it gives."""

    NAME = "name"
    PHONE = "phone"
    IBAN = "iban"
    KVK = "kvk"
    NUMBER = "number"
    ADDRESS = "address"


class Range(NamedTuple):
    """The terms from `low` on and before `high`."""

    low: str
    high: str


class Query(NamedTuple):
    """What to look for: a record that has all `words` and a term in `last`, or one with a term in any of `numbers`.

    Where those find too little, a record that has for each set of `near` at least one of its terms.
    """

    words: tuple[str, ...]
    last: Range | None
    numbers: tuple[Range, ...]
    near: tuple[frozenset[str], ...]


def fold(text: str) -> str:
    """Return `text` in lower case without accents and punctuation, its words parted by one space."""
    text = _APOSTROPHE.sub("", _JOINING.sub(r"\1", text))
    if text.isascii():
        return _NO_LETTER.sub(" ", text.lower()).strip()
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_WITHOUT_MARK)
    plain = (letter if letter.isalnum() else " " for letter in letters if unicodedata.category(letter) != "Mn")
    return " ".join("".join(plain).split())


def sort_name(name: str) -> str:
    """Return the folded name by which a list is ordered: by family name, as a Dutch telephone book does.

    Initials, titles and the prefixes of a family name go to the end: "J. van der Berg" is `berg j van der`,
    "De Waard vof" is `waard vof de`. A first name written in full cannot be told from the name of a firm and stays
    in front, unless a comma parts it: "Vries, Jan de" is `vries jan de`. Legal forms stay where they are.
    """
    if "," in name:
        return fold(name)
    words = fold(name).split()
    behind = 0
    while behind < len(words) - 1 and words[behind] in _TITLES:
        behind += 1
    initials = _INITIALS.match(" ".join(name.split()[behind:]))
    if initials:
        behind = min(behind + len(fold(initials[0]).split()), len(words) - 1)
    while behind < len(words) - 1 and _PREFIXES.fullmatch(words[behind]):
        behind += 1
    return " ".join([*words[behind:], *words[:behind]])


def terms(kind: TermKind, text: str) -> frozenset[str]:
    """Return the terms under which a text is found, at most 60.

    Of a name the first 12 words are found as typed, the 5 longest also misspelt or as they sound. Phone, account,
    trade register and other numbers are found from their beginning and by their last digits, an address by postcode
    and house number (`1234 AB 12`).
    """
    if kind is TermKind.NAME:
        return _of_name(text)
    if kind is TermKind.PHONE:
        number = _dialled(text)
        return _kept(number, number[-6:], number[-_LAST_DIGITS:])
    number = _joined(text)
    if kind is TermKind.ADDRESS:
        return _kept(number)
    found = _NUMBER_AT_END.search(fold(text))
    digits = found[0] if found else ""
    ends = {digits, digits.lstrip("0"), number[-_LAST_DIGITS:]}
    if kind is TermKind.IBAN:
        # The number of the account as it was before IBAN; abroad it may hold letters.
        ends.add(number[8:].lstrip("0"))
    return _kept(number, *ends)


def query_terms(text: str) -> Query:
    """Return what to look for when a person has typed `text`; the last word may be unfinished."""
    words = fold(text).split()[:_MOST_WORDS]
    numbers: tuple[Range, ...] = ()
    if any(letter.isdigit() for letter in text):
        typed = dict.fromkeys(filter(None, (_joined(text), _dialled(text))))
        numbers = tuple(map(prefix_range, typed))
    near = tuple(_near(word) for word in words if len(word) >= _SHORTEST_HEAD)
    return Query(tuple(words[:-1]), prefix_range(words[-1]) if words else None, numbers, near)


def prefix_range(prefix: str) -> Range:
    """Return the range of all terms that begin with `prefix`, in code point order."""
    return Range(prefix, f"{prefix}\U0010ffff")


def rank(query: str, candidates: Sequence[T], text_of: Callable[[T], str]) -> list[T]:
    """Return the first 500 candidates, the one whose text is most like the query in front.

    Ties are in order of the folded text, and then as they came.
    """
    from rapidfuzz import fuzz

    looked_for = fold(query)

    def order(candidate: T) -> tuple[bool, float, str]:
        text = fold(text_of(candidate))
        return text != looked_for, -fuzz.WRatio(looked_for, text), text

    return sorted(candidates[:_MOST_RANKED], key=order)


def _of_name(name: str) -> frozenset[str]:
    words = list(dict.fromkeys(fold(name).split()))
    longest = sorted((word for word in words if len(word) >= _SHORTEST_HEAD), key=len, reverse=True)[:_MOST_MISSPELT]
    return frozenset(words[:_MOST_WORDS]).union(*map(_near, longest))


def _near(word: str) -> frozenset[str]:
    """Return terms of which a word shares one with every word that sounds alike or differs from it by one slip.

    A slip is a letter too many, too few or another, or two letters exchanged: leaving a letter out of either word,
    or of both, makes them the same. So the terms are the first letters, whole and with each one left out.
    """
    if not word.isalpha():
        return frozenset([word])
    head = word[:_HEAD]
    near = {f"-{head}", f"~{phonetic(word)}"}
    if len(word) >= _SHORTEST_MISSPELT:
        near.update(f"-{head[:index]}{head[index + 1 :]}" for index in range(len(head)))
    return frozenset(near)


def _joined(text: str) -> str:
    return fold(text).replace(" ", "")


def _dialled(text: str) -> str:
    """Return the digits as dialled within the Netherlands: +31 (0)6 becomes 06; a foreign number keeps its 00."""
    plus = text.lstrip().startswith("+")
    digits = "".join(letter for letter in text if letter in "0123456789")
    digits = f"00{digits}" if plus else digits
    return f"0{digits[4:].removeprefix('0')}" if digits.startswith("0031") else digits


def _kept(*found: str) -> frozenset[str]:
    """Return what is long enough to tell one number from another."""
    return frozenset(term for term in found if len(term) > 1)
