"""What a publication in the insolvency register may do to a proceeding, and how the meaning of a code is written."""

from enum import StrEnum
from typing import NamedTuple

from casebook.domain.insolvency.facts import EndKind, Kind


class Does(StrEnum):
    """What a publication does to the proceeding that it is of; a note does nothing."""

    START = "start"
    REOPENED = "reopened"
    DEFINITIVE = "definitive"
    EXTENDED = "extended"
    MEETING = "meeting"
    CREDITORS_MEETING = "creditors_meeting"
    SIMPLIFIED = "simplified"
    DISTRIBUTION_LIST = "distribution_list"
    ENDED = "ended"
    CONVERTED = "converted"
    MOVED_TO = "moved_to"
    MOVED_FROM = "moved_from"
    ANNULLED = "annulled"
    MISTAKE = "mistake"
    REVIVED = "revived"
    SLATE_WITHDRAWN = "slate_withdrawn"
    PERSONS = "persons"
    RECTIFIED = "rectified"
    NOTE = "note"


class Meaning(NamedTuple):
    """The meaning of a code: of which kind of proceeding, what the register calls it, and what it does.

    `outcome` is how an end ended it. A start may come `out_of` a proceeding of another kind, which it ends. `also` is
    what it does besides, on the last day that its text has.
    """

    kind: Kind
    text: str
    does: Does
    outcome: EndKind | None = None
    out_of: Kind | None = None
    also: Does | None = None

    @property
    def days(self) -> int:
        """How many days its text has."""
        return self.text.count("[datum") or int(self.text.endswith(" op"))

    @property
    def plain(self) -> str:
        """What the register calls it, without what each publication fills in."""
        text = self.text.split(" [")[0].rstrip(":")
        for ending in (" op", " vanaf", " door mr.", " bij beschikking van"):
            text = text.removesuffix(ending)
        return text


# What cannot be done without the day of the court.
BY_DAY = frozenset({
    Does.START, Does.REOPENED, Does.DEFINITIVE, Does.EXTENDED, Does.ENDED, Does.CONVERTED, Does.ANNULLED,
    Does.MISTAKE, Does.SLATE_WITHDRAWN,
})  # fmt: skip
