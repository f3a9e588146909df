"""Reading `court_fees.toml`: the court fees (griffierecht) of the kantonrechter and of the district court."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from casebook.domain.dated import Confidence, Dated
from casebook.domain.money import Cents
from casebook.law.schema import Table, ascending, dated


class Band(NamedTuple):
    """The fee for a claim of at most `up_to` (None: of any higher amount)."""

    up_to: Cents | None
    fee: Cents


@dataclass(frozen=True, slots=True)
class CourtFees:
    """The fees of a claimant that is a company, a person, or unable to pay, before the kantonrechter and before the
    district court.

    The value of an entry is None for years whose fees were not read: then no fee is known, not that of a year before.
    """

    company: Dated[tuple[Band, ...] | None]
    person: Dated[tuple[Band, ...] | None]
    unable: Dated[tuple[Band, ...] | None]
    district_company: Dated[tuple[Band, ...] | None]
    district_person: Dated[tuple[Band, ...] | None]
    district_unable: Dated[tuple[Band, ...] | None]


class Fee(NamedTuple):
    """The fee for a claim, in cents, with its source and how sure it is."""

    cents: Cents
    source: str
    confidence: Confidence


def of_company(fees: CourtFees, asked: Cents, day: date, *, district: bool) -> Fee | None:
    """Return what a company pays that claims an amount on a day; None where the fees of that year are not known."""
    entry = (fees.district_company if district else fees.company).in_force(day)
    if entry is None or entry.value is None:
        return None
    cents = next(band.fee for band in entry.value if band.up_to is None or asked <= band.up_to)
    return Fee(cents, f"Wgbz, {entry.source}" if entry.source != "Wgbz" else "Wgbz", entry.confidence)


def read(table: Table) -> CourtFees:
    """Return the court fees; raises `LawError` where the table is wrong."""
    fees = CourtFees(
        company=dated(table, "company", _bands),
        person=dated(table, "person", _bands),
        unable=dated(table, "unable", _bands),
        district_company=dated(table, "district_company", _bands),
        district_person=dated(table, "district_person", _bands),
        district_unable=dated(table, "district_unable", _bands),
    )
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
