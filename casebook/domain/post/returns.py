"""Post of ours that came back: what the carrier or whoever lives there wrote on it."""

import re
from collections.abc import Iterable

from casebook.domain.letters.proof import ReturnedAs

# What stands on a returned envelope, and in hardly any letter that somebody writes.
_CAME_BACK = re.compile(
    r"\b(?:retour (?:aan )?afzender|terug (?:aan|naar) (?:de )?afzender|retourzending|retour ?post|onbestelbaar"
    r"|return(?:ed)? to (?:the )?sender|undeliverable|retour a l.exp[eé]diteur|retour:? (?=(?:\S+ )?niet afgehaald))",
    re.IGNORECASE,
)
# A stamp says no more than this: what somebody writes has other words around it.
_STAMP = re.compile(
    r"^[^\w☐□\[]*(?:(?:de )?geadresseerde (?:is )?|(?:the )?addressee (?:has |is )?)?(?:"
    r"(?:vertrokken|verhuisd|gone away|moved(?: away)?)(?:\W+(?:nieuw adres|new address) (?:is )?(?:onbekend|unknown))?"
    r"|onbekend(?: op dit adres)?|niet bekend op dit adres|(?:un|not )known(?: at this address)?"
    r"|no longer at this address|no such (?:address|number))\W*$",
    re.IGNORECASE | re.MULTILINE,
)
# Of who has left it says where he is not, and nothing of the address itself.
_WHERE_TO = re.compile(r"\b(?:nieuw adres|new address)\W+(?:is )?(?:onbekend|unknown|not known)\b", re.IGNORECASE)
_REASONS = (
    (ReturnedAs.DECEASED, r"overleden|deceased"),
    (ReturnedAs.UNCOLLECTED, r"niet (?:op|af)gehaald|afhaaltermijn|unclaimed|not (?:collected|called for)|uncollected"),
    (ReturnedAs.REFUSED, r"geweigerd|weigert|refused"),
    (
        ReturnedAs.MOVED,
        r"vertrokken|verhuisd|gone away|moved(?: away)?|no longer (?:at|lives)|woont (?:hier|daar) niet(?: meer)?",
    ),
    (
        ReturnedAs.UNKNOWN_THERE,
        r"onbekend|adres (?:onjuist|onvolledig|bestaat niet)|(?:un|not )known|no such (?:address|number)",
    ),
)
_OF_REASON = tuple((reason, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for reason, words in _REASONS)
# Of a form only what is ticked counts.
_BOX = re.compile(r"([☐□☒☑✗✓]|\[[ xX]?\])")
_TICKED = frozenset("☒☑✗✓") | {"[x]", "[X]"}
# An envelope says little; in a long text the same words mean something else.
_LONGEST = 4_000
# So near to the words that say it came back the reason stands.
_AROUND = 400


def came_back(text: str) -> bool:
    """Tell whether a text is what stands on a letter that came back."""
    return len(text) <= _LONGEST and _around(text) is not None


def reason_of(text: str) -> ReturnedAs | None:
    """Return why a letter came back, by what is written on it; None where nothing or more than one reason is."""
    around = _around(text)
    if around is None:
        return None
    said = _WHERE_TO.sub("", _ticked(around))
    reasons = [reason for reason, words in _OF_REASON if words.search(said)]
    return reasons[0] if len(reasons) == 1 else None


def stands_in(text: str, parts: Iterable[str]) -> bool:
    """Tell whether all of some words, such as a postcode and a number, stand in a text; white space is no matter."""
    wanted = [_closed(part) for part in parts if part.strip()]
    closed = _closed(text)
    return bool(wanted) and all(one in closed for one in wanted)


def _around(text: str) -> str | None:
    """Return what stands around the words that say it came back, None where there are none."""
    joined = _joined(text)
    found = _CAME_BACK.search(joined)
    if found is None:
        joined, found = text, _STAMP.search(text)
    return None if found is None else _joined(joined[max(0, found.start() - _AROUND) : found.end() + _AROUND])


def _ticked(text: str) -> str:
    """Return what stands behind the boxes of a form that are ticked; of a text without boxes all of it."""
    pieces = _BOX.split(text)
    if len(pieces) == 1:
        return text
    return " ".join(said for box, said in zip(pieces[1::2], pieces[2::2], strict=True) if box in _TICKED)


def _joined(text: str) -> str:
    return " ".join(text.split())


def _closed(text: str) -> str:
    return "".join(text.split()).casefold()
