"""What follows from the facts of a case holds until the day it says, whatever those facts are."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.limitation.clocks import ClockKey, ClockKind, Reaching
from casebook.domain.limitation.facts import Outcome, Proof
from casebook.domain.money import Cents
from casebook.domain.relation.matters import Advice, Question
from casebook.domain.relation.matters import Relation as WithCustomer
from casebook.domain.relation.segment import ByHand, Sector, Segment, SegmentFacts
from casebook.jobs import sample_letters
from casebook.law.book import book
from casebook.store import case_clocks, tables
from casebook.store.case_facts import CaseRecord
from casebook.store.case_rows import (
    CaseRow,
    ClaimRow,
    DayRow,
    EventRow,
    HoldRow,
    LiableRow,
    ReachRow,
    RelianceRow,
)
from casebook.store.models.cases import CaseState
from casebook.store.models.claims import Relation
from casebook.store.models.derived import CaseNow
from casebook.store.refresh import Derived, derived, refresh
from tests.sample import Office

LAW = book()
TODAY = date(2026, 11, 21)
DEBTOR, BESIDE = 1, (2, 3)
# Days around which something may change: long ago, lately, and soon.
DAYS = st.dates(date(2004, 1, 1), date(2027, 12, 31))
PAST = st.dates(date(2004, 1, 1), TODAY)
KINDS = st.sampled_from(["contract", "contract", "contract", "unknown", "carriage", "consumer_sale", "judgment"])
KINDS = KINDS.filter(lambda kind: kind in LAW.limitation.kinds or kind == "unknown")


def maybe(strategy: st.SearchStrategy[date]) -> st.SearchStrategy[date | None]:
    return st.none() | strategy


@st.composite
def claims(draw: st.DrawFn, id_: int) -> ClaimRow:
    received_on = draw(maybe(PAST))
    notice_on = draw(maybe(DAYS))
    return ClaimRow(
        case_id=1,
        id=id_,
        number=f"F-{id_}",
        kind=draw(KINDS),
        capacity=draw(st.none() | st.sampled_from(Capacity)),
        agreed=draw(st.none() | st.sampled_from(Agreed)),
        law=draw(st.sampled_from(["NL", "NL", "NL", "BE"])),
        currency="EUR",
        foreign_cents=None,
        due_on=draw(maybe(DAYS)),
        received_on=received_on,
        notice_received_on=None,
        notice_last_day=notice_on,
        refused_on=draw(maybe(PAST)),
        large_debtor_small_creditor=draw(st.sampled_from([None, 0, 1])),
        long_term_express=draw(st.sampled_from([None, 0, 1])),
        interest_frozen_on=None,
        title_of_id=draw(st.sampled_from([None, None, id_ - 1])) if id_ > 1 else None,
        main_id=None,
        placed=draw(st.sampled_from([0, 0, 1])),
        not_pursued=draw(st.sampled_from([0, 0, 0, 1])),
        imported=draw(st.sampled_from([0, 1])),
        ended_on=draw(st.sampled_from([None, None, None, TODAY])),
    )


@st.composite
def events(draw: st.DrawFn, id_: int) -> EventRow:
    kind = draw(st.sampled_from(["demand", "demand", "acknowledgement", "insolvency", "legal_action"]))
    on_day = draw(PAST)
    later = on_day + timedelta(draw(st.integers(0, 900)))
    row = EventRow(
        case_id=1,
        id=id_,
        kind=kind,
        on_day=on_day,
        received_on=draw(st.sampled_from([None, on_day])) if kind == "demand" else None,
        until_on=None,
        regime=None,
        ground=None,
        clean_slate=0,
        outcome=None,
        ended_on=None,
        followed_up_on=None,
        follow_up_outcome=None,
        proof=draw(st.none() | st.sampled_from(Proof)),
        grade=draw(st.sampled_from([None, "weak", "strong"])),
    )
    if kind == "insolvency":
        until = draw(st.sampled_from([None, later]))
        return row._replace(regime=draw(st.sampled_from(["bankruptcy", "wsnp"])), until_on=until)
    if kind == "legal_action":
        ended = draw(st.booleans()) and later <= TODAY
        return row._replace(outcome=Outcome.REJECTED if ended else Outcome.PENDING, ended_on=later if ended else None)
    return row


@st.composite
def records(draw: st.DrawFn) -> CaseRecord:
    """A case as it may be stored: claims of all ages, who is liable beside the debtor, and what happened since."""
    state = draw(st.sampled_from([CaseState.OPEN, CaseState.OPEN, CaseState.CLOSED]))
    next_on = draw(st.dates(date(2026, 10, 1), date(2027, 3, 1))) if state is CaseState.OPEN else None
    last_on = draw(PAST)
    case = CaseRow(
        id=1,
        number="2026-0001",
        debtor_id=DEBTOR,
        sort_name="MOLEN",
        state=state,
        opened_on=date(2004, 1, 1),
        owner_person_id=1,
        owner_team_id=None,
        owner_inactive_since=draw(maybe(st.dates(date(2026, 1, 1), date(2027, 12, 31)))),
        next_on=next_on,
        next_kind="call" if next_on else None,
        moves=draw(st.integers(0, 9)),
        sleeping=draw(st.sampled_from([0, 1])),
        closed_as=None,
    )
    own = [draw(claims(id_)) for id_ in range(1, draw(st.integers(1, 3)) + 1)]
    ids = st.sampled_from([claim.id for claim in own])
    happened = [draw(events(id_)) for id_ in range(1, draw(st.integers(0, 3)) + 1)]
    parties = st.sampled_from((DEBTOR, *BESIDE))
    cents = {claim.id: Cents(draw(st.sampled_from([0, 5_000, 900_000]))) for claim in own}
    record = CaseRecord(
        case,
        debtor_open_cents=Cents(sum(cents.values()) + draw(st.sampled_from([0, 5_000, 900_000]))),
        claims=own,
        open_cents=cents,
        events=happened,
        last_outward_on=last_on,
        proposals=draw(st.sampled_from([0, 0, 2])),
    )
    record.days = [DayRow(1, claim.id, "judged_on", draw(PAST)) for claim in own if claim.kind == "judgment"]
    record.liable = [
        LiableRow(1, claim_id, party, draw(st.sampled_from(Relation)), None, None)
        for claim_id, party in draw(st.sets(st.tuples(ids, st.sampled_from(BESIDE)), max_size=2))
    ]
    record.reaches = [
        ReachRow(1, event.id, draw(parties), draw(st.none() | ids), draw(st.sampled_from([None, None, *ClockKind])))
        for event in happened
    ]
    record.reliances = [
        RelianceRow(1, claim_id, DEBTOR, ClockKind.PRINCIPAL, "relied", draw(DAYS))
        for claim_id in draw(st.sets(ids, max_size=1))
    ]
    record.holds = [
        HoldRow(1, "plan", draw(DAYS), until, draw(st.sampled_from(["", "2026-017"])))
        for until in draw(st.lists(maybe(DAYS), max_size=2))
    ]
    places = st.lists(st.tuples(st.sampled_from(["NL", "BE"]), st.sampled_from(["verified", "presumed"])), max_size=2)
    record.places = {party: draw(places) for party in (DEBTOR, *BESIDE)}
    record.customer = draw(customers(record.debtor_open_cents))
    record.relation = draw(waiting)
    return record


waiting = st.builds(
    WithCustomer,
    maybe(DAYS),
    st.lists(st.builds(Question, st.just("E. de Wit"), DAYS), max_size=2).map(tuple),
    st.none() | st.builds(Advice, st.just("stop"), maybe(DAYS), maybe(DAYS), maybe(DAYS)),
    st.lists(DAYS, max_size=2).map(tuple),
)


def customers(owed: Cents) -> st.SearchStrategy[SegmentFacts]:
    return st.builds(
        SegmentFacts,
        st.sampled_from(["natural", "legal"]),
        st.none() | st.sampled_from(Sector),
        st.just(owed),
        maybe(st.dates(date(2020, 1, 1), date(2027, 1, 1))),
        st.lists(DAYS, max_size=2).map(tuple),
        st.lists(DAYS, max_size=2).map(tuple),
        st.integers(0, 2),
        st.none() | st.builds(ByHand, st.sampled_from(Segment), st.just("x"), maybe(DAYS)),
    )


COLUMNS = tables.of(CaseNow).columns
COMPUTED_ON, HOLDS_UNTIL = COLUMNS.index("computed_on"), COLUMNS.index("holds_until")


def without_its_day(found: Derived) -> Derived:
    return Derived(
        tuple(value for at, value in enumerate(found.case) if at != COMPUTED_ON),
        signals=found.signals,
        clocks=found.clocks,
        plans=found.plans,
        letters=found.letters,
        vat=found.vat,
    )


@given(record=records(), day=st.dates(date(2026, 9, 1), date(2027, 6, 1)), data=st.data())
def test_what_was_derived_holds_until_the_day_it_says(record: CaseRecord, day: date, data: st.DataObject) -> None:
    found = derived(record, day, LAW)
    holds_until = found.case[HOLDS_UNTIL]
    assert holds_until > day
    last = min(holds_until, date(2045, 1, 1)) - timedelta(1)
    assume(last > day)
    for later in {last, data.draw(st.dates(day, last))}:
        assert without_its_day(derived(record, later, LAW)) == without_its_day(found), later


@st.composite
def near_the_end(draw: st.DrawFn) -> tuple[CaseRecord, date]:
    """A case with one claim, and a day about as long after it as interest on it lasts."""
    began = date(2021, 12, 1)
    since = st.integers(0, 150).map(lambda days: began + timedelta(days))
    record = draw(records())
    claim = record.claims[0]._replace(
        kind="contract",
        law="NL",
        capacity=draw(st.sampled_from(Capacity)),
        agreed=draw(st.sampled_from(Agreed)),
        due_on=draw(maybe(since)),
        received_on=draw(maybe(since)),
        notice_last_day=draw(maybe(since)),
        refused_on=draw(maybe(since)),
        not_pursued=0,
        ended_on=None,
    )
    return replace(record, claims=[claim], open_cents={1: Cents(900_000)}), TODAY + timedelta(
        draw(st.integers(-250, 150))
    )


@settings(max_examples=300)
@given(near_the_end())
def test_a_clock_that_is_not_watched_yet_changes_no_place_in_the_queue(near: tuple[CaseRecord, date]) -> None:
    record, day = near
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(case_clocks, "_near", lambda *_: day)
        all_watched = derived(record, day, LAW)
    found = derived(record, day, LAW)
    assert found.signals == all_watched.signals
    assert found.case[:HOLDS_UNTIL] == all_watched.case[:HOLDS_UNTIL]


def test_a_case_of_many_claims_asks_no_event_of_every_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, count = 0, 300
    is_about = Reaching.is_about

    def counted(reaching: Reaching, key: ClockKey) -> bool:
        nonlocal asked
        asked += 1
        return is_about(reaching, key)

    monkeypatch.setattr(Reaching, "is_about", counted)
    derived(_large(count), TODAY, LAW)
    assert asked < 10 * count


def _large(count: int) -> CaseRecord:
    """A case with so many claims, and a letter about each of them."""
    case = CaseRow(1, "2026-0001", DEBTOR, "MOLEN", CaseState.OPEN, TODAY, 1, None, None, TODAY, "call", 0, 0, None)
    claim: dict[str, Any] = dict.fromkeys(ClaimRow._fields)
    claim |= {"case_id": 1, "kind": "contract", "law": "NL", "due_on": date(2024, 3, 1), "placed": 0, "not_pursued": 0}
    letter: dict[str, Any] = dict.fromkeys(EventRow._fields)
    letter |= {"case_id": 1, "kind": "demand", "on_day": date(2025, 3, 1)}
    ids = range(1, count + 1)
    return CaseRecord(
        case,
        claims=[ClaimRow(**{**claim, "id": id_, "number": str(id_)}) for id_ in ids],
        open_cents=dict.fromkeys(ids, Cents(1)),
        events=[EventRow(**{**letter, "id": id_}) for id_ in ids],
        reaches=[ReachRow(1, id_, DEBTOR, id_, None) for id_ in ids],
    )


def test_what_is_refused_to_a_letter_goes_by_the_clocks_of_that_day(office: Office) -> None:
    database = office.database
    sample_letters.write(database, office.actor, TODAY)
    later = date(2036, 11, 21)
    waits = "SELECT case_id FROM letter WHERE released_on IS NULL AND withdrawn_on IS NULL"
    cases = sorted({case_id for (case_id,) in database.fetch(waits)})
    assert cases
    with database.peewee.atomic():
        refresh(database, cases, later)
        first = database.fetch("SELECT * FROM letter_now ORDER BY 1")
        refresh(database, cases, later)
    assert database.fetch("SELECT * FROM letter_now ORDER BY 1") == first
