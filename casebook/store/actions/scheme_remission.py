"""What a scheme or composition left is let go of once it was completed: a remission, as it was voted."""

from dataclasses import dataclass

from casebook.domain.component import Component
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import ZERO, Cents
from casebook.errors import Refused
from casebook.store import mandates, scheme_rest
from casebook.store.actions import accrual, given, ledger
from casebook.store.actions.beside import refuse_unanswered
from casebook.store.actions.cases import open_one
from casebook.store.actions.insolvencies import of_insolvency
from casebook.store.actions.vat import refuse_unrated
from casebook.store.commands import action
from casebook.store.models.arrangements import VatRoute
from casebook.store.models.insolvency import Insolvency
from casebook.store.models.remission import Remission
from casebook.store.scheme_rest import Rest
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class RemitRest:
    """A scheme or composition was completed: what it left of the claims of a case is let go of; `id` is the proceeding.

    `vat_route` is how the VAT on it is dealt with, None where that was chosen with the vote.
    """

    id: int
    version: int
    case_id: int
    reason: str
    vat_route: VatRoute | None = None


@action("insolvency.remit", cases=of_insolvency)
def remit(tx: Transaction, command: RemitRest) -> Cents:
    """Remit what is left of the claims from before, and return how much that was; the claims stay for others who owe.

    As much as was voted for, with the interest that has run since, was decided with the vote. More than that, or
    without a vote in favour, it takes the mandate for all of it. Refused while it is open what it does to one who
    stands beside the debtor, and for principal of which nobody chose the way of its VAT, or said the rates where it is
    to come back.
    """
    row, case = tx.get(Insolvency, command.id, command.version), open_one(tx, command.case_id)
    if case.debtor_id != row.party_id:
        raise Refused("remission.other_case", source=HOUSE_RULE, number=case.number)
    reason = given.reason(command.reason)
    rest = _rest(tx, case.id, row)
    if not rest.parts:
        raise Refused("remission.nothing", source=HOUSE_RULE, number=case.number)
    refuse_unanswered(tx, case.id)
    interest = accrual.run_up(tx, case, tx.day)
    accrual.book(tx, interest, rest.claim_ids, tx.day)
    booked = Cents(sum(interest[id_].run_up for id_ in rest.claim_ids))
    rest = _rest(tx, case.id, row)
    route = _vat_route(tx, rest, command.vat_route)
    if route == VatRoute.BAD_DEBT_RELIEF:
        principal = {part.claim_id for part in rest.parts if part.component is Component.PRINCIPAL}
        refuse_unrated(tx, case.id, principal)
    _check_mandate(tx, case.id, rest, booked)
    remission_id = tx.add(
        Remission,
        case_id=case.id,
        insolvency_id=row.id,
        insolvency_request_id=rest.vote.request_id if rest.vote is not None and rest.vote.in_favour else None,
        on_day=tx.day,
        cents=rest.cents,
        vat_route=route,
        reason=reason,
    )
    ledger.remit(tx, rest.parts, reason, remission_id=remission_id)
    return rest.cents


def _rest(tx: Transaction, case_id: int, row: Insolvency) -> Rest:
    """Return what a proceeding left. Raises `Refused` where it was not completed."""
    for one in scheme_rest.of_case(tx.database, case_id, tx.day):
        if one.row.id == row.id:
            return one
    raise Refused("remission.not_completed", source=HOUSE_RULE, kind=row.kind)


def _vat_route(tx: Transaction, rest: Rest, chosen: VatRoute | None) -> VatRoute | None:
    """Return how the VAT is dealt with: as is chosen now, within the mandate for that, else as it was with the vote."""
    if not any(part.component is Component.PRINCIPAL for part in rest.parts):
        return None
    if chosen is not None:
        mandates.check(tx, mandates.Act.VAT_ROUTE, ZERO)
        return chosen
    if rest.vote is None or rest.vote.vat_route is None:
        raise Refused("remission.no_vat_route", source=HOUSE_RULE)
    return rest.vote.vat_route


def _check_mandate(tx: Transaction, case_id: int, rest: Rest, booked: Cents) -> None:
    """Refuse to let go of more than was voted beyond the mandate for remission; `booked` is interest of just now."""
    vote = rest.vote
    if vote is not None and vote.in_favour and vote.remission_cents is not None:
        ran = scheme_rest.run_since(tx.database, case_id, vote) + (booked if vote.decided_on == tx.day else 0)
        if rest.cents <= vote.remission_cents + ran:
            return
    whole = Cents(rest.cents + scheme_rest.paid_since(tx.database, case_id, rest.since))
    mandates.check(tx, mandates.Act.REMISSION, rest.cents, whole=whole)
