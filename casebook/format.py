"""Money, percentages, numbers and days as a Dutch or an English reader writes them.

Own small formatters: a general library costs tens of milliseconds at first use and shows in every list.
"""

from datetime import date
from decimal import Decimal

_SEPARATORS = {"nl": (".", ","), "en": (",", ".")}
_LONG_MONTHS = {
    "nl": (
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def number(value: int, language: str) -> str:
    """Return a whole number with thousands marked: 12.480 (nl), 12,480 (en)."""
    return f"{value:,}".replace(",", _SEPARATORS[language][0])


def amount(cents: int, language: str) -> str:
    """Return an amount in euro without the sign of the currency: 12.480,15 (nl), 12,480.15 (en)."""
    sign = "-" if cents < 0 else ""
    euros, rest = divmod(abs(cents), 100)
    return f"{sign}{number(euros, language)}{_SEPARATORS[language][1]}{rest:02d}"


def money(cents: int, language: str) -> str:
    """Return an amount with the sign of the euro, kept on one line: € 12.480,15 (nl), €12,480.15 (en)."""
    if language == "nl":
        return f"€\N{NO-BREAK SPACE}{amount(cents, language)}"
    sign = "-" if cents < 0 else ""
    return f"{sign}€{amount(abs(cents), language)}"


def iban(value: str) -> str:
    """Return an account number in groups of four, as people read it: NL91 ABNA 0417 1643 00."""
    plain = "".join(value.split())
    return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))


def percent(value: Decimal, language: str) -> str:
    """Return a percentage as written in law, without trailing zeros: 10,15% (nl), 10.15% (en)."""
    plain = f"{value:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain.replace(".", _SEPARATORS[language][1]) + "%"


def tenths(value: Decimal, language: str) -> str:
    """Return a number with one decimal, for numbers under each other: 14,0 (nl), 14.0 (en)."""
    return f"{value:.1f}".replace(".", _SEPARATORS[language][1])


def day(value: date, language: str) -> str:
    """Return a day: 21-11-2026 (nl), 21 Nov 2026 (en)."""
    if language == "nl":
        return f"{value.day:02d}-{value.month:02d}-{value.year:04d}"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year:04d}"


def long_day(value: date, language: str) -> str:
    """Return a day as a letter has it: 21 november 2026 (nl), 21 November 2026 (en)."""
    return f"{value.day} {_LONG_MONTHS[language][value.month - 1]} {value.year:04d}"


def short_day(value: date, language: str, year: int) -> str:
    """Return a day of `year` without the year, of another with: 21-11, 21-11-27 (nl), 21 Nov, 21 Nov 27 (en)."""
    if language == "nl":
        short = f"{value.day:02d}-{value.month:02d}"
        return short if value.year == year else f"{short}-{value.year % 100:02d}"
    short = f"{value.day} {_MONTHS[value.month - 1]}"
    return short if value.year == year else f"{short} {value.year % 100:02d}"
