"""Numbers of invoices, cases and debtors within what a payer wrote."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from casebook.domain.search import fold

# What looks like a number and is none of ours: amounts, days, times, postcodes, accounts, telephone numbers.
_AMOUNT = re.compile(
    r"(?:€|\beur(?:o)?)\s*\d[\d.]*(?:,\d\d|,-)?|\b\d{1,3}(?:\.\d{3})*,(?:\d\d\b|-)|\b\d+[.,]\d\d\b(?![-./]\d)",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b(?:\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|(?:19|20)\d\d[-/.](?:0\d|1[012])[-/.][0-3]\d)\b(?![-/]\d)"
)
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:uur|h)\b|\b\d{1,2}:\d{2}(?::\d{2})?\b")
_POSTCODE = re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b(?![\w-])")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2} ?(?:[A-Z0-9]{4} ?){2,7}[A-Z0-9]{1,4}\b")
_CHUNK = re.compile(r"[^\W_]+")
_LABEL = re.compile(
    r"(?:fact(?:uur|uren|nr|s)?|factuur(?:nr|nummer|nummers)|faktuur|nota(?:nr|nummer)?|rekeningnr|rek|inv(?:oice)?|"
    r"invoices|bill|nr|nrs|nummer|nummers|no|number|kenmerk|ref|referentie|dossier(?:nr|nummer)?|case|klant(?:nr|nummer)?|"
    r"debiteur(?:nr|nummer|ennummer)?)"
)
# What may stand between two numbers of a list.
_LISTED = re.compile(r"\s*(?:[,;+&/-]|en|and|t/m)?\s*")
# What stands between two parts of one number, as the payer may write it or leave it out.
_BETWEEN = re.compile(r"[ \t]*[-/._ ]?[ \t]*")
_SHORTEST, _LONGEST = 3, 24
_MOST_CHUNKS = 4
# A word before digits that may be part of the number, F2026 or INV-2026-17, and words that never are.
_LONGEST_PREFIX = 4
_NO_PREFIX = frozenset(["aan", "and", "dd", "de", "en", "eur", "het", "no", "nr", "nrs", "of", "ref", "van", "voor"])
_YEARS = range(1990, 2050)


class Written(NamedTuple):
    """A number as somebody wrote it, folded and closed up; `labelled`: it was said to be a number of something.

    `first` and `last` say which parts of the text it is made of.
    """

    number: str
    labelled: bool
    first: int
    last: int

    @property
    def is_year(self) -> bool:
        """Tell whether it may as well be a year."""
        return self.number.isdigit() and int(self.number) in _YEARS

    def within(self, other: "Written") -> bool:
        """Tell whether it is only a part of another one."""
        return other.first <= self.first and self.last <= other.last and self != other


def written(text: str) -> list[Written]:
    """Return the numbers a text may name, each once: what is surely something else is left out.

    Parts that stand behind each other are given alone and together, since separators are left out and put in.
    """
    found: dict[str, Written] = {}
    for one in _written(text):
        known = found.get(one.number)
        if known is None or (one.labelled and not known.labelled):
            found[one.number] = one
    return list(found.values())


def digits_of(number: str) -> str:
    """Return the digits at the end of a number that is folded and closed up, without zeros before them."""
    end = len(number)
    start = end
    while start and number[start - 1].isdigit():
        start -= 1
    return number[start:].lstrip("0")


def _written(text: str) -> Iterator[Written]:
    for pattern in (_IBAN, _AMOUNT, _DAY, _TIME):
        text = pattern.sub(" \n ", text)
    text = _POSTCODE.sub(" \n ", text)
    if not any(letter.isdigit() for letter in text):
        return
    chunks = list(_CHUNK.finditer(text))
    folded = [fold(chunk[0]).replace(" ", "") for chunk in chunks]
    listed = False
    for first, word in enumerate(folded):
        if not _may_begin(word):
            listed = listed and _LISTED.fullmatch(word) is not None
            continue
        labelled = listed or (first > 0 and _LABEL.fullmatch(folded[first - 1]) is not None)
        number, last = word, first
        while True:
            if _SHORTEST <= len(number) <= _LONGEST and _has_digit(number):
                yield Written(number, labelled, first, last)
            last += 1
            if last >= min(first + _MOST_CHUNKS, len(chunks)) or not _may_follow(folded[last]):
                break
            if not _BETWEEN.fullmatch(text[chunks[last - 1].end() : chunks[last].start()]):
                break
            number += folded[last]
        listed = labelled and _has_digit(word)


def _may_begin(word: str) -> bool:
    return _has_digit(word) or (len(word) <= _LONGEST_PREFIX and word not in _NO_PREFIX)


def _may_follow(word: str) -> bool:
    return _has_digit(word) or len(word) == 1


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)
