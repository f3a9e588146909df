"""Profiles by which files of agencies are read: TOML files, strictly read as those of our own lists are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from casebook.domain.money import Cents
from casebook.exchange import profile_file
from casebook.exchange import profile_parts as parts
from casebook.exchange.sheets.cells import Section
from casebook.exchange.sheets.form import FileForm
from casebook.law.schema import Table

SHIPPED = Path(__file__).parent / "profiles"
# By which a row names a placement: one of the numbers at least.
NAMING = ("number", "reference", "name")
REPORT_FIELDS = (
    *NAMING,
    "on",
    "phase",
    "open",
    "received",
    "remitted",
    "costs",
    "next_action",
    "next_on",
    "currency",
)
LIST_FIELDS = (*NAMING, "amount", "state", "currency")
LIST_REQUIRED = ("amount",)
REMITTANCE_FIELDS = (*NAMING, "gross", "fee", "currency")
REMITTANCE_REQUIRED = ("gross",)


class Compares(StrEnum):
    """Which of our amounts a list is held against: the principal that is open, all that is open, or what was placed."""

    PRINCIPAL = "principal"
    OPEN = "open"
    PLACED = "placed"


@dataclass(frozen=True, slots=True)
class Inventory:
    """How a list of all that an agency has of us is read; amounts that are no more than `tolerance` apart agree."""

    section: Section
    compares: Compares
    tolerance: Cents


@dataclass(frozen=True, slots=True)
class AgencyProfile:
    """How the files of an agency are read: each kind of file it sends, None for what it does not.

    `euro` are the texts that mean euro, in lower case.
    """

    name: str
    note: Mapping[str, str]
    file: FileForm
    euro: frozenset[str]
    report: Section | None
    inventory: Inventory | None
    remittance: Section | None


def names() -> tuple[str, ...]:
    """Return the names of the profiles that are shipped."""
    return profile_file.names(SHIPPED)


def load(named: str) -> AgencyProfile:
    """Return the profile of that name, or the one in the file of that path; raises `InputError`."""
    return read(profile_file.find(SHIPPED, named))


def read(path: Path) -> AgencyProfile:
    """Return the profile in a file; raises `InputError` naming the file and the key."""
    return profile_file.read(path, _profile)


def _profile(table: Table) -> AgencyProfile:
    name, note = parts.one_line(table, "name"), parts.note(table)
    file = parts.file_form(table.table("file"))
    _, euro = parts.currency(table.table("currency"))
    profile = AgencyProfile(
        name,
        note,
        file,
        euro,
        _rows(table, "report", REPORT_FIELDS, ()),
        _inventory(table.table("list")) if table.has("list") else None,
        _rows(table, "remittance", REMITTANCE_FIELDS, REMITTANCE_REQUIRED),
    )
    table.done()
    return profile


def _rows(table: Table, key: str, fields: Collection[str], required: Collection[str]) -> Section | None:
    if not table.has(key):
        return None
    part = table.table(key)
    section = _section(part, fields, required)
    part.done()
    return section


def _inventory(table: Table) -> Inventory:
    inventory = Inventory(
        _section(table, LIST_FIELDS, LIST_REQUIRED),
        table.choice("compares", {one.value: one for one in Compares}),
        table.cents("tolerance"),
    )
    table.done()
    return inventory


def _section(table: Table, fields: Collection[str], required: Collection[str]) -> Section:
    section = parts.section(table, fields, required)
    if not {"number", "reference"} & section.columns.keys():
        raise parts.wrong(table, "columns", "agency_file.profile.naming")
    return section
