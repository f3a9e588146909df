"""The number of a proceeding as the register writes it (CIR schema, `insolventienummer` and what came before it)."""

import re
from typing import NamedTuple

from casebook.domain.insolvency.facts import REGISTERED, Kind

# The schema writes `[F|S|R]`, which also lets a literal bar through.
_NUMBER = re.compile(r"([FSR])\.(?:(\d{2})/)?(\d{2})/(\d{1,4})")
_WSNP_NUMBER = re.compile(r"[A-Z]{3}\d{10}")
# Within a text, where more may stand around it.
_NAMED = re.compile(rf"(?<![\w./])(?:{_NUMBER.pattern})(?![\w/])", re.IGNORECASE)
_LETTERS = {"F": Kind.BANKRUPTCY, "S": Kind.SUSPENSION, "R": Kind.WSNP}
# The courts by the code in a number, before and since the judicial map of 2013.
COURTS = {
    "01": "'s-Hertogenbosch", "02": "Breda", "03": "Maastricht", "04": "Roermond", "05": "Arnhem", "06": "Zutphen",
    "07": "Zwolle-Lelystad", "08": "Almelo", "09": "Den Haag", "10": "Rotterdam", "11": "Dordrecht",
    "12": "Middelburg", "13": "Amsterdam", "14": "Alkmaar", "15": "Haarlem", "16": "Utrecht", "17": "Leeuwarden",
    "18": "Groningen", "19": "Assen", "40": "Amsterdam", "41": "Noord-Holland", "42": "Midden-Nederland",
    "43": "Noord-Nederland", "44": "Oost-Nederland", "45": "Den Haag", "46": "Rotterdam", "47": "Limburg",
    "48": "Oost-Brabant", "49": "Zeeland-West-Brabant", "50": "Gelderland", "51": "Overijssel",
}  # fmt: skip


class Number(NamedTuple):
    """A number of the register: as it is kept, of what kind of proceeding, and its court where the number has it."""

    text: str
    kind: Kind
    court: str | None = None


def read_number(text: str) -> Number | None:
    """Return a number as the register writes it, whatever its case and blanks; None for what is none."""
    compact = "".join(text.split()).upper()
    if _WSNP_NUMBER.fullmatch(compact):
        return Number(compact, Kind.WSNP)
    found = _NUMBER.fullmatch(compact)
    if found is None:
        return None
    return Number(compact, _LETTERS[found[1]], COURTS.get(found[2] or ""))


def named_in(text: str) -> Number | None:
    """Return the number that a text names, None where it names none or several."""
    found = {hit.group().upper() for hit in _NAMED.finditer(text)}
    return read_number(found.pop()) if len(found) == 1 else None


def fits(number: Number, kind: Kind) -> bool:
    """Tell whether a number can be of a kind of proceeding; what the register does not hold has none of it."""
    return kind in REGISTERED and number.kind is kind
