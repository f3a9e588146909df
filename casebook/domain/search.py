"""What a caller quotes and a person types, found again: the search terms of a record, and what to look for.

Terms stand one by one in a table and are compared by code point, which is the byte order of UTF-8: a binary column
of SQLite and one with COLLATE "C" of PostgreSQL order them alike. A term begins with a letter or digit when it is to
be found as typed, with `~` when it is a key of how a word sounds, with `-` when it helps to find a misspelt word.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.phonetic import phonetic

# More terms for one record than these would only be noise: 12 + 5 * (2 + 7) is at most 57 for a name.
_MOST_WORDS = 12
_MOST_MISSPELT = 5
# A slip beyond these letters leaves them as they are, one within them differs from them in one letter only.
_HEAD = 7
_SHORTEST_HEAD = 3
_SHORTEST_MISSPELT = 4
_LAST_DIGITS = 4
# What a number is dialled with from elsewhere stands before these: the code of the country, and the zero of the area.
_SUBSCRIBER = 8

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
# What a caller says before a number, and is no part of it.
_LABELS = frozenset([
    "account", "case", "cir", "deb", "debiteur", "dossier", "fact", "factuur", "factuurnummer", "faillissement",
    "fax", "iban", "insolventie", "insolvency", "invoice", "klant", "klantnummer", "kvk", "mob", "mobiel",
    "mobile", "no", "nr", "number", "nummer", "phone", "postcode", "rek", "rekening", "tel", "telefoon", "zaak",
    "zaaknummer",
])  # fmt: skip
# What so many mail addresses end in that nobody means it by itself.
_PROVIDERS = frozenset([
    "casema", "gmail", "hetnet", "home", "hotmail", "icloud", "info", "kpnmail", "live", "mail", "msn",
    "online", "outlook", "planet", "quicknet", "tele2", "telfort", "upcmail", "xs4all", "yahoo", "ziggo",
])  # fmt: skip
_LABEL = re.compile(r"\s*([^\W\d]+(?:\.[^\W\d]+)*)[\s.:#-]*")
_POSTCODE = re.compile(r"\b([1-9]\d{3}) ?([a-z]{2})\b")
_HOUSE = re.compile(r"\d+(?: ?[a-z]{1,2}\b| \d+\b)?")
# As the register writes it, F.10/25/311, or a court, C/10/25/311 F; and the number of the supervision, NL:TZ:….
_INSOLVENCY = re.compile(r"\b([frs]) ?(\d{1,2}) (\d{2}) (\d{1,5})\b|\bc (\d{1,2}) (\d{2}) (\d{1,5}) ([frs])\b")
_SUPERVISION = re.compile(r"\bnl tz (\d{6,12})(?: ([frs]\d{3}))?\b")


class TermKind(StrEnum):
    """What a text is, and so which terms it gives."""

    NAME = "name"
    PHONE = "phone"
    IBAN = "iban"
    KVK = "kvk"
    NUMBER = "number"
    ADDRESS = "address"
    MAIL = "mail"
    INSOLVENCY = "insolvency"


class Range(NamedTuple):
    """The terms from `low` on and before `high`."""

    low: str
    high: str


class Query(NamedTuple):
    """What to look for: a record that has all `words` and a term in `last`, or one with a term in any of `numbers`.

    `otherwise` are the same numbers as they may be kept too: a telephone number as dialled elsewhere, an address or
    the number of an insolvency in another order. Where all those find too little, a record that has for each set of
    `near` at least one of its terms.
    """

    words: tuple[str, ...]
    last: Range | None
    numbers: tuple[Range, ...]
    near: tuple[frozenset[str], ...]
    otherwise: tuple[Range, ...] = ()


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
    initials = _INITIALS.match(" ".join(name.split()[behind:])) if "." in name else None
    if initials:
        behind = min(behind + len(fold(initials[0]).split()), len(words) - 1)
    while behind < len(words) - 1 and _PREFIXES.fullmatch(words[behind]):
        behind += 1
    return " ".join([*words[behind:], *words[:behind]])


def terms(kind: TermKind, text: str) -> frozenset[str]:
    """Return the terms under which a text is found, at most 60.

    Of a name the first 12 words are found as typed, the 5 longest also misspelt or as they sound; of a mail address
    so what is not a provider's. Phone, account, trade register and other numbers are found from their beginning and
    by their last digits, an address by postcode and house number (`1234 AB 12`), an insolvency by each number of one
    within the text.
    """
    match kind:
        case TermKind.NAME:
            return _of_name(text)
        case TermKind.MAIL:
            return _of_mail(text)
        case TermKind.PHONE:
            number = dialled(text)
            return _kept(number, *(number[-count:] for count in (_SUBSCRIBER, 6, _LAST_DIGITS)))
        case TermKind.ADDRESS:
            return _kept(joined(text))
        case TermKind.INSOLVENCY:
            return _kept(*(part for number in insolvency_numbers(text) for part in (number, _without_letter(number))))
    number = joined(text)
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
    otherwise: tuple[Range, ...] = ()
    if any(letter.isdigit() for letter in text):
        said = without_labels(text)
        typed = dict.fromkeys(filter(None, (joined(said), "" if _has_letters(said) else dialled(said))))
        numbers = tuple(map(prefix_range, typed))
        otherwise = tuple(prefix_range(number) for number in _otherwise(said) if number not in typed)
    names = [word for word in words if len(word) >= _SHORTEST_HEAD]
    telling = [word for word in names if not _PREFIXES.fullmatch(word)] or names
    near = tuple(_near(word) | {word} for word in telling)
    return Query(tuple(words[:-1]), prefix_range(words[-1]) if words else None, numbers, near, otherwise)


def prefix_range(prefix: str) -> Range:
    """Return the range of all terms that begin with `prefix`, in code point order."""
    return Range(prefix, f"{prefix}\U0010ffff")


def joined(text: str) -> str:
    """Return the letters and digits of a number, folded, with nothing between them."""
    return fold(text).replace(" ", "")


def dialled(text: str) -> str:
    """Return the digits as dialled within the Netherlands: +31 (0)6 becomes 06; a foreign number keeps its 00."""
    plus = text.lstrip().startswith("+")
    digits = "".join(letter for letter in text if letter in "0123456789")
    digits = f"00{digits}" if plus else digits
    return f"0{digits[4:].removeprefix('0')}" if digits.startswith("0031") else digits


def without_labels(text: str) -> str:
    """Return a number without the words that say what it is: "KvK-nr. 1234" is "1234"."""
    while (parts := _LABEL.match(text)) and fold(parts[1]).replace(" ", "") in _LABELS:
        text = text[parts.end() :]
    return text


def insolvency_numbers(text: str) -> Iterator[str]:
    """Yield the numbers of insolvencies within a text, each in the one form in which they are compared."""
    folded = fold(text)
    for found in _INSOLVENCY.finditer(folded):
        letter, court, year, number = found.group(1, 2, 3, 4) if found[1] else found.group(8, 5, 6, 7)
        yield f"{letter}{court:0>2}{year}{number.lstrip('0')}"
    for found in _SUPERVISION.finditer(folded):
        yield f"nltz{found[1]}{found[2] or ''}"


def at_address(text: str) -> str:
    """Return the postcode and the house number within a text as they are kept, empty where one of them is not there."""
    folded = fold(text)
    postcode = _POSTCODE.search(folded)
    if postcode is None:
        return ""
    house = _HOUSE.search(folded, postcode.end()) or _HOUSE.search(folded[: postcode.start()])
    return (postcode[1] + postcode[2] + house[0]).replace(" ", "") if house else ""


def subscriber(number: str) -> str:
    """Return the last digits of a telephone number, which are the same wherever it is dialled from."""
    return number[-_SUBSCRIBER:]


def _otherwise(text: str) -> Iterator[str]:
    """Yield a number in other forms in which it may be kept."""
    digits = dialled(text)
    if len(digits) > _SUBSCRIBER and not _has_letters(text):
        yield subscriber(digits)
    if place := at_address(text):
        yield place
    yield from insolvency_numbers(text)
    for found in _SUPERVISION.finditer(fold(text)):
        yield found[1].lstrip("0")


def _has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def _without_letter(number: str) -> str:
    """Return what a caller says of the number of an insolvency who leaves out the letters."""
    return number.removeprefix("nltz").lstrip("0") if number.startswith("nltz") else number[1:]


def _of_name(name: str) -> frozenset[str]:
    words = list(dict.fromkeys(fold(name).split()))
    longest = sorted((word for word in words if len(word) >= _SHORTEST_HEAD), key=len, reverse=True)[:_MOST_MISSPELT]
    return frozenset(words[:_MOST_WORDS]).union(*map(_near, longest))


def _of_mail(address: str) -> frozenset[str]:
    words = list(dict.fromkeys(fold(address).split()))[:_MOST_WORDS]
    meant = [word for word in words[:-1] if word not in _PROVIDERS and len(word) >= _SHORTEST_HEAD]
    longest = sorted(meant, key=len, reverse=True)[:_MOST_MISSPELT]
    return _kept(joined(address)).union(words, *map(_near, longest))


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


def _kept(*found: str) -> frozenset[str]:
    """Return what is long enough to tell one number from another."""
    return frozenset(term for term in found if len(term) > 1)
