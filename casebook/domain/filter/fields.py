"""The fields of the filter: how they are called in both languages, and what may follow."""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from casebook.domain.filter.choices import (
    ACTIONS,
    BANDS,
    CLAIMS,
    DEBTORS,
    HAS,
    ME,
    NOBODY,
    SEGMENTS,
    STATES,
    TRACKS,
    Choice,
)
from casebook.domain.filter.terms import Field


class Takes(Enum):
    """What stands behind a field: one of some choices, the name of something in the book, cents, or a day."""

    CHOICE = "choice"
    NAME = "name"
    AMOUNT = "amount"
    DAY = "day"


class FieldShape(NamedTuple):
    """A field: its names, the first of each language in front, what it takes, and what it is called in full.

    `past`: a day without a year is the last one, not the next one.
    """

    field: Field
    nl: tuple[str, ...]
    en: tuple[str, ...]
    takes: Takes
    said: str
    choices: tuple[Choice, ...] = ()
    past: bool = False

    def name(self, language: str) -> str:
        """Return its name in a language."""
        return (self.nl if language == "nl" else self.en)[0]


# Those that are asked for most in front: in this order they are offered.
FIELDS = (
    FieldShape(Field.TRACK, ("spoor",), ("track",), Takes.CHOICE, "filter_terms.track", TRACKS),
    FieldShape(Field.BAND, ("band",), ("band",), Takes.CHOICE, "filter_terms.band", BANDS),
    FieldShape(Field.OPEN, ("open",), ("open",), Takes.AMOUNT, "filter_terms.open"),
    FieldShape(Field.SAFE, ("veilig",), ("safe",), Takes.DAY, "filter_terms.safe"),
    FieldShape(Field.HANDLER, ("behandelaar",), ("handler",), Takes.NAME, "filter_terms.handler", (ME, NOBODY)),
    FieldShape(Field.TEAM, ("team",), ("team",), Takes.NAME, "filter_terms.team"),
    FieldShape(Field.BY, ("voor",), ("by",), Takes.DAY, "filter_terms.by"),
    FieldShape(Field.DO, ("actie",), ("do",), Takes.CHOICE, "filter_terms.do", ACTIONS),
    FieldShape(Field.NEXT, ("volgende",), ("next",), Takes.DAY, "filter_terms.next"),
    FieldShape(Field.TAG, ("label",), ("tag",), Takes.NAME, "filter_terms.tag"),
    FieldShape(Field.HAS, ("heeft",), ("has",), Takes.CHOICE, "filter_terms.has", HAS),
    FieldShape(Field.CITY, ("plaats",), ("city",), Takes.NAME, "filter_terms.city"),
    FieldShape(Field.KIND, ("soort",), ("kind",), Takes.CHOICE, "filter_terms.kind", CLAIMS),
    FieldShape(Field.SEGMENT, ("segment", "seg"), ("segment", "seg"), Takes.CHOICE, "filter_terms.segment", SEGMENTS),
    FieldShape(Field.STATE, ("status",), ("state",), Takes.CHOICE, "filter_terms.state", STATES),
    FieldShape(Field.DEBTOR, ("debiteur",), ("debtor",), Takes.CHOICE, "filter_terms.debtor", DEBTORS),
    FieldShape(Field.CREDITOR, ("schuldeiser",), ("creditor",), Takes.NAME, "filter_terms.creditor"),
    FieldShape(Field.CLAIMED, ("gesteld",), ("claimed",), Takes.DAY, "filter_terms.claimed"),
    FieldShape(Field.OPENED, ("geopend",), ("opened",), Takes.DAY, "filter_terms.opened", past=True),
)
BY_NAME: Mapping[str, FieldShape] = MappingProxyType({name: one for one in FIELDS for name in (*one.nl, *one.en)})
