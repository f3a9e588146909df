"""How an arrangement passes its gates and begins: its track, the interest it stops, and what is acknowledged by it."""

from datetime import date
from typing import NamedTuple

from casebook.domain.arrangement.gates import OVERRIDABLE, Gate, GateState
from casebook.domain.arrangement.terms import AgreedHow, PlanInterest
from casebook.domain.calendar import add_working_days
from casebook.domain.limitation.facts import Proof
from casebook.domain.money import ZERO, Cents
from casebook.errors import Refused
from casebook.store import mandates
from casebook.store.actions import given, limitation
from casebook.store.actions.arrangement_terms import MANDATES, reckon, terms_of
from casebook.store.actions.limitation import EventFacts, Reached
from casebook.store.actions.running_plans import ENDS
from casebook.store.facts_of import arrangements
from casebook.store.mandates import Act
from casebook.store.models.arrangements import Arrangement, ArrangementClaim
from casebook.store.models.cases import Case, NextKind, Track, TrackKind
from casebook.store.models.claims import Claim
from casebook.store.red_dates import red_dates
from casebook.store.transaction import Transaction
from casebook.text import clean

ORIGIN = "arrangement"
_ACKNOWLEDGEMENT = "acknowledgement"
# One that was kept is ended too, but what it stopped stays stopped.
_NOT_KEPT = tuple(end for end in ENDS if end != "completed_on")


class Leave(NamedTuple):
    """Why a lead lets pass what is missing, and what a lawyer said of terms that the law may not allow."""

    override: str = ""
    legal_review: str = ""


class Agreement(NamedTuple):
    """On which day the other side agreed, how, and by which document."""

    on_day: date
    how: AgreedHow
    document_id: int | None


def pass_gates(tx: Transaction, arrangement: Arrangement, leave: Leave, *, decided: bool) -> None:
    """Refuse an arrangement that does not pass its gates, and keep why a lead let it pass.

    `decided`: it passed them when it was offered; what was for a lead to decide then is not asked again, but what was
    there then may be gone. Who pays what he was offered agrees to it: that is not more than is open.
    """
    paid = _paid(tx, arrangement) if decided else ZERO
    found = reckon(tx, arrangement.case_id, terms_of(tx, arrangement), arrangement.id, paid).found
    override, legal_review = clean(leave.override).strip(), clean(leave.legal_review).strip()
    # Other terms would have taken away what was said of these.
    override = override or arrangement.overridden_because
    legal_review = legal_review or arrangement.legal_review
    used: dict[str, str] = {}
    for gate in found.gates:
        if gate.state is GateState.OPEN and gate.kind in OVERRIDABLE and override:
            if override != arrangement.overridden_because:
                mandates.check(tx, Act.OVERRIDE, ZERO)
            used["overridden_because"] = override
        elif gate.state in (GateState.OPEN, GateState.SHUT):
            raise _refusal(gate)
        elif gate.state is GateState.LEGAL:
            used["legal_review"] = _reviewed(tx, arrangement, legal_review, gate)
        elif gate.state is GateState.LEAD and not decided:
            if gate.kind in MANDATES:
                raise _refusal(gate)
            mandates.check(tx, Act.OVERRIDE, ZERO)
    tx.change(arrangement, **used)


def _reviewed(tx: Transaction, arrangement: Arrangement, review: str, gate: Gate) -> str:
    """Return what a lawyer said of terms that the law may not allow. Refused without it, or without the mandate."""
    if not review:
        raise _refusal(gate)
    if review != arrangement.legal_review:
        mandates.check(tx, Act.OVERRIDE, ZERO)
    return review


def begin(tx: Transaction, arrangement: Arrangement, agreement: Agreement) -> None:
    """Let an arrangement that passed its gates begin, in the place of the one it was drafted to replace."""
    case = tx.get(Case, arrangement.case_id)
    _end_replaced(tx, arrangement, agreement.on_day)
    tx.change(
        arrangement,
        agreed_on=agreement.on_day,
        agreed_how=agreement.how,
        document_id=agreement.document_id,
    )
    open_track(tx, arrangement)
    rows = covered_rows(tx, arrangement)
    if _stops_interest(tx, arrangement):
        _stop_interest(tx, arrangement, rows)
    _acknowledge(tx, arrangement, [row.claim_id for row in rows])
    tx.change(case, next_on=_check_on(tx, arrangement), next_kind=NextKind.CHECK_PAYMENT, next_note="", moves=0)


def covered_rows(tx: Transaction, arrangement: Arrangement) -> list[ArrangementClaim]:
    """Return the claims that an arrangement covers, in the order they were added."""
    query = ArrangementClaim.select().where(ArrangementClaim.arrangement_id == arrangement.id)
    return tx.find(query.order_by(ArrangementClaim.id))


def release_interest(tx: Transaction, arrangement: Arrangement) -> None:
    """Let interest that an arrangement stopped run again, as if it never had been."""
    for row in covered_rows(tx, arrangement):
        if row.froze_interest:
            _release(tx, row)


def _paid(tx: Transaction, arrangement: Arrangement) -> Cents:
    """Return what came in for an arrangement since it was offered."""
    found = arrangements.load(tx.database, [arrangement.case_id])[arrangement.case_id]
    return next(one for one in found if one.id == arrangement.id).on(tx.day).value.paid


def _refusal(gate: Gate) -> Refused:
    return Refused(gate.code, source=gate.source, **gate.parameters)


def _end_replaced(tx: Transaction, arrangement: Arrangement, on_day: date) -> None:
    """End the arrangement that another was drafted to replace. Interest that the new one stops too stays stopped."""
    replaced = Arrangement.select().where(
        Arrangement.superseded_by_id == arrangement.id, Arrangement.superseded_on.is_null()
    )
    old = tx.first(replaced)
    if old is None:
        return
    given.in_order(agreed_on=old.agreed_on, superseded_on=on_day)
    tx.change(old, superseded_on=on_day)
    stays: dict[int, ArrangementClaim] = {}
    if _stops_interest(tx, arrangement):
        stays = {row.claim_id: row for row in covered_rows(tx, arrangement)}
    for row in covered_rows(tx, old):
        if row.froze_interest and row.claim_id in stays:
            tx.change(stays[row.claim_id], froze_interest=1)
        elif row.froze_interest:
            _release(tx, row)


def _release(tx: Transaction, stopped: ArrangementClaim) -> None:
    """Let the interest of a claim run again, up to the day on which an arrangement with another stopped it too."""
    claim = tx.get(Claim, stopped.claim_id)
    others = ArrangementClaim.select().where(
        ArrangementClaim.claim_id == claim.id, ArrangementClaim.arrangement_id != stopped.arrangement_id
    )
    for row in tx.find(others.order_by(ArrangementClaim.id)):
        other = tx.get(Arrangement, row.arrangement_id)
        lives = other.agreed_on is not None and all(other.__data__[end] is None for end in _NOT_KEPT)
        if lives and _stops_interest(tx, other):
            tx.change(claim, interest_frozen_on=other.drafted_on)
            tx.change(row, froze_interest=1)
            return
    tx.change(claim, interest_frozen_on=None)


def open_track(tx: Transaction, arrangement: Arrangement) -> None:
    """Open the track of arrangements, where it is not open."""
    is_open = (Track.case_id == arrangement.case_id) & (Track.kind == TrackKind.ARRANGEMENT) & Track.closed_on.is_null()
    if tx.first(Track.select().where(is_open)) is None:
        tx.add(
            Track,
            case_id=arrangement.case_id,
            kind=TrackKind.ARRANGEMENT,
            opened_on=tx.day,
            opened_because=given.line(arrangement.reason),
        )


def _stops_interest(tx: Transaction, arrangement: Arrangement) -> bool:
    """Tell whether interest on the claims of an arrangement stops with it: not where it is with a co-debtor."""
    with_debtor = arrangement.party_id == tx.get(Case, arrangement.case_id).debtor_id
    return with_debtor and arrangement.interest != PlanInterest.RUNNING


def _stop_interest(tx: Transaction, arrangement: Arrangement, rows: list[ArrangementClaim]) -> None:
    """Stop interest on the day the terms were reckoned: what ran until then is what they are about."""
    for row in rows:
        claim = tx.get(Claim, row.claim_id)
        if claim.interest_frozen_on is None:
            tx.change(claim, interest_frozen_on=arrangement.drafted_on)
            tx.change(row, froze_interest=1)


def _acknowledge(tx: Transaction, arrangement: Arrangement, claim_ids: list[int]) -> None:
    """Propose that who agrees to pay acknowledges the claims (BW 3:318): that he does is for a person to confirm."""
    assert arrangement.agreed_on is not None
    reaches = tuple(Reached(arrangement.party_id, claim_id) for claim_id in claim_ids)
    facts = EventFacts(_ACKNOWLEDGEMENT, arrangement.agreed_on, reaches, document_id=arrangement.document_id)
    limitation.write_event(tx, arrangement.case_id, facts, Proof.ASSERTED, origin=ORIGIN, origin_id=arrangement.id)


def _check_on(tx: Transaction, arrangement: Arrangement) -> date:
    """Return when the first term is looked at: after its grace, and never after a day on which a right is lost."""
    grace = tx.law.defaults.arrangement.applied(tx.day).value.grace
    on = max(tx.day, add_working_days(arrangement.first_on, grace, tx.law.holidays))
    red = red_dates(tx.database, [arrangement.case_id], tx.day).get(arrangement.case_id)
    return on if red is None else max(tx.day, min(on, red))
