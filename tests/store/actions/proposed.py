"""What a list says otherwise of the case of a desk, as an import would write it."""

from datetime import timedelta
from typing import Any

from casebook.domain.parameters import encode
from casebook.store.models.imports import ImportRun, Proposal
from tests.store.actions.desk import TODAY, Desk

LISTED = TODAY - timedelta(days=3)


def propose(desk: Desk, claim: int | None, code: str, **parameters: Any) -> int:
    """Propose something of a claim, from a list of its own; return the id."""
    with desk.database.peewee.atomic():
        tx = desk.transaction()
        run = tx.add(ImportRun, kind="receivables", profile="p", file_name="lijst.csv", sha256="0", on_day=LISTED)
        proposal: int = tx.add(
            Proposal,
            run_id=run,
            case_id=desk.case,
            claim_id=claim,
            code=f"proposal.{code}",
            parameters=encode(parameters),
            key=f"{code} {run}",
            cents=parameters.get("cents"),
        )
    return proposal
