"""The list of evidence for a claim: what is there, what is missing, what is not needed."""

from dataclasses import dataclass

from casebook.domain.documents import Proves
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused, Stale
from casebook.store.actions import given
from casebook.store.actions.documents import proves_too
from casebook.store.commands import action
from casebook.store.models.claims import Claim, Document, Evidence, EvidenceKind, EvidenceStatus
from casebook.store.transaction import Transaction
from casebook.text import clean


@dataclass(frozen=True, slots=True)
class SetEvidence:
    """How a piece of evidence stands; `version` is the one that was seen, None where there was none."""

    claim_id: int
    kind: EvidenceKind
    status: EvidenceStatus
    document_id: int | None = None
    note: str = ""
    version: int | None = None


@action("evidence.set", cases=given.case_of_claim)
def set_evidence(tx: Transaction, command: SetEvidence) -> int:
    """Say how a piece of evidence stands and return its id. A document goes only with evidence that is there."""
    tx.get(Claim, command.claim_id)
    if command.document_id is not None:
        tx.get(Document, command.document_id)
        if command.status is not EvidenceStatus.PRESENT:
            raise Refused("claim.evidence_there", source=HOUSE_RULE, kind=command.kind)
        proves_too(tx, command.document_id, Proves(command.kind))
    same = (Evidence.claim_id == command.claim_id) & (Evidence.kind == command.kind)
    known = tx.first(Evidence.select().where(same))
    if (known.version if known else None) != command.version:
        raise Stale("store.stale", changed=dict(known.__data__) if known else {}, record="table_evidence")
    values = {"status": command.status, "document_id": command.document_id, "note": clean(command.note).strip()}
    if known is None:
        return tx.add(Evidence, claim_id=command.claim_id, kind=command.kind, **values)
    tx.change(known, **values)
    id_: int = known.id
    return id_
