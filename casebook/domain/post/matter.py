"""What somebody writes about, by the plain words he uses: only proposed, since words are used for other things too."""

import re
from enum import StrEnum
from typing import NamedTuple


class PostMatter(StrEnum):
    """What has a course of its own: `INSOLVENCY` is any notice of insolvency, Wsnp, administration or debt help."""

    COMPLAINT = "complaint"
    DISPUTE = "dispute"
    REQUEST = "request"
    INSOLVENCY = "insolvency"


class NamedMatter(NamedTuple):
    """What something that came in is about, and by which word of it; in its subject, or in its text."""

    matter: PostMatter
    word: str
    in_subject: bool


# Dutch and English. What is denied is not meant.
_WORDS = {
    PostMatter.COMPLAINT: r"(?<!geen )(?<!no )(?:klacht(?:en|brief)?|beklag|complaints?|to complain)",
    PostMatter.DISPUTE: (
        r"niet (?:mee )?eens|oneens|niet akkoord|klop(?:t|pen) (?:\w+ )?niet|(?<!geen )bezwaar|bezwaarschrift"
        r"|betwist(?:en|ing)?(?! (?:\w+ ){0,3}niet)|onjuiste (?:factuur|nota|rekening)"
        r"|disagree|(?:is|are) (?:not correct|incorrect|wrong)|(?:do|does|can)(?: not|n't) agree"
        r"|(?<!not )(?<!no )(?:dispute|contest)(?:d|s|ed)?"
    ),
    PostMatter.REQUEST: (
        r"inzage(?:verzoek|recht)?|AVG|persoonsgegevens|recht op vergetelheid|gegevens (?:te )?(?:wissen|verwijderen)"
        r"|GDPR|subject access|(?:my|personal) data"
    ),
    PostMatter.INSOLVENCY: (
        r"faillissement\w*|failliet verklaard|sur[sc][eé]ance|wsnp|schuldsanering\w*|schuldhulp\w*|schuldregeling"
        r"|schuldbemiddel\w+|bewindvoerder|beschermingsbewind|onder bewind"
        r"|bankrupt(?:cy)?|insolvency|debt (?:counsell(?:or|ing)|relief|restructuring)"
    ),
}
_OF_MATTER = {matter: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for matter, words in _WORDS.items()}
# Whoever answers keeps the subject of the other, and what that one wrote stands below or behind a sign.
_ANSWER = re.compile(r"^\s*(?:re|antw|aw)\s*:", re.IGNORECASE)
_QUOTED = re.compile(
    r"^(?:>.*|[-_]{5,}.*|(?:op|on)\b.{5,200}\b(?:schreef|wrote)\b.*:\s*|(?:van|from):\s.*)$",
    re.IGNORECASE | re.MULTILINE,
)


def matter_of(subject: str, text: str) -> NamedMatter | None:
    """Return what something is about: as its subject says, else its text; None where nothing or several things are."""
    for said, in_subject in ((own_subject(subject), True), (own_words(text), False)):
        hits = {matter: hit for matter, words in _OF_MATTER.items() if (hit := words.search(said))}
        if hits:
            (matter, hit), *others = hits.items()
            return None if others else NamedMatter(matter, hit.group().lower(), in_subject)
    return None


def own_subject(subject: str) -> str:
    """Return the subject of something, empty where it is that of the other who is answered."""
    return "" if _ANSWER.match(subject) else subject


def own_words(text: str) -> str:
    """Return what he wrote himself, without what he answers, on one line."""
    quoted = _QUOTED.search(text)
    return " ".join((text[: quoted.start()] if quoted else text).split())
