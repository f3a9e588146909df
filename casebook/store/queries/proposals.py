"""What lists say otherwise than we do and waits for a person: all of it, or of one kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, NamedTuple

from casebook.domain.money import Cents
from casebook.domain.parameters import Parameters
from casebook.store import differences
from casebook.store.database import Database
from casebook.store.queries.case import ProposalRow
from casebook.store.queries.listing import Count, Key, Listing, Part
from casebook.store.queries.narrowing import ALL, Narrowing, condition, in_bounds


class Listed(StrEnum):
    """What is listed: everything that waits, or what is of one kind."""

    ALL = "all"
    PAID = "paid"
    CHANGED = "changed"
    CREDITED = "credited"
    VAT = "vat"
    ABSENT = "absent"
    DEBTORS = "debtors"


_CODES: Mapping[Listed, tuple[str, ...]] = {
    Listed.PAID: (differences.PAID, differences.SETTLED),
    Listed.CHANGED: ("proposal.changed", *sorted(set(differences.SAID.values()))),
    Listed.CREDITED: (differences.CREDIT_NOTE,),
    Listed.VAT: (differences.VAT, differences.NEW_VAT),
    Listed.ABSENT: (differences.ABSENT,),
    Listed.DEBTORS: (differences.SAME_DEBTOR,),
}
_KINDS = {code: kind for kind, codes in _CODES.items() for code in codes}


class WaitingRow(NamedTuple):
    """A proposal that waits: of which case, what it says, and which file said it on which day."""

    id: int
    version: int
    case_id: int
    number: str
    name: str
    claim_id: int | None
    claim_number: str | None
    code: str
    parameters: Parameters
    cents: Cents | None
    on_day: date
    file_name: str

    @property
    def key(self) -> Key:
        """The place in the list: those of a kind stand together, the oldest first."""
        return self.code, self.id

    @property
    def kind(self) -> Listed:
        """Of which kind it is."""
        return _KINDS[self.code]

    @property
    def of_case(self) -> ProposalRow:
        """The proposal as its case has it."""
        return ProposalRow(
            self.id, self.version, self.claim_id, self.claim_number, self.code, self.parameters, self.cents
        )


@dataclass(frozen=True, slots=True)
class WaitingListing(Listing[WaitingRow]):
    """The list of proposals that wait; a case may have several: those that are marked are found again by themselves."""

    FOUND_BY: ClassVar[str] = "id"


_COLUMNS = """
    m.id, m.version, m.case_id, c.number, p.name, m.claim_id, k.number, m.code, m.parameters, m.cents, r.on_day,
    r.file_name
"""
_JOINED = """
    JOIN cases c ON c.id = m.case_id JOIN party p ON p.id = c.debtor_id JOIN import_run r ON r.id = m.run_id
    LEFT JOIN claim k ON k.id = m.claim_id
"""
_WAITS = "m.state = 'proposed'"


def waiting(database: Database, listed: Listed = Listed.ALL, narrowing: Narrowing = ALL) -> WaitingListing:
    """Return what waits for a person to accept or dismiss, by kind and the oldest first."""
    found = condition(database, narrowing, "m.case_id")
    bounds = (
        [Part(f"{_WAITS} AND m.code = ?", (code,)) for code in _CODES[listed]] if listed in _CODES else [Part(_WAITS)]
    )
    return WaitingListing(
        WaitingRow,
        _COLUMNS,
        "proposal m",
        _JOINED,
        ("m.code", "m.id"),
        lambda row: row.key,
        tuple(in_bounds(one, found) if found.where else one for one in bounds),
        joined_last=True,
    )


def count_waiting(database: Database) -> Count:
    """Return how many wait."""
    return waiting(database).count(database)
