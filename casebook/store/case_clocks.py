"""The clocks of a case: from what is stored to the findings of limitation law, and how each clock stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY, Term, add
from casebook.domain.finding import Finding
from casebook.domain.limitation.answer import Ends, Limitation, Status
from casebook.domain.limitation.clocks import Clock, ClockKey, ClockKind, Reaching, limitations
from casebook.domain.limitation.facts import (
    Act,
    Event,
    Extension,
    Insolvency,
    LegalAction,
    LimitationFacts,
    Outcome,
    Proof,
)
from casebook.domain.money import ZERO, Cents
from casebook.domain.signals.clock_state import ClockState, Reliance, clock_state, is_accepted, state_holds_until
from casebook.law.book import Book
from casebook.store.case_facts import ClaimsRecord
from casebook.store.case_rows import ClaimRow, EventRow, LiableRow
from casebook.store.case_titles import TITLES, Titles
from casebook.store.claim_default import RUNNING_INTEREST, default_of
from casebook.store.models.claims import Relation

_GUARANTEE = "guarantee"
_NOTICES = ("demand", "public_demand")


class Standing(NamedTuple):
    """How one clock stands: the finding, its state, what it guards, and what is known of its last event.

    `sent_on` is the day of the last notice whose proof may still come. `accepted`: a lead lets it run out. `review_on`
    is until when its claimed end is relied on. `holds_until` is the first day on which this
    can be different by itself, None for good.
    """

    claim: ClaimRow
    debtor_id: int
    kind: ClockKind
    finding: Finding[Limitation]
    state: ClockState
    open_cents: Cents
    last_event_on: date | None
    last_proof: Proof | None
    sent_on: date | None
    holds_until: date | None
    accepted: bool = False
    review_on: date | None = None

    @property
    def last_day(self) -> date | None:
        """The last day on which a letter is of use: the safe end, or the claimed one where that has passed."""
        ends = self.finding.value.ends
        return ends.claimed_until if self.state is ClockState.UNPROVEN else ends.safe_until


class _Group(NamedTuple):
    """A claim and its titles: their clocks, which lean on each other alone, and the events that reach one of them."""

    clocks: dict[ClockKey, Clock]
    events: list[tuple[EventRow, Reaching]]


class _Case(NamedTuple):
    """A case with its titles, and its claims and reliances by what a clock names them with."""

    record: ClaimsRecord
    titles: Titles
    claims: Mapping[str, ClaimRow]
    reliances: Mapping[ClockKey, Reliance]


class CaseClocks(NamedTuple):
    """All clocks of a case; `more_from` is the first day on which a further clock begins to matter."""

    standings: tuple[Standing, ...]
    more_from: date | None


def clocks(record: ClaimsRecord, day: date, law: Book) -> CaseClocks:
    """Return how the clocks of a case stand on `day`: of each claim, against each debtor, its title and interest."""
    titles = Titles(record)
    asked = dict(_clocks(record, day))
    interest, more_from = _interest(record, asked, titles, day, law)
    reliances = {
        ClockKey(str(row.claim_id), row.clock, str(row.party_id)): Reliance(row.reason, row.review_on)
        for row in reversed(record.reliances)
    }
    case = _Case(record, titles, {str(claim.id): claim for claim in record.claims}, reliances)
    standings: list[Standing] = []
    for group in _groups(case, asked | interest):
        found = limitations(group.clocks, [event for _, event in group.events], law.limitation)
        standings += (_standing(case, group, key, finding, day) for key, finding in found.items())
    return CaseClocks(tuple(standings), more_from)


def _clocks(record: ClaimsRecord, day: date) -> Iterator[tuple[ClockKey, Clock]]:
    """Yield the clocks of every claim that did not end: what was remitted, discharged or withdrawn lapses no more."""
    days: dict[int, dict[str, date]] = {}
    for row in record.days:
        days.setdefault(row.claim_id, {})[row.name] = row.on_day
    liable: dict[int, list[LiableRow]] = {}
    for beside in record.liable:
        liable.setdefault(beside.claim_id, []).append(beside)
    titled = _titled(record)
    debtor = str(record.case.debtor_id)
    for claim in record.claims:
        if claim.ended_on is not None:
            continue
        known = days.get(claim.id, {})
        if claim.due_on is not None:
            known = {"due_on": claim.due_on, **known}
        facts = LimitationFacts(claim.kind, day, known, law=claim.law, slate_exception=claim.slate_exception)
        main = ClockKey(str(claim.id), _kind_of(claim), debtor)
        # A title is one against those it names, each by himself.
        named = titled.get(claim.id, ())
        if not named or debtor in named:
            yield main, Clock(facts)
        others = (one for one in liable.get(claim.id, ()) if str(one.party_id) != debtor)
        yield from (_beside(one, main, facts, named) for one in others)


def _beside(liable: LiableRow, main: ClockKey, facts: LimitationFacts, named: Sequence[str]) -> tuple[ClockKey, Clock]:
    """Return the clock of somebody who is liable beside the debtor, whose clock is `main`; `named` are in a title."""
    key = main._replace(debtor=str(liable.party_id))
    if named and (key.debtor in named or main.debtor not in named):
        return key, Clock(facts)
    if liable.relation is Relation.GUARANTOR:
        return key, Clock(LimitationFacts(_GUARANTEE, facts.as_of, facts.days, law=facts.law), main=main)
    return key, Clock(facts, firm=main.debtor if liable.relation is Relation.PARTNER else None)


def _titled(record: ClaimsRecord) -> Mapping[int, Sequence[str]]:
    """Return the debtors that titles name, by the claim that each is."""
    found: dict[int, list[str]] = {}
    for row in record.titled:
        found.setdefault(row.claim_id, []).append(str(row.party_id))
    return found


def _kind_of(claim: ClaimRow) -> ClockKind:
    return ClockKind.TITLE if claim.kind in TITLES else ClockKind.PRINCIPAL


def _interest(
    record: ClaimsRecord, asked: Mapping[ClockKey, Clock], titles: Titles, day: date, law: Book
) -> tuple[dict[ClockKey, Clock], date | None]:
    """Return the clocks of running interest that matter, and the first day on which another one will.

    Interest of the first day of default lapses first; until that is near, the clock of the principal is enough.
    """
    clocks: dict[ClockKey, Clock] = {}
    later: list[date] = []
    mains: dict[str, list[ClockKey]] = {}
    for key in asked:
        mains.setdefault(key.claim, []).append(key)
    for claim in record.claims:
        if claim.foreign_cents is not None or claim.ended_on is not None:
            continue
        # Default begins after one of these days, and interest ends with a principal that runs from one: most claims are
        # done with here.
        known = (claim.due_on, claim.received_on, claim.notice_last_day, claim.refused_on)
        earliest = min((on for on in known if on is not None), default=None)
        if earliest is None:
            continue
        if (near := _near(earliest, day, law)) > day:
            later.append(near)
            continue
        default = default_of(claim, law)
        if default is None or default.value is None:
            continue
        for main in mains[str(claim.id)]:
            key, days = main._replace(kind=ClockKind.INTEREST), {"from": default.value}
            title = titles.against(claim.id, main.debtor)
            if title is not None and title.given_on is not None:
                days["title_on"] = title.given_on
            excepted = claim.slate_exception
            facts = LimitationFacts(RUNNING_INTEREST, day, days, law=claim.law, slate_exception=excepted)
            clocks[key] = Clock(facts, main=title.key(main.debtor) if title else main)
    return clocks, min(later, default=None)


def _near(on: date, day: date, law: Book) -> date:
    """Return the first day on which interest that runs from `on` may be announced: at twice the longest lead."""
    term, lead = _announced(law, day)
    return add(on, term) - ONE_DAY - 2 * lead


@lru_cache(8)
def _announced(law: Book, day: date) -> tuple[Term, timedelta]:
    leads = law.signals.on(day).leads
    term = law.limitation.kinds[RUNNING_INTEREST].applied(day).value.term
    return term, max(_days(leads.limitation), _days(leads.limitation_at_risk))


def _groups(case: _Case, asked: Mapping[ClockKey, Clock]) -> Iterable[_Group]:
    """Return the clocks by the claim that they are about in the end, so that no event is asked of every claim."""
    groups: dict[int, _Group] = {}
    for key, clock in asked.items():
        groups.setdefault(case.titles.first(int(key.claim)), _Group({}, [])).clocks[key] = clock
    for event in _events(case.record, case.titles):
        claims = event[1].claims
        firsts = groups.keys() if claims is None else {case.titles.first(int(claim)) for claim in claims}
        for first in firsts & groups.keys():
            groups[first].events.append(event)
    return groups.values()


def _events(record: ClaimsRecord, titles: Titles) -> Iterator[tuple[EventRow, Reaching]]:
    """Yield the events with whom and what they reach; rows that name the same claims and clocks are one."""
    reaches: dict[int, dict[tuple[int | None, ClockKind | None], set[str]]] = {}
    for row in record.reaches:
        reaches.setdefault(row.event_id, {}).setdefault((row.claim_id, row.clock), set()).add(str(row.party_id))
    for event in record.events:
        for (claim, clock), parties in reaches.get(event.id, {}).items():
            yield (
                event,
                Reaching(
                    _event(event),
                    frozenset(parties),
                    None if claim is None else frozenset(titles.with_titles(claim, event)),
                    None if clock is None else frozenset([clock]),
                ),
            )


def _event(row: EventRow) -> Event:
    proof = row.proof or Proof.ASSERTED
    match row.kind:
        case "legal_action":
            assert row.on_day is not None
            return LegalAction(
                row.on_day,
                row.outcome or Outcome.PENDING,
                proof,
                row.ended_on,
                row.followed_up_on,
                row.follow_up_outcome,
            )
        case "insolvency":
            assert row.on_day is not None
            return Insolvency(row.regime or "", row.on_day, row.until_on, bool(row.clean_slate), proof)
        case "extension":
            return Extension(row.ground or "", row.until_on, row.on_day or date.min, proof)
        case _:
            assert row.on_day is not None
            return Act(row.kind, row.on_day, proof, row.received_on)


def _standing(case: _Case, group: _Group, key: ClockKey, finding: Finding[Limitation], day: date) -> Standing:
    claim, relied = case.claims[key.claim], case.reliances.get(key)
    own = [row for row, event in group.events if key.debtor in event.debtors and event.is_about(key)]
    counted = [row for row in own if row.proof is not Proof.VOID]
    last = max(counted, key=lambda row: (row.received_on or row.on_day or date.min, row.id), default=None)
    open_cents = _guarded(case, claim, key)
    state = clock_state(
        finding,
        open_cents=open_cents,
        relied=relied,
        imported_without_history=bool(claim.imported) and not counted,
        day=day,
    )
    return Standing(
        claim=claim,
        debtor_id=int(key.debtor),
        kind=key.kind,
        finding=finding,
        state=state,
        open_cents=open_cents,
        last_event_on=(last.received_on or last.on_day) if last else None,
        last_proof=(last.proof or Proof.ASSERTED) if last else None,
        sent_on=_sent_on(finding.value, counted),
        holds_until=state_holds_until(finding, relied, day),
        accepted=any(is_accepted(finding.value.ends, one) for one in _accepted(case.record, key)),
        review_on=relied.review_on if relied and day < relied.review_on else None,
    )


def _accepted(record: ClaimsRecord, key: ClockKey) -> Iterator[Ends]:
    """Yield the ends with which a clock was let run out: interest lapses with its principal (BW 3:312)."""
    for row in record.lapses:
        if (str(row.claim_id), str(row.party_id)) != (key.claim, key.debtor):
            continue
        if row.clock is key.kind or key.kind is ClockKind.INTEREST:
            yield Ends(row.safe_until, row.claimed_until)


def _guarded(case: _Case, claim: ClaimRow, key: ClockKey) -> Cents:
    """Return what a clock guards: that of a title also what is open on its claim, whose old clock is quiet by then."""
    if key.kind is not ClockKind.INTEREST and case.titles.against(claim.id, key.debtor) is not None:
        return ZERO
    original = case.titles.original(claim.id)
    return Cents(_open(case.record, claim) + (_open(case.record, original) if original else ZERO))


def _open(record: ClaimsRecord, claim: ClaimRow) -> Cents:
    if claim.ended_on is not None or claim.not_pursued:
        return ZERO
    if claim.foreign_cents is not None:
        return Cents(claim.foreign_cents)
    return record.open_cents.get(claim.id, ZERO)


def _sent_on(limitation: Limitation, counted: list[EventRow]) -> date | None:
    """Return the day of the last notice whose proof may still come, where it would move the safe end.

    Of ordinary post no proof will come.
    """
    ends = limitation.ends
    if limitation.status is not Status.RUNNING or ends.safe_until is None:
        return None
    if ends.claimed_until is not None and ends.claimed_until <= ends.safe_until:
        return None
    awaited = (row for row in counted if row.kind in _NOTICES and row.proof is not Proof.PROVEN and row.grade != "weak")
    return max((row.on_day for row in awaited if row.on_day is not None), default=None)


@cache
def _days(term: Term) -> timedelta:
    return add(date(2001, 1, 1), term) - date(2001, 1, 1)


def term_days(claim: ClaimRow, kind: ClockKind, law: Book) -> int:
    """Return how many days the term of a clock has, nothing where it is not known."""
    name = RUNNING_INTEREST if kind is ClockKind.INTEREST else claim.kind
    rule = law.limitation.kinds.get(name)
    return _days(rule.applied(date.max).value.term).days if rule else 0
