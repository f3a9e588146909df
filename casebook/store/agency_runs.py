"""Runs that bring in files of agencies: which agency a file is of, and whether its list came in before."""

from datetime import date
from typing import NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.search import fold
from casebook.errors import InputError, Refused
from casebook.store.database import Database
from casebook.store.rows import rows

_AGENCIES = """
    SELECT a.id, a.party_id, p.name, a.report_profile, a.inventory_profile
    FROM agency a JOIN party p ON p.id = a.party_id ORDER BY p.sort_name, a.id
"""
_LAST = "SELECT max(on_day) AS on_day FROM inventory_run WHERE agency_id = ?"
_BEFORE = """
    SELECT v.on_day FROM inventory_run v JOIN import_run r ON r.id = v.run_id
    WHERE r.sha256 = ? AND r.kind = 'agency_list' AND v.agency_id = ? AND v.on_day = ? AND r.state = 'done' LIMIT 1
"""


class AgencyRow(NamedTuple):
    """An agency by its name, and how its files are read."""

    id: int
    party_id: int
    name: str
    report_profile: str
    inventory_profile: str


class _Day(NamedTuple):
    on_day: date | None


def find_agency(database: Database, named: str) -> AgencyRow:
    """Return the agency of that name, or the only one whose name has it in it; raises `InputError`."""
    agencies, wanted = rows(database, _AGENCIES, AgencyRow), fold(named)
    exact = [one for one in agencies if fold(one.name) == wanted]
    found = exact or [one for one in agencies if wanted and wanted in fold(one.name)]
    if len(found) != 1:
        code = "agency_file.agencies" if found else "agency_file.no_agency"
        raise InputError(code, name=named, names=tuple(one.name for one in found or agencies))
    return found[0]


def of_party(database: Database, party_id: int) -> AgencyRow | None:
    """Return the agency that a party is, None where it is none."""
    return next((one for one in rows(database, _AGENCIES, AgencyRow) if one.party_id == party_id), None)


def listed_before(database: Database, agency_id: int, on_day: date, sha256: str) -> bool:
    """Tell whether this very list was brought in before. Raises `Refused` where a later one was."""
    if rows(database, _BEFORE, _Day, (sha256, agency_id, on_day)):
        return True
    (last,) = rows(database, _LAST, _Day, (agency_id,))
    if last.on_day is not None and last.on_day > on_day:
        raise Refused("agency_file.older_list", source=HOUSE_RULE, on=on_day, last=last.on_day)
    return False
