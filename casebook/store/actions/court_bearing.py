"""What proceedings, titles and measures are for their cases: events on the clocks, days of titles, and days for lists.

It is made to fit after each change, in the same transaction. Nothing else writes these.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from typing import NamedTuple

from casebook.domain.court import proceeding as of_proceeding
from casebook.domain.court import title as of_title
from casebook.domain.court.facts import SERVICE, CourtEventKind, MeasureKind, MeasureOutcome, TitleKind
from casebook.domain.court.proceeding import LegalAction, ProceedingStage
from casebook.domain.limitation.facts import Outcome, Proof
from casebook.domain.limitation.grade import Grade
from casebook.store import court_rows
from casebook.store.actions.limitation import EventFacts, Reached, facts_of, proof_of, void_event, write_event
from casebook.store.court_rows import CourtOfCase, MeasureRow, RecordedProceeding, RecordedTitle
from casebook.store.insolvent import STANDS
from casebook.store.models.cases import Track, TrackKind
from casebook.store.models.claims import Claim, ClaimDay
from casebook.store.models.court import Proceeding, Title
from casebook.store.models.limitation import LimitationEvent
from casebook.store.rows import rows
from casebook.store.transaction import Transaction

_E = CourtEventKind
NEVER = date.max
LEGAL_ACTION = "legal_action"
# What enforces a title, and so interrupts (BW 3:325).
_ENFORCES = frozenset({MeasureKind.GARNISHMENT, MeasureKind.BANK, MeasureKind.GOODS, MeasureKind.PROPERTY})
# What was served by an event of the clocks that was recorded by itself.
_SERVED = f"""
    SELECT v.on_day, h.claim_id FROM limitation_event v JOIN reach h ON h.event_id = v.id
    WHERE v.case_id = ? AND v.origin IS NULL AND {STANDS.replace("'insolvency'", "'service'")}
"""  # noqa: S608 only constants
_JUDGED, _APPEALED = "judged_on", "appeal_ended_on"


class _Served(NamedTuple):
    on: date
    claim_id: int | None


def bear(tx: Transaction, case_id: int, because: str) -> None:
    """Make what follows from all that is before a court in a case fit what is recorded; `because` is why it changes."""
    court = court_rows.of_cases(tx.database, [case_id]).get(case_id, CourtOfCase())
    for one in court.proceedings:
        _on_lists(tx, one)
    for title in court.titles:
        _title(tx, title)
    wanted: dict[tuple[str, int], list[EventFacts]] = defaultdict(list)
    for one in court.proceedings:
        wanted[court_rows.PROCEEDING, one.row.id] += _actions(one, court)
    served = {(one.on, one.claim_id) for one in rows(tx.database, _SERVED, _Served, (case_id,))}
    for title in court.titles:
        wanted[court_rows.TITLE, title.row.id] += _services(title, served)
    for measure in court.measures:
        wanted[court_rows.MEASURE, measure.id] += _enforced(measure)
    _on_clocks(tx, case_id, wanted, because)


def on_lists(tx: Transaction, case_ids: Sequence[int]) -> None:
    """Keep the days of the proceedings of cases for lists, after an insolvency of somebody in them changed."""
    for court in court_rows.of_cases(tx.database, case_ids).values():
        for one in court.proceedings:
            _on_lists(tx, one)


def open_track(tx: Transaction, case_id: int, because: str) -> None:
    """Open the track of a court in a case that has none."""
    there = Track.select().where(Track.case_id == case_id, Track.kind == TrackKind.COURT, Track.closed_on.is_null())
    if tx.first(there) is None:
        tx.add(Track, case_id=case_id, kind=TrackKind.COURT, opened_on=tx.day, opened_because=because)


def _on_lists(tx: Transaction, one: RecordedProceeding) -> None:
    found = of_proceeding.standing(one.proceeding, tx.law.court)
    over = one.proceeding.title_on
    closing = one.proceeding.events.last(_E.REJECTED, _E.WITHDRAWN)
    ended = over or (closing.on if closing else None)
    if found.stage is ProceedingStage.MAIN_CLAIM:
        brought = one.proceeding.events.last(_E.MAIN_CLAIM)
        ended = brought.on if brought else None
    next_on = min((due.on for due in found.open), default=NEVER)
    tx.change(tx.get(Proceeding, one.row.id), next_due_on=next_on, ended_on=ended)


def _title(tx: Transaction, one: RecordedTitle) -> None:
    """Keep the days of a title: when it was given, from which its clocks run, and when nothing came of it any more."""
    events = one.title.events
    given, gone = events.first(_E.GIVEN), events.last(_E.QUASHED)
    over = gone or events.last(_E.EXHAUSTED)
    given_on = given.on if given else one.row.given_on
    ended_on = (over.on if over else None) if given else (one.row.ended_on or tx.day)
    tx.change(tx.get(Title, one.row.id), given_on=given_on, ended_on=ended_on)
    for claim_id in dict.fromkeys(claim.claim_id for claim in one.claims):
        claim = tx.get(Claim, claim_id)
        # Its own clock runs on while it is only exhausted: what is enforced no more can be again.
        lapsed = gone.on if gone else (None if given else tx.day)
        if lapsed is not None:
            tx.change(claim, ended_on=lapsed)
        elif claim.ended_on is not None and claim.ended_on == one.row.ended_on:
            tx.change(claim, ended_on=None)
        if one.row.kind is TitleKind.SETTLEMENT_RECORD and claim.due_on in (None, one.row.given_on):
            tx.change(claim, due_on=given_on)
        starts = tx.law.limitation.kinds[claim.kind].applied(given_on).value.starts
        for name, day in ((_JUDGED, given_on), (_APPEALED, _appeal_ended(one))):
            if name in starts:
                _keep_day(tx, claim_id, name, day)


def _appeal_ended(one: RecordedTitle) -> date | None:
    """Return when an appeal or objection came to its end: from then the clock of a title runs (BW 3:324 lid 2)."""
    events = one.title.events
    attacked, upheld, final = events.first(_E.OPPOSED, _E.APPEALED), events.last(_E.UPHELD), events.last(_E.FINAL)
    if upheld is not None:
        return upheld.on
    return final.on if attacked is not None and final is not None and final.on >= attacked.on else None


def _keep_day(tx: Transaction, claim_id: int, name: str, day: date | None) -> None:
    kept = tx.first(ClaimDay.select().where(ClaimDay.claim_id == claim_id, ClaimDay.name == name))
    if kept is None and day is not None:
        tx.add(ClaimDay, claim_id=claim_id, name=name, on_day=day)
    elif kept is not None and day is not None:
        tx.change(kept, on_day=day)
    elif kept is not None:
        tx.remove(kept)


def _actions(one: RecordedProceeding, court: CourtOfCase) -> Iterable[EventFacts]:
    """Yield how a proceeding bears on the clocks: once for what was granted, once for what was not."""
    action = of_proceeding.legal_action(one.proceeding)
    if action is None:
        return
    titled = _granted(one, court)
    asked = [(claim.party_id, claim.claim_id) for claim in one.claims]
    won = [pair for pair in asked if pair in titled]
    lost = [pair for pair in asked if pair not in titled]
    if action.outcome is not Outcome.GRANTED:
        won, lost = asked, []
    for pairs, outcome in ((won, action.outcome), (lost, Outcome.REJECTED)):
        if not pairs:
            continue
        again = _follow_up(one, action, pairs, court) if outcome is Outcome.REJECTED else None
        yield EventFacts(
            kind=LEGAL_ACTION,
            on_day=action.on,
            reaches=tuple(Reached(party_id, claim_id) for party_id, claim_id in pairs),
            outcome=outcome,
            ended_on=action.ended_on,
            followed_up_on=again.on if again else None,
            follow_up_outcome=again.outcome if again else None,
            note=one.row.number,
        )


def _granted(one: RecordedProceeding, court: CourtOfCase) -> set[tuple[int, int]]:
    """Return against whom titles were given in a proceeding for which of its claims."""
    return {
        (claim.party_id, claim.original_id)
        for title in court.titles
        if title.row.proceeding_id == one.row.id and title.stands_since is not None
        for claim in title.claims
        if claim.original_id is not None
    }


def _follow_up(
    one: RecordedProceeding, action: LegalAction, pairs: Sequence[tuple[int, int]], court: CourtOfCase
) -> LegalAction | None:
    """Return the first later proceeding in which all of this is asked again (BW 3:316 lid 2)."""
    later = []
    for other in court.proceedings:
        again = of_proceeding.legal_action(other.proceeding)
        asked = {(claim.party_id, claim.claim_id) for claim in other.claims}
        if again is None or other.row.id == one.row.id or action.ended_on is None or not set(pairs) <= asked:
            continue
        if again.on >= action.ended_on:
            later.append(again)
    return min(later, key=lambda found: found.on, default=None)


def _services(title: RecordedTitle, served: Set[tuple[date, int | None]]) -> Iterable[EventFacts]:
    """Yield when a title was served, on everybody it is against; not what was `served` by an event of before it."""
    if title.stands_since is None:
        return
    reaches = tuple(Reached(claim.party_id, claim.claim_id) for claim in title.claims)
    for event in title.title.events.stand:
        if event.kind in SERVICE and not all((event.on, one.claim_id) in served for one in reaches):
            yield EventFacts(kind="service", on_day=event.on, reaches=reaches, note=title.row.number)


def _enforced(measure: MeasureRow) -> Iterable[EventFacts]:
    """Yield what a measure is for the clocks: an act of enforcement, or a demand by writ once that was served."""
    reaches = (Reached(measure.party_id, measure.claim_id),)
    if measure.kind in _ENFORCES:
        yield EventFacts(kind="enforcement", on_day=measure.on, reaches=reaches, note=measure.third_party)
    if measure.kind is MeasureKind.INTERRUPTION and measure.outcome is MeasureOutcome.DONE:
        on = measure.outcome_on
        yield EventFacts(kind="demand", on_day=on, received_on=on, reaches=reaches, note=measure.bailiff)


def _on_clocks(tx: Transaction, case_id: int, wanted: Mapping[tuple[str, int], list[EventFacts]], because: str) -> None:
    """Write the events that are wanted and are not there, and make void those that are there and are not wanted."""
    origins = (court_rows.PROCEEDING, court_rows.TITLE, court_rows.MEASURE)
    of_case = LimitationEvent.select().where(LimitationEvent.case_id == case_id, LimitationEvent.origin.in_(origins))
    left = {key: list(facts) for key, facts in wanted.items()}
    for event in tx.find(of_case.order_by(LimitationEvent.id)):
        if proof_of(tx, event.id) is Proof.VOID:
            continue
        facts, waits = facts_of(tx, event), left.get((event.origin or "", event.origin_id or 0), [])
        if facts in waits:
            waits.remove(facts)
        else:
            void_event(tx, event.id, because)
    for (origin, origin_id), some in left.items():
        for facts in some:
            write_event(tx, case_id, facts, Proof.PROVEN, Grade.STRONG, origin=origin, origin_id=origin_id)


def standing_of(tx: Transaction, title: RecordedTitle) -> of_title.TitleStanding:
    """Return how a title stands today."""
    return of_title.standing(title.title, tx.day, tx.law.court)
