"""What is decided of a request before it is answered: how we vote on a proposal, and the law of a claw-back."""

from dataclasses import dataclass
from decimal import Decimal

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency.offers import weigh
from casebook.domain.insolvency.requests import OFFERS, RequestKind
from casebook.domain.money import ZERO, Cents
from casebook.errors import Refused
from casebook.store import balances, mandates
from casebook.store.actions import given
from casebook.store.actions.beside import refuse_unanswered
from casebook.store.actions.insolvency_requests import of_request, percent, waiting
from casebook.store.commands import action
from casebook.store.models.arrangements import VatRoute
from casebook.store.models.insolvency import InsolvencyRequest
from casebook.store.models.people import Role
from casebook.store.transaction import Transaction

_CLAIMS = "SELECT id FROM claim WHERE case_id = ? ORDER BY id"


@dataclass(frozen=True, slots=True)
class VoteOnProposal:
    """How we vote on what is offered and why; percentages of our balance, what may be expected without it too.

    `vat_route` is how the VAT on what is let go of by a vote in favour is dealt with, None to choose later.
    """

    id: int
    version: int
    in_favour: bool
    reason: str
    expected_percent: str | None = None
    offered_percent: str | None = None
    vat_route: VatRoute | None = None


@dataclass(frozen=True, slots=True)
class ReviewClawBack:
    """What the law says of a claw-back that a trustee demands."""

    id: int
    version: int
    review: str


@action("insolvency_request.vote", cases=of_request)
def vote(tx: Transaction, command: VoteOnProposal) -> None:
    """Decide on a proposal, within the mandate for what is let go of. Nothing is remitted by it yet.

    In favour only once it is said of each who stands beside the debtor what the remission does to him. What is let go
    of is kept with the vote: that much is remitted on completion without anybody deciding again.
    """
    request = _of_kind(tx, command.id, command.version, OFFERS)
    reason = given.reason(command.reason)
    offered = request.offered_percent if command.offered_percent is None else percent(command.offered_percent)
    expected = None if command.expected_percent is None else percent(command.expected_percent)
    if offered is None:
        raise Refused("insolvency_request.no_offer", source=HOUSE_RULE)
    remitted = None
    if command.in_favour:
        balance = owed(tx, request.case_id)
        remitted = weigh(balance, Decimal(offered), None).value.remitted
        mandates.check(tx, mandates.Act.REMISSION, remitted, whole=balance)
        if remitted:
            refuse_unanswered(tx, request.case_id)
        if command.vat_route is not None:
            mandates.check(tx, mandates.Act.VAT_ROUTE, ZERO)
    tx.change(
        request,
        offered_percent=offered,
        expected_percent=expected,
        in_favour=int(command.in_favour),
        decided_on=tx.day,
        decided_because=reason,
        remission_cents=remitted,
        vat_route=command.vat_route if command.in_favour else None,
    )


@action("insolvency_request.review", role=Role.LEAD, cases=of_request)
def review(tx: Transaction, command: ReviewClawBack) -> None:
    """Record what the law says of a claw-back; before that nobody answers it."""
    request = _of_kind(tx, command.id, command.version, frozenset({RequestKind.CLAW_BACK}))
    tx.change(request, reviewed_on=tx.day, review=given.reason(command.review))


def owed(tx: Transaction, case_id: int) -> Cents:
    """Return what is open in a case by its ledgers."""
    ids = [id_ for (id_,) in tx.database.fetch(_CLAIMS, (case_id,))]
    return Cents(sum(one.total for one in balances.payable(tx.database, ids, tx.day).values()))


def _of_kind(tx: Transaction, id_: int, version: int, kinds: frozenset[RequestKind]) -> InsolvencyRequest:
    request = waiting(tx, id_, version)
    if request.kind not in kinds:
        raise Refused("insolvency_request.other_kind", source=HOUSE_RULE, kind=f"request_of_{request.kind}")
    return request
