"""The claims and debtors that records of history name by their numbers, looked up for many records at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from casebook.domain.history import ClaimRef, DebtorRef
from casebook.errors import InputError
from casebook.store.database import Database
from casebook.store.models.claims import Relation
from casebook.store.rows import many

_CLAIMS = """
    SELECT k.creditor_id, k.number, k.id, k.case_id, c.debtor_id, k.kind, k.capacity, k.rate_kind, k.rate, k.law
    FROM claim k JOIN cases c ON c.id = k.case_id
    WHERE k.creditor_id = ? AND k.number IN ({marks}) AND k.title_of_id IS NULL ORDER BY k.id DESC
"""
_DEBTORS = "SELECT number, party_id FROM debtor_number WHERE creditor_id = ? AND number IN ({marks})"
# What a title stands for is told by the claim that it took the place of.
_OWED = """
    SELECT c.debtor_id, k.creditor_id, k.id, k.case_id, NULL FROM cases c JOIN claim k ON k.case_id = c.id
    WHERE c.debtor_id IN ({marks}) AND k.title_of_id IS NULL ORDER BY k.id
"""
_LIABLE = """
    SELECT l.party_id, k.creditor_id, k.id, k.case_id, l.relation FROM liability l JOIN claim k ON k.id = l.claim_id
    WHERE l.party_id IN ({marks}) AND k.title_of_id IS NULL ORDER BY k.id
"""
_CASES = """
    SELECT debtor_id, id FROM cases WHERE debtor_id IN ({marks}) ORDER BY CASE state WHEN 'closed' THEN 1 ELSE 0 END, id
"""
_SPOKEN_FOR = """
    SELECT r.representative_id, c.id FROM representation r JOIN cases c ON c.debtor_id = r.party_id
    WHERE r.representative_id IN ({marks}) ORDER BY c.id
"""


class ClaimRow(NamedTuple):
    """A claim that a record names, with the debtor of its case."""

    creditor_id: int
    number: str
    id: int
    case_id: int
    debtor_id: int
    kind: str
    capacity: str | None
    rate_kind: str
    rate: str | None
    law: str


class Owed(NamedTuple):
    """A claim that a party owes, as the debtor of its case or beside him by a `relation`."""

    party_id: int
    creditor_id: int
    claim_id: int
    case_id: int
    relation: Relation | None = None


class _PartyCase(NamedTuple):
    party_id: int
    case_id: int


class _Number(NamedTuple):
    number: str
    party_id: int


@dataclass(slots=True)
class Known:
    """What there is of the claims and debtors that were asked for."""

    database: Database
    creditors: dict[str, int]
    _claims: dict[tuple[int, str], ClaimRow] = field(default_factory=dict)
    _debtors: dict[DebtorRef, int] = field(default_factory=dict)
    _owed: dict[int, list[Owed]] = field(default_factory=dict)
    _cases: dict[int, int] = field(default_factory=dict)

    def claim(self, ref: ClaimRef) -> ClaimRow:
        """Return a claim. Raises `InputError` where there is none."""
        found = self._claims.get((self.creditors.get(ref.creditor, 0), ref.invoice_number))
        if found is None:
            raise InputError("import.history.no_claim", number=ref.invoice_number, creditor=ref.creditor)
        return found

    def has_claim(self, ref: ClaimRef) -> bool:
        """Tell whether there is a claim."""
        return (self.creditors.get(ref.creditor, 0), ref.invoice_number) in self._claims

    def debtor(self, ref: DebtorRef) -> int:
        """Return the party that a number stands for. Raises `InputError` where there is none."""
        found = self._debtors.get(ref)
        if found is None:
            raise InputError("import.history.no_debtor", number=ref.number, creditor=ref.creditor)
        return found

    def creditor(self, code: str) -> int:
        """Return an entity of ours. Raises `InputError` where there is none."""
        found = self.creditors.get(code)
        if found is None:
            raise InputError("import.history.no_creditor", creditor=code)
        return found

    def known_debtors(self) -> dict[DebtorRef, int]:
        """Return the debtors that there are."""
        return dict(self._debtors)

    def owed(self, party_id: int) -> Sequence[Owed]:
        """Return the claims that a party owes, to whichever entity."""
        return self._owed.get(party_id, ())

    def owes(self, party_id: int, claim: ClaimRow) -> bool:
        """Tell whether a party is the debtor of a claim, or liable for it beside him."""
        return party_id == claim.debtor_id or any(owed.claim_id == claim.id for owed in self.owed(party_id))

    def case(self, party_id: int, ref: DebtorRef) -> int:
        """Return the case in which a party is dealt with: his own, else that of whom he speaks or owes for.

        Raises `InputError` where there is none.
        """
        found = self._cases.get(party_id)
        if found is None:
            raise InputError("import.history.no_case", number=ref.number, creditor=ref.creditor)
        return found


def look_up(database: Database, claims: Iterable[ClaimRef], debtors: Iterable[DebtorRef]) -> Known:
    """Return what there is of claims and debtors, with what those debtors owe and their cases."""
    known = Known(database, dict(database.fetch("SELECT code, id FROM creditor")))
    numbers: dict[str, set[str]] = {}
    for claim in claims:
        numbers.setdefault(claim.creditor, set()).add(claim.invoice_number)
    for code in numbers.keys() & known.creditors.keys():
        for row in many(database, _CLAIMS, ClaimRow, sorted(numbers[code]), [known.creditors[code]]):
            known._claims[row.creditor_id, row.number] = row
    by_code: dict[str, set[str]] = {}
    for debtor in debtors:
        by_code.setdefault(debtor.creditor, set()).add(debtor.number)
    for code in by_code.keys() & known.creditors.keys():
        for found in many(database, _DEBTORS, _Number, sorted(by_code[code]), [known.creditors[code]]):
            known._debtors[DebtorRef(code, found.number)] = found.party_id
    _add_what_is_owed(known, sorted(set(known._debtors.values())))
    return known


def _add_what_is_owed(known: Known, parties: Sequence[int]) -> None:
    for sql in (_OWED, _LIABLE):
        for owed in many(known.database, sql, Owed, parties):
            known._owed.setdefault(owed.party_id, []).append(owed)
    for party_id, claims in known._owed.items():
        known._cases[party_id] = claims[0].case_id
    for sql in (_SPOKEN_FOR, _CASES):
        first: dict[int, int] = {}
        for found in many(known.database, sql, _PartyCase, parties):
            first.setdefault(found.party_id, found.case_id)
        known._cases = {**first, **known._cases} if sql is _SPOKEN_FOR else {**known._cases, **first}
