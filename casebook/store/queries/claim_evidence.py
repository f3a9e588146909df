"""What proves claims where they are filed: the documents of it in the case, and what is lacking."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.documents import OF_CLAIM, likely, proves_a_claim
from casebook.domain.weak_points import Claimed, weak_points
from casebook.store.database import Database
from casebook.store.models.claims import EvidenceStatus
from casebook.store.queries import documents
from casebook.store.queries.claims import EvidenceRow, evidence_of
from casebook.store.queries.documents import DocumentRow
from casebook.store.rows import many

_CLAIMS = """
    SELECT k.id, k.number, k.kind, k.agreed, k.invoice_on,
           CASE WHEN EXISTS (SELECT 1 FROM liability l WHERE l.claim_id = k.id AND l.relation = 'guarantor')
                THEN 1 ELSE 0 END
    FROM claim k WHERE k.id IN ({marks}) ORDER BY k.id
"""
_OF_OTHERS = "SELECT e.document_id FROM evidence e JOIN claim k ON k.id = e.claim_id WHERE k.case_id IN ({marks})"
_LACKS = frozenset({"weak.missing", "weak.not_looked_at"})


class Proof(NamedTuple):
    """A document that proves something, as a word, of the claim with a number; without one it is of the case."""

    document_id: int
    number: str
    what: str
    name: str


class Evidence(NamedTuple):
    """What proves claims, what is missing by kind with the numbers of the claims, and what is there but in no document
    of the case.
    """

    proofs: tuple[Proof, ...]
    missing: Mapping[str, tuple[str, ...]]
    elsewhere: Mapping[str, tuple[str, ...]]

    @property
    def documents(self) -> tuple[int, ...]:
        """The documents, each once."""
        return tuple(dict.fromkeys(one.document_id for one in self.proofs))


class _Claim(NamedTuple):
    claim_id: int
    number: str
    kind: str
    agreed: str | None
    invoice_on: date | None
    guaranteed: bool


class _Document(NamedTuple):
    document_id: int | None


def of_claims(database: Database, case_id: int, claim_ids: Sequence[int]) -> Evidence:
    """Return what proves claims of a case: what their lists of evidence name, then what else in the case proves a claim
    by what it is, but nothing that is named for other claims only.
    """
    with database.snapshot():
        named = evidence_of(database, claim_ids)
        own = {one.document_id for one in named}
        others = {one.document_id for one in many(database, _OF_OTHERS, _Document, [case_id])} - own
        beside = [
            row
            for row in reversed(documents.of_case(database, case_id))
            if proves_a_claim(row.kind, row.proves) and not row.shared and row.document_id not in others
        ]
        claims = many(database, _CLAIMS, _Claim, claim_ids)
    there = {proof for row in beside for proof in _proofs(row)}
    numbers = {one.claim_id: one.number for one in claims}
    found = [
        Proof(one.document_id, numbers[one.claim_id], one.kind, one.document or "")
        for one in named
        if one.document_id is not None and one.status is EvidenceStatus.PRESENT
    ]
    found += [
        Proof(row.document_id, "", what, row.name)
        for row in beside
        if row.document_id not in own
        for what in _proofs(row) or (f"document_{row.kind}",)
    ]
    without = [one for one in named if one.status is EvidenceStatus.PRESENT and one.document_id is None]
    return Evidence(
        tuple(found),
        _by_kind((lack, one.number) for one in claims for lack in _lacks(one, named) if lack not in there),
        _by_kind((one.kind, numbers[one.claim_id]) for one in without if one.kind not in there),
    )


def _proofs(row: DocumentRow) -> Sequence[str]:
    """Return what of the list of evidence a document proves, nothing for an invoice of which nobody said it."""
    if row.proves:
        return [one for one in row.proves if one in OF_CLAIM]
    proof = None if row.kind is None else likely(row.kind)
    return () if proof is None else (proof,)


def _lacks(claim: _Claim, named: Sequence[EvidenceRow]) -> list[str]:
    """Return what the list of evidence of a claim lacks: what was not found, and what nobody looked at."""
    claimed = Claimed(
        claim.kind,
        capacity_known=True,
        agreed=claim.agreed,
        invoiced=claim.invoice_on is not None,
        due=True,
        supply_known=True,
        guaranteed=claim.guaranteed,
    )
    looked_at: dict[str, str] = {one.kind: one.status for one in named if one.claim_id == claim.claim_id}
    return [one.what for one in weak_points(claimed, looked_at) if one.code in _LACKS]


def _by_kind(lacks: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind, number in lacks:
        found[kind] = (*found.get(kind, ()), number)
    return found
