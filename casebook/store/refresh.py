"""What follows from the facts of a case, made anew: its clocks, why it needs work, its place in the queue."""

from collections.abc import Iterator, Sequence
from datetime import date

from casebook.domain.calendar import ONE_DAY
from casebook.domain.finding import Finding
from casebook.domain.limitation.answer import Limitation
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.money import Cents
from casebook.domain.parameters import encode
from casebook.domain.signals import limitation
from casebook.domain.signals.clock_state import ClockState
from casebook.domain.signals.facts import CaseFacts, ClockNow, Hold, NextAction
from casebook.domain.signals.queue import Announced, announced, standing
from casebook.domain.signals.queue import Standing as Place
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import ROUTINE
from casebook.law.book import Book
from casebook.store import letter_rows, plan_rows, reminder_rows, tables
from casebook.store.bands import CLOSED, SMALL
from casebook.store.case_clocks import Standing, clocks, term_days
from casebook.store.case_facts import CaseRecord, load
from casebook.store.database import Database, Row
from casebook.store.facts_of import segments, service, vat
from casebook.store.models.arrangements import ArrangementNow
from casebook.store.models.cases import CaseState, Closing
from casebook.store.models.derived import CaseNow, Signal
from casebook.store.models.derived import ClockNow as ClockNowRow
from casebook.store.models.letters import LetterNow
from casebook.store.models.parties import AddressStatus
from casebook.store.models.vat import VatNow

NEVER = date.max
# So many cases are read and written at once: few enough for the parameters of a statement and for a short lock.
BATCH = 500
_LISTED = {
    ClockState.RUNNING: "radar",
    ClockState.EXTENDED: "radar",
    ClockState.UNPROVEN: "radar",
    ClockState.RELIED_ON: "radar",
    ClockState.POSSIBLY_LAPSED: "radar",
    ClockState.HISTORY_MISSING: "history_missing",
    ClockState.ABSTAINED: "abstained",
}


def refresh(database: Database, case_ids: Sequence[int], day: date) -> None:
    """Make anew what follows from the facts of cases, as it is on `day`."""
    for start in range(0, len(case_ids), BATCH):
        some = case_ids[start : start + BATCH]
        records = load(database, some)
        _renew_clocks(database, [record for record in records if letter_rows.asked_anew(record)], day)
        letter_rows.ask_gate(database, records, day)
        replace(database, some, [derived(record, day, database.law) for record in records])


def _renew_clocks(database: Database, records: Sequence[CaseRecord], day: date) -> None:
    """Put the clocks as they are on `day` in the place of those there are: the gate goes by them."""
    if records:
        marks = ", ".join("?" * len(records))
        found = [row for record in records for row in derived(record, day, database.law).clocks]
        database.execute(f"DELETE FROM clock_now WHERE case_id IN ({marks})", [one.case.id for one in records])  # noqa: S608 only marks
        if found:
            table = tables.of(ClockNowRow)
            database.insert_many(table.name, table.columns, found)


class Derived:
    """The derived rows of one case."""

    __slots__ = ("case", "clocks", "letters", "plans", "signals", "vat")

    def __init__(  # noqa: PLR0913 rows of each table
        self, case: Row, *, signals: list[Row], clocks: list[Row], plans: list[Row], letters: list[Row], vat: list[Row]
    ) -> None:
        self.case, self.signals, self.clocks, self.plans, self.letters = case, signals, clocks, plans, letters
        self.vat = vat

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Derived) and all(
            getattr(self, name) == getattr(other, name) for name in self.__slots__
        )

    __hash__ = None  # type: ignore[assignment]  # rows are compared, never kept in sets


def derived(record: CaseRecord, day: date, law: Book) -> Derived:
    """Return what follows from the facts of one case on `day`, as rows in the order of their columns."""
    found = clocks(record, day, law)
    facts = _facts(record, found.standings, day, law)
    place = standing(facts, day, law.signals)
    leaves_on = record.case.owner_inactive_since
    others = [*segments.ends_of(record.customer, law, day), *reminder_rows.changes(record, day, law)]
    # What the gate says of a letter may be otherwise on any day.
    asked_on = day + ONE_DAY if letter_rows.asked_anew(record) else None
    clocks_until = (clock.holds_until for clock in found.standings)
    ends = (place.holds_until, found.more_from, leaves_on, asked_on, *others, *clocks_until)
    holds_until = min((end for end in ends if end is not None and end > day), default=NEVER)
    return Derived(
        _case_row(record, place, day, holds_until, law),
        signals=[
            (record.case.id, rank, signal.code, encode(signal.parameters), signal.source, signal.due_on, signal.red_on)
            for rank, signal in enumerate(place.signals)
        ],
        clocks=list(_clock_rows(record, found.standings, facts, law.signals.on(day))),
        plans=plan_rows.rows(record, day),
        letters=letter_rows.rows(record, day, law),
        vat=vat.rows(record.case.id, record.vat_claims, law.vat.relief) if record.vat_claims else [],
    )


def standing_of(record: CaseRecord, clocks: Sequence[Standing], day: date, law: Book) -> Place:
    """Return the place in the queue of a case whose clocks are known, and why."""
    return standing(_facts(record, clocks, day, law), day, law.signals)


def announced_of(record: CaseRecord, day: date, law: Book) -> Iterator[Announced]:
    """Yield what has a day in a case, also what is not urgent yet."""
    return announced(_facts(record, clocks(record, day, law).standings, day, law), day, law.signals)


def replace(database: Database, case_ids: Sequence[int], found: Sequence[Derived]) -> None:
    """Put the derived rows of cases in the place of those there are."""
    marks = ", ".join("?" * len(case_ids))
    for name in ("case_now", "signal", "clock_now", "arrangement_now", "letter_now", "vat_now"):
        database.execute(f"DELETE FROM {name} WHERE case_id IN ({marks})", case_ids)  # noqa: S608 only marks
    for model, some in (
        (CaseNow, [one.case for one in found]),
        (Signal, [row for one in found for row in one.signals]),
        (ClockNowRow, [row for one in found for row in one.clocks]),
        (ArrangementNow, [row for one in found for row in one.plans]),
        (LetterNow, [row for one in found for row in one.letters]),
        (VatNow, [row for one in found for row in one.vat]),
    ):
        if some:
            table = tables.of(model)
            database.insert_many(table.name, table.columns, some)


def _facts(record: CaseRecord, standings: Sequence[Standing], day: date, law: Book) -> CaseFacts:
    case = record.case
    pursued = [clock for clock in standings if not clock.claim.not_pursued]
    return CaseFacts(
        state=case.state,
        next_action=NextAction(case.next_on, case.next_kind) if case.next_on and case.next_kind else None,
        clocks=tuple(_clock_facts(record, clock, law) for clock in pursued),
        holds=tuple(Hold(hold.reason, hold.until_on, hold.from_on, hold.claim) for hold in record.holds),
        open_cents=_open_cents(record),
        debtor_open_cents=record.debtor_open_cents,
        moves=case.moves,
        last_outward_on=record.last_outward_on,
        sleeping=bool(case.sleeping),
        owner_active=case.owner_inactive_since is None or case.owner_inactive_since > day,
        proposals=record.proposals,
        closed_as_paid=case.closed_as == Closing.PAID,
        assessment=record.assessment,
        finances=record.finances,
        relation=record.relation,
        care=record.care,
        insured=tuple(one for one in record.insured if record.open_cents.get(one.claim, 0) > 0),
        recourse_check_on=record.recourse_check_on,
        disputes=record.disputes,
        enquiries=record.enquiries,
        approvals=record.approvals,
        bank=record.bank,
        unallocated=record.unallocated,
        contra=record.contra,
        promises=record.promises,
        plans=plan_rows.facts(record, day),
        debits=tuple(record.debits.matters(day)),
        letters=letter_rows.facts(record, day, law),
        cycles=reminder_rows.matters(record, day, law),
        self_released=reminder_rows.self_released(record, law),
        post=record.post,
        services=service.matters(record, day),
        securities=tuple(one for one in record.securities if _any_open(record, one.claim_ids)),
        placements=record.placements,
        proceedings=record.proceedings,
        unwinding=record.unwinding,
        after_insolvency=record.after_insolvency,
        asked=record.asked,
        court=tuple(one for one in record.court.matters if not one.of_title or _any_open(record, one.claim_ids)),
        measures=record.court.measures,
        vat=vat.matters(record.vat_claims, law.vat.relief) if record.vat_claims else (),
    )


def _clock_facts(record: CaseRecord, clock: Standing, law: Book) -> ClockNow:
    places = record.places.get(clock.debtor_id, [])
    value = clock.finding.value
    return ClockNow(
        claim=clock.claim.id,
        number=clock.claim.number,
        debtor=clock.debtor_id,
        kind=clock.kind,
        state=clock.state,
        safe_until=value.ends.safe_until,
        claimed_until=value.ends.claimed_until,
        term_days=term_days(clock.claim, clock.kind, law),
        open_cents=clock.open_cents,
        placed=bool(clock.claim.placed),
        abroad=any(country != "NL" for country, _ in places),
        address_verified=any(status == AddressStatus.VERIFIED for _, status in places),
        letter_sent_on=clock.sent_on,
        holds_until=clock.holds_until,
        lapsed_before=_lapsed_before(clock.finding),
        only_dead_addresses=bool(places) and all(status == AddressStatus.DEAD for _, status in places),
        accepted=clock.accepted,
    )


def _lapsed_before(finding: Finding[Limitation]) -> date | None:
    """Return the day before which running interest has possibly lapsed, None where nothing has."""
    alive, first = finding.value.ends.safe_from, finding.steps[0].after.safe_from if finding.steps else None
    return alive if alive != first else None


def _open_cents(record: CaseRecord) -> Cents:
    return Cents(sum(record.open_cents.values()))


def _any_open(record: CaseRecord, claim_ids: Sequence[int]) -> bool:
    return any(record.open_cents.get(claim_id, 0) > 0 for claim_id in claim_ids)


def _case_row(record: CaseRecord, place: Place, day: date, holds_until: date, law: Book) -> Row:
    case = record.case
    band = SMALL if place.small else place.band
    if case.state is CaseState.CLOSED and place.band == ROUTINE:
        band = CLOSED
    tracks = {*record.tracks, *("agency" for claim in record.claims if claim.placed)}
    return (
        case.id,
        band,
        place.by_on or NEVER,
        -_open_cents(record),
        case.owner_person_id or 0,
        case.owner_team_id or 0,
        case.number,
        case.sort_name,
        case.next_on or NEVER,
        place.why.code,
        encode(place.why.parameters),
        place.why.source,
        " ".join(sorted(tracks)),
        int(place.to_lead),
        int(place.neglected),
        segments.segment_of(record.customer, law, day).value.value,
        law.version,
        day,
        holds_until,
    )


def _clock_rows(
    record: CaseRecord, standings: Sequence[Standing], facts: CaseFacts, rules: SignalRulesOn
) -> Iterator[Row]:
    told = {_key(clock) for clock in limitation.told_with(facts.clocks)}
    watched = {_key(clock): clock for clock in facts.clocks}
    for clock in standings:
        key = clock.claim.id, clock.debtor_id, clock.kind
        found = watched.get(key)
        red_on = None if found is None else limitation.red_on(found, rules)
        address = found is not None and found.only_dead_addresses
        yield (
            *_clock_row(record, clock),
            red_on or NEVER,
            int(key in told),
            int(clock.accepted),
            clock.review_on,
            clock.sent_on,
            int(address),
        )


def _key(clock: ClockNow) -> tuple[int, int, ClockKind]:
    return clock.claim, clock.debtor, clock.kind


def _clock_row(record: CaseRecord, clock: Standing) -> Row:
    value = clock.finding.value
    listed = "quiet" if clock.claim.not_pursued else _LISTED.get(clock.state, "quiet")
    earliest = min(_earliest(clock), default=None)
    return (
        clock.claim.id,
        clock.debtor_id,
        clock.kind.value,
        record.case.id,
        listed,
        clock.state.value,
        value.ends.safe_until or NEVER,
        value.ends.safe_until,
        value.ends.claimed_until,
        _lapsed_before(clock.finding),
        earliest,
        value.rule,
        clock.last_event_on,
        clock.last_proof.value if clock.last_proof else None,
        clock.open_cents,
        clock.holds_until or NEVER,
    )


def _earliest(clock: Standing) -> Iterator[date]:
    """Yield the earliest days an end that is not known could fall on."""
    value = clock.finding.value
    if value.not_before.safe_until is not None:
        yield value.not_before.safe_until
    yield from (candidate.until for candidate in value.candidates)
