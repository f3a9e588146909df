"""What whoever acts in a proceeding asks of us, by the plain words he uses: only proposed, as any matter is."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.insolvency.requests import RequestKind
from casebook.domain.post.matter import own_subject, own_words


class NamedRequest(NamedTuple):
    """What is asked, by which word, in the subject or in the text; and of which day, where that is a balance."""

    kind: RequestKind
    word: str
    in_subject: bool
    as_of: date | None = None


# Dutch and English. Where several are named the first of these is asked: the others go with it.
_WORDS = {
    RequestKind.CLAW_BACK: (
        r"paulian\w*|terugvorder\w*|terug te betalen|vernietig(?:t|d|ing|en)? (?:\w+ ){0,4}(?:betaling|rechtshandeling)"
        r"|claw-?back|voidable|preference claim"
    ),
    RequestKind.RECONSIDERATION: r"heroverweg\w*|reconsider\w*",
    RequestKind.PROPOSAL: (
        r"\w*voorstel|saneringskrediet|finale kwijting|crediteurenakkoord|dwangakkoord"
        r"|proposal|composition|full and final"
    ),
    RequestKind.BALANCE: (
        r"saldo\w*|schuldopgave|opgave van (?:uw|de) vordering|hoogte van (?:uw|de) vordering"
        r"|balance|(?:amount|sum) (?:owed|owing|due|outstanding)"
    ),
    RequestKind.DOCUMENTS: r"stukken|specificatie|kopie(?:ën|en)?|bewijsstukken|documents|copies|copy of",
    RequestKind.EXPLANATION: r"toelicht\w*|onderbouw\w*|explain|explanation|clarif\w*",
    RequestKind.COOPERATION: r"medewerking|meewerken|mee te werken|co-?operat\w*",
}
_OF_KIND = {kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for kind, words in _WORDS.items()}
# A claim that is to be filed is no request: what goes with it is asked in passing.
_FILING = re.compile(
    r"\b(?:in te dienen|indienen|indiening|ter verificatie|file your claim|lodge your claim)\b", re.IGNORECASE
)
_AS_OF = re.compile(r"\b(?:per|op|as at|as of|on) (\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b", re.IGNORECASE)


def request_of(subject: str, texts: Sequence[str]) -> NamedRequest | None:
    """Return what is asked: as the subject says, else the texts of a letter and what is with it; None where nothing."""
    words = " ".join(map(own_words, texts))
    if _FILING.search(f"{subject} {words}"):
        return None
    for said, in_subject in ((own_subject(subject), True), (words, False)):
        for kind, pattern in _OF_KIND.items():
            hit = pattern.search(said)
            if hit is not None:
                as_of = _day(f"{said} {words}") if kind is RequestKind.BALANCE else None
                return NamedRequest(kind, hit.group().lower(), in_subject, as_of)
    return None


def _day(text: str) -> date | None:
    hit = _AS_OF.search(text)
    if hit is None:
        return None
    day, month, year = map(int, hit.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
