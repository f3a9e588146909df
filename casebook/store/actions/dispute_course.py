"""How a dispute goes on: decided, credited, settled and closed, or escalated, or withdrawn."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.component import Component
from casebook.domain.disputes import Decision
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import ZERO, Cents
from casebook.errors import Refused
from casebook.store import disputed
from casebook.store.actions import given, ledger
from casebook.store.actions.disputes import (
    ContestedPart,
    case_of_dispute,
    change,
    close_track,
    course_of,
    open_dispute,
    undecided,
)
from casebook.store.commands import action
from casebook.store.models.claims import Claim
from casebook.store.models.disputes import Dispute, DisputedClaim, RootCause
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class DecideDispute:
    """Whether the debtor is right, with the words for him; `accepted` is what of each claim, where he is in part.

    Without a root cause the one that is known stays.
    """

    id: int
    version: int
    decision: Decision
    text: str
    on_day: date
    accepted: tuple[ContestedPart, ...] = ()
    root_cause: RootCause | None = None


@dataclass(frozen=True, slots=True)
class CreditDispute:
    """An amount that is credited on a claim for a dispute."""

    id: int
    claim_id: int
    cents: Cents
    on_day: date
    reason: str
    component: Component = Component.PRINCIPAL


@dataclass(frozen=True, slots=True)
class SettleDispute:
    """How it was settled. `otherwise`: what was accepted but not credited was made good in another way."""

    id: int
    version: int
    text: str
    on_day: date
    otherwise: bool = False
    close: bool = True


@dataclass(frozen=True, slots=True)
class CloseDispute:
    """Nothing is left to do."""

    id: int
    version: int


@dataclass(frozen=True, slots=True)
class EscalateDispute:
    """The lead is to see to it."""

    id: int
    version: int
    because: str


@dataclass(frozen=True, slots=True)
class WithdrawDispute:
    """The debtor no longer contests anything, or never did."""

    id: int
    version: int
    because: str
    on_day: date


@action("dispute.decide", cases=case_of_dispute)
def decide(tx: Transaction, command: DecideDispute) -> None:
    """Decide a dispute: of each claim it is known then what is accepted and has to be credited.

    What is rejected is chased again. Refused without a root cause where the debtor is right, and where less is
    accepted than was credited already.
    """
    dispute = undecided(tx, command.id, command.version)
    on_day = given.past(tx, command.on_day)
    given.in_order(registered_on=dispute.registered_on, decided_on=on_day)
    if dispute.escalated_on is not None:
        given.in_order(escalated_on=dispute.escalated_on, decided_on=on_day)
    root_cause = command.root_cause or dispute.root_cause
    if root_cause is None and command.decision is not Decision.REJECTED:
        raise Refused("dispute.no_root_cause", source=HOUSE_RULE)
    text = given.reason(command.text)
    _accept(tx, dispute, command)
    change(tx, dispute, decided_on=on_day, decision=command.decision, decision_text=text, root_cause=root_cause)


@action("dispute.credit", cases=case_of_dispute)
def credit(tx: Transaction, command: CreditDispute) -> int:
    """Credit an amount for a dispute and return the id of the entry: so much less is contested.

    Refused beyond what the dispute contests still, and beyond the mandate for credits of the claim in all.
    """
    dispute = open_dispute(tx, command.id)
    _part(tx, dispute, command.claim_id)
    claim = tx.get(Claim, command.claim_id)
    most = _left(tx, dispute, claim.id)
    if given.positive(command.cents) > most:
        raise Refused(
            "dispute.credit_too_much", source=HOUSE_RULE, number=claim.number, amount=command.cents, most=most
        )
    given.in_order(registered_on=dispute.registered_on, credited_on=command.on_day)
    entry = ledger.CreditClaim(claim.id, command.cents, command.on_day, command.reason, command.component)
    return ledger.book_credit(tx, entry, dispute.id)


@action("dispute.settle", cases=case_of_dispute)
def settle(tx: Transaction, command: SettleDispute) -> None:
    """Settle a decided dispute, and close it unless more is left to do: nothing of it is contested any more.

    Refused while what was accepted is not credited, unless it was made good otherwise.
    """
    dispute = open_dispute(tx, command.id, command.version)
    course = course_of(dispute)
    if course.decided_on is None or course.is_escalated:
        raise Refused("dispute.not_decided", source=HOUSE_RULE)
    if course.settled_on is not None:
        raise Refused("dispute.settled", source=HOUSE_RULE, on=course.settled_on)
    on_day = given.past(tx, command.on_day)
    given.in_order(decided_on=course.decided_on, settled_on=on_day)
    text = given.reason(command.text)
    left = Cents(sum(_left(tx, dispute, part.claim_id) for part in _parts(tx, dispute)))
    if left and not command.otherwise:
        raise Refused("dispute.not_credited", source=HOUSE_RULE, amount=left)
    closed = {"closed_on": on_day} if command.close else {}
    change(tx, dispute, settled_on=on_day, settled_by=text, **closed)
    close_track(tx, dispute.case_id, text)


@action("dispute.close", cases=case_of_dispute)
def close(tx: Transaction, command: CloseDispute) -> None:
    """Close a dispute that is settled; with the last one the track of disputes is closed."""
    dispute = open_dispute(tx, command.id, command.version)
    if dispute.settled_on is None:
        raise Refused("dispute.not_settled", source=HOUSE_RULE)
    change(tx, dispute, closed_on=tx.day)
    close_track(tx, dispute.case_id, dispute.settled_by)


@action("dispute.escalate", cases=case_of_dispute)
def escalate(tx: Transaction, command: EscalateDispute) -> None:
    """Ask the lead, also about what was decided but not settled: it is decided once more then."""
    dispute = open_dispute(tx, command.id, command.version)
    course = course_of(dispute)
    if course.settled_on is not None:
        raise Refused("dispute.settled", source=HOUSE_RULE, on=course.settled_on)
    if course.is_escalated:
        raise Refused("dispute.escalated", source=HOUSE_RULE, on=course.escalated_on)
    if course.decided_on == tx.day:
        # Of two things on one day nobody knows which came last.
        raise Refused("dispute.decided_today", source=HOUSE_RULE)
    change(tx, dispute, escalated_on=tx.day, escalated_because=given.reason(command.because))


@action("dispute.withdraw", cases=case_of_dispute)
def withdraw(tx: Transaction, command: WithdrawDispute) -> None:
    """Withdraw a dispute: all that is open is chased again. What was credited for it stays credited."""
    dispute = open_dispute(tx, command.id, command.version)
    if dispute.settled_on is not None:
        raise Refused("dispute.settled", source=HOUSE_RULE, on=dispute.settled_on)
    on_day, because = given.past(tx, command.on_day), given.reason(command.because)
    given.in_order(registered_on=dispute.registered_on, withdrawn_on=on_day)
    change(tx, dispute, withdrawn_on=on_day, withdrawn_because=because)
    close_track(tx, dispute.case_id, because)


def _accept(tx: Transaction, dispute: Dispute, command: DecideDispute) -> None:
    """Note of each claim what is accepted: all, nothing, or the amounts that were given."""
    parts = {part.claim_id: part for part in _parts(tx, dispute)}
    accepted: dict[int, Any] = {}
    match command.decision:
        case Decision.UPHELD:
            accepted = {id_: part.contested_cents for id_, part in parts.items()}
        case Decision.REJECTED:
            accepted = dict.fromkeys(parts, ZERO)
        case Decision.PARTLY:
            accepted = {**dict.fromkeys(parts, ZERO), **_given(tx, dispute, command)}
            if sum(accepted.values()) in (0, sum(part.contested_cents for part in parts.values())):
                raise Refused("dispute.not_in_part", source=HOUSE_RULE)
    credited = {
        claim_id: sum(one.credited for one in some if one.dispute == dispute.id)
        for claim_id, some in disputed.parts(tx.database, list(parts), date.max).items()
    }
    for claim_id, part in parts.items():
        if accepted[claim_id] < credited[claim_id]:
            number = tx.get(Claim, claim_id).number
            raise Refused(
                "dispute.less_than_credited", source=HOUSE_RULE, number=number, amount=Cents(credited[claim_id])
            )
        tx.change(part, accepted_cents=accepted[claim_id])


def _given(tx: Transaction, dispute: Dispute, command: DecideDispute) -> dict[int, Cents]:
    """Return what is accepted of each claim that is named. Refused above what was contested."""
    found: dict[int, Cents] = {}
    for one in command.accepted:
        part = _part(tx, dispute, one.claim_id)
        if not 0 <= one.cents <= part.contested_cents:
            number = tx.get(Claim, one.claim_id).number
            most = Cents(part.contested_cents)
            raise Refused("dispute.accepted_too_much", source=HOUSE_RULE, number=number, amount=one.cents, most=most)
        found[one.claim_id] = one.cents
    return found


def _parts(tx: Transaction, dispute: Dispute) -> list[DisputedClaim]:
    return tx.find(
        DisputedClaim.select().where(DisputedClaim.dispute_id == dispute.id).order_by(DisputedClaim.claim_id)
    )


def _part(tx: Transaction, dispute: Dispute, claim_id: int) -> DisputedClaim:
    for part in _parts(tx, dispute):
        if part.claim_id == claim_id:
            return part
    raise Refused("dispute.not_contested", source=HOUSE_RULE, number=tx.get(Claim, claim_id).number)


def _left(tx: Transaction, dispute: Dispute, claim_id: int) -> Cents:
    """Return what a dispute contests of a claim still, by every entry there is."""
    return disputed.contested(tx.database, [claim_id], date.max)[claim_id].value.of(dispute.id)
