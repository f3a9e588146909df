"""The sheet on which a lead decides whether to go to court: what is asked, proven, contested and paid for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.capacity import Capacity
from casebook.domain.court.advice import Cost, Expected, competent, expected
from casebook.domain.court.facts import ProceedingKind
from casebook.domain.court.stays import Step
from casebook.domain.dated import Confidence
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import ZERO, Cents
from casebook.domain.signals.clock_state import ClockState
from casebook.law import court_fees
from casebook.law.book import Book
from casebook.store import balances, disputed
from casebook.store.database import Database
from casebook.store.facts_of import disputes
from casebook.store.queries.court import SheetLine, stopped
from casebook.store.queries.insurance import claims as insured_claims
from casebook.store.queries.insurance import covers
from casebook.store.rows import many, rows

# Claims that go to the kantonrechter whatever their amount, where the debtor is a consumer (Rv 93).
_BY_SUBJECT = frozenset({"consumer_sale", "consumer_energy"})
_CLAIMS = """
    SELECT k.id, k.number, k.kind, k.capacity, c.debtor_id FROM claim k JOIN cases c ON c.id = k.case_id
    WHERE k.id IN ({marks}) ORDER BY k.id
"""
_EVIDENCE = """
    SELECT claim_id, kind, status FROM evidence WHERE claim_id IN ({marks}) ORDER BY claim_id, kind
"""
_CLOCKS = "SELECT claim_id, state, safe_until FROM clock_now WHERE clock <> 'interest' AND claim_id IN ({marks})"
_UNSURE = frozenset(
    {
        ClockState.POSSIBLY_LAPSED,
        ClockState.UNPROVEN,
        ClockState.ABSTAINED,
        ClockState.HISTORY_MISSING,
        ClockState.UNENFORCEABLE,
    }
)
_ASSESSED = """
    SELECT on_day, valid_until, room FROM assessment WHERE case_id = ? ORDER BY on_day DESC, id DESC
"""
_RECOURSE = "SELECT on_day, found FROM recourse_check WHERE case_id = ? ORDER BY on_day DESC, id DESC"
_LETTERS = """
    SELECT d.sent_on, d.received_on, COALESCE(d.grade, '')
    FROM letter l JOIN letter_claim x ON x.letter_id = l.id JOIN dispatch d ON d.letter_id = l.id
    WHERE l.kind = 'fourteen_day' AND d.sent_on IS NOT NULL AND d.failed_on IS NULL AND d.returned_on IS NULL
      AND x.claim_id IN ({marks})
    ORDER BY d.sent_on DESC, d.id DESC
"""

# What is told of a step that is stopped, where the law is sure and where it is not.
_STOPPED = {
    Step.SUE: ("court_sheet.no_claim", "court_sheet.no_claim_unsure"),
    Step.ATTACH: ("court_sheet.insolvent", "court_sheet.insolvent_unsure"),
}


class Known(StrEnum):
    """What is known of something that a court looks at of its own motion."""

    PROVEN = "proven"
    UNPROVEN = "unproven"
    UNKNOWN = "unknown"


class MadeHow(StrEnum):
    """How a contract with a consumer was made."""

    ONLINE = "online"
    SHOP = "shop"
    PHONE = "phone"
    DOOR = "door"
    PAPER = "paper"
    UNKNOWN = "unknown"


class Unfair(StrEnum):
    """Whether the terms of a contract hold clauses that a court would strike out."""

    NONE = "none"
    LEFT_OUT = "left_out"
    RELIED_ON = "relied_on"
    UNKNOWN = "unknown"


class Consent(StrEnum):
    """Whether the credit insurer agrees."""

    NOT_INSURED = "not_insured"
    GIVEN = "given"
    ASKED = "asked"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AdviceFacts:
    """What who asks for a decision thinks and looked up; percentages from 0 to 100.

    `recovery_percent` is how much of what is awarded may come in. The last four matter where a debtor is a consumer.
    """

    claim_ids: tuple[int, ...]
    odds_percent: int
    recovery_percent: int
    lawyer_cents: Cents = ZERO
    consent: Consent = Consent.NOT_INSURED
    made_how: MadeHow = MadeHow.UNKNOWN
    information: Known = Known.UNKNOWN
    information_text: str = ""
    unfair: Unfair = Unfair.UNKNOWN


class Advice(NamedTuple):
    """A sheet, what may be expected, and before which court it goes."""

    lines: tuple[SheetLine, ...]
    expected: Expected
    court: ProceedingKind


class _Claim(NamedTuple):
    id: int
    number: str
    kind: str
    capacity: Capacity | None
    debtor_id: int


class _Evidence(NamedTuple):
    claim_id: int
    kind: str
    status: str


class _Clock(NamedTuple):
    claim_id: int
    state: ClockState
    safe_until: date | None


class _Assessed(NamedTuple):
    on: date
    valid_until: date
    room: int | None


class _Recourse(NamedTuple):
    on: date
    found: str


class _Letter(NamedTuple):
    sent_on: date
    received_on: date | None
    grade: str


def sheet(database: Database, case_id: int, facts: AdviceFacts, day: date) -> Advice:
    """Return the sheet for claims of a case on a day, with what is not known said as such."""
    with database.snapshot():
        claims = many(database, _CLAIMS, _Claim, facts.claim_ids)
        owed = balances.open_balances(database, facts.claim_ids, day)
        asked = Cents(sum(balance.total for balance in owed.values()))
        consumer = any(one.capacity is Capacity.CONSUMER for one in claims)
        limit = database.law.court.kanton_limit.applied(day)
        by_subject = consumer and any(one.kind in _BY_SUBJECT for one in claims)
        court = competent(asked, limit.value, by_subject=by_subject)
        costs = tuple(_costs(database.law, asked, court, facts, day))
        found = expected(asked, facts.odds_percent, facts.recovery_percent, costs)
        lines = [
            *(SheetLine("court_sheet.claim", {"number": one.number, "cents": owed[one.id].total}) for one in claims),
            SheetLine("court_sheet.asked", {"cents": asked}),
            SheetLine("court_sheet.odds", {"odds": facts.odds_percent, "recovery": facts.recovery_percent}),
            *_expected(found),
            SheetLine("court_sheet.court", {"court": f"proceeding_{court}", "limit": limit.value}, limit.source),
            *_evidence(database, claims),
            *_limitation(database, claims),
            *_defence(database, case_id, facts.claim_ids, day),
            *_insolvent(database, claims, day),
            *_recourse(database, case_id, day),
            *(_consumer(database, facts) if consumer else ()),
            *_insurer(database, case_id, claims, facts),
            *(_cost(one) for one in costs),
        ]
        return Advice(tuple(lines), found, court)


def _costs(law: Book, asked: Cents, court: ProceedingKind, facts: AdviceFacts, day: date) -> Iterator[Cost]:
    """Yield what going to court costs by the dated tables; where nothing was read, that it is not known."""
    fee = court_fees.of_company(law.court_fees, asked, day, district=court is ProceedingKind.DISTRICT)
    if fee is None:
        yield Cost("court_sheet.fee_not_read", None, "Wgbz")
    else:
        yield Cost("court_sheet.fee", fee.cents, fee.source, fee.confidence is not Confidence.HIGH)
    house = law.defaults.route_costs.applied(day)
    estimate = house.confidence is not Confidence.HIGH
    yield Cost("court_sheet.cost_writ", house.value.writ, house.source, estimate)
    yield Cost("court_sheet.cost_own", house.value.litigation, house.source, estimate)
    yield Cost("court_sheet.cost_enforcement", house.value.enforcement, house.source, estimate)
    if facts.lawyer_cents:
        yield Cost("court_sheet.cost_lawyer", facts.lawyer_cents, HOUSE_RULE)


def _cost(one: Cost) -> SheetLine:
    if one.cents is None:
        return SheetLine(one.code, {}, one.source, weak=True)
    code = f"{one.code}_estimate" if one.estimate else one.code
    return SheetLine(code, {"cents": one.cents}, one.source)


def _expected(found: Expected) -> Iterator[SheetLine]:
    yield SheetLine("court_sheet.income", {"cents": found.income})
    if found.net is None or found.costs is None:
        yield SheetLine("court_sheet.net_unknown", {}, HOUSE_RULE, weak=True)
        return
    yield SheetLine("court_sheet.costs", {"cents": found.costs})
    yield SheetLine("court_sheet.net", {"cents": found.net}, weak=found.net <= 0)


def _evidence(database: Database, claims: Sequence[_Claim]) -> Iterator[SheetLine]:
    """Yield of each claim which evidence is there and which is missing; that nobody looked is said too."""
    known: dict[int, list[_Evidence]] = {}
    for piece in many(database, _EVIDENCE, _Evidence, [one.id for one in claims]):
        known.setdefault(piece.claim_id, []).append(piece)
    for one in claims:
        some = known.get(one.id, [])
        for status in ("present", "missing"):
            kinds = [piece.kind for piece in some if piece.status == status]
            if kinds:
                said = {"number": one.number, "kinds": kinds}
                yield SheetLine(f"court_sheet.evidence_{status}", said, weak=status == "missing")
        if not some:
            yield SheetLine("court_sheet.evidence_not_looked_at", {"number": one.number}, HOUSE_RULE, weak=True)


def _defence(database: Database, case_id: int, claim_ids: Sequence[int], day: date) -> Iterator[SheetLine]:
    found = disputes.load(database, [case_id]).get(case_id, ())
    for one in found:
        yield SheetLine("court_sheet.dispute", {"reason": one.reason}, weak=True)
    contested = sum(one.value.contested for one in disputed.contested(database, claim_ids, day).values())
    if contested:
        yield SheetLine("court_sheet.contested", {"cents": Cents(contested)}, weak=True)
    if not found:
        yield SheetLine("court_sheet.no_dispute", {"on": day})


def _limitation(database: Database, claims: Sequence[_Claim]) -> Iterator[SheetLine]:
    """Yield which claims are to be reviewed first for limitation, and until when the others are safe."""
    clocks = many(database, _CLOCKS, _Clock, [one.id for one in claims])
    unsure = {one.claim_id for one in clocks if one.state in _UNSURE}
    for claim in (one for one in claims if one.id in unsure):
        yield SheetLine("court_sheet.limitation_unsure", {"number": claim.number}, weak=True)
    safe = [one.safe_until for one in clocks if one.safe_until is not None and one.claim_id not in unsure]
    if safe:
        yield SheetLine("court_sheet.limitation", {"on": min(safe)})


def _insolvent(database: Database, claims: Sequence[_Claim], day: date) -> Iterator[SheetLine]:
    debtors = {claim.debtor_id for claim in claims}
    for step, (sure, unsure) in _STOPPED.items():
        for _, name, stay in stopped(database, debtors, day, step):
            code = sure if stay.confidence is Confidence.HIGH else unsure
            yield SheetLine(code, {"name": name, "kind": stay.kind}, stay.source, weak=True)


def _recourse(database: Database, case_id: int, day: date) -> Iterator[SheetLine]:
    checked = next(iter(rows(database, _RECOURSE, _Recourse, (case_id,))), None)
    if checked is None:
        yield SheetLine("court_sheet.recourse_not_checked", {}, HOUSE_RULE, weak=True)
    else:
        yield SheetLine("court_sheet.recourse", {"found": f"recourse_{checked.found}", "on": checked.on})
    assessed = next(iter(rows(database, _ASSESSED, _Assessed, (case_id,))), None)
    if assessed is None:
        yield SheetLine("court_sheet.not_assessed", {}, HOUSE_RULE, weak=True)
    elif assessed.valid_until < day:
        yield SheetLine("court_sheet.assessment_old", {"on": assessed.on}, HOUSE_RULE, weak=True)
    else:
        room = {"on": assessed.on, "count": assessed.room or 0}
        yield SheetLine("court_sheet.assessed" if assessed.room else "court_sheet.assessed_no_room", room)


def _consumer(database: Database, facts: AdviceFacts) -> Iterator[SheetLine]:
    """Yield what a court looks at of its own motion where the debtor is a consumer."""
    made = facts.made_how
    yield SheetLine("court_sheet.made", {"how": f"made_{made}"}, weak=made is MadeHow.UNKNOWN)
    known = facts.information
    said = {"known": f"known_{known}", "text": facts.information_text}
    yield SheetLine("court_sheet.information", said, "BW 6:230l-6:230m", weak=known is not Known.PROVEN)
    weak = facts.unfair in (Unfair.UNKNOWN, Unfair.RELIED_ON)
    yield SheetLine("court_sheet.unfair", {"known": f"unfair_{facts.unfair}"}, "BW 6:233; Richtlijn 93/13/EEG", weak)
    letter = next(iter(many(database, _LETTERS, _Letter, facts.claim_ids)), None)
    source = "BW 6:96 lid 6"
    if letter is None:
        yield SheetLine("court_sheet.no_letter", {}, source, weak=True)
    elif letter.received_on is None:
        yield SheetLine("court_sheet.letter_unproven", {"on": letter.sent_on}, source, weak=True)
    else:
        yield SheetLine("court_sheet.letter", {"on": letter.sent_on, "received": letter.received_on}, source)


def _insurer(database: Database, case_id: int, claims: Sequence[_Claim], facts: AdviceFacts) -> Iterator[SheetLine]:
    insured = {one.claim_id for one in insured_claims(database, case_id)} & {one.id for one in claims}
    needed = bool(insured) and any(one.consent_needed for one in covers(database, claims[0].debtor_id))
    if not insured and facts.consent is Consent.NOT_INSURED:
        yield SheetLine("court_sheet.not_insured", {})
        return
    weak = needed and facts.consent is not Consent.GIVEN
    code = "court_sheet.consent_needed" if needed else "court_sheet.consent"
    yield SheetLine(code, {"consent": f"court_consent_{facts.consent}"}, weak=weak)
