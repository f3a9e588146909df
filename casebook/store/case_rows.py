"""The rows of a case as they are stored, of which its facts are made."""

from datetime import date
from typing import NamedTuple

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.limitation.facts import Outcome, Proof, SlateException
from casebook.store.models.cases import CaseState
from casebook.store.models.claims import Relation


class CaseRow(NamedTuple):
    """A case with its debtor and whether its owner still works here."""

    id: int
    number: str
    debtor_id: int
    sort_name: str
    state: CaseState
    opened_on: date
    owner_person_id: int | None
    owner_team_id: int | None
    owner_inactive_since: date | None
    next_on: date | None
    next_kind: str | None
    moves: int
    sleeping: int
    closed_as: str | None


class ClaimRow(NamedTuple):
    """A claim as far as its clocks and its default go by it."""

    case_id: int
    id: int
    number: str
    kind: str
    capacity: Capacity | None
    agreed: Agreed | None
    law: str
    currency: str
    foreign_cents: int | None
    due_on: date | None
    received_on: date | None
    notice_received_on: date | None
    notice_last_day: date | None
    refused_on: date | None
    large_debtor_small_creditor: int | None
    long_term_express: int | None
    interest_frozen_on: date | None
    title_of_id: int | None
    main_id: int | None
    placed: int
    not_pursued: int
    imported: int
    ended_on: date | None
    slate_exception: SlateException | None = None


class DayRow(NamedTuple):
    """A day of a claim that a term may run from."""

    case_id: int
    claim_id: int
    name: str
    on_day: date


class LiableRow(NamedTuple):
    """Somebody else who is liable for a claim, until a day; a partner who left owes what is from his time for good."""

    case_id: int
    claim_id: int
    party_id: int
    relation: Relation
    from_on: date | None
    until_on: date | None


class TitledRow(NamedTuple):
    """Against whom a title is that was given on a day; `claim_id` is the claim that the title is."""

    case_id: int
    claim_id: int
    party_id: int
    given_on: date


class EventRow(NamedTuple):
    """An event of limitation with the last mark of its proof."""

    case_id: int
    id: int
    kind: str
    on_day: date | None
    received_on: date | None
    until_on: date | None
    regime: str | None
    ground: str | None
    clean_slate: int
    outcome: Outcome | None
    ended_on: date | None
    followed_up_on: date | None
    follow_up_outcome: Outcome | None
    proof: Proof | None
    grade: str | None


class ReachRow(NamedTuple):
    """Whom and what an event reaches."""

    case_id: int
    event_id: int
    party_id: int
    claim_id: int | None
    clock: ClockKind | None


class LapseRow(NamedTuple):
    """A clock that a lead lets run out, and the ends that it had then."""

    case_id: int
    claim_id: int
    party_id: int
    clock: ClockKind
    safe_until: date | None
    claimed_until: date | None


class RelianceRow(NamedTuple):
    """A claimed end that is relied on."""

    case_id: int
    claim_id: int
    party_id: int
    clock: ClockKind
    reason: str
    review_on: date


class HoldRow(NamedTuple):
    """A hold that nobody lifted and that reaches a case: of the whole case, or of the claim with a number."""

    case_id: int
    reason: str
    from_on: date
    until_on: date | None
    claim: str
