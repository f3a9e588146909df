"""Numbers of invoices, cases and debtors within what a payer wrote."""

import re
from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from casebook.domain.search import fold

# What looks like a number and is none of ours: amounts, days, times, postcodes, accounts, telephone numbers.
_AMOUNT = re.compile(
    r"(?:€|\beur(?:o)?)\s*\d[\d.]*(?:,\d\d|,-)?|\b\d{1,3}(?:\.\d{3})*,(?:\d\d\b|-)|\b\d+[.,]\d\d\b(?![-./]\d)",
    re.IGNORECASE,
)
# Most texts have none of what the amounts are looked for by.
_CENTS = re.compile(r"\d\.\d\d\b")
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
    if number.isdigit():
        return number.lstrip("0")
    start = len(number)
    while start and number[start - 1].isdigit():
        start -= 1
    return number[start:].lstrip("0")


def _written(text: str) -> Iterator[Written]:
    text = _without_others(text)
    if not _has_digit(text):
        return
    chunks = list(_CHUNK.finditer(text))
    # Of plain letters and digits nothing else is folded.
    words = map(itemgetter(0), chunks)
    folded = [word.lower() if word.isascii() else fold(word).replace(" ", "") for word in words]
    digits = [_has_digit(word) for word in folded]
    listed = False
    for first, word in enumerate(folded):
        if not digits[first] and (len(word) > _LONGEST_PREFIX or word in _NO_PREFIX):
            listed = listed and _LISTED.fullmatch(word) is not None
            continue
        labelled = listed or (first > 0 and _LABEL.fullmatch(folded[first - 1]) is not None)
        number, last, has_digit = word, first, digits[first]
        while True:
            if has_digit and _SHORTEST <= len(number) <= _LONGEST:
                yield Written(number, labelled, first, last)
            last += 1
            # What goes on with a number has a digit, or is one letter.
            if last >= min(first + _MOST_CHUNKS, len(chunks)) or not (digits[last] or len(folded[last]) == 1):
                break
            if not _BETWEEN.fullmatch(text, chunks[last - 1].end(), chunks[last].start()):
                break
            number += folded[last]
            has_digit = has_digit or digits[last]
        listed = labelled and digits[first]


def _without_others(text: str) -> str:
    """Return a text without the numbers that are none of ours."""
    if not _has_digit(text):
        return ""
    text = _IBAN.sub(" \n ", text)
    if "," in text or "€" in text or "eur" in text.lower() or _CENTS.search(text):
        text = _AMOUNT.sub(" \n ", text)
    for pattern in (_DAY, _TIME, _POSTCODE):
        text = pattern.sub(" \n ", text)
    return text


def _has_digit(word: str) -> bool:
    return not word.isalpha() and any(map(str.isdigit, word))
