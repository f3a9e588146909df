"""Runs that bring in files of agencies: which agency it is, the list it sent held against ours, and what differs."""

from datetime import date
from typing import NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.placements.inventory import Compared, Difference, Resolution
from casebook.domain.search import fold
from casebook.errors import InputError, Refused
from casebook.store import runs
from casebook.store.database import Database
from casebook.store.models.agency_files import InventoryDifference, InventoryRun
from casebook.store.models.imports import ImportRun, RunState
from casebook.store.rows import rows
from casebook.store.runs import File
from casebook.store.transaction import Actor, Transaction

LIST, LIST_COMMAND = "agency_list", "import.agency_list"
_AGENCIES = """
    SELECT a.id, a.party_id, p.name, a.report_profile, a.inventory_profile
    FROM agency a JOIN party p ON p.id = a.party_id ORDER BY p.sort_name, a.id
"""
_LAST = "SELECT max(on_day) AS on_day FROM inventory_run WHERE agency_id = ?"
_BEFORE = """
    SELECT v.on_day FROM inventory_run v JOIN import_run r ON r.id = v.run_id
    WHERE r.sha256 = ? AND r.kind = 'agency_list' AND v.agency_id = ? AND v.on_day = ? LIMIT 1
"""
# What was resolved in a way that holds as long as the lists say the same.
_LASTING = (Resolution.NOTED, Resolution.IGNORED)


class AgencyRow(NamedTuple):
    """An agency by its name, and how its files are read."""

    id: int
    party_id: int
    name: str
    report_profile: str
    inventory_profile: str


class _Day(NamedTuple):
    on_day: date | None


class List(NamedTuple):
    """The list of an agency as of a day, and how it was held against ours; `unread` are lines with a fault."""

    agency_id: int
    on_day: date
    file: File
    compared: Compared
    unread: int


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


def record_list(database: Database, actor: Actor, day: date, listed: List) -> None:
    """Record how a list differs from ours: it takes the place of the one before, and changes no placement.

    What was noted or ignored before stays so where the lists still say the same. Raises `Refused` for somebody who may
    not.
    """
    runs.check_role(actor)

    def work() -> None:
        tx = Transaction(database, actor, day)
        tx.hold(f"{LIST} {listed.agency_id}")
        if listed_before(database, listed.agency_id, listed.on_day, listed.file.sha256):
            return
        compared = listed.compared
        run_id = tx.add(
            ImportRun,
            kind=LIST,
            on_day=day,
            state=RunState.DONE,
            rows=compared.theirs,
            added=len(compared.differences),
            refused=listed.unread,
            **listed.file._asdict(),
        )
        inventory_id = tx.add(
            InventoryRun,
            run_id=run_id,
            agency_id=listed.agency_id,
            on_day=listed.on_day,
            ours=compared.ours,
            theirs=compared.theirs,
            matched=compared.matched,
            unread=listed.unread,
        )
        known = _take_over(tx, listed.agency_id, inventory_id)
        tx.add_many(InventoryDifference, [_row(one, inventory_id, known) for one in compared.differences])
        runs.Run(run_id, LIST_COMMAND).finish(tx, agency=listed.agency_id, file=listed.file.file_name)

    database.transact(work)


class _Said(NamedTuple):
    """What was made of a difference, and the day on which the agency was asked about it."""

    resolved_on: date | None
    resolution: str | None
    note: str
    asked_on: date | None


_NOTHING = _Said(None, None, "", None)


def _take_over(tx: Transaction, agency_id: int, inventory_id: int) -> dict[tuple[object, ...], _Said]:
    """Close what is open of the list before; return what was said of each of its differences that still holds."""
    lists = InventoryRun.select().where((InventoryRun.agency_id == agency_id) & (InventoryRun.id < inventory_id))
    before = tx.first(lists.order_by(InventoryRun.id.desc()))
    known: dict[tuple[object, ...], _Said] = {}
    if before is None:
        return known
    of_list = InventoryDifference.select().where(InventoryDifference.inventory_id == before.id)
    found = tx.find(of_list.order_by(InventoryDifference.id))
    left = [one for one in found if one.resolved_on is None]
    for one in found:
        if one.resolved_on is None or one.resolution in _LASTING:
            known[_key(one)] = _Said(one.resolved_on, one.resolution, one.note, one.asked_on)
    tx.change_all(left, resolved_on=tx.day, resolution=Resolution.SUPERSEDED)
    return known


def _key(one: InventoryDifference) -> tuple[object, ...]:
    return (
        one.kind,
        one.placement_id,
        *(() if one.placement_id else (one.number, one.reference, one.name)),
        one.ours_cents,
        one.theirs_cents,
        one.their_state,
    )


def _row(one: Difference, inventory_id: int, known: dict[tuple[object, ...], _Said]) -> dict[str, object]:
    row = {
        "inventory_id": inventory_id,
        "kind": one.kind,
        "placement_id": one.placement_id,
        "list_line": one.line,
        "number": one.number,
        "reference": one.reference,
        "name": one.name,
        "ours_cents": one.ours,
        "theirs_cents": one.theirs,
        "their_state": one.state,
    }
    return row | known.get(_key(InventoryDifference(**row)), _NOTHING)._asdict()
