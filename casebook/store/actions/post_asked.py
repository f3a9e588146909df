"""What comes in by post from whoever acts in a proceeding: a request, of which the letter is the evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casebook.domain.insolvency.requests import RequestKind, Way
from casebook.store import commands
from casebook.store.actions import insolvency_requests
from casebook.store.actions.insolvency_requests import ReceiveInsolvencyRequest
from casebook.store.actions.post import cases_of_item, decide, waiting
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.post import PostDecision
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class InsolvencyRequestByPost:
    """An item asks something of us in a proceeding: as `insolvency_request.receive` has it."""

    id: int
    version: int
    insolvency_id: int
    case_id: int
    party_id: int
    kind: RequestKind
    received_on: date
    text: str = ""
    reference: str = ""
    as_of: date | None = None
    asked_by: date | None = None
    way: Way | None = None
    offered_percent: str | None = None


def _cases(database: Database, command: InsolvencyRequestByPost) -> Iterable[int]:
    asked = _asked(command, None)
    return {*cases_of_item(database, command), *commands.action_for(asked).cases(database, asked)}


@action("post.asked", cases=_cases)
def asked(tx: Transaction, command: InsolvencyRequestByPost) -> int:
    """File an item in its case, record what it asks, and return the id of the request. Refused as that is."""
    item = waiting(tx, command.id, command.version)
    request_id: int = insolvency_requests.receive(tx, _asked(command, item.document_id))
    decide(tx, item, PostDecision.FILED, command.case_id)
    return request_id


def _asked(command: InsolvencyRequestByPost, document_id: int | None) -> ReceiveInsolvencyRequest:
    return ReceiveInsolvencyRequest(
        command.insolvency_id,
        command.case_id,
        command.party_id,
        command.kind,
        command.received_on,
        command.text,
        command.reference,
        command.as_of,
        command.asked_by,
        command.way,
        command.offered_percent,
        document_id=document_id,
    )
