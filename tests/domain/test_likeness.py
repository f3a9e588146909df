"""How like a text is to what was typed: what a caller meant stands in front."""

import pytest

from casebook.domain.likeness import BEGINS, ENDS, SAME, SUBSCRIBER, likeness, typed
from casebook.domain.search import TermKind


@pytest.mark.parametrize(
    ("kind", "text", "quoted", "score"),
    [
        (TermKind.NAME, "J. de Vries", "j de vries", SAME),
        (TermKind.PHONE, "+31 (0)6 1234 5678", "06-12345678", SAME),
        (TermKind.PHONE, "+31 (0)6 1234 5678", "06-1234", BEGINS),
        (TermKind.PHONE, "+31 (0)6 1234 5678", "5678", ENDS),
        (TermKind.PHONE, "+32 470 12 34 56", "0470 12 34 56", SUBSCRIBER),
        (TermKind.PHONE, "06-12345678", "06-87654321", 0.0),
        (TermKind.IBAN, "NL91ABNA0417164300", "nl91 abna 0417 1643 00", SAME),
        (TermKind.NUMBER, "2025-0142", "20250142", SAME),
        (TermKind.NUMBER, "2025-0142", "zaak 2025-0142", SAME),
        (TermKind.NUMBER, "2025-0142", "142", ENDS),
        (TermKind.KVK, "12345678", "KvK 12345678", SAME),
        (TermKind.ADDRESS, "1234 AB 12", "12, 1234 ab", SAME),
        (TermKind.INSOLVENCY, "F.10/25/311", "C/10/25/311 F", SAME),
        (TermKind.INSOLVENCY, "no number at all", "F.10/25/311", 0.0),
    ],
)
def test_what_is_quoted(kind: TermKind, text: str, quoted: str, score: float) -> None:
    assert likeness(typed(quoted), kind, text) == score


def test_of_names_the_most_alike_is_in_front() -> None:
    names = ["De Vries", "Jansma Bouw", "J. Jansen", "Jansen"]
    ranked = sorted(names, key=lambda name: -likeness(typed("jansen"), TermKind.NAME, name))
    assert ranked[0] == "Jansen"
    assert ranked[1] == "J. Jansen"
    assert ranked[-1] == "De Vries"
