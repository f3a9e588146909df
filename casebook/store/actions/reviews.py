"""The review of expiring claims: what is decided about a clock, and the review that a lead signs."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from casebook.domain import clock_review
from casebook.domain.clock_review import Summary
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.signals.clock_state import ClockState
from casebook.errors import Refused
from casebook.store import documents, review_file, sight
from casebook.store.actions import given
from casebook.store.actions.cases import open_one, owner_columns, plan
from casebook.store.actions.documents import Kept, add_kept
from casebook.store.actions.limitation import Reached, check_liable
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.cases import NextKind
from casebook.store.models.claims import Claim
from casebook.store.models.people import Role
from casebook.store.models.reviews import LapseAcceptance, MarkKind, Review, ReviewMark
from casebook.store.queries import reviews
from casebook.store.queries.reviews import Scope
from casebook.store.rows import rows
from casebook.store.transaction import Transaction

# A review is the work of who leads, whose case it may not be.
_LEAD = frozenset({Role.LEAD})

_CASE_OF_ACCEPTANCE = "SELECT k.case_id FROM lapse_acceptance a JOIN claim k ON k.id = a.claim_id WHERE a.id = ?"
_CLOCK = """
    SELECT state, safe_until, claimed_until FROM clock_now WHERE claim_id = ? AND debtor_id = ? AND clock = ?
"""


@dataclass(frozen=True, slots=True)
class WhichClock:
    """A clock: of which claim, against whom, and of what of the claim."""

    claim_id: int
    party_id: int
    clock: ClockKind


@dataclass(frozen=True, slots=True)
class AcceptLapse:
    """A lead lets a clock run out, and says why."""

    claim_id: int
    party_id: int
    clock: ClockKind
    reason: str


@dataclass(frozen=True, slots=True)
class EndLapseAcceptance:
    """A clock is guarded again that a lead let run out."""

    acceptance_id: int
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class SeeClock:
    """Somebody looked at a clock; `note` is why nothing has to be done now."""

    claim_id: int
    party_id: int
    clock: ClockKind
    note: str = ""


@dataclass(frozen=True, slots=True)
class AssignClocks:
    """Clocks of a case are given to a person or a team, who does something about them by a day."""

    case_id: int
    version: int
    clocks: tuple[WhichClock, ...]
    next_on: date
    next_kind: NextKind
    next_note: str = ""
    owner_person_id: int | None = None
    owner_team_id: int | None = None


@dataclass(frozen=True, slots=True)
class SignReview:
    """A lead signs what he saw of the clocks that end up to a day: of which `sha256` is the digest.

    `reason` is why he signs it though urgent clocks have no decision.
    """

    until_on: date
    sha256: str
    reason: str = ""


class _Clock(NamedTuple):
    state: ClockState
    safe_until: date | None
    claimed_until: date | None


def _case_of_acceptance(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASE_OF_ACCEPTANCE, (command.acceptance_id,))]


@action("lapse.accept", role=Role.LEAD, cases=given.case_of_claim)
def accept_lapse(tx: Transaction, command: AcceptLapse) -> int:
    """Let a clock run out and return the id of the acceptance. Interest lapses with its principal (BW 3:312).

    Refused for a clock that guards nothing, and where it stands already.
    """
    claim = tx.get(Claim, command.claim_id)
    check_liable(tx, claim.case_id, Reached(command.party_id, claim.id))
    reason = given.reason(command.reason)
    found = rows(tx.database, _CLOCK, _Clock, (claim.id, command.party_id, command.clock.value))
    if not found or found[0].state in (ClockState.STOPPED, ClockState.UNENFORCEABLE):
        raise Refused("review.nothing_to_lapse", source=HOUSE_RULE, number=claim.number)
    (clock,) = found
    same = (
        (LapseAcceptance.claim_id == claim.id)
        & (LapseAcceptance.party_id == command.party_id)
        & (LapseAcceptance.clock == command.clock)
        & LapseAcceptance.ended_on.is_null()
    )
    ends = {"safe_until": clock.safe_until, "claimed_until": clock.claimed_until}
    before = tx.first(LapseAcceptance.select().where(same))
    if before is not None:
        if (before.safe_until, before.claimed_until) == tuple(ends.values()):
            raise Refused("review.accepted", source=HOUSE_RULE, number=claim.number)
        # It was about a term that has ended otherwise.
        tx.change(before, ended_on=tx.day)
    assert tx.actor.person is not None
    return tx.add(
        LapseAcceptance,
        claim_id=claim.id,
        party_id=command.party_id,
        clock=command.clock,
        reason=reason,
        accepted_on=tx.day,
        person_id=tx.actor.person,
        **ends,
    )


@action("lapse.end", role=Role.LEAD, cases=_case_of_acceptance)
def end_acceptance(tx: Transaction, command: EndLapseAcceptance) -> None:
    """Guard a clock again."""
    acceptance = tx.get(LapseAcceptance, command.acceptance_id, command.version)
    given.reason(command.reason)
    if acceptance.ended_on is not None:
        raise Refused("review.acceptance_ended", source=HOUSE_RULE, on=acceptance.ended_on)
    tx.change(acceptance, ended_on=tx.day)


@action("review.see", also=_LEAD, cases=given.case_of_claim)
def see(tx: Transaction, command: SeeClock) -> int:
    """Keep that somebody looked at a clock, and return the id of the mark."""
    claim = tx.get(Claim, command.claim_id)
    check_liable(tx, claim.case_id, Reached(command.party_id, claim.id))
    return _mark(
        tx, WhichClock(claim.id, command.party_id, command.clock), MarkKind.SEEN, note=given.line(command.note)
    )


@action("review.assign", also=_LEAD, cases=given.case_itself)
def assign(tx: Transaction, command: AssignClocks) -> None:
    """Give clocks of a case to a person or a team: that is what is done next in the case."""
    case = open_one(tx, command.case_id, command.version)
    if not command.clocks:
        raise Refused("review.no_clocks", source=HOUSE_RULE)
    owner = owner_columns(tx, command.owner_person_id, command.owner_team_id)
    plan(tx, case, command.next_on, command.next_kind, command.next_note, **owner)
    for clock in command.clocks:
        check_liable(tx, case.id, Reached(clock.party_id, clock.claim_id))
        _mark(
            tx,
            clock,
            MarkKind.ASSIGNED,
            note=given.line(command.next_note),
            due_on=command.next_on,
            to_person_id=command.owner_person_id,
            to_team_id=command.owner_team_id,
        )


@action("review.sign", role=Role.LEAD, not_undoable="review.signed_stays")
def sign(tx: Transaction, command: SignReview) -> int:
    """Keep a review that a lead signs, and return its id.

    Refused for a day that is over, where a clock stands otherwise than he saw it, and where an urgent one has no
    decision, without a reason; and to who may not see all of the book.
    """
    sight.refuse_partial(tx.actor)
    assert tx.actor.person is not None
    if command.until_on < tx.day:
        raise Refused("review.past", source=HOUSE_RULE, until=command.until_on)
    tx.hold("review")
    last = reviews.last(tx.database)
    found = reviews.reviewed(tx.database, Scope(tx.day, command.until_on, last.marks_to if last else 0))
    content = review_file.kept(found, tx.day, command.until_on)
    if sha256(content).hexdigest() != command.sha256:
        raise Refused("review.moved_on", source=HOUSE_RULE)
    comes_to, reason = clock_review.summary(found), given.line(command.reason)
    if comes_to.undecided and not reason:
        raise Refused("review.undecided", source=HOUSE_RULE, count=comes_to.undecided)
    name = f"review-{tx.day.isoformat()}.json"
    digest = documents.keep(tx.database, content)
    return tx.add(
        Review,
        on_day=tx.day,
        until_on=command.until_on,
        person_id=tx.actor.person,
        on_behalf_of_id=tx.actor.on_behalf_of,
        clocks=comes_to.clocks,
        undecided=comes_to.undecided,
        reason=reason,
        counts=_counts(comes_to),
        document_id=add_kept(tx, Kept(name, "application/json", digest), None, {}),
        marks_to=tx.database.value("SELECT COALESCE(max(id), 0) FROM review_mark"),
    )


def _counts(comes_to: Summary) -> str:
    decisions = {decision.value: number for decision, number in comes_to.decisions}
    totals = {"open": comes_to.open, "urgent": comes_to.urgent, "no_address": comes_to.no_address}
    sections: dict[str, int] = {}
    for group in comes_to.groups:
        sections[f"in_{group.section}"] = sections.get(f"in_{group.section}", 0) + group.clocks
    return json.dumps(decisions | totals | sections, sort_keys=True)


def _mark(tx: Transaction, clock: WhichClock, kind: MarkKind, **values: Any) -> int:
    assert tx.actor.person is not None
    return tx.add(
        ReviewMark,
        claim_id=clock.claim_id,
        party_id=clock.party_id,
        clock=clock.clock,
        kind=kind,
        on_day=tx.day,
        person_id=tx.actor.person,
        **values,
    )
