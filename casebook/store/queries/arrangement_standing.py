"""How the arrangements of a case stand, with the reasons; and the arrangements of all cases by their next term."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from casebook.domain.arrangement.standing import LIVE, PREPARED, RUNNING, PlanNow, PlanState
from casebook.domain.arrangement.terms import PlanInterest, Rhythm
from casebook.domain.bank_cover import Accepted
from casebook.domain.finding import Finding
from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.facts_of import arrangements
from casebook.store.models.arrangements import VatRoute
from casebook.store.models.base import NEVER
from casebook.store.models.cases import Channel
from casebook.store.queries.listing import Listing, Part
from casebook.store.queries.narrowing import ALL, Narrowing, condition, in_bounds
from casebook.store.remission import BesideRow, beside
from casebook.store.rows import rows

R = TypeVar("R", bound=tuple[Any, ...])


class NoticeRow(NamedTuple):
    """A notice as a case shows it."""

    id: int
    version: int
    arrangement_id: int
    prepared_on: date
    behind_cents: Cents
    sent_on: date | None
    channel: Channel | None
    pay_until: date | None
    withdrawn_on: date | None
    withdrawn_because: str


class CoveredRow(NamedTuple):
    """A claim that an arrangement covers: what was open when it was drafted, and what is open now."""

    arrangement_id: int
    claim_id: int
    number: str
    open_cents: Cents
    froze_interest: bool
    open_now: Cents


class PlanRow(NamedTuple):
    """An arrangement as it was made; `party_is_debtor`: it is with the debtor of the case.

    `replaces_on` is when the one was agreed in whose place it comes, or came.
    """

    id: int
    version: int
    case_id: int
    party_id: int
    party: str
    party_is_debtor: bool
    drafted_on: date
    total_cents: Cents
    each_cents: Cents
    term_count: int
    rhythm: Rhythm
    first_on: date
    interest: PlanInterest
    costs_included: bool
    remission_cents: Cents
    vat_route: VatRoute | None
    by_direct_debit: bool
    reason: str
    offered_on: date | None
    offer_until: date | None
    agreed_on: date | None
    agreed_how: str
    document_id: int | None
    document: str | None
    declined_on: date | None
    withdrawn_on: date | None
    suspended_on: date | None
    suspended_because: str
    resumed_on: date | None
    superseded_on: date | None
    superseded_by_id: int | None
    broken_on: date | None
    completed_on: date | None
    ended_because: str
    thanked_on: date | None
    no_thanks_because: str
    sales_told_on: date | None
    discharged_on: date | None
    manager: str
    replaces_on: date | None


class Standing(NamedTuple):
    """An arrangement with how it stands: `finding` has the reasons, `versions` those of the terms by their ids.

    `accepted` is what people took as known of the days that it is judged by.
    """

    plan: PlanRow
    finding: Finding[PlanNow]
    known_until: date | None
    claims: tuple[CoveredRow, ...]
    notices: tuple[NoticeRow, ...]
    beside: tuple[BesideRow, ...]
    versions: dict[int, int]
    accepted: tuple[Accepted, ...] = ()

    @property
    def now(self) -> PlanNow:
        """How it stands."""
        return self.finding.value


class _Version(NamedTuple):
    arrangement_id: int
    id: int
    version: int


_PLANS = """
    SELECT a.id, a.version, a.case_id, a.party_id, p.name, CASE WHEN a.party_id = c.debtor_id THEN 1 ELSE 0 END,
           a.drafted_on, a.total_cents, a.each_cents, a.terms, a.rhythm, a.first_on, a.interest, a.costs_included,
           a.remission_cents, a.vat_route, a.by_direct_debit, a.reason, a.offered_on, a.offer_until, a.agreed_on,
           a.agreed_how, a.document_id, d.name, a.declined_on, a.withdrawn_on, a.suspended_on, a.suspended_because,
           a.resumed_on, a.superseded_on, a.superseded_by_id, a.broken_on, a.completed_on, a.ended_because,
           a.thanked_on, a.no_thanks_because, a.sales_told_on, a.discharged_on, COALESCE(u.manager_name, ''),
           (SELECT max(o.agreed_on) FROM arrangement o WHERE o.superseded_by_id = a.id)
    FROM arrangement a JOIN cases c ON c.id = a.case_id JOIN party p ON p.id = a.party_id
    LEFT JOIN document d ON d.id = a.document_id LEFT JOIN customer u ON u.party_id = c.debtor_id
    WHERE a.case_id = ? ORDER BY a.id
"""
_COVERED = """
    SELECT k.arrangement_id, k.claim_id, c.number, k.open_cents, k.froze_interest,
           CAST(COALESCE((SELECT sum(l.cents) FROM ledger_entry l WHERE l.claim_id = c.id), 0) AS BIGINT)
    FROM arrangement a JOIN arrangement_claim k ON k.arrangement_id = a.id JOIN claim c ON c.id = k.claim_id
    WHERE a.case_id = ? ORDER BY k.id
"""
_NOTICES = """
    SELECT n.id, n.version, n.arrangement_id, n.prepared_on, n.behind_cents, n.sent_on, n.channel, n.pay_until,
           n.withdrawn_on, n.withdrawn_because
    FROM arrangement a JOIN arrangement_notice n ON n.arrangement_id = a.id WHERE a.case_id = ? ORDER BY n.id
"""
_VERSIONS = """
    SELECT i.arrangement_id, i.id, i.version
    FROM arrangement a JOIN instalment i ON i.arrangement_id = a.id WHERE a.case_id = ? ORDER BY i.id
"""


def of_case(database: Database, case_id: int, day: date) -> tuple[Standing, ...]:
    """Return the arrangements of a case as they stand on `day`: those that live first, then the newest."""
    with database.snapshot():
        plans = {plan.id: plan for plan in rows(database, _PLANS, PlanRow, (case_id,))}
        if not plans:
            return ()
        claims = _grouped(rows(database, _COVERED, CoveredRow, (case_id,)), 0)
        notices = _grouped(rows(database, _NOTICES, NoticeRow, (case_id,)), 2)
        versions = _grouped(rows(database, _VERSIONS, _Version, (case_id,)), 0)
        found = [
            Standing(
                plans[one.id],
                one.on(day),
                one.history.known_until,
                tuple(claims[one.id]),
                tuple(notices[one.id]),
                beside(database, one.id, day),
                {term.id: term.version for term in versions[one.id]},
                one.history.accepted,
            )
            for one in arrangements.load(database, [case_id])[case_id]
        ]
    return tuple(sorted(found, key=lambda one: (one.now.state not in LIVE | PREPARED, -one.plan.id)))


def standing(database: Database, arrangement_id: int, day: date) -> Standing | None:
    """Return one arrangement as it stands on `day`, None where there is none any more."""
    case_id = database.value("SELECT case_id FROM arrangement WHERE id = ?", (arrangement_id,))
    found = of_case(database, case_id, day) if case_id is not None else ()
    return next((one for one in found if one.plan.id == arrangement_id), None)


def _grouped(some: Sequence[R], column: int) -> dict[int, list[R]]:
    """Return rows by the arrangement they are of."""
    found: dict[int, list[R]] = defaultdict(list)
    for one in some:
        found[one[column]].append(one)
    return found


class Listed(StrEnum):
    """Which arrangements."""

    THIS_WEEK = "this_week"
    BEHIND = "behind"
    IN_NOTICE = "in_notice"
    TO_BREAK = "to_break"
    UNJUDGED = "unjudged"
    PENDING = "pending"
    OFFERED = "offered"
    SUSPENDED = "suspended"
    AFTERCARE = "aftercare"
    ALL = "all"


class ListedPlan(NamedTuple):
    """An arrangement as a list shows it; a next term or judgement that does not come is 9999-12-31."""

    arrangement_id: int
    case_id: int
    number: str
    name: str
    owner: str
    state: PlanState
    next_due_on: date
    late_terms: int
    behind_cents: Cents
    paid_cents: Cents
    rest_cents: Cents
    judged_once: date
    possible_receipts: int
    pay_until: date | None


_COLUMNS = """
    n.arrangement_id, n.case_id, c.number, p.name, COALESCE(o.name, t.name, ''), n.state, n.next_due_on, n.late_terms,
    n.behind_cents, n.paid_cents, n.rest_cents, n.judged_once, n.possible_receipts, NULLIF(n.pay_until, '9999-12-31')
"""
_JOINED = """
    JOIN arrangement a ON a.id = n.arrangement_id JOIN cases c ON c.id = n.case_id JOIN party p ON p.id = a.party_id
    LEFT JOIN person o ON o.id = c.owner_person_id LEFT JOIN team t ON t.id = c.owner_team_id
"""
_WEEK = timedelta(days=6)
_OF_STATES = {
    Listed.IN_NOTICE: (PlanState.IN_NOTICE, PlanState.BREAK_PROPOSED),
    Listed.TO_BREAK: (PlanState.BREAK_PROPOSED,),
    Listed.PENDING: (PlanState.DRAFT, PlanState.EVIDENCE_PENDING, PlanState.APPROVAL_PENDING),
    Listed.OFFERED: (PlanState.OFFERED, PlanState.EXPIRED),
    Listed.SUSPENDED: (PlanState.SUSPENDED,),
}
_OF_FLAGS = {
    Listed.BEHIND: "n.behind_cents > 0",
    Listed.UNJUDGED: f"n.judged_once < '{NEVER}'",
    Listed.AFTERCARE: "n.in_aftercare = 1",
    Listed.ALL: "",
}


def plans(database: Database, listed: Listed, day: date, narrowing: Narrowing = ALL) -> Listing[ListedPlan]:
    """Return arrangements by their next term. A narrowed list that is kept for long is asked for anew."""
    narrowed = condition(database, narrowing, "n.case_id")
    parts = tuple(in_bounds(part, narrowed) if narrowed.where else part for part in _parts(listed, day))
    return Listing(
        ListedPlan,
        _COLUMNS,
        "arrangement_now n",
        _JOINED,
        ("n.next_due_on", "n.arrangement_id"),
        lambda row: (row.next_due_on, row.arrangement_id),
        parts,
    )


def _parts(listed: Listed, day: date) -> tuple[Part, ...]:
    if listed is Listed.THIS_WEEK:
        week = (day + _WEEK,)
        return tuple(Part("n.state = ? AND n.next_due_on >= ?", (state, day), week) for state in sorted(RUNNING))
    if listed in _OF_STATES:
        return tuple(Part("n.state = ?", (state,)) for state in _OF_STATES[listed])
    return (Part(_OF_FLAGS[listed]),)
