"""Whether money is meant for an arrangement: by its amount, or by what whoever paid it wrote."""

import re
from collections.abc import Sequence
from itertools import accumulate

from casebook.domain.arrangement.standing import TermNow
from casebook.domain.money import Cents

# As debtors write it, in either language.
_WORDS = re.compile(r"\b(termijn|(betalings)?regeling|arrangement|instal?lment)", re.IGNORECASE)


def is_meant(terms: Sequence[TermNow], cents: Cents, text: str, tolerance: Cents) -> bool:
    """Tell whether money fits an arrangement by what is left of its terms, in order.

    It does where it is, but for less than the tolerance, one of them or the first few together, or where the text says
    so; never where every term is paid.
    """
    left = [term.rest for term in terms if term.rest]
    if not left:
        return False
    return bool(_WORDS.search(text)) or any(abs(cents - one) < tolerance for one in (*left, *accumulate(left)))
