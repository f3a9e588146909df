"""What the insolvency register publishes of a proceeding: who it is of, who acts, and its publications."""

import re
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY, Term, add
from casebook.domain.insolvency.facts import Kind

_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
_DAY = re.compile(
    r"\b(?:(?P<year>\d{4})-(?P<month>\d\d)-(?P<of_month>\d\d)"
    r"|(?P<d>\d{1,2})\s*[-/.]\s*(?P<m>\d{1,2})\s*[-/.]\s*(?P<y>\d{4})"
    rf"|(?P<d2>\d{{1,2}})\s+(?P<name>{'|'.join(_MONTHS)})\s+(?P<y2>\d{{4}}))\b",
    re.IGNORECASE | re.ASCII,
)
_LASTS = re.compile(r"\bvoor de duur van\b(?P<how_long>.{1,60})", re.IGNORECASE | re.DOTALL)
_YEARS = re.compile(r"(\d{1,2}|een|één|anderhalf)\s+ja(?:ar|ren)\b", re.IGNORECASE)
_MONTHS_LONG = re.compile(r"(\d{1,3}|een|één)\s+maand(?:en)?\b", re.IGNORECASE)
_HALF_YEAR = {"anderhalf": 18, "een": 12, "één": 12}


class Acting(NamedTuple):
    """A trustee (`curator`) or administrator, when he acts, and where post goes to him."""

    curator: bool
    name: str
    from_on: date | None = None
    until_on: date | None = None
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    city: str = ""


class Publication(NamedTuple):
    """One publication: its reference, code and text, and until when claims are filed where it says so.

    `given` is the day of the court that a person read elsewhere, where the text has none.
    """

    reference: str
    code: str
    published_on: date
    text: str
    bar_date: date | None = None
    given: date | None = None

    @property
    def days(self) -> tuple[date, ...]:
        """The days in its text, in their order; one that is none is left out."""
        found = tuple(day for match in _DAY.finditer(self.text) if (day := _day(match)) is not None)
        return found or ((self.given,) if self.given else ())

    def lasts(self, since: date) -> date | None:
        """Return the last day of what it grants "voor de duur van …", None where it does not say how long."""
        found = _LASTS.search(self.text)
        months = _months(found["how_long"]) if found else 0
        return add(since, Term(months, "months")) - ONE_DAY if months else None


class Registered(NamedTuple):
    """A proceeding as the register shows it. No address of the debtor is kept.

    `former` is its number before another court or kind took it over, `others` are older numbers of its own. `kvks` are
    numbers of the trade register of the debtor and his trades, `visible_until` until when it may be shown.
    """

    number: str
    kind: Kind
    court: str
    natural: bool
    name: str
    trades: tuple[str, ...]
    birth_on: date | None
    kvks: tuple[str, ...]
    publications: tuple[Publication, ...]
    former: str = ""
    others: tuple[str, ...] = ()
    judges: tuple[str, ...] = ()
    acting: tuple[Acting, ...] = ()
    visible_until: date | None = None
    legacy: bool = False


def _day(match: "re.Match[str]") -> date | None:
    found = match.groupdict()
    year = found["year"] or found["y"] or found["y2"]
    month = _MONTHS.index(found["name"].lower()) + 1 if found["name"] else int(found["month"] or found["m"])
    try:
        return date(int(year), month, int(found["of_month"] or found["d"] or found["d2"]))
    except ValueError:
        return None


def _months(text: str) -> int:
    years, months = _YEARS.search(text), _MONTHS_LONG.search(text)
    total = 0
    if years:
        word = years[1].lower()
        total += _HALF_YEAR[word] if word in _HALF_YEAR else 12 * int(word)
    if months:
        total += int(months[1]) if months[1].isdigit() else 1
    return total
