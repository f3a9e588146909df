"""Reading `court_fees.toml`: the court fees (griffierecht) of the kantonrechter."""

from dataclasses import dataclass
from typing import NamedTuple

from casebook.domain.dated import Dated
from casebook.domain.money import Cents
from casebook.law.schema import Table, ascending, dated


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
    fees = CourtFees(company=dated(table, "company", _bands), person=dated(table, "person", _bands))
    table.done()
    return fees


def _bands(entry: Table) -> tuple[Band, ...] | None:
    if entry.has("not_read"):
        if not entry.flag("not_read"):
            raise entry.wrong("not_read", "only_true")
        return None
    bands = tuple(_band(item) for item in entry.tables("bands"))
    ascending(entry, "bands", [band.up_to for band in bands])
    return bands


def _band(item: Table) -> Band:
    band = Band(item.cents("up_to") if item.has("up_to") else None, item.cents("fee"))
    item.done()
    return band
