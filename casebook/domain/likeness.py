"""How much a text that is kept is like what was typed: what stands in front among the records that were found."""

from typing import NamedTuple

from casebook.domain.search import (
    TermKind,
    at_address,
    dialled,
    fold,
    insolvency_numbers,
    joined,
    subscriber,
    without_labels,
)

# Out of 100. What only sounds or is written alike comes after what has what was typed.
SAME, BEGINS, SUBSCRIBER, ENDS = 100.0, 97.0, 96.0, 95.0
_LEAST_OF_A_NUMBER = 2
# What a text without a digit can be like.
WORDS = frozenset([TermKind.NAME, TermKind.MAIL])


class Typed(NamedTuple):
    """What was typed, in each form in which it is compared."""

    folded: str
    numbers: tuple[str, ...]
    phone: str


def typed(text: str) -> Typed:
    """Return what was typed as it is compared with texts."""
    if not any(letter.isdigit() for letter in text):
        return Typed(fold(text), (), "")
    said = without_labels(text)
    phone = "" if any(letter.isalpha() for letter in said) else dialled(said)
    forms = (joined(said), phone, at_address(said), *insolvency_numbers(said))
    numbers = tuple(dict.fromkeys(form for form in forms if len(form) >= _LEAST_OF_A_NUMBER))
    return Typed(fold(text), numbers, phone)


def likeness(query: Typed, kind: TermKind, text: str) -> float:
    """Return how like a text is to what was typed: 100 the same, 0 nothing of it."""
    if kind in WORDS:
        return max(_of_words(query, fold(text)), _of_number(query, joined(text)))
    if kind is TermKind.INSOLVENCY:
        return max((_of_number(query, number) for number in insolvency_numbers(text)), default=0.0)
    number = dialled(text) if kind is TermKind.PHONE else joined(text)
    found = _of_number(query, number)
    if not found and kind is TermKind.PHONE and query.phone and subscriber(number) == subscriber(query.phone):
        return SUBSCRIBER
    return found


def _of_words(query: Typed, folded: str) -> float:
    from rapidfuzz import fuzz

    return SAME if folded == query.folded else min(fuzz.WRatio(query.folded, folded), SAME - 1)


def _of_number(query: Typed, number: str) -> float:
    found = 0.0
    for form in query.numbers:
        if form == number:
            return SAME
        if number.startswith(form):
            found = BEGINS
        elif number.endswith(form):
            found = max(found, ENDS)
    return found
