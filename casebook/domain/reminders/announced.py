"""Whether it was announced to the debtor that claims are handed over, and whether his last day to pay has passed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.finding import HOUSE_RULE, Finding, Step


class Announcement(NamedTuple):
    """A letter that announced it, and left: for which claims, by their ids, and the last day to pay that it gave."""

    claims: frozenset[int]
    sent_on: date
    last_day: date | None


def announced(claims: Mapping[int, str], letters: Sequence[Announcement], day: date) -> Finding[bool]:
    """Return whether claims, by their ids with their numbers, may be handed over on a day as far as this goes."""
    newest: dict[int, Announcement] = {}
    for letter in sorted(letters, key=lambda one: one.sent_on):
        newest |= dict.fromkeys(letter.claims, letter)
    missing = tuple(number for id_, number in claims.items() if id_ not in newest)
    if missing:
        return _finding("handing_over.missing", {"numbers": missing}, None, may=False)
    of_claims = [newest[id_] for id_ in claims]
    last = max((one.last_day for one in of_claims if one.last_day is not None), default=None)
    if last is not None and last >= day:
        return _finding("handing_over.runs", {"until": last}, last, may=False)
    sent_on = max((one.sent_on for one in of_claims), default=day)
    return _finding("handing_over.announced", {"on": sent_on}, sent_on, may=True)


def _finding(code: str, told: dict[str, object], on: date | None, *, may: bool) -> Finding[bool]:
    return Finding(may, (Step(code, told, HOUSE_RULE, on, may),))
