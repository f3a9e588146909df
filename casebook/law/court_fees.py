"""Reading `court_fees.toml`: the court fees (griffierecht) of the kantonrechter."""

from dataclasses import dataclass
from typing import NamedTuple

from casebook.domain.dated import Dated
from casebook.domain.money import Cents
from casebook.law.schema import Table, dated


class Band(NamedTuple):
    """The fee for a claim of at most `up_to` (None: of any higher amount)."""

    up_to: Cents | None
    fee: Cents


@dataclass(frozen=True, slots=True)
class CourtFees:
    """The fees of a claimant that is a company or a person.

    The value of an entry is None for years whose fees were not read: then no fee is known, not that of a year before.
    """

    company: Dated[tuple[Band, ...] | None]
    person: Dated[tuple[Band, ...] | None]


def read(table: Table) -> CourtFees:
    """Return the court fees; raises `LawError` where the table is wrong."""
    return CourtFees(company=dated(table, "company", _bands), person=dated(table, "person", _bands))


def _bands(entry: Table) -> tuple[Band, ...] | None:
    if entry.has("not_read"):
        if not entry.flag("not_read"):
            raise entry.wrong("not_read", "only_true")
        return None
    bands = tuple(_band(item) for item in entry.tables("bands"))
    ends = [band.up_to for band in bands if band.up_to is not None]
    if bands[-1].up_to is not None or len(ends) != len(bands) - 1 or sorted(set(ends)) != ends:
        raise entry.wrong("bands", "ascending")
    return bands


def _band(item: Table) -> Band:
    band = Band(item.cents("up_to") if item.has("up_to") else None, item.cents("fee"))
    item.done()
    return band
