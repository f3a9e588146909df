"""Who collects for us: the list of agencies, bailiffs and lawyers, and what was agreed with one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, NamedTuple

from casebook.domain.money import Cents
from casebook.domain.placements.facts import AgencyKind, FeeBasis, FeeEvent
from casebook.domain.placements.fees import FeeTerms
from casebook.domain.placements.registration import Registration, registration
from casebook.store.database import Database
from casebook.store.queries.listing import Listing, Part
from casebook.store.rows import many, rows

_COLUMNS = """
    a.id, a.version, a.party_id, p.name, p.sort_name, a.kind, a.wki_number, a.registered_until, a.update_days,
    a.exclusive, a.contact, a.report_profile, a.inventory_profile, a.note, a.ended_on,
    (SELECT count(*) FROM placement m WHERE m.agency_id = a.id AND m.ended_on IS NULL),
    (SELECT CAST(COALESCE(sum(x.principal_cents + x.interest_cents + x.costs_cents), 0) AS BIGINT)
     FROM placement m JOIN placed_claim x ON x.placement_id = m.id
     WHERE m.agency_id = a.id AND m.ended_on IS NULL AND x.ended_on IS NULL),
    COALESCE((SELECT max(c.id) FROM placement m JOIN cases c ON c.id = m.case_id WHERE m.agency_id = a.id), 0)
"""
_ONE = f"SELECT {_COLUMNS} FROM agency a JOIN party p ON p.id = a.party_id WHERE a.id = ?"  # noqa: S608 our own columns
_IN_USE = f"""
    SELECT {_COLUMNS} FROM agency a JOIN party p ON p.id = a.party_id WHERE a.ended_on IS NULL
    ORDER BY p.sort_name, a.id
"""  # noqa: S608 our own columns
_FEES = """
    SELECT agency_id, from_on, event, basis, percent, cents, least_cents, vat_percent
    FROM agency_fee WHERE agency_id IN ({marks}) ORDER BY event, from_on
"""


# As letters to it go: the surest address, and the first mail.
_REACHED = """
    SELECT COALESCE(a.street, ''), COALESCE(a.house_number, ''), COALESCE(a.postcode, ''), COALESCE(a.city, ''),
           COALESCE((SELECT m.value FROM contact_point m WHERE m.id = (
               SELECT min(x.id) FROM contact_point x
               WHERE x.party_id = p.id AND x.kind = 'mail' AND (x.until_on IS NULL OR x.until_on >= ?))), '')
    FROM party p LEFT JOIN address a ON a.id = (
        SELECT x.id FROM address x WHERE x.party_id = p.id AND (x.until_on IS NULL OR x.until_on >= ?)
        ORDER BY CASE x.status WHEN 'verified' THEN 0 WHEN 'presumed' THEN 1 ELSE 2 END, x.id DESC LIMIT 1)
    WHERE p.id = ?
"""


class AgencyRow(NamedTuple):
    """An agency as it is recorded, with how many placements lie there and what was open on them, in cents.

    `case_id` is the last case that was placed there, 0 for none.
    """

    id: int
    version: int
    party_id: int
    name: str
    sort_name: str
    kind: AgencyKind
    wki_number: str
    registered_until: date | None
    update_days: int | None
    exclusive: bool
    contact: str
    report_profile: str
    inventory_profile: str
    note: str
    ended_on: date | None
    placed: int
    placed_cents: Cents
    case_id: int

    def registered(self, database: Database, day: date) -> Registration:
        """Return how it stands in the register on a day."""
        return registration(self.kind, self.registered_until, day, database.law.agencies)


class FeeRow(NamedTuple):
    """What an agency is paid for something from a day on; percentages are text."""

    agency_id: int
    from_on: date
    event: FeeEvent
    basis: FeeBasis
    percent: str | None
    cents: Cents | None
    least_cents: Cents | None
    vat_percent: str | None

    @property
    def terms(self) -> FeeTerms:
        """What a fee is reckoned by."""
        percent = None if self.percent is None else Decimal(self.percent)
        vat = None if self.vat_percent is None else Decimal(self.vat_percent)
        return FeeTerms(self.from_on, self.event, self.basis, percent, self.cents, self.least_cents, vat)


class AgencyReached(NamedTuple):
    """Where post and mail go to an agency, empty as far as that is not known."""

    street: str = ""
    house_number: str = ""
    postcode: str = ""
    city: str = ""
    mail: str = ""


class AgencyCard(NamedTuple):
    """An agency: what was agreed, how it stands in the register, what it is paid from when on, how it is reached."""

    row: AgencyRow
    registration: Registration
    fees: tuple[FeeRow, ...]
    reached: AgencyReached


@dataclass(frozen=True, slots=True)
class AgencyListing(Listing[AgencyRow]):
    """The list of agencies by name."""

    FOUND_BY: ClassVar[str] = "id"


def agencies(_database: Database) -> AgencyListing:
    """Return who collects for us, by name; those with whom nothing is placed any more too."""
    return AgencyListing(
        AgencyRow,
        _COLUMNS,
        "agency a",
        "JOIN party p ON p.id = a.party_id",
        ("p.sort_name", "a.id"),
        lambda row: (row.sort_name, row.id),
        (Part(),),
    )


def in_use(database: Database) -> Sequence[AgencyRow]:
    """Return those with whom something can be placed, by name."""
    return rows(database, _IN_USE, AgencyRow)


def card(database: Database, id_: int, day: date) -> AgencyCard | None:
    """Return an agency, None where there is none."""
    with database.snapshot():
        found = rows(database, _ONE, AgencyRow, (id_,))
        if not found:
            return None
        fees = many(database, _FEES, FeeRow, [id_])
        (reached,) = rows(database, _REACHED, AgencyReached, (day, day, found[0].party_id))
        return AgencyCard(found[0], found[0].registered(database, day), tuple(fees), reached)


def fees(database: Database, agency_ids: Sequence[int]) -> Mapping[int, tuple[FeeTerms, ...]]:
    """Return what agencies are paid, by their ids."""
    found: dict[int, list[FeeTerms]] = defaultdict(list)
    for one in many(database, _FEES, FeeRow, agency_ids):
        found[one.agency_id].append(one.terms)
    return {id_: tuple(some) for id_, some in found.items()}
