"""The specification of an amount that an agency passed on: which placements it is of, and what was kept of each."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.domain.placements.known import Known
from casebook.domain.placements.told import ToldShare
from casebook.errors import InputError, Refused
from casebook.exchange.agencies import profile as profiles
from casebook.exchange.agencies import reading
from casebook.exchange.agencies.profile import AgencyProfile
from casebook.exchange.reason import Reason
from casebook.store import agency_placements, agency_runs, placement_rows
from casebook.store.actions.bank_remittances import AcceptRemittance, Kept
from casebook.store.actions.bank_shares import Share
from casebook.store.agency_runs import AgencyRow
from casebook.store.database import Database
from casebook.store.queries import remittances
from casebook.store.queries.bank_entry import EntryCard
from casebook.store.queries.remittances import PlacementChoice


class Line(NamedTuple):
    """A row of a specification: the placement, what came in for it gross, what was kept, and what may be kept."""

    placement: PlacementChoice
    gross: Cents
    fee: Cents
    expected: Cents | None


class Specification(NamedTuple):
    """What an amount is made of."""

    agency: AgencyRow
    lines: tuple[Line, ...]

    @property
    def gross(self) -> Cents:
        """Return all that debtors paid."""
        return Cents(sum(line.gross for line in self.lines))

    @property
    def fee(self) -> Cents:
        """Return all that was kept."""
        return Cents(sum(line.fee for line in self.lines))

    def command(self, entry_id: int, reason: str = "") -> AcceptRemittance:
        """Return the command that books an entry of the bank by it; each share goes to the claims that were placed."""
        shares = tuple(Share(line.placement.case_id, line.gross, line.placement.claim_ids) for line in self.lines)
        kept = tuple(Kept(at, line.placement.placement_id, line.fee) for at, line in enumerate(self.lines))
        return AcceptRemittance(entry_id, self.agency.party_id, shares, self.fee, reason, kept)


def profile_of(database: Database, agency_party_id: int) -> AgencyProfile:
    """Return the profile by which specifications of an agency are read. Raises `Refused`, `InputError`."""
    agency = agency_runs.of_party(database, agency_party_id)
    if agency is None:
        raise Refused("agency_file.not_agency", source=HOUSE_RULE)
    named = agency.report_profile or agency.inventory_profile
    if not named:
        raise InputError("agency_file.no_remittance_profile", name=agency.name)
    return profiles.load(named)


def read(path: Path, profile: AgencyProfile) -> list[ToldShare]:
    """Return the rows of a specification. Raises `InputError` where any of them, or the file, cannot be read."""
    told = []
    for row in reading.shares(path, profile):
        if isinstance(row, Reason):
            raise InputError("agency_file.line", file=str(path), line=row.line, reason=(row.code, row.parameters))
        told.append(row)
    return told


def specified(database: Database, card: EntryCard, agency_party_id: int, told: Sequence[ToldShare]) -> Specification:
    """Return what an entry is made of. Raises `Refused` for a row that names no placement, or more than one."""
    agency = agency_runs.of_party(database, agency_party_id)
    if agency is None:
        raise Refused("agency_file.not_agency", source=HOUSE_RULE)
    with database.snapshot():
        known = Known(agency_placements.with_agency(database, agency.id, card.value_on))
        named = known.find([row.of for row in told])
        recorded = placement_rows.of_ids(database, sorted({id_ for id_ in named if id_ is not None}))
        found = {one.placement_id: one for one in remittances.choices(database, [*recorded.values()], card.value_on)}
    lines = []
    for row, id_ in zip(told, named, strict=True):
        choice = None if id_ is None else found.get(id_)
        if choice is None:
            number = row.of.number or row.of.reference
            raise Refused("agency_file.unknown", source=HOUSE_RULE, line=row.line, number=number, agency=agency.name)
        expected = choice.expected(row.gross)
        lines.append(Line(choice, row.gross, row.fee, None if expected is None else expected.total))
        # What comes in by parts is reckoned with as one.
        found[choice.placement_id] = choice._replace(before=Cents(choice.before + row.gross))
    return Specification(agency, tuple(lines))
