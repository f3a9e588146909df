"""The facts of cases as the rules take them, read for many cases at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, TypeVar

from casebook.domain.finance import Piece
from casebook.domain.money import ZERO, Cents
from casebook.domain.promises import PromiseStanding
from casebook.domain.relation.matters import NOTHING_WAITS
from casebook.domain.relation.matters import Relation as WithCustomer
from casebook.domain.relation.segment import NOTHING_KNOWN, SegmentFacts
from casebook.domain.routes.facts import NOT_ASSESSED, Assessing
from casebook.domain.signals.after_insolvency import AfterInsolvency
from casebook.domain.signals.approvals import AskedApproval
from casebook.domain.signals.bank import NOTHING_FROM_BANK, OfBank
from casebook.domain.signals.care import NOTHING_OWED, Care
from casebook.domain.signals.contra import OwedToHim
from casebook.domain.signals.disputes import OpenDispute
from casebook.domain.signals.enquiry import OpenEnquiry
from casebook.domain.signals.insolvency import ProceedingMatter
from casebook.domain.signals.insurance import InsuredClaim
from casebook.domain.signals.placements import PlacementMatter
from casebook.domain.signals.post import PostMatter
from casebook.domain.signals.requests import AskedOfUs
from casebook.domain.signals.securities import SecurityMatter
from casebook.domain.signals.unallocated import Unallocated
from casebook.domain.signals.unwinding import UnwindingMatter
from casebook.store import debit_terms, owing
from casebook.store.case_rows import (
    CaseRow,
    ClaimRow,
    DayRow,
    EventRow,
    HoldRow,
    LapseRow,
    LiableRow,
    ReachRow,
    RelianceRow,
    TitledRow,
)
from casebook.store.database import Database
from casebook.store.debit_terms import NO_DEBITS
from casebook.store.facts_of import (
    after_insolvency,
    approvals,
    arrangements,
    assessment,
    bank,
    care,
    contra,
    court,
    disputes,
    enquiries,
    finances,
    insolvencies,
    insolvency_requests,
    insurance,
    letters,
    placements,
    post,
    promises,
    recourse,
    relation,
    reminders,
    securities,
    segments,
    service,
    unallocated,
    unwinding,
    vat,
)
from casebook.store.facts_of.court import NOTHING_IN_COURT, CourtFacts
from casebook.store.facts_of.letters import LetterRecord
from casebook.store.facts_of.reminders import Left, RunRecord
from casebook.store.rows import many

N = TypeVar("N", bound=NamedTuple)


class _Amount(NamedTuple):
    id: int
    cents: int


class _LastDay(NamedTuple):
    case_id: int
    day: date


class _Word(NamedTuple):
    case_id: int
    word: str


class _Place(NamedTuple):
    party_id: int
    country: str
    status: str


@dataclass(slots=True)
class ClaimsRecord:
    """What is stored about the claims of one case and their clocks, and that interest and accounts follow from.

    `open_cents` is what is open per claim.
    """

    case: CaseRow
    claims: list[ClaimRow] = field(default_factory=list)
    days: list[DayRow] = field(default_factory=list)
    liable: list[LiableRow] = field(default_factory=list)
    titled: list[TitledRow] = field(default_factory=list)
    events: list[EventRow] = field(default_factory=list)
    reaches: list[ReachRow] = field(default_factory=list)
    reliances: list[RelianceRow] = field(default_factory=list)
    lapses: list[LapseRow] = field(default_factory=list)
    open_cents: dict[int, Cents] = field(default_factory=dict)


@dataclass(slots=True)
class CaseRecord(ClaimsRecord):
    """Everything that is stored about one case and that something follows from.

    `debtor_open_cents` is what the debtor owes in all his cases, `places` the present addresses of the parties,
    `proposals` how many differences wait.
    """

    debtor_open_cents: Cents = ZERO
    holds: list[HoldRow] = field(default_factory=list)
    tracks: list[str] = field(default_factory=list)
    places: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    last_outward_on: date = date.min
    proposals: int = 0
    assessment: Assessing = NOT_ASSESSED
    finances: tuple[Piece, ...] = ()
    relation: WithCustomer = NOTHING_WAITS
    customer: SegmentFacts = NOTHING_KNOWN
    care: Care = NOTHING_OWED
    insured: tuple[InsuredClaim, ...] = ()
    disputes: tuple[OpenDispute, ...] = ()
    enquiries: tuple[OpenEnquiry, ...] = ()
    approvals: tuple[AskedApproval, ...] = ()
    bank: OfBank = NOTHING_FROM_BANK
    unallocated: tuple[Unallocated, ...] = ()
    contra: tuple[OwedToHim, ...] = ()
    promises: tuple[PromiseStanding, ...] = ()
    plans: tuple[arrangements.PlanRecord, ...] = ()
    debits: debit_terms.CaseDebits = NO_DEBITS
    recourse_check_on: date | None = None
    letters: tuple[LetterRecord, ...] = ()
    reminders: tuple[RunRecord, ...] = ()
    left_by_itself: tuple[Left, ...] = ()
    post: tuple[PostMatter, ...] = ()
    services: tuple[service.Watched, ...] = ()
    securities: tuple[SecurityMatter, ...] = ()
    placements: tuple[PlacementMatter, ...] = ()
    proceedings: tuple[ProceedingMatter, ...] = ()
    unwinding: tuple[UnwindingMatter, ...] = ()
    after_insolvency: tuple[AfterInsolvency, ...] = ()
    asked: tuple[AskedOfUs, ...] = ()
    court: CourtFacts = NOTHING_IN_COURT
    vat_claims: tuple[vat.VatRecord, ...] = ()


_CASES = """
    SELECT c.id, c.number, c.debtor_id, p.sort_name, c.state, c.opened_on, c.owner_person_id, c.owner_team_id,
           o.inactive_since, c.next_on, c.next_kind, c.moves, c.sleeping, c.closed_as
    FROM cases c JOIN party p ON p.id = c.debtor_id LEFT JOIN person o ON o.id = c.owner_person_id
    WHERE c.id IN ({marks}) ORDER BY c.id
"""
_CLAIMS = """
    SELECT case_id, id, number, kind, capacity, agreed, law, currency, foreign_cents, due_on, received_on,
           notice_received_on, notice_last_day, refused_on, large_debtor_small_creditor, long_term_express,
           interest_frozen_on, title_of_id, main_id, placed, not_pursued, imported, ended_on, slate_exception
    FROM claim WHERE case_id IN ({marks}) ORDER BY id
"""
_DAYS = """
    SELECT k.case_id, d.claim_id, d.name, d.on_day
    FROM claim k JOIN claim_day d ON d.claim_id = k.id WHERE k.case_id IN ({marks}) ORDER BY d.id
"""
_LIABLE = f"""
    SELECT k.case_id, l.claim_id, l.party_id, l.relation, l.from_on,
           CASE WHEN {owing.OF_HIS_TIME} THEN NULL ELSE l.until_on END
    FROM claim k JOIN liability l ON l.claim_id = k.id WHERE k.case_id IN ({{marks}}) ORDER BY l.id
"""  # noqa: S608 only constants
_TITLED = """
    SELECT t.case_id, x.claim_id, x.party_id, t.given_on
    FROM title t JOIN title_claim x ON x.title_id = t.id WHERE t.case_id IN ({marks}) ORDER BY x.id
"""
_EVENTS = """
    SELECT e.case_id, e.id, e.kind, e.on_day, e.received_on, e.until_on, e.regime, e.ground, e.clean_slate, e.outcome,
           e.ended_on, e.followed_up_on, e.follow_up_outcome,
           (SELECT m.proof FROM proof_mark m WHERE m.event_id = e.id ORDER BY m.id DESC LIMIT 1),
           (SELECT m.grade FROM proof_mark m WHERE m.event_id = e.id ORDER BY m.id DESC LIMIT 1)
    FROM limitation_event e WHERE e.case_id IN ({marks}) ORDER BY e.id
"""
_REACHES = """
    SELECT e.case_id, r.event_id, r.party_id, r.claim_id, r.clock
    FROM limitation_event e JOIN reach r ON r.event_id = e.id WHERE e.case_id IN ({marks}) ORDER BY r.id
"""
_RELIANCES = """
    SELECT k.case_id, r.claim_id, r.party_id, r.clock, r.reason, r.review_on
    FROM claim k JOIN reliance r ON r.claim_id = k.id
    WHERE k.case_id IN ({marks}) AND r.ended_on IS NULL ORDER BY r.id
"""
_LAPSES = """
    SELECT k.case_id, a.claim_id, a.party_id, a.clock, a.safe_until, a.claimed_until
    FROM claim k JOIN lapse_acceptance a ON a.claim_id = k.id
    WHERE k.case_id IN ({marks}) AND a.ended_on IS NULL ORDER BY a.id
"""
_HOLDS = """
    SELECT h.case_id, h.reason, h.from_on, h.until_on, COALESCE(k.number, '')
    FROM hold h LEFT JOIN claim k ON k.id = h.claim_id
    WHERE h.case_id IN ({marks}) AND h.lifted_on IS NULL AND h.debtor_id IS NULL ORDER BY h.id
"""
_DEBTOR_HOLDS = """
    SELECT c.id, h.reason, h.from_on, h.until_on, ''
    FROM cases c JOIN hold h ON h.debtor_id = c.debtor_id
    WHERE c.id IN ({marks}) AND h.lifted_on IS NULL ORDER BY h.id
"""
_TRACKS = "SELECT case_id, kind FROM track WHERE case_id IN ({marks}) AND closed_on IS NULL ORDER BY kind"
_OPEN = """
    SELECT l.claim_id, sum(l.cents)
    FROM claim k JOIN ledger_entry l ON l.claim_id = k.id WHERE k.case_id IN ({marks}) GROUP BY l.claim_id
"""
_DEBTOR_OPEN = """
    SELECT c.debtor_id, sum(l.cents)
    FROM cases c JOIN claim k ON k.case_id = c.id JOIN ledger_entry l ON l.claim_id = k.id
    WHERE c.debtor_id IN ({marks}) GROUP BY c.debtor_id
"""
_OUTWARD = (
    "SELECT case_id, max(on_day) FROM contact WHERE case_id IN ({marks}) GROUP BY case_id",
    # Days on which more came in than went back: what was reversed, or booked anew, as if it never was is none.
    """
    SELECT case_id, max(on_day) FROM (
        SELECT case_id, on_day FROM payment WHERE case_id IN ({marks}) GROUP BY case_id, on_day HAVING sum(cents) > 0
    ) AS received GROUP BY case_id
    """,
    """
    SELECT e.case_id, max(e.on_day) FROM limitation_event e WHERE e.on_day IS NOT NULL AND e.case_id IN ({marks})
      AND (SELECT m.proof FROM proof_mark m WHERE m.event_id = e.id ORDER BY m.id DESC LIMIT 1) <> 'void'
    GROUP BY e.case_id
    """,
    """
    SELECT a.case_id, max(n.sent_on) FROM arrangement a JOIN arrangement_notice n ON n.arrangement_id = a.id
    WHERE a.case_id IN ({marks}) AND n.sent_on IS NOT NULL GROUP BY a.case_id
    """,
    """
    SELECT l.case_id, max(d.sent_on) FROM letter l JOIN dispatch d ON d.letter_id = l.id
    WHERE l.case_id IN ({marks}) AND d.sent_on IS NOT NULL GROUP BY l.case_id
    """,
)
_PROPOSALS = """
    SELECT case_id, count(*) FROM proposal WHERE state = 'proposed' AND case_id IN ({marks}) GROUP BY case_id
"""
_PLACES = """
    SELECT a.party_id, a.country, a.status FROM address a WHERE a.until_on IS NULL AND a.party_id IN ({marks})
"""


def debtors_open(database: Database, debtor_ids: Sequence[int]) -> Mapping[int, Cents]:
    """Return what debtors owe in all their cases; one who never owed anything is left out."""
    return {one.id: Cents(int(one.cents)) for one in many(database, _DEBTOR_OPEN, _Amount, debtor_ids)}


def load_claims(database: Database, case_ids: Sequence[int]) -> list[ClaimsRecord]:
    """Return what is stored of the claims of cases, in order of the ids of the cases; at most a few hundred at once."""
    records = {case.id: ClaimsRecord(case) for case in many(database, _CASES, CaseRow, case_ids)}
    _add_claims(database, records, case_ids)
    return list(records.values())


def load(database: Database, case_ids: Sequence[int]) -> list[CaseRecord]:
    """Return what is stored of cases, in order of their ids; at most a few hundred at once."""

    def read(sql: str, shape: type[N]) -> list[N]:
        return many(database, sql, shape, case_ids)

    records = {case.id: CaseRecord(case, last_outward_on=case.opened_on) for case in read(_CASES, CaseRow)}
    _add_claims(database, records, case_ids)
    _gather(records, "holds", [*read(_HOLDS, HoldRow), *read(_DEBTOR_HOLDS, HoldRow)])
    for track in read(_TRACKS, _Word):
        records[track.case_id].tracks.append(track.word)
    for sql in _OUTWARD:
        for last in read(sql, _LastDay):
            record = records[last.case_id]
            record.last_outward_on = max(record.last_outward_on, last.day)
    for count in read(_PROPOSALS, _Amount):
        records[count.id].proposals = count.cents
    _add_parties(database, records.values())
    _set(records, "relation", relation.load(database, case_ids))
    _set(records, "customer", segments.load(database, {id_: one.debtor_open_cents for id_, one in records.items()}))
    _set(records, "care", care.load(database, case_ids))
    _set(records, "proceedings", insolvencies.load(database, case_ids))
    _set(records, "unwinding", unwinding.load(database, case_ids))
    _set(records, "after_insolvency", after_insolvency.load(database, case_ids))
    _set(records, "asked", insolvency_requests.load(database, case_ids))
    _set(records, "court", court.load(database, case_ids))
    _set(records, "insured", insurance.load(database, case_ids))
    _set(records, "disputes", disputes.load(database, case_ids))
    _set(records, "enquiries", enquiries.load(database, case_ids))
    _set(records, "approvals", approvals.load(database, case_ids))
    _set(records, "bank", bank.load(database, case_ids))
    _set(records, "unallocated", unallocated.load(database, case_ids))
    _set(records, "contra", contra.load(database, case_ids))
    _set(records, "promises", promises.load(database, case_ids))
    plans = arrangements.load(database, case_ids)
    _set(records, "plans", plans)
    _set(records, "debits", debit_terms.load(database, plans))
    _set(records, "assessment", assessment.load(database, case_ids))
    _set(records, "finances", finances.load(database, case_ids))
    _set(records, "recourse_check_on", recourse.load(database, case_ids))
    _set(records, "letters", letters.load(database, case_ids))
    _set(records, "reminders", reminders.load(database, case_ids))
    _set(records, "left_by_itself", reminders.left(database, case_ids))
    _set(records, "post", post.load(database, case_ids))
    _set(records, "services", service.load(database, case_ids))
    _set(records, "securities", securities.load(database, case_ids))
    _set(records, "placements", placements.load(database, case_ids))
    _set(records, "vat_claims", vat.load(database, case_ids))
    return list(records.values())


def _add_claims(database: Database, records: Mapping[int, ClaimsRecord], case_ids: Sequence[int]) -> None:
    def read(sql: str, shape: type[N]) -> list[N]:
        return many(database, sql, shape, case_ids)

    for claim in read(_CLAIMS, ClaimRow):
        records[claim.case_id].claims.append(claim)
    case_of = {claim.id: claim.case_id for record in records.values() for claim in record.claims}
    for amount in read(_OPEN, _Amount):
        records[case_of[amount.id]].open_cents[amount.id] = Cents(int(amount.cents))
    _gather(records, "days", read(_DAYS, DayRow))
    _gather(records, "liable", read(_LIABLE, LiableRow))
    _gather(records, "titled", read(_TITLED, TitledRow))
    _gather(records, "events", read(_EVENTS, EventRow))
    if any(record.events for record in records.values()):
        _gather(records, "reaches", read(_REACHES, ReachRow))
    _gather(records, "reliances", read(_RELIANCES, RelianceRow))
    _gather(records, "lapses", read(_LAPSES, LapseRow))


def _set(records: Mapping[int, CaseRecord], name: str, found: Mapping[int, Any]) -> None:
    for case_id, fact in found.items():
        setattr(records[case_id], name, fact)


def _gather(records: Mapping[int, ClaimsRecord], name: str, found: Iterable[Any]) -> None:
    for row in found:
        getattr(records[row.case_id], name).append(row)


def _add_parties(database: Database, records: Iterable[CaseRecord]) -> None:
    """Add what the debtors owe in all, and where the parties live."""
    debtors = sorted({record.case.debtor_id for record in records})
    owed = debtors_open(database, debtors)
    parties = sorted({*debtors, *(liable.party_id for record in records for liable in record.liable)})
    places: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for place in many(database, _PLACES, _Place, parties):
        places[place.party_id].append((place.country, place.status))
    for record in records:
        record.debtor_open_cents = owed.get(record.case.debtor_id, ZERO)
        concerned = {record.case.debtor_id, *(liable.party_id for liable in record.liable)}
        record.places = {party: places.get(party, []) for party in concerned}
